"""The platform's habits, each with its proof."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_sdk.services import quirks
from chorus_sdk.services.issued import IssuedInvoice


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2019-07-11T15:45:39.674+02:00", "2019-07-11T13:45:39.674000+00:00"),
        ("2026-11-23T09:12:00Z", "2026-11-23T09:12:00+00:00"),
        ("2026-11-23 09:12", "2026-11-23T08:12:00+00:00"),
        ("2026-07-01 09:12", "2026-07-01T07:12:00+00:00"),
        ("2026-11-23", "2026-11-22T23:00:00+00:00"),
    ],
)
def test_instants_come_in_three_forms_and_without_a_zone_are_french(text, utc):
    instant = quirks.parse_instant(text)
    assert instant is not None
    assert instant.astimezone(UTC).isoformat() == utc


@pytest.mark.parametrize("value", [None, "", "  ", "hier", "2026-13-01", 5, []])
def test_an_unreadable_instant_or_day_is_none(value):
    assert quirks.parse_instant(value) is None
    assert quirks.parse_date(value) is None


@pytest.mark.parametrize(
    "text", ["2026-11-23", "2026-11-23 10:15", "2026-11-23T10:15:00.000+01:00"]
)
def test_days_come_in_the_same_three_forms(text):
    assert quirks.parse_date(text) == date(2026, 11, 23)


def test_french_summer_time_without_a_zone_database_is_the_rule_of_1996(monkeypatch):
    def absent(name: str) -> None:
        raise quirks.ZoneInfoNotFoundError(name)

    known = [
        quirks.parse_instant(f"2026-{m:02}-{d:02} 12:00") for m in (3, 10) for d in range(1, 32)
    ]
    monkeypatch.setattr(quirks, "ZoneInfo", absent)
    by_rule = [
        quirks.parse_instant(f"2026-{m:02}-{d:02} 12:00") for m in (3, 10) for d in range(1, 32)
    ]
    assert [i.utcoffset() for i in by_rule] == [i.utcoffset() for i in known]
    assert {i.utcoffset() for i in by_rule} == {timedelta(hours=1), timedelta(hours=2)}


@pytest.mark.parametrize(
    ("value", "rows"), [(None, []), ([], []), ({"a": 1}, [{"a": 1}]), ([1, 2], [1, 2])]
)
def test_a_list_of_one_may_come_as_the_one(value, rows):
    assert list(quirks.as_list(value)) == rows


@pytest.mark.parametrize(
    ("value", "flag"),
    [
        (True, True),
        ("OUI", True),
        ("Non", False),
        ("true", True),
        ("0", False),
        (None, None),
        ("?", None),
    ],
)
def test_flags_may_come_as_texts(value, flag):
    assert quirks.parse_flag(value) is flag


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_amounts_are_exact_as_numbers_and_as_texts(amount):
    assert quirks.parse_amount(amount) == quirks.parse_amount(str(amount)) == amount


@pytest.mark.parametrize("value", [None, True, "abc", "", "NaN", "Infinity"])
def test_what_is_no_amount_is_none(value):
    assert quirks.parse_amount(value) is None


@pytest.mark.parametrize(
    ("value", "number"),
    [
        *((5, 5), ("5", 5), (Decimal("5.0"), 5), ("5.5", None), (None, None)),
        *(("9223372036854775807", 2**63 - 1), ("1e300000", None), (Decimal("1e300000"), None)),
    ],
)
def test_whole_numbers_may_come_as_texts(value, number):
    assert quirks.parse_number(value) == number


@pytest.mark.parametrize(("value", "text"), [("", None), (" x ", "x"), (12, "12"), ({}, None)])
def test_an_empty_text_is_absent(value, text):
    assert quirks.parse_text(value) == text


def test_what_was_read_once_is_read_again_as_it_is():
    members = {
        "id": 1,
        "number": " F1 ",
        "status": "MISE_A_DISPOSITION",
        "status_at": "2026-11-04 08:00",
        "issue_date": "2026-11-02",
        "net_total": "1.10",
        "recipient_id": "7",
        "is_rejection_processed": "NON",
    }
    read = IssuedInvoice.model_validate(members)
    assert IssuedInvoice.model_validate(read.model_dump()) == read
    assert IssuedInvoice.model_validate_json(read.model_dump_json()) == read
