"""Waiting until an invoice has a status (*attente d'un statut*), whoever waits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from chorus_sdk._clock import Clock
from chorus_sdk._http.api import Api
from chorus_sdk._http.waiting import Schedule, WaitExpired, observe
from chorus_sdk.errors import (
    StatusNotReachedError,
    StatusWaitTimeoutError,
    UnexpectedResponseError,
)
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.operations import INVOICE_HISTORY
from chorus_sdk.services.quirks import parse_text
from chorus_sdk.services.wire import invoices as wire
from chorus_sdk.services.wire.codec import encode, pick

BY_PEOPLE: Final = Schedule(first=30, growth=1.5, longest=900, total=86_400)
"""People move invoices: look within half a minute, then ever more rarely, for a day."""
_CURRENT: Final = "statutCourantCode"


def current_status(api: Api, invoice_id: int) -> InvoiceStatus:
    """Ask for the status that an invoice has now (*statut courant*).

    Raises:
        RejectedRequestError: no such invoice, or no right to it.
        UnexpectedResponseError: the answer names no status.
    """
    asked = encode({"invoice_id": invoice_id}, wire.ASK_HISTORY)
    status = parse_text(pick(api.call(INVOICE_HISTORY, asked), _CURRENT))
    if status is None:
        raise UnexpectedResponseError("The answer names no status.", field=_CURRENT)
    return InvoiceStatus(status)


def wait_until_status(
    probe: Callable[[], InvoiceStatus],
    wanted: Iterable[InvoiceStatus | str],
    *,
    invoice_id: int,
    clock: Clock,
    schedule: Schedule | None = None,
    on_status: Callable[[InvoiceStatus], None] | None = None,
) -> InvoiceStatus:
    """Probe until the invoice has one of the wanted statuses, and return it.

    Raises:
        StatusNotReachedError: it has ended in another.
        StatusWaitTimeoutError: `schedule.total` has passed; wait again to take it up.
        ValueError: no status is waited for.
    """
    goal = frozenset(InvoiceStatus(str(one)) for one in wanted)
    if not goal:
        raise ValueError("a wait needs at least one status")
    last: InvoiceStatus | None = None
    try:
        for seen in observe(
            probe, lambda one: one in goal or one.is_final, schedule or BY_PEOPLE, clock
        ):
            if on_status is not None and seen != last:
                on_status(seen)
            last = seen
    except WaitExpired as expired:
        waited = expired.waited
    else:
        return _reached(last, goal, invoice_id)
    raise StatusWaitTimeoutError(
        f"The invoice {invoice_id} has not reached the status in {waited:.0f} seconds.",
        invoice_id=invoice_id,
        status=last.value if last else None,
        waited=waited,
        hint="Wait for it again by its number: nothing was lost.",
    )


def _reached(
    last: InvoiceStatus | None, goal: frozenset[InvoiceStatus], invoice_id: int
) -> InvoiceStatus:
    if last is not None and last in goal:
        return last
    raise StatusNotReachedError(
        f"The invoice {invoice_id} has ended otherwise than waited for.",
        invoice_id=invoice_id,
        status=last.value if last else None,
        hint="Its history tells why: the comment of its last status.",
    )
