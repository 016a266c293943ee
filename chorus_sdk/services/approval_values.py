"""Invoices to approve (*factures à valider*): what is searched for, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
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
    WireInstant,
    WireNumber,
    WireText,
)
from chorus_sdk.services.wire.codec import DomainModel


class ApprovalInvoice(DomainModel):
    """One invoice that an approver sees (*facture à valider ou validée*).

    `id` is the platform's number as an approver sees it (*idFacture*): never mix it with one read
    in another role. Amounts are in `currency`.
    """

    id: int
    kind: Annotated[PaymentRequestType | None, AS_TEXT] = None
    number: WireText = None
    type: Annotated[InvoiceType | None, AS_TEXT] = None
    works_type: Annotated[WorksInvoiceType | None, AS_TEXT] = None
    status: Annotated[InvoiceStatus | None, AS_TEXT] = None
    issue_date: WireDate = None
    deposited_on: WireDate = None
    supplier_id: WireNumber = None
    supplier_identifier: WireText = None
    supplier_identifier_type: Annotated[IdentifierType | None, AS_TEXT] = None
    supplier_name: WireText = None
    supplier_service_code: WireText = None
    supplier_service_name: WireText = None
    recipient_id: WireNumber = None
    recipient_identifier: WireText = None
    recipient_identifier_type: Annotated[IdentifierType | None, AS_TEXT] = None
    recipient_name: WireText = None
    service_id: WireNumber = None
    service_code: WireText = None
    service_name: WireText = None
    approver_id: WireNumber = None
    approver_identifier: WireText = None
    approver_identifier_type: Annotated[IdentifierType | None, AS_TEXT] = None
    approver_name: WireText = None
    project_manager_id: WireNumber = None
    project_manager_identifier: WireText = None
    project_manager_identifier_type: Annotated[IdentifierType | None, AS_TEXT] = None
    project_manager_name: WireText = None
    project_manager_service_id: WireNumber = None
    project_manager_service_code: WireText = None
    project_manager_service_name: WireText = None
    contracting_authority_id: WireNumber = None
    contracting_authority_identifier: WireText = None
    contracting_authority_identifier_type: Annotated[IdentifierType | None, AS_TEXT] = None
    contracting_authority_name: WireText = None
    contracting_authority_service_id: WireNumber = None
    contracting_authority_service_code: WireText = None
    contracting_authority_service_name: WireText = None
    commitment_number: WireText = None
    contract_number: WireText = None
    currency: WireText = None
    net_total: WireAmount = None
    gross_total: WireAmount = None
    payable: WireAmount = None


class ProcessedApproval(DomainModel):
    """An invoice that its approver has decided on (*facture traitée par le valideur*)."""

    id: int
    number: WireText = None
    processed_at: WireInstant = None
    status: Annotated[InvoiceStatus | None, AS_TEXT] = None


@dataclass(frozen=True, kw_only=True)
class ApprovalCriteria(InvoiceCriteria):
    """What an approver's invoices are searched by (*critères*); what is None lets all pass.

    Numbers ending in `_id` are the platform's. Days include both ends.

    Example:
        >>> ApprovalCriteria(statuses=InvoiceStatus.TO_VALIDATE_1).asked()
        {'statuses': ['A_VALIDER_1']}
    """

    by_recipient_siren: bool | None = None
    supplier_id: int | None = None
    supplier_service_id: int | None = None
    project_manager_id: int | None = None
    contracting_authority_id: int | None = None
