from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from chorus_sdk.sandbox.portal_pages.figures import (
    shown_amount,
    shown_count,
    shown_day,
    shown_moment,
)

THIN, FIXED = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("amount", "lang", "shown"),
    [
        ("1234567.5", "fr", f"1{THIN}234{THIN}567,50{FIXED}EUR"),
        ("1234567.5", "en", f"1,234,567.50{FIXED}EUR"),
        ("-12", "fr", f"-12,00{FIXED}EUR"),
        ("0.123456", "en", f"0.123456{FIXED}EUR"),
        ("1E+3", "en", f"1,000.00{FIXED}EUR"),
    ],
)
def test_an_amount_keeps_every_decimal(amount, lang, shown):
    assert shown_amount(Decimal(amount), "EUR", lang) == shown


def test_dates_and_times_are_those_of_paris():
    summer = datetime(2026, 6, 30, 22, 30, 5, tzinfo=UTC)
    assert shown_moment(summer, "fr") == "01/07/2026 00:30:05"
    assert shown_moment(summer, "en") == "2026-07-01 00:30:05"
    assert shown_day(date(2026, 1, 2), "fr") == "02/01/2026"


def test_thousands_stand_apart():
    assert shown_count(1_000, "en") == "1,000"
    assert shown_count(999, "fr") == "999"
