"""What Chorus Pro has read in a PDF, to be corrected and then submitted (*brouillon OCR*).

Source: chorus-pro-api §3.1 op. 2, §7.4. Any value may be missing: only the file's number is sure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Final, TypedDict, Unpack

from chorus_sdk._http.exchange import JsonObject
from chorus_sdk.invoice.frameworks import InvoicingFramework
from chorus_sdk.services.codes import DepositMode, InvoiceType, PaymentMeans, VatRegime
from chorus_sdk.services.quirks import AS_TEXT, WireAmount, WireDate, WireText
from chorus_sdk.services.submission_values import (
    AttachedFile,
    Submission,
    SubmissionLine,
    SubmissionTerms,
    SubmissionVat,
)
from chorus_sdk.services.wire import submission as wire
from chorus_sdk.services.wire.codec import DomainModel, decode

_NEEDED: Final = (
    *("number", "issue_date", "recipient", "supplier", "currency", "type", "vat_regime"),
    *("net_total", "vat_total", "gross_before_discount", "payable", "vat"),
)


class DraftChanges(TypedDict, total=False):
    """What of a draft can be corrected (*corrections*): the names of its fields."""

    number: str | None
    issue_date: date | None
    recipient: str | None
    service_code: str | None
    supplier: str | None
    currency: str | None
    type: InvoiceType | None
    vat_regime: VatRegime | None
    commitment_number: str | None
    contract_number: str | None
    original_number: str | None
    framework: InvoicingFramework
    net_total: Decimal | None
    vat_total: Decimal | None
    gross_before_discount: Decimal | None
    discount: Decimal | None
    discount_reason: str | None
    payable: Decimal | None
    lines: tuple[SubmissionLine, ...]
    vat: tuple[SubmissionVat, ...]


@dataclass(frozen=True, kw_only=True)
class PdfDraft:
    """A deposited PDF and what was read in it (*facture interprétée par OCR*).

    Shape: what was not read is None; `attachment_id` is the PDF's number at Chorus Pro; `recipient`
    and `supplier` are SIRETs; amounts are in `currency`. `framework`, `contract_number`,
    `original_number`, `discount`, `lines` and `vat` are never read: a correction gives them.

    Example:
        >>> draft = PdfDraft(attachment_id=7, file_name="f.pdf", mode=DepositMode.PDF_BY_API)
        >>> draft.corrected(number="F-1").number, "number" in draft.missing
        ('F-1', True)
    """

    attachment_id: int
    file_name: str
    mode: DepositMode
    number: str | None = None
    issue_date: date | None = None
    recipient: str | None = None
    service_code: str | None = None
    supplier: str | None = None
    currency: str | None = None
    type: InvoiceType | None = None
    vat_regime: VatRegime | None = None
    commitment_number: str | None = None
    contract_number: str | None = None
    original_number: str | None = None
    framework: InvoicingFramework = InvoicingFramework.A1
    net_total: Decimal | None = None
    vat_total: Decimal | None = None
    gross_before_discount: Decimal | None = None
    discount: Decimal | None = None
    discount_reason: str | None = None
    payable: Decimal | None = None
    lines: tuple[SubmissionLine, ...] = ()
    vat: tuple[SubmissionVat, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that a submission needs and that nobody has filled yet."""
        return tuple(name for name in _NEEDED if not _is_said(getattr(self, name)))

    def corrected(self, **changes: Unpack[DraftChanges]) -> PdfDraft:
        """Return the draft with these fields changed (*corriger*); it stays as it is itself."""
        return replace(self, **changes)

    def submission(self, terms: SubmissionTerms) -> Submission:
        """Return the draft as it would be submitted with these terms (*à soumettre*)."""
        gross = self.gross_before_discount
        if gross is not None and self.discount is not None:
            gross -= self.discount
        regime, means = terms.vat_regime, terms.payment_means
        return Submission(
            mode=self.mode,
            number=self.number,
            issue_date=self.issue_date,
            recipient=self.recipient,
            service_code=self.service_code,
            supplier_id=terms.supplier_id,
            supplier_service_id=terms.supplier_service_id,
            bank_account_id=terms.bank_account_id,
            framework=self.framework,
            approver=terms.approver,
            approver_service=terms.approver_service,
            currency=self.currency,
            type=self.type,
            vat_regime=self.vat_regime if regime is None else VatRegime(regime),
            exemption_reason=terms.exemption_reason,
            contract_number=self.contract_number,
            commitment_number=self.commitment_number,
            original_number=self.original_number,
            payment_means=None if means is None else PaymentMeans(means),
            lines=self.lines,
            vat=self.vat,
            net_total=self.net_total,
            vat_total=self.vat_total,
            gross_total=gross,
            discount=self.discount,
            discount_reason=self.discount_reason,
            payable=self.payable,
            pdf=AttachedFile(id=self.attachment_id, designation=self.file_name),
            comment=terms.comment,
        )


class _Read(DomainModel):
    attachment_id: int
    number: WireText = None
    issue_date: WireDate = None
    recipient: WireText = None
    service_code: WireText = None
    supplier: WireText = None
    currency: WireText = None
    type: Annotated[InvoiceType | None, AS_TEXT] = None
    vat_regime: Annotated[VatRegime | None, AS_TEXT] = None
    commitment_number: WireText = None
    gross_total: WireAmount = None
    payable: WireAmount = None
    net_total: WireAmount = None
    vat_total: WireAmount = None


def read_draft(members: JsonObject, *, file_name: str, mode: DepositMode) -> PdfDraft:
    """Make a draft of what the platform answers to a PDF.

    Raises:
        UnexpectedResponseError: the number of the file is missing.
    """
    read = decode(_Read, members, wire.READ_BY_OCR)
    values = {name: value for name, value in read if name != "gross_total"}
    return PdfDraft(
        file_name=file_name, mode=mode, gross_before_discount=read.gross_total, **values
    )


def _is_said(value: object) -> bool:
    return value is not None and value not in ("", ())
