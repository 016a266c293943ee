"""What is handed in with `soumettre`, and what comes back (*soumission d'une facture*): values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, TypeAlias

from chorus_sdk.formats.base import Loss, Source
from chorus_sdk.invoice.frameworks import InvoicingFramework
from chorus_sdk.services.attachment_values import UploadedAttachment
from chorus_sdk.services.codes import DepositMode, InvoiceType, PaymentMeans, VatRegime
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.quirks import AS_TEXT, WireDate, WireText
from chorus_sdk.services.wire.codec import DomainModel

OTHER_FILE = "AUT"
"""The code of the attachment type *autre*."""
AttachedSource: TypeAlias = "Source | UploadedAttachment | int"
"""A file to hand in, one that was handed in, or its number."""


@dataclass(frozen=True, kw_only=True)
class InvoiceAttachment:
    """A file to go with an invoice (*pièce jointe complémentaire*).

    `file` is handed in first unless it was already; `type_code` is a code of the reference data
    (`reference_data.attachment_types`); `line` is the number of the invoice line that it is about.
    Without a `designation`, the file's name is used.

    Example:
        >>> InvoiceAttachment(file=10321512, designation="Bon de livraison").type_code
        'AUT'
    """

    file: AttachedSource
    designation: str | None = None
    type_code: str = OTHER_FILE
    line: int | None = None
    file_name: str | None = None


@dataclass(frozen=True, kw_only=True)
class AttachedFile:
    """A file that was handed in, as an invoice names it (*pièce jointe*): `id` is its number."""

    id: int
    designation: str
    type_code: str = OTHER_FILE
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class SubmissionTerms:
    """What an invoice does not say and Chorus Pro asks for (*paramètres de soumission*).

    Shape: numbers ending in `_id` are the platform's. `supplier_id` is one's own structure: it is
    looked up by the seller's SIRET when left out. `bank_account_id` is an account's of
    `account.bank_accounts`. `approver` is the SIRET of the main contractor who validates a
    subcontractor's (A9) or co-contractor's (A12) invoice. `vat_regime` and `payment_means` are
    derived from BT-8, the VAT categories and BT-81 when left out; where BT-8 is missing, VAT on
    debits. `exemption_reason` is a code of `reference_data.vat_exemption_reasons`. `comment`
    stands in place of the invoice's notes.
    """

    supplier_id: int | None = None
    supplier_service_id: int | None = None
    bank_account_id: int | None = None
    approver: str | None = None
    approver_service: str | None = None
    vat_regime: VatRegime | str | None = None
    exemption_reason: str | None = None
    payment_means: PaymentMeans | str | None = None
    comment: str | None = None


@dataclass(frozen=True, kw_only=True)
class SubmissionLine:
    """A line (*ligne de poste*): prices and allowances without VAT; a rate in percent, or its code.

    `allowance` is for the whole line (*remise*).
    """

    number: int
    name: str | None = None
    reference: str | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    unit_price: Decimal | None = None
    allowance: Decimal | None = None
    vat_rate: Decimal | None = None
    vat_code: str | None = None


@dataclass(frozen=True, kw_only=True)
class SubmissionVat:
    """The VAT of one rate (*ligne de TVA*): a rate in percent, or the platform's code for it."""

    base: Decimal | None
    amount: Decimal | None
    rate: Decimal | None = None
    code: str | None = None


@dataclass(frozen=True, kw_only=True)
class Submission:
    """One invoice as `soumettre` takes it (*facture à soumettre*); amounts are in `currency`.

    In `DepositMode.ENTERED_BY_API` Chorus Pro numbers and dates the invoice itself: `number` and
    `issue_date` are None there. `discount` is a global discount with VAT (*remise globale TTC*).
    """

    mode: DepositMode
    number: str | None = None
    issue_date: date | None = None
    recipient: str | None = None
    service_code: str | None = None
    supplier_id: int | None = None
    supplier_service_id: int | None = None
    bank_account_id: int | None = None
    framework: InvoicingFramework | None = None
    approver: str | None = None
    approver_service: str | None = None
    currency: str | None = None
    type: InvoiceType | None = None
    vat_regime: VatRegime | None = None
    exemption_reason: str | None = None
    contract_number: str | None = None
    commitment_number: str | None = None
    original_number: str | None = None
    payment_means: PaymentMeans | None = None
    lines: tuple[SubmissionLine, ...] = ()
    vat: tuple[SubmissionVat, ...] = ()
    net_total: Decimal | None = None
    vat_total: Decimal | None = None
    gross_total: Decimal | None = None
    discount: Decimal | None = None
    discount_reason: str | None = None
    payable: Decimal | None = None
    pdf: AttachedFile | None = None
    attachments: tuple[AttachedFile, ...] = ()
    comment: str | None = None

    @property
    def is_entered(self) -> bool:
        """True when the invoice is made of its data alone, without a PDF (*saisie*)."""
        return self.mode == DepositMode.ENTERED_BY_API


@dataclass(frozen=True, kw_only=True)
class PreparedSubmission:
    """A submission before it is sent (*soumission préparée*), and what of the invoice it lacks."""

    submission: Submission
    losses: tuple[Loss, ...] = ()


class SubmittedInvoice(DomainModel):
    """A submitted invoice (*facture soumise*): `id` is the platform's *identifiantFactureCPP*.

    `number` may be Chorus Pro's own. `losses` is what of the invoice did not travel as data: with
    a PDF, it stands in the PDF alone. `certificate_digest` is the digest (base64) of the deposit's
    certificate.
    """

    id: int
    number: WireText = None
    status: Annotated[InvoiceStatus | None, AS_TEXT] = None
    deposited_on: WireDate = None
    structure_identifier: WireText = None
    certificate_digest: WireText = None
    losses: tuple[Loss, ...] = ()
