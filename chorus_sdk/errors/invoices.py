"""An invoice that is not where an act or a wait needs it to be."""

from __future__ import annotations

from chorus_sdk.errors.base import ChorusError


class InvoiceStateError(ChorusError):
    """The invoice's status does not fit (*statut de la facture*).

    `invoice_id` is the platform's number of the invoice, `status` the last one known, on the wire.
    """

    code = "invoice.state"

    def __init__(
        self, message: str, *, invoice_id: int, status: str | None, hint: str | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.invoice_id = invoice_id
        self.status = status


class IllegalMoveError(InvoiceStateError, ValueError):
    """The status does not allow what was asked (*transition impossible*); nothing was sent.

    `target` is what it was to become, `allowed` what it can.
    """

    code = "invoice.illegal_move"

    def __init__(
        self,
        message: str,
        *,
        invoice_id: int,
        status: str | None,
        target: str,
        allowed: tuple[str, ...] = (),
        hint: str | None = None,
    ) -> None:
        super().__init__(message, invoice_id=invoice_id, status=status, hint=hint)
        self.target = target
        self.allowed = allowed


class StatusNotReachedError(InvoiceStateError):
    """The invoice has ended, but not as it was waited for (*statut non atteint*)."""

    code = "invoice.status_not_reached"


class StatusWaitTimeoutError(InvoiceStateError, TimeoutError):
    """The status was not reached in time (*attente dépassée*): the wait can be taken up again.

    `waited` is in seconds.
    """

    code = "invoice.wait_timeout"

    def __init__(
        self,
        message: str,
        *,
        invoice_id: int,
        status: str | None,
        waited: float,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, invoice_id=invoice_id, status=status, hint=hint)
        self.waited = waited
