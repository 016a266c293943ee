"""Everything that Chorus Pro tells of one invoice (*détail d'une facture*): values.

The same for whoever asks; what the recipient's answer lacks is None (chorus-pro-api §3.1 op. 10).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from chorus_sdk.services.codes import (
    BankAccountKind,
    DepositMode,
    IdentifierType,
    InvoiceType,
    PaymentMeans,
    VatRegime,
    WorksInvoiceType,
)
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
from chorus_sdk.services.wire.frameworks import WireFramework


class PostalAddress(DomainModel):
    """A postal address (*adresse*); `id` is the platform's."""

    id: WireNumber = None
    street: WireText = None
    complement1: WireText = None
    complement2: WireText = None
    post_code: WireText = None
    city: WireText = None
    country: WireText = None
    country_label: WireText = None


class InvoiceRecipient(DomainModel):
    """Who receives an invoice (*destinataire*).

    `is_state` is told to the recipient alone, `reports_payment` to the supplier and the approver.
    """

    id: WireNumber = None
    identifier: WireText = None
    label: WireText = None
    name: WireText = None
    service_id: WireNumber = None
    service_code: WireText = None
    service_label: WireText = None
    reports_payment: WireFlag = None
    is_state: WireFlag = None
    address: PostalAddress = PostalAddress()


class BankDetails(DomainModel):
    """Where an invoice is to be paid (*coordonnées bancaires*); `account` is shown in no repr."""

    id: WireNumber = None
    kind: Annotated[BankAccountKind | None, AS_TEXT] = None
    label: WireText = None
    country: WireText = None
    iban_key: WireText = None
    rib_key: WireText = None
    bank_code: WireText = None
    branch_code: WireText = None
    bic: WireText = None
    account: WireText = Field(default=None, repr=False)


class Factor(DomainModel):
    """Who collects the invoice in the supplier's place (*affactureur*)."""

    id: WireNumber = None
    identifier: WireText = None
    identifier_type: Annotated[IdentifierType | None, AS_TEXT] = None
    name: WireText = None
    country: WireText = None


class InvoiceSupplier(DomainModel):
    """Who issued an invoice (*fournisseur*); a natural person has names, not a company's."""

    id: WireNumber = None
    identifier_type: Annotated[IdentifierType | None, AS_TEXT] = None
    identifier: WireText = None
    designation: WireText = None
    company_name: WireText = None
    last_name: WireText = None
    first_name: WireText = None
    service_id: WireNumber = None
    service_code: WireText = None
    service_label: WireText = None
    trade_register_number: WireText = None
    address: PostalAddress = PostalAddress()
    bank: BankDetails = BankDetails()
    factor: Factor = Factor()


class InvoiceActor(DomainModel):
    """An approver, project manager or contracting authority (*valideur, MOE, MOA*).

    `approved_on` is an approver's alone.
    """

    id: WireNumber = None
    identifier_type: Annotated[IdentifierType | None, AS_TEXT] = None
    identifier: WireText = None
    designation: WireText = None
    company_name: WireText = None
    last_name: WireText = None
    first_name: WireText = None
    service_id: WireNumber = None
    service_code: WireText = None
    service_name: WireText = None
    approved_on: WireDate = None


class InvoiceReferences(DomainModel):
    """Dates, codes and numbers of an invoice (*références*).

    `attachments_size` is what all its files weigh, in the platform's unit.
    """

    issue_date: WireDate = None
    deposited_on: WireDate = None
    created_at: WireInstant = None
    due_date: WireDate = None
    currency: WireText = None
    currency_label: WireText = None
    type: Annotated[InvoiceType | None, AS_TEXT] = None
    works_type: Annotated[WorksInvoiceType | None, AS_TEXT] = None
    vat_regime: Annotated[VatRegime | None, AS_TEXT] = None
    exemption_reason: WireText = None
    exemption_label: WireText = None
    contract_number: WireText = None
    commitment_number: WireText = None
    original_number: WireText = None
    payment_means: Annotated[PaymentMeans | None, AS_TEXT] = None
    payment_order_number: WireText = None
    attachments_size: WireAmount = None


class DetailTotals(DomainModel):
    """The totals of an invoice (*montants totaux*), in its currency."""

    net: WireAmount = None
    vat: WireAmount = None
    gross_before_discount: WireAmount = None
    discount: WireAmount = None
    discount_reason: WireText = None
    gross: WireAmount = None
    payable: WireAmount = None


class DetailVat(DomainModel):
    """The VAT of one rate (*récapitulatif de TVA*): a rate of the platform's, or a free one."""

    rate_id: WireNumber = None
    code: WireText = None
    label: WireText = None
    listed_rate: WireAmount = None
    free_rate: WireAmount = None
    base: WireAmount = None
    amount: WireAmount = None


class DetailLine(DomainModel):
    """A line (*ligne de poste*); `vat_rate` is a code, `free_vat_rate` a percentage."""

    number: WireNumber = None
    reference: WireText = None
    name: WireText = None
    quantity: WireAmount = None
    unit_code: WireText = None
    unit_label: WireText = None
    unit_price: WireAmount = None
    allowance: WireAmount = None
    vat_rate: WireText = None
    free_vat_rate: WireAmount = None
    net: WireAmount = None
    vat: WireAmount = None
    gross: WireAmount = None


class DetailFile(DomainModel):
    """A file of an invoice (*pièce jointe*); `link_id` is the number of its tie to the invoice."""

    id: WireNumber = None
    link_id: WireNumber = None
    type_code: WireText = None
    type_label: WireText = None
    designation: WireText = None
    line: WireNumber = None
    extension: WireText = None


class PrecedingPiece(DomainModel):
    """The piece that a works invoice follows (*pièce précédente*)."""

    framework: WireFramework = None
    id: WireNumber = None
    number: WireText = None
    recipient_id: WireNumber = None
    recipient_identifier: WireText = None
    recipient_name: WireText = None
    service_id: WireNumber = None
    service_code: WireText = None
    service_name: WireText = None


class FollowingPiece(DomainModel):
    """The piece that follows a works invoice (*pièce suivante*)."""

    framework: WireFramework = None
    id: WireNumber = None
    number: WireText = None


class InvoiceDetails(DomainModel):
    """One invoice in full (*facture*): amounts are in `references.currency`.

    `main_file_id` is the PDF's number; `is_complete` is false where the platform has announced
    more lines, VAT lines or files than it gave.
    """

    id: int
    number: WireText = None
    status: Annotated[InvoiceStatus | None, AS_TEXT] = None
    deposit_mode: Annotated[DepositMode | None, AS_TEXT] = None
    is_rejection_processed: WireFlag = None
    framework: WireFramework = None
    recipient: InvoiceRecipient = InvoiceRecipient()
    supplier: InvoiceSupplier = InvoiceSupplier()
    first_approver: InvoiceActor = InvoiceActor()
    second_approver: InvoiceActor = InvoiceActor()
    project_manager: InvoiceActor = InvoiceActor()
    contracting_authority: InvoiceActor = InvoiceActor()
    references: InvoiceReferences = InvoiceReferences()
    totals: DetailTotals = DetailTotals()
    vat: tuple[DetailVat, ...] = ()
    lines: tuple[DetailLine, ...] = ()
    main_file_id: WireNumber = None
    main_file_link_id: WireNumber = None
    files: tuple[DetailFile, ...] = ()
    preceding: PrecedingPiece = PrecedingPiece()
    following: FollowingPiece = FollowingPiece()
    comment: WireText = None
    is_complete: bool = True
