"""What may be ordered at the sandbox's own addresses (*commandes*): time, faults, refusals.

One that cannot be used changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from chorus_sdk._http.exchange import JsonObject
from chorus_sdk.errors import ChorusError
from chorus_sdk.sandbox.faults import Lost
from chorus_sdk.sandbox.order import Order, UnusableOrderError

if TYPE_CHECKING:
    from chorus_sdk.sandbox.engine import Sandbox

MOST_TIMES: Final = 1_000
"""How often one order may plant its fault."""
APIS: Final = (
    *("factures", "structures", "transverses", "utilisateurs"),
    *("facturesTravaux", "engagementsJuridiques", "organisations"),
)
"""APIs that an application may be refused (*API*)."""


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
    order.only("number", "status", "comment", "force")
    number, status = order.needed("number"), order.needed("status")
    comment, force = order.text("comment"), order.flag("force", otherwise=False)
    return _act(lambda: sandbox.set_status(number, status, comment=comment, force=force))


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


def _name_approver(sandbox: Sandbox, order: Order) -> JsonObject:
    order.only("number", "siret", "level")
    number, siret = order.needed("number"), order.needed("siret")
    level = order.whole("level", 1)
    return _act(lambda: sandbox.on_portal.name_approver(number, siret, level=level))


def _name_manager(sandbox: Sandbox, order: Order) -> JsonObject:
    order.only("number", "siret")
    number, siret = order.needed("number"), order.needed("siret")
    return _act(lambda: sandbox.on_portal.name_project_manager(number, siret))


def _issue_piece(sandbox: Sandbox, order: Order) -> JsonObject:
    order.only("number", "framework", "nextNumber", "issuer")
    number, framework = order.needed("number"), order.needed("framework")
    after, issuer = order.needed("nextNumber"), order.needed("issuer")
    return _act(
        lambda: sandbox.on_portal.issue_next_piece(
            number, framework=framework, next_number=after, issuer=issuer
        )
    )


def _act(act: Callable[[], None]) -> JsonObject:
    """Do what a person does on the portal; a refusal is an order that cannot be used."""
    try:
        act()
    except ChorusError as error:
        raise UnusableOrderError(error.message) from None
    return {}


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
    "/sandbox/approvers": _name_approver,
    "/sandbox/project-managers": _name_manager,
    "/sandbox/pieces": _issue_piece,
}
"""Address to what is done with an order that comes to it (*commandes*)."""
