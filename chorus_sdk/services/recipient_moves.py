"""What a recipient may make of an invoice (*traitements possibles*), known before it is asked.

From `MISE_A_DISPOSITION` the eight targets are published (chorus-pro-api §7.6); nothing moves from
an end; from any other status the platform itself is asked (operation 40).
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from chorus_sdk.errors import IllegalMoveError, LimitExceededError, RejectedRequestError
from chorus_sdk.limits import COMMENT_CHARACTERS
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.reference_data import ReferenceData

FROM_AVAILABLE: Final = (
    InvoiceStatus.MADE_AVAILABLE,
    InvoiceStatus.SUSPENDED,
    InvoiceStatus.REJECTED,
    InvoiceStatus.PAYMENT_ORDERED,
    InvoiceStatus.IN_PAYMENT,
    InvoiceStatus.BOOKED,
    InvoiceStatus.AT_THE_ACCOUNTANT,
    InvoiceStatus.TO_RECYCLE,
)
NEEDS_REASON: Final = frozenset({InvoiceStatus.REJECTED, InvoiceStatus.SUSPENDED})
"""The supplier is told why (*motif*)."""


def allowed_moves(reference: ReferenceData, status: InvoiceStatus) -> tuple[InvoiceStatus, ...]:
    """Return what a recipient may make of an invoice in a status (*états possibles*)."""
    if status.is_final:
        return ()
    if status is InvoiceStatus.MADE_AVAILABLE:
        return FROM_AVAILABLE
    return reference.next_statuses(status)


def check_reason(target: InvoiceStatus, reason: str | None) -> None:
    """Refuse a move that lacks its reason, or whose reason is too long.

    Raises:
        ValueError: a rejection or a suspension without its reason.
        LimitExceededError: over 2,000 characters.
    """
    if target in NEEDS_REASON and not (reason or "").strip():
        raise ValueError(f"an invoice is {target.label_en} for a reason, which has to be said")
    if reason is not None and len(reason) > COMMENT_CHARACTERS:
        raise LimitExceededError(
            "COMMENT_CHARACTERS", value=len(reason), maximum=COMMENT_CHARACTERS
        )


def refuse_illegal_move(
    reference: ReferenceData, invoice_id: int, status: InvoiceStatus | None, target: InvoiceStatus
) -> None:
    """Refuse what the known status does not allow; an unknown one is left to the platform.

    Raises:
        IllegalMoveError: the status has other ways out, or none.
    """
    if status is None:
        return
    allowed: tuple[InvoiceStatus, ...] = (target,)
    with suppress(RejectedRequestError):  # no list for this status: the platform decides
        allowed = allowed_moves(reference, status)
    if target in allowed:
        return
    raise IllegalMoveError(
        f"An invoice that is {status.label_en} cannot be made {target.label_en}.",
        invoice_id=invoice_id,
        status=status.value,
        target=target.value,
        allowed=tuple(one.value for one in allowed),
        hint="Read the invoice again, as its status may have changed, or choose an allowed one.",
    )
