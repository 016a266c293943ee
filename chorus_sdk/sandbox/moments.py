"""Instants as Chorus Pro writes them (*dates*): three formats, in the time of Paris.

The platform mixes plain dates, dates with minutes and ISO 8601 with an offset; each field has its
own. Source: chorus-pro-api §2.3.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone


def paris(moment: datetime) -> datetime:
    """Return the instant on a clock in Paris: UTC+2 from March to October, else UTC+1.

    Summer time is counted here, as a machine without a time zone database has to answer alike.

    Example:
        >>> paris(datetime(2026, 7, 1, 12, tzinfo=UTC)).isoformat()
        '2026-07-01T14:00:00+02:00'
    """
    utc = moment.astimezone(UTC)
    summer = _switch(utc.year, 3) <= utc < _switch(utc.year, 10)
    return utc.astimezone(timezone(timedelta(hours=2 if summer else 1)))


def plain_date(moment: datetime) -> str:
    """Write `YYYY-MM-DD`."""
    return paris(moment).date().isoformat()


def to_the_minute(moment: datetime) -> str:
    """Write `YYYY-MM-DD HH:MM`."""
    return paris(moment).strftime("%Y-%m-%d %H:%M")


def with_offset(moment: datetime) -> str:
    """Write ISO 8601 with milliseconds and the offset of Paris."""
    return paris(moment).isoformat(timespec="milliseconds")


def read_moment(text: str) -> datetime | date:
    """Read any of the three formats; raises ValueError for another.

    An instant without a zone is on the clock of Paris.

    Example:
        >>> read_moment("2026-11-23")
        datetime.date(2026, 11, 23)
    """
    if len(text) == 10:
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        return moment
    guess = moment.replace(tzinfo=timezone(timedelta(hours=1)))
    return moment.replace(tzinfo=paris(guess).tzinfo)


def _switch(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)
