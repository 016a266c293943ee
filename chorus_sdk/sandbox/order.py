"""One order at the sandbox's own addresses (*commande*): a JSON object of known members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from chorus_sdk._http.exchange import JsonValue, decode_json

_LARGEST: Final = 10**12


class UnusableOrderError(Exception):
    """An order that cannot be carried out; its text says why and repeats nothing of it."""


@dataclass(frozen=True)
class Order:
    """The members of an order (*commande*), each read as what it should be."""

    members: Mapping[str, JsonValue]

    @classmethod
    def of(cls, body: bytes) -> Order:
        """Read an order; raises UnusableOrderError when it is no JSON object."""
        members = decode_json(body) if body else {}
        if not isinstance(members, dict):
            raise UnusableOrderError("an order is a JSON object")
        return cls(members)

    def only(self, *names: str) -> None:
        """Refuse members of other names: a misspelt one would pass in silence."""
        if set(self.members) - set(names):
            raise UnusableOrderError(f"the members are {', '.join(names) or 'none'}")

    def text(self, name: str, otherwise: str | None = None) -> str | None:
        """Return a text."""
        value = self.members.get(name, otherwise)
        if value is not None and not (isinstance(value, str) and value.isprintable()):
            raise UnusableOrderError(f"{name} is a text")
        return value

    def needed(self, name: str) -> str:
        """Return a text that must be there."""
        value = self.text(name)
        if not value:
            raise UnusableOrderError(f"{name} is a text, and is needed")
        return value

    def number(self, name: str, otherwise: float | None = None) -> float:
        """Return a number that is finite."""
        value = self.members.get(name, otherwise)
        if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
            raise UnusableOrderError(f"{name} is a number")
        if not -_LARGEST < value < _LARGEST:
            raise UnusableOrderError(f"{name} is too large")
        return float(value)

    def whole(self, name: str, otherwise: int) -> int:
        """Return a whole number."""
        value = self.number(name, otherwise)
        if value != int(value):
            raise UnusableOrderError(f"{name} is a whole number")
        return int(value)

    def flag(self, name: str, *, otherwise: bool) -> bool:
        """Return true or false."""
        value = self.members.get(name, otherwise)
        if not isinstance(value, bool):
            raise UnusableOrderError(f"{name} is true or false")
        return value

    def texts(self, name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """Return a list of texts, each one of those that are allowed."""
        value = self.members.get(name, [])
        if not isinstance(value, list) or any(one not in allowed for one in value):
            raise UnusableOrderError(f"{name} is a list of {', '.join(allowed)}")
        return tuple(str(one) for one in value)
