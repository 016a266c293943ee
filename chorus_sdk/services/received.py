"""Invoices as their recipient sees them: read, accept, suspend, reject (*factures reçues*)."""

from __future__ import annotations

from typing import TypeAlias

from chorus_sdk.services.invoice_details import InvoiceDetails
from chorus_sdk.services.invoice_following import number_of
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.operations import PROCESS_RECEIVED
from chorus_sdk.services.received_reading import ReceivedReading
from chorus_sdk.services.received_values import ProcessedInvoice, ReceivedInvoice
from chorus_sdk.services.recipient_moves import check_reason, refuse_illegal_move
from chorus_sdk.services.wire import received as wire
from chorus_sdk.services.wire.codec import decode, encode

AnyReceived: TypeAlias = ReceivedInvoice | InvoiceDetails | int


class Received(ReceivedReading):
    """What a recipient does with its invoices (*espace factures reçues*).

    Wherever an invoice is asked for, its number at the platform (*idFacture*) will do; then its
    status is not known, and the platform alone judges a move.
    """

    def process(
        self,
        invoice: AnyReceived,
        status: InvoiceStatus | str,
        *,
        reason: str | None = None,
        payment_order_number: str | None = None,
    ) -> ProcessedInvoice:
        """Give a received invoice a new status (*traiter une facture reçue*).

        `reason` (*motif*) is told to the supplier; `payment_order_number` (*numéro de DP mandat*)
        goes with `MANDATEE`.

        Raises:
            ValueError: a rejection or a suspension without its reason.
            IllegalMoveError: the known status does not allow it; nothing was sent.
            LimitExceededError: a reason of over 2,000 characters; nothing was sent.
            OutcomeUnknownError: the answer was lost; fetch the invoice before trying again.
            RejectedRequestError: no such invoice, no right to it, or not in its present status.
        """
        target = InvoiceStatus(str(status))
        check_reason(target, reason)
        known = None if isinstance(invoice, int) else invoice.status
        refuse_illegal_move(self._reference, number_of(invoice), known, target)
        asked = {
            "id": number_of(invoice),
            "status": target.value,
            "reason": reason,
            "payment_order_number": payment_order_number,
        }
        members = self._api.call(PROCESS_RECEIVED, encode(asked, wire.PROCESS))
        return decode(ProcessedInvoice, members, wire.PROCESSED)

    def order_payment(
        self,
        invoice: AnyReceived,
        *,
        payment_order_number: str | None = None,
    ) -> ProcessedInvoice:
        """Accept an invoice to payment: the order to pay is issued (*mandater*). As `process`."""
        return self.process(
            invoice,
            InvoiceStatus.PAYMENT_ORDERED,
            payment_order_number=payment_order_number,
        )

    def send_to_accountant(self, invoice: AnyReceived) -> ProcessedInvoice:
        """Hand an invoice to the accountant (*mettre à disposition du comptable*)."""
        return self.process(invoice, InvoiceStatus.AT_THE_ACCOUNTANT)

    def book(self, invoice: AnyReceived) -> ProcessedInvoice:
        """Say that an invoice is booked (*comptabiliser*). As `process`."""
        return self.process(invoice, InvoiceStatus.BOOKED)

    def put_in_payment(self, invoice: AnyReceived) -> ProcessedInvoice:
        """Say that an invoice is being paid (*mettre en paiement*): it moves no more."""
        return self.process(invoice, InvoiceStatus.IN_PAYMENT)

    def ask_for_completion(self, invoice: AnyReceived, reason: str) -> ProcessedInvoice:
        """Suspend an invoice until its supplier completes it (*suspendre*). As `process`."""
        return self.process(invoice, InvoiceStatus.SUSPENDED, reason=reason)

    def ask_for_recycling(
        self, invoice: AnyReceived, reason: str | None = None
    ) -> ProcessedInvoice:
        """Give an invoice back that came the wrong way (*à recycler*). As `process`."""
        return self.process(invoice, InvoiceStatus.TO_RECYCLE, reason=reason)

    def reject(self, invoice: AnyReceived, reason: str) -> ProcessedInvoice:
        """Reject an invoice for good (*rejeter*): its supplier sends another. As `process`."""
        return self.process(invoice, InvoiceStatus.REJECTED, reason=reason)
