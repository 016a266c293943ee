"""Numbers, days and instants are what XML Schema says, and nothing else."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_sdk.formats.pivot import lexical


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_every_decimal_reads_back_exactly(value):
    read = lexical.decimal(format(value, "f"))
    assert (read, read.as_tuple()) == (value, Decimal(format(value, "f")).as_tuple())


@pytest.mark.parametrize("text", ["", "1e3", "1_0", "NaN", "Infinity", "1,5", "٣", ".", "+", "1 0"])
def test_what_is_no_decimal_is_refused(text):
    with pytest.raises(ValueError):
        lexical.decimal(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_reads_back(value):
    assert lexical.day(value.isoformat()) == value


@pytest.mark.parametrize("text", ["2026-13-01", "2026-02-30", "20260101", "2026-1-1", "2026-W01-1"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError):
        lexical.day(text)


def test_an_instant_without_offset_is_french_legal_time():
    winter, summer = lexical.instant("2026-01-05T10:00:00"), lexical.instant("2026-07-05T10:00:00")
    assert winter == datetime.fromisoformat("2026-01-05T10:00:00+01:00")
    assert summer == datetime.fromisoformat("2026-07-05T10:00:00+02:00")


@pytest.mark.parametrize(
    "text", ["2018-15-18T16:51:55.000+01:00", "2018-12-18", "2018-12-18 16:51:55", "16:51:55"]
)
def test_what_is_no_instant_is_refused(text):
    with pytest.raises(ValueError):
        lexical.instant(text)


def test_fractions_of_a_second_are_read_to_the_microsecond():
    assert lexical.instant("2026-01-05T10:00:00.123456789Z").microsecond == 123456
