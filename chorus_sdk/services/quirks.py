"""How the platform really answers, where that differs from what it declares.

Each entry names its source in chorus-pro-api; `docs/quirks.md` dates each, with its test. A value
that fits no known form is kept away from the domain object (None) rather than stopping the whole
answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Annotated, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, GetCoreSchemaHandler
from pydantic_core import core_schema

from chorus_sdk._http.exchange import JsonValue
from chorus_sdk.errors import RejectedRequestError

NOTHING_FOUND: Final = frozenset({"TRA_MSG_00.015", "GFT_MSG_01.075"})
"""`libelle` of an empty search, of invoices (20000) and of works invoices (20007): an error code
where an empty list is meant (§5)."""

FLOW_NOT_VISIBLE: Final = "POQ_MSG_01.003"
"""`libelle` for an unknown flow, and for one asked about too soon after its deposit (§3.3, 29)."""

REASONS_SEPARATOR: Final = "|"
REASONS_CUT_AT: Final = 200
"""Reasons of one invoice come joined, and cut at about this length (§3.3, 29)."""


_DIGITS: Final = 19
"""What the platform calls a whole number has 64 bits; an exponent may ask for a billion digits."""


def finds_nothing(error: RejectedRequestError) -> bool:
    """Tell whether a refusal means that there is nothing to list."""
    return error.label in NOTHING_FOUND


def is_not_visible_yet(error: RejectedRequestError) -> bool:
    """Tell whether a refusal means that the flow is not known (yet)."""
    return error.label == FLOW_NOT_VISIBLE


def as_list(value: JsonValue) -> Sequence[JsonValue]:
    """Read a `liste…` member: absent, a list, or a single object instead of a list of one (§2.5).

    Example:
        >>> as_list(None), as_list({"a": 1}), as_list([])
        ((), ({'a': 1},), [])
    """
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)


def parse_instant(value: object) -> datetime | None:
    """Read an instant in any of the three forms in use (§2.3); without a zone it is French time.

    Example:
        >>> parse_instant("2026-11-23T09:14:31.512+01:00").isoformat()
        '2026-11-23T09:14:31.512000+01:00'
        >>> parse_instant("2026-07-01 08:05").isoformat()
        '2026-07-01T08:05:00+02:00'
    """
    if isinstance(value, str):
        try:
            instant = datetime.fromisoformat(value.strip())
        except ValueError:
            return None
    elif isinstance(value, datetime):
        instant = value
    else:
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=_french_time(instant))


def parse_date(value: object) -> date | None:
    """Read a day, whichever of the three forms it comes in (§2.3).

    Example:
        >>> parse_date("2026-11-23"), parse_date("2026-11-23 10:00")
        (datetime.date(2026, 11, 23), datetime.date(2026, 11, 23))
    """
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value.strip()[:10])
    except ValueError:
        return None


def parse_flag(value: object) -> bool | None:
    """Read a boolean that may come as a text (*OUI*, *NON*).

    Example:
        >>> parse_flag("OUI"), parse_flag(False), parse_flag("")
        (True, False, None)
    """
    if isinstance(value, bool):
        return value
    words = {"oui": True, "true": True, "1": True, "non": False, "false": False, "0": False}
    return words.get(str(value).strip().lower()) if value is not None else None


def parse_amount(value: object) -> Decimal | None:
    """Read an amount that comes as a number or as its text."""
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    if isinstance(value, bool) or value is None:
        return None
    try:
        amount = Decimal(str(value))
    except ArithmeticError:
        return None
    return amount if amount.is_finite() else None


def parse_text(value: object) -> str | None:
    """Read a text; empty means absent, and a number is read as its digits."""
    if isinstance(value, str):
        return value.strip() or None
    if value is None or isinstance(value, (bool, dict, list)):
        return None
    return str(value).strip() or None


def parse_number(value: object) -> int | None:
    """Read a whole number that comes as a number or as its text."""
    if type(value) is int:
        return value
    amount = parse_amount(value)
    if amount is None or amount.adjusted() >= _DIGITS or amount != amount.to_integral_value():
        return None
    return int(amount)


def _french_time(moment: datetime) -> ZoneInfo | timezone:
    try:
        return ZoneInfo("Europe/Paris")
    except ZoneInfoNotFoundError:
        # No time-zone data on this machine: the rule in force since 1996.
        summer = _last_sunday(moment.year, 3) <= moment < _last_sunday(moment.year, 10)
        return timezone(timedelta(hours=2 if summer else 1))


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 2, tzinfo=UTC).replace(tzinfo=None)
    return last - timedelta(days=(last.weekday() + 1) % 7)


@dataclass(frozen=True)
class _Reader:
    """Has a member read by one function and by nothing after it: a list has 100 rows.

    `usual` reads a text in the usual form without a step in Python; what it refuses, `read` reads.
    """

    read: Callable[[object], object]
    usual: Callable[[str], object] | None = None

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        reading = core_schema.no_info_plain_validator_function(self.read)
        if self.usual is None:
            return reading
        text = core_schema.str_schema(strict=True)
        return core_schema.union_schema(
            [core_schema.no_info_after_validator_function(self.usual, text), reading],
            mode="left_to_right",
            serialization=core_schema.simple_ser_schema("any"),
        )


WireDate = Annotated[date | None, _Reader(parse_date, usual=date.fromisoformat)]
WireInstant = Annotated[datetime | None, _Reader(parse_instant)]
WireFlag = Annotated[bool | None, _Reader(parse_flag)]
WireAmount = Annotated[Decimal | None, _Reader(parse_amount)]
WireText = Annotated[str | None, _Reader(parse_text)]
WireNumber = Annotated[int | None, _Reader(parse_number)]
AS_TEXT: Final = BeforeValidator(parse_text)
"""For a code of an open list: an empty one is None, and one that came as a number its digits."""
