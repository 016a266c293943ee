"""One call of an operation: its fields read with their types, its refusals (*appel*).

Keys that an operation does not know are ignored, as the platform does (chorus-pro-api §2.5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk.sandbox.gateway import Caller
from chorus_sdk.sandbox.moments import read_moment, with_offset
from chorus_sdk.sandbox.platform import Platform

_LARGEST: Final = 2**63 - 1


def success(**rest: JsonValue) -> JsonObject:
    """Write an answer that says yes."""
    return {"codeRetour": 0, "libelle": "TRA_MSG_00.000", **rest}


class UnreadableCallError(Exception):
    """A field has a type that the operation cannot read: HTTP 400 without a body (INF)."""


class TooLargeError(Exception):
    """The request or its answer passes a size limit: HTTP 413, not JSON."""


class RefusalError(Exception):
    """The platform says no (*refus métier*): `codeRetour` and `libelle`."""

    def __init__(self, code: int, label: str) -> None:
        super().__init__(label)
        self.code = code
        self.label = label


def missing(name: str) -> RefusalError:
    """Refuse a call that lacks a field that the operation needs (number and text are INF)."""
    return RefusalError(20002, f"Le champ {name} est obligatoire.")


@dataclass(frozen=True)
class Fields:
    """The fields of a JSON object (*champs*), each read as what it should be."""

    values: Mapping[str, object]

    def text(self, name: str) -> str | None:
        """Return text; a number is taken as its digits, an empty text as none."""
        value = self.values.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST:
            return str(value)
        if value is None or value == "":
            return None
        if not isinstance(value, str) or not _is_writable(value):
            raise UnreadableCallError
        return value

    def needed(self, name: str) -> str:
        """Return text that must be there; raises RefusalError when it is not."""
        value = self.text(name)
        if value is None:
            raise missing(name)
        return value

    def integer(self, name: str) -> int | None:
        """Return a whole number of at most 64 bits; digits in a text count as one."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, str) and value.strip().isdecimal() and len(value) < 20:
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _LARGEST:
            raise UnreadableCallError
        return value

    def flag(self, name: str) -> bool | None:
        """Return true, false or nothing."""
        value = self.values.get(name)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str) and value in {"true", "false"}:
            return value == "true"
        raise UnreadableCallError

    def amount(self, name: str) -> Decimal | None:
        """Return an amount of at most (19,6)."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, (int, str, Decimal)):
            raise UnreadableCallError
        try:
            amount = Decimal(value)
        except InvalidOperation:
            raise UnreadableCallError from None
        if not amount.is_finite() or abs(amount.adjusted()) > 30:
            raise UnreadableCallError
        return amount

    def moment(self, name: str) -> datetime | date | None:
        """Return a date or an instant in any of the platform's three formats."""
        text = self.text(name)
        try:
            return None if text is None else read_moment(text)
        except (ValueError, OverflowError):
            raise UnreadableCallError from None

    def child(self, name: str) -> Fields:
        """Return an inner object; one without fields when it is not there."""
        value = self.values.get(name)
        if value is None:
            return Fields({})
        if not isinstance(value, dict):
            raise UnreadableCallError
        return Fields(value)

    def children(self, name: str) -> list[Fields]:
        """Return a list of objects; a single object counts as a list of one."""
        value = self.values.get(name)
        if value is None:
            return []
        entries = value if isinstance(value, list) else [value]
        objects = [entry for entry in entries if isinstance(entry, dict)]
        if len(objects) != len(entries):
            raise UnreadableCallError
        return [Fields(entry) for entry in objects]

    def plain_list(self, name: str) -> list[Fields]:
        """Return a list of scalars, each as the field `value` of its own."""
        value = self.values.get(name)
        if value is None:
            return []
        entries = value if isinstance(value, list) else [value]
        return [Fields({"value": entry}) for entry in entries]


@dataclass(frozen=True, kw_only=True)
class Call:
    """A call that has passed the gateway."""

    platform: Platform
    caller: Caller
    fields: Fields
    now: datetime


def optional_instant(moment: datetime | None) -> str | None:
    """Write an instant with its offset, or nothing."""
    return None if moment is None else with_offset(moment)


def _is_writable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
