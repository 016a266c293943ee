"""Invoices that a supplier has issued, as Chorus Pro lists them (*factures émises*)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from chorus_sdk.services.codes import DepositMode, InvoiceType
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
from chorus_sdk.services.wire.codec import DomainModel


class IssuedInvoice(DomainModel):
    """One issued invoice (*facture émise*).

    `id` is the platform's own number (*identifiantFactureCPP*), good for consulting, history and
    download; amounts are in `currency`.
    """

    id: int
    number: WireText = None
    type: Annotated[InvoiceType | None, AS_TEXT] = None
    status: Annotated[InvoiceStatus | None, AS_TEXT] = None
    status_at: WireInstant = None
    status_comment: WireText = None
    issue_date: WireDate = None
    deposited_on: WireDate = None
    supplier_identifier: WireText = None
    supplier_name: WireText = None
    recipient_id: WireNumber = None
    recipient_identifier: WireText = None
    recipient_name: WireText = None
    service_code: WireText = None
    commitment_number: WireText = None
    contract_number: WireText = None
    currency: WireText = None
    net_total: WireAmount = None
    gross_total: WireAmount = None
    payable: WireAmount = None
    deposit_mode: Annotated[DepositMode | None, AS_TEXT] = None
    flow_id: WireText = None
    original_number: WireText = None
    is_rejection_processed: WireFlag = None


class HistoryEntry(DomainModel):
    """One status that an invoice went through (*historique des statuts*).

    `comment` is the recipient's own text: for a rejection, its reason.
    """

    id: WireNumber = None
    status: InvoiceStatus
    at: WireInstant = None
    comment: WireText = None


class DownloadFormat(StrEnum):
    """What a download holds (*format de téléchargement*)."""

    PDF = "PDF"
    PIVOT = "PIVOT"
