"""How the pivot writes numbers, days and instants (*formes lexicales*), as XML Schema has them."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

WHITE: Final = " \t\r\n"
"""What XML takes for white space; other spaces are letters of a text."""

DECIMAL: Final = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
"""Regular expression of a number: a point, no exponent, no space."""

_DECIMAL = re.compile(DECIMAL)
_INTEGER = re.compile(r"[+-]?[0-9]{1,4000}")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_INSTANT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)


def is_decimal(text: str) -> bool:
    """Tell whether a text is a number: a point, no exponent, no space.

    Example:
        >>> [is_decimal(text) for text in ("12.50", "12,50", "1e3", "NaN", "-.5")]
        [True, False, False, False, True]
    """
    return _DECIMAL.fullmatch(text) is not None


def decimal(text: str) -> Decimal:
    """Return the exact number; raises ValueError when it is none."""
    if not is_decimal(text):
        raise ValueError("not a decimal number")
    return Decimal(text)


def integer(text: str) -> int:
    """Return the whole number; raises ValueError when it is none."""
    if not _INTEGER.fullmatch(text):
        raise ValueError("not a whole number")
    return int(text)


def day(text: str) -> date:
    """Return the day, its zone left out; raises ValueError when there is no such day.

    Example:
        >>> day("2026-01-05"), day("2026-01-05+01:00")
        (datetime.date(2026, 1, 5), datetime.date(2026, 1, 5))
    """
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueError("not a day")
    return date.fromisoformat(found[1])


def instant(text: str) -> datetime:
    """Return the instant; without an offset it is French legal time, where Chorus Pro stands.

    What is below a microsecond is left out; `is_finer` tells of it.

    Raises:
        ValueError: there is no such instant.

    Example:
        >>> instant("2018-12-18T16:51:55.000+01:00").isoformat()
        '2018-12-18T16:51:55+01:00'
    """
    found = _INSTANT.fullmatch(text)
    if not found:
        raise ValueError("not an instant")
    value = datetime.fromisoformat(found[1] + (found[2] or "")[:7] + (found[3] or ""))
    return value if value.tzinfo else value.replace(tzinfo=ZoneInfo("Europe/Paris"))


def is_finer(text: str) -> bool:
    """Tell whether an instant says more than microseconds.

    Example:
        >>> is_finer("2018-12-18T16:51:55.1234560Z"), is_finer("2018-12-18T16:51:55.1234567Z")
        (False, True)
    """
    found = _INSTANT.fullmatch(text)
    return found is not None and bool((found[2] or "")[7:].strip("0"))
