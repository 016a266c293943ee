"""Invoices that break rules, and flows that were not delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chorus_sdk.errors.base import ChorusError

if TYPE_CHECKING:
    from chorus_sdk.findings import Report


class InvalidInvoiceError(ChorusError, ValueError):
    """The invoice breaks rules (*facture non conforme*); `report` lists them."""

    code = "invoice.invalid"

    def __init__(self, message: str, *, report: Report, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.report = report


class WouldBeLostError(InvalidInvoiceError):
    """The deposit was not made: its invoice would be lost (*dépôt refusé avant envoi*).

    `verdict` is `rejected` or `lost-in-silence`, `report` lists what decides it, `ways_out` says
    what to do, one sentence each. Nothing was sent.
    """

    code = "invoice.would_be_lost"

    def __init__(
        self,
        message: str,
        *,
        report: Report,
        verdict: str,
        ways_out: tuple[str, ...] = (),
        hint: str | None = None,
    ) -> None:
        super().__init__(message, report=report, hint=hint)
        self.verdict = verdict
        self.ways_out = ways_out


class JournalError(ChorusError):
    """The journal cannot be read or written (*journal inaccessible*): nothing leaves without it."""

    code = "journal"


class AlreadyDepositedError(JournalError):
    """An invoice is under way or delivered in another file (*déjà déposée*): nothing was sent.

    `entry_id` is the journal's entry that has it, `invoice_numbers` the numbers (BT-1) in both.
    """

    code = "journal.already_deposited"

    def __init__(
        self,
        message: str,
        *,
        entry_id: str,
        invoice_numbers: tuple[str, ...] = (),
        hint: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.entry_id = entry_id
        self.invoice_numbers = invoice_numbers


class FlowError(ChorusError):
    """Something is wrong with a deposited flow (*flux*); `flow_id` is its number."""

    code = "flow"

    def __init__(self, message: str, *, flow_id: str, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.flow_id = flow_id


class FlowRejectedError(FlowError):
    """The whole flow was refused (*flux rejeté*): no invoice of it was delivered.

    `report` holds the platform's reasons, `status` the flow's end state on the wire.
    """

    code = "flow.rejected"

    def __init__(
        self, message: str, *, flow_id: str, status: str, report: Report, hint: str | None = None
    ) -> None:
        super().__init__(message, flow_id=flow_id, hint=hint)
        self.status = status
        self.report = report


class FlowPartlyIntegratedError(FlowRejectedError):
    """Some invoices were refused, the others delivered (*flux intégré partiellement*).

    `report` names the refused ones; `delivered` numbers (BT-1) those that search has found.
    """

    code = "flow.partly_integrated"

    def __init__(
        self,
        message: str,
        *,
        flow_id: str,
        status: str,
        report: Report,
        delivered: tuple[str, ...] = (),
        hint: str | None = None,
    ) -> None:
        super().__init__(message, flow_id=flow_id, status=status, report=report, hint=hint)
        self.delivered = delivered


class DeliveryNotProvenError(FlowRejectedError):
    """The flow says integrated, yet search does not find its invoices (*remise non prouvée*).

    This is the silent loss that the library exists to show. `missing` lists the numbers (BT-1).
    """

    code = "flow.delivery_not_proven"

    def __init__(
        self,
        message: str,
        *,
        flow_id: str,
        status: str,
        report: Report,
        missing: tuple[str, ...] = (),
        hint: str | None = None,
    ) -> None:
        super().__init__(message, flow_id=flow_id, status=status, report=report, hint=hint)
        self.missing = missing


class WaitTimeoutError(FlowError, TimeoutError):
    """The end was not reached in time (*attente dépassée*): the wait can be taken up again.

    `waited` is in seconds.
    """

    code = "flow.wait_timeout"

    def __init__(
        self,
        message: str,
        *,
        flow_id: str,
        last_status: str | None,
        waited: float,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, flow_id=flow_id, hint=hint)
        self.last_status = last_status
        self.waited = waited
