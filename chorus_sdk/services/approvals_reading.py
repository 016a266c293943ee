"""Reading the invoices that an approver sees (*consultation des factures à valider*)."""

from __future__ import annotations

from chorus_sdk._clock import Clock
from chorus_sdk._http.api import Api
from chorus_sdk._http.paging import Pager
from chorus_sdk.invoice.frameworks import InvoicingFramework
from chorus_sdk.limits import SEARCH_PAGE_SIZE
from chorus_sdk.services.approval_values import ApprovalCriteria, ApprovalInvoice
from chorus_sdk.services.codes import IdentifierType
from chorus_sdk.services.consulting import consult
from chorus_sdk.services.invoice_details import InvoiceDetails
from chorus_sdk.services.invoice_following import AnyInvoice, InvoiceFollowing, number_of
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.operations import (
    APPROVALS_TO_DO,
    FETCH_APPROVAL,
    SEARCH_APPROVALS,
    VISIBLE_STATUSES,
)
from chorus_sdk.services.quirks import as_list, parse_text
from chorus_sdk.services.reference_data import ReferenceData
from chorus_sdk.services.reference_values import RefusalReason
from chorus_sdk.services.searches import positive, search
from chorus_sdk.services.wire import approvals as wire
from chorus_sdk.services.wire.codec import pick
from chorus_sdk.services.wire.invoice_details import APPROVER_PAGES


class ApprovalsReading(InvoiceFollowing):
    """What an approver asks about invoices (*consultation*): the reading half of `Approvals`."""

    def __init__(self, api: Api, reference_data: ReferenceData, clock: Clock) -> None:
        super().__init__(api, clock)
        self._reference = reference_data

    def search(
        self,
        criteria: ApprovalCriteria | None = None,
        *,
        page_size: int = SEARCH_PAGE_SIZE,
        limit: int | None = None,
    ) -> Pager[ApprovalInvoice]:
        """Search an approver's invoices (*rechercher factures valideur*), oldest deposit first.

        Nothing is sent before the result is read.

        Raises:
            ValueError: `page_size` or `limit` is not positive.
        """
        asked = {
            **(criteria or ApprovalCriteria()).asked(),
            **wire.OLDEST_FIRST,
            "page_size": positive(page_size),
        }
        return search(
            self._api,
            SEARCH_APPROVALS,
            asked,
            wire.SEARCH,
            model=ApprovalInvoice,
            names=wire.INVOICE,
            at=wire.PAGE,
            key=lambda one: one.id,
            limit=limit,
        )

    def to_do(
        self,
        structure: int | str | None = None,
        *,
        identifier_type: IdentifierType | str = IdentifierType.SIRET,
        page_size: int = SEARCH_PAGE_SIZE,
        limit: int | None = None,
    ) -> Pager[ApprovalInvoice]:
        """List what waits for the approver (*factures à traiter*); *unverified*.

        `structure` is a structure's number at the platform, or an identifier of
        `identifier_type`; without one, all of the account's.

        Raises:
            ValueError: `page_size` or `limit` is not positive.
        """
        asked = {
            "structure_id": structure if isinstance(structure, int) else None,
            "identifier": structure if isinstance(structure, str) else None,
            "identifier_type": str(identifier_type) if isinstance(structure, str) else None,
            **wire.OLDEST_FIRST,
            "page_size": positive(page_size),
        }
        return search(
            self._api,
            APPROVALS_TO_DO,
            asked,
            wire.TO_DO,
            model=ApprovalInvoice,
            names=wire.INVOICE,
            at=wire.PAGE,
            key=lambda one: one.id,
            limit=limit,
        )

    def fetch(self, invoice: AnyInvoice) -> InvoiceDetails:
        """Return everything about one invoice (*consulter une facture à valider*).

        Raises:
            RejectedRequestError: no such invoice, or no right to it.
        """
        return consult(self._api, FETCH_APPROVAL, number_of(invoice), APPROVER_PAGES)

    def visible_statuses(self) -> tuple[InvoiceStatus, ...]:
        """Return the statuses in which an approver sees invoices (*statuts visibles*)."""
        place, member = wire.VISIBLE_STATUSES
        listed = as_list(pick(self._api.call(VISIBLE_STATUSES), place))
        texts = (parse_text(pick(row, member) if isinstance(row, dict) else row) for row in listed)
        return tuple(InvoiceStatus(text) for text in texts if text)

    def refusal_reasons(self, framework: InvoicingFramework | str) -> tuple[RefusalReason, ...]:
        """Return why an invoice of a framework may be refused (*motifs de refus*), kept."""
        return self._reference.refusal_reasons(framework)
