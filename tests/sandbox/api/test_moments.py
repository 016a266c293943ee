"""Three date formats, on the clock of Paris."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chorus_sdk.sandbox.moments import paris, plain_date, read_moment, to_the_minute, with_offset

LATE = datetime(2026, 11, 23, 23, 30, 12, 674_000, tzinfo=UTC)


def test_the_three_formats():
    assert plain_date(LATE) == "2026-11-24"
    assert to_the_minute(LATE) == "2026-11-24 00:30"
    assert with_offset(LATE) == "2026-11-24T00:30:12.674+01:00"


@given(st.integers(852_076_800, 2_145_830_400))
@settings(max_examples=200)
def test_paris_is_where_the_time_zone_database_has_it(seconds):
    try:
        zone = ZoneInfo("Europe/Paris")
    except ZoneInfoNotFoundError:
        pytest.skip("this machine has no time zone database")
    moment = datetime.fromtimestamp(seconds, UTC)
    assert paris(moment).utcoffset() == moment.astimezone(zone).utcoffset()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-07-11", date(2026, 7, 11)),
        ("2026-07-11 15:45", datetime(2026, 7, 11, 13, 45, tzinfo=UTC)),
        ("2026-12-11 15:45", datetime(2026, 12, 11, 14, 45, tzinfo=UTC)),
        ("2026-07-11T15:45:39.674+02:00", datetime(2026, 7, 11, 13, 45, 39, 674_000, tzinfo=UTC)),
        ("2026-07-11T13:45:39Z", datetime(2026, 7, 11, 13, 45, 39, tzinfo=UTC)),
    ],
)
def test_all_three_are_read(text, expected):
    assert read_moment(text) == expected


def test_summer_time_begins_at_one_oclock_utc_on_the_last_sunday_of_march():
    change = datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert paris(change).utcoffset() == timedelta(hours=2)
    assert paris(change - timedelta(seconds=1)).utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01", "23/11/2026"])
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError):
        read_moment(text)
