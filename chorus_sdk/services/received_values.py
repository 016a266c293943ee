"""Received invoices (*factures reçues*): what is searched for, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from chorus_sdk.services.codes import (
    IdentifierType,
    InvoiceType,
    PaymentRequestType,
    WorksInvoiceType,
)
from chorus_sdk.services.invoice_criteria import InvoiceCriteria
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.quirks import (
    AS_TEXT,
    WireAmount,
    WireDate,
    WireFlag,
    WireInstant,
    WireNumber,
    WireText,
)
from chorus_sdk.services.wire import received as wire
from chorus_sdk.services.wire.codec import DomainModel, encode


class ReceivedInvoice(DomainModel):
    """One received invoice (*facture reçue*).

    `id` is the platform's number as a recipient sees it (*idFacture*): never mix it with one read
    as a supplier. Amounts are in `currency`, `size` in bytes.
    """

    id: int
    kind: Annotated[PaymentRequestType | None, AS_TEXT] = None
    number: WireText = None
    type: Annotated[InvoiceType | None, AS_TEXT] = None
    works_type: Annotated[WorksInvoiceType | None, AS_TEXT] = None
    status: Annotated[InvoiceStatus | None, AS_TEXT] = None
    status_at: WireInstant = None
    status_comment: WireText = None
    issue_date: WireDate = None
    deposited_on: WireDate = None
    supplier_identifier: WireText = None
    supplier_identifier_type: Annotated[IdentifierType | None, AS_TEXT] = None
    supplier_name: WireText = None
    supplier_service_code: WireText = None
    supplier_service_name: WireText = None
    recipient_id: WireNumber = None
    recipient_identifier: WireText = None
    recipient_name: WireText = None
    service_id: WireNumber = None
    service_code: WireText = None
    service_name: WireText = None
    commitment_number: WireText = None
    contract_number: WireText = None
    currency: WireText = None
    net_total: WireAmount = None
    gross_total: WireAmount = None
    payable: WireAmount = None
    size: WireNumber = None
    is_downloaded: WireFlag = None
    project_manager_identifier: WireText = None
    project_manager_identifier_type: Annotated[IdentifierType | None, AS_TEXT] = None
    project_manager_name: WireText = None
    contracting_authority_identifier: WireText = None
    contracting_authority_identifier_type: Annotated[IdentifierType | None, AS_TEXT] = None
    contracting_authority_name: WireText = None


class ProcessedInvoice(DomainModel):
    """A received invoice that was given a status (*facture traitée*)."""

    id: int
    number: WireText = None
    processed_at: WireInstant = None
    status: Annotated[InvoiceStatus | None, AS_TEXT] = None


@dataclass(frozen=True, kw_only=True)
class ReceivedCriteria(InvoiceCriteria):
    """What received invoices are searched by (*critères*); what is None lets all pass.

    Numbers ending in `_id` are the platform's. Days and instants include both ends; an instant
    without a zone is refused. `kind` is an invoice or a works invoice: with None, the platform
    decides. `supplier_ids` with `by_supplier_siren` finds every establishment of a supplier.

    Example:
        >>> ReceivedCriteria(number="F-1", downloaded=False).asked()
        {'number': 'F-1', 'downloaded': False}
    """

    supplier_ids: tuple[int, ...] | None = None
    status_from: datetime | None = None
    status_to: datetime | None = None
    downloaded: bool | None = None
    with_size: bool | None = None

    def asked(self) -> dict[str, object]:
        """Return what is asked for, in our names; raises ValueError for a zoneless instant."""
        asked = InvoiceCriteria.asked(self)
        if self.supplier_ids is not None:
            del asked["supplier_ids"]
            asked["suppliers"] = [
                encode({"supplier_id": number}, wire.SUPPLIER) for number in self.supplier_ids
            ]
        return asked
