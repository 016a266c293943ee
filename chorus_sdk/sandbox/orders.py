"""What may be ordered at the sandbox's own addresses (*commandes*): time, faults, refusals.

An order is a JSON object whose members are all known; one that cannot be used changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from chorus_sdk._http.exchange import JsonObject, JsonValue, decode_json
from chorus_sdk.errors import ChorusError
from chorus_sdk.sandbox.faults import Lost

if TYPE_CHECKING:
    from chorus_sdk.sandbox.engine import Sandbox

MOST_TIMES: Final = 1_000
"""How often one order may plant its fault."""
_LARGEST: Final = 10**12
APIS: Final = (
    *("factures", "structures", "transverses", "utilisateurs"),
    *("facturesTravaux", "engagementsJuridiques", "organisations"),
)
"""APIs that an application may be refused (*API*)."""


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


def _advance(sandbox: Sandbox, order: Order) -> JsonObject:
    order.only("advance")
    try:
        sandbox.advance(order.number("advance"))
    except (ValueError, OverflowError):
        raise UnusableOrderError("advance is a number of seconds, ten years at most") from None
    return {"now": sandbox.clock.now().isoformat()}


def _reject(sandbox: Sandbox, order: Order) -> JsonObject:
    order.only("label", "incident")
    label = order.text("label", "Flux rejeté.") or "Flux rejeté."
    sandbox.reject_next(label, incident=order.flag("incident", otherwise=False))
    return {}


def _set_status(sandbox: Sandbox, order: Order) -> JsonObject:
    order.only("number", "status", "comment")
    number, status = order.needed("number"), order.needed("status")
    try:
        sandbox.set_status(number, status, comment=order.text("comment"))
    except ChorusError as error:
        raise UnusableOrderError(error.message) from None
    return {}


def _subscribe(sandbox: Sandbox, order: Order) -> JsonObject:
    order.only("refused")
    sandbox.unsubscribe(*order.texts("refused", APIS))
    return {}


def _load_data(sandbox: Sandbox, order: Order) -> JsonObject:
    order.only()
    return {"added": sandbox.load_qualification_data()}


def _plant(sandbox: Sandbox, order: Order) -> JsonObject:
    kind = order.text("kind") or ""
    if kind not in FAULTS:
        raise UnusableOrderError(f"kind is one of {', '.join(FAULTS)}")
    times = order.whole("times", 1)
    if not 1 <= times <= MOST_TIMES:
        raise UnusableOrderError(f"times is 1 to {MOST_TIMES}")
    names, plant = FAULTS[kind]
    order.only("kind", *names)
    try:
        for _ in range(times):
            plant(sandbox, order)
    except (ValueError, OverflowError) as error:
        raise UnusableOrderError(str(error)) from None
    return {"waiting": sandbox.faults.waiting, "maintenance": sandbox.faults.in_maintenance}


def _lose(sandbox: Sandbox, order: Order) -> None:
    when = order.text("when", Lost.AFTER_EFFECT)
    if when not in {one.value for one in Lost}:
        raise UnusableOrderError(f"when is one of {', '.join(Lost)}")
    sandbox.faults.lose_next_answer(Lost(when), path=order.text("path"))


def _cut(sandbox: Sandbox, order: Order) -> None:
    sandbox.faults.cut_next_answer(path=order.text("path"))


def _fail(sandbox: Sandbox, order: Order) -> None:
    after = order.flag("afterEffect", otherwise=False)
    status = order.whole("status", 502)
    sandbox.faults.fail_next(status, path=order.text("path"), after_effect=after)


def _limit(sandbox: Sandbox, order: Order) -> None:
    seconds = order.number("retryAfter", 1)
    sandbox.faults.limit_next(max(0, int(seconds)), path=order.text("path"))


def _slow(sandbox: Sandbox, order: Order) -> None:
    sandbox.faults.slow_next(order.number("seconds"), path=order.text("path"))


def _expire(sandbox: Sandbox, _order: Order) -> None:
    sandbox.expire_tokens()


def _maintain(sandbox: Sandbox, order: Order) -> None:
    sandbox.faults.maintenance(on=order.flag("on", otherwise=True))


_ORDINARY: Final = ("path", "times")
FAULTS: Final[Mapping[str, tuple[tuple[str, ...], Callable[[Sandbox, Order], None]]]] = {
    "lose-answer": (("when", *_ORDINARY), _lose),
    "cut-answer": (_ORDINARY, _cut),
    "fail": (("status", "afterEffect", *_ORDINARY), _fail),
    "limit": (("retryAfter", *_ORDINARY), _limit),
    "slow": (("seconds", *_ORDINARY), _slow),
    "expire-tokens": ((), _expire),
    "maintenance": (("on",), _maintain),
}
"""Kind of a fault to the members that it takes, and what plants it (*pannes*)."""

ORDERS: Final[Mapping[str, Callable[[Sandbox, Order], JsonObject]]] = {
    "/sandbox/clock": _advance,
    "/sandbox/faults": _plant,
    "/sandbox/rejections": _reject,
    "/sandbox/statuses": _set_status,
    "/sandbox/subscriptions": _subscribe,
    "/sandbox/data": _load_data,
}
"""Address to what is done with an order that comes to it (*commandes*)."""
