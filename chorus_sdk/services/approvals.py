"""Invoices of subcontractors and co-contractors, as who approves them sees them (*valideur*)."""

from __future__ import annotations

from typing import Final, TypeAlias

from chorus_sdk.errors import IllegalMoveError, LimitExceededError
from chorus_sdk.limits import COMMENT_CHARACTERS
from chorus_sdk.services.approval_values import ApprovalInvoice, ProcessedApproval
from chorus_sdk.services.approvals_reading import ApprovalsReading
from chorus_sdk.services.codes import ApprovalAction
from chorus_sdk.services.invoice_details import InvoiceDetails
from chorus_sdk.services.invoice_following import number_of
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.operations import PROCESS_APPROVAL
from chorus_sdk.services.reference_values import RefusalReason
from chorus_sdk.services.wire import approvals as wire
from chorus_sdk.services.wire.codec import decode, encode

TO_APPROVE: Final = frozenset({InvoiceStatus.TO_VALIDATE_1, InvoiceStatus.TO_VALIDATE_2})
"""In these statuses it is an approver's turn; in no other may an invoice be approved or refused."""
AnyApproval: TypeAlias = ApprovalInvoice | InvoiceDetails | int


class Approvals(ApprovalsReading):
    """What an approver does with invoices (*espace factures à valider*).

    Wherever an invoice is asked for, its number at the platform (*idFacture*) will do; then its
    status is not known, and the platform alone judges what is done.
    """

    def process(
        self,
        invoice: AnyApproval,
        action: ApprovalAction | str,
        *,
        reason: RefusalReason | str | None = None,
        comment: str | None = None,
        approver_id: int | None = None,
        approver_type: str | None = None,
        attachment_id: int | None = None,
    ) -> ProcessedApproval:
        """Decide on an invoice (*traiter une facture à valider*).

        `reason` is one of `refusal_reasons`, or its code; `comment` (*complément d'information*)
        says more. `approver_id` (*idValideur*) is one's own structure. The values of
        `approver_type` (*typeValideur*) are not published, and one public source alone has
        `attachment_id`: both are sent when given.

        Raises:
            ValueError: a refusal without its reason.
            IllegalMoveError: the known status is not one to approve in; nothing was sent.
            LimitExceededError: a comment of over 2,000 characters; nothing was sent.
            OutcomeUnknownError: the answer was lost; fetch the invoice before trying again.
            RejectedRequestError: no such invoice, no right to it, or not in its present status.
        """
        chosen = ApprovalAction(str(action))
        code = reason.code if isinstance(reason, RefusalReason) else reason
        if chosen is ApprovalAction.REFUSE and not (code or "").strip():
            raise ValueError("an invoice is refused for a reason, which has to be said")
        if comment is not None and len(comment) > COMMENT_CHARACTERS:
            raise LimitExceededError(
                "COMMENT_CHARACTERS", value=len(comment), maximum=COMMENT_CHARACTERS
            )
        _refuse_out_of_turn(invoice, chosen)
        asked = {
            "id": number_of(invoice),
            "action": chosen.value,
            "approver_type": approver_type,
            "approver_id": approver_id,
            "reason": code,
            "comment": comment,
            "attachment_id": attachment_id,
        }
        members = self._api.call(PROCESS_APPROVAL, encode(asked, wire.PROCESS))
        return decode(ProcessedApproval, members, wire.PROCESSED)

    def approve(
        self, invoice: AnyApproval, *, comment: str | None = None, approver_id: int | None = None
    ) -> ProcessedApproval:
        """Approve an invoice (*valider*): it goes on to its recipient. As `process`."""
        return self.process(
            invoice, ApprovalAction.APPROVE, comment=comment, approver_id=approver_id
        )

    def refuse(
        self,
        invoice: AnyApproval,
        reason: RefusalReason | str,
        *,
        comment: str | None = None,
        approver_id: int | None = None,
    ) -> ProcessedApproval:
        """Refuse an invoice (*refuser*): it goes back to its supplier. As `process`."""
        return self.process(
            invoice,
            ApprovalAction.REFUSE,
            reason=reason,
            comment=comment,
            approver_id=approver_id,
        )


def _refuse_out_of_turn(invoice: AnyApproval, action: ApprovalAction) -> None:
    status = None if isinstance(invoice, int) else invoice.status
    decides = action in (ApprovalAction.APPROVE, ApprovalAction.REFUSE)
    if status is None or not decides or status in TO_APPROVE:
        return
    raise IllegalMoveError(
        f"An invoice that is {status.label_en} is not to be approved or refused.",
        invoice_id=number_of(invoice),
        status=status.value,
        target=action.value,
        hint="Read the invoice again, as its status may have changed.",
    )
