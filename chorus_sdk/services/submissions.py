"""An invoice as `soumettre` takes it, and what of it has no place there: pure (*correspondance*).

Source: chorus-pro-api §3.1 op. 3. A value is carried when the submission says it, or says what it
follows from; the parties are known to Chorus Pro by their SIRET. Everything else is a loss.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk.formats.base import Loss
from chorus_sdk.formats.binding.shapes import leaves_below, loss_of
from chorus_sdk.formats.composition import CREDIT_NOTES
from chorus_sdk.invoice.frameworks import InvoicingFramework
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import COMMENT_CHARACTERS
from chorus_sdk.services.codes import DepositMode, InvoiceType
from chorus_sdk.services.submission_lines import LineMapping
from chorus_sdk.services.submission_money import MoneyMapping
from chorus_sdk.services.submission_values import (
    PreparedSubmission,
    Submission,
    SubmissionTerms,
)

_PLAIN_CODES: Final = ("380", "381")
"""The two type codes that *FACTURE* and *AVOIR* say in full."""
_CREDITS: Final = CREDIT_NOTES | {"81", "83"}
_PREPAYMENTS: Final = frozenset({"386", "500"})
_BY_SIRET: Final = (
    *("name", "trading_name", "identifiers", "legal_registration", "vat_identifier"),
    *("tax_registration", "legal_information", "electronic_address", "address", "legal_address"),
)
_KNOWN: Final = (
    "specification",
    *(f"{party}.{part}" for party in ("seller", "buyer") for part in _BY_SIRET),
)
"""Places that Chorus Pro knows from its directory, or that are about the document's syntax."""


def prepare(
    invoice: Invoice, terms: SubmissionTerms | None = None, *, mode: DepositMode
) -> PreparedSubmission:
    """Make a submission of an invoice and name what it does not carry (*préparer*).

    An invoice without a framework (BT-23) is an A1, as Chorus Pro takes it. Files are not part of
    it: who hands them in adds them.
    """
    terms = terms or SubmissionTerms()
    mapping = _Mapping(invoice, terms, mode)
    submission = mapping.submission()
    return PreparedSubmission(submission=submission, losses=mapping.losses())


class _Mapping:
    """One pass over an invoice, noting each place that the submission carries."""

    def __init__(self, invoice: Invoice, terms: SubmissionTerms, mode: DepositMode) -> None:
        self._invoice = invoice
        self._terms = terms
        self._mode = mode
        self._money = MoneyMapping(invoice, terms)
        self._lines = LineMapping(invoice)
        self._carried: set[str] = set()

    def submission(self) -> Submission:
        invoice, terms, chorus = self._invoice, self._terms, self._invoice.chorus
        is_entered = self._mode == DepositMode.ENTERED_BY_API
        lines = self._lines.lines(all_or_none=not is_entered)
        preceding = invoice.references.preceding_invoices
        self._carried |= self._lines.carried | self._routing()
        self._carried |= self._money.carried if lines else _without_lines(self._money.carried)
        if not is_entered:
            self._carried |= {"number", "issue_date"}
        return Submission(
            mode=self._mode,
            number=None if is_entered else invoice.number,
            issue_date=None if is_entered else invoice.issue_date,
            recipient=invoice.buyer.siret,
            service_code=chorus.service_code,
            supplier_id=terms.supplier_id,
            supplier_service_id=terms.supplier_service_id,
            bank_account_id=terms.bank_account_id,
            framework=chorus.framework or InvoicingFramework.A1,
            approver=terms.approver,
            approver_service=terms.approver_service,
            currency=invoice.currency,
            type=self._type(),
            vat_regime=self._money.vat_regime,
            exemption_reason=terms.exemption_reason,
            contract_number=chorus.contract_number,
            commitment_number=chorus.commitment_number,
            original_number=preceding[0].number if preceding else None,
            payment_means=self._money.payment_means,
            lines=lines,
            vat=self._money.vat,
            net_total=invoice.totals.without_vat,
            vat_total=invoice.totals.vat,
            gross_total=invoice.totals.with_vat,
            payable=invoice.totals.due,
            comment=self._comment(),
        )

    def losses(self) -> tuple[Loss, ...]:
        """Name every value that is neither carried nor known to Chorus Pro."""
        reason = "soumettre has no place for it"
        lost = [
            loss_of(leaf, reason)
            for leaf in leaves_below(self._invoice, "", None)
            if leaf.path not in self._carried and not _is_known(leaf.path)
        ]
        unmapped = (Loss(path=u.path, text=u.text, reason=reason) for u in self._invoice.unmapped)
        return (*lost, *unmapped)

    def _type(self) -> InvoiceType | None:
        code = (self._invoice.type_code or "").strip()
        if code in _PLAIN_CODES:
            self._carried.add("type_code")
        if not code:
            return None
        if code in _PREPAYMENTS:
            return InvoiceType.PREPAYMENT
        return InvoiceType.CREDIT_NOTE if code in _CREDITS else InvoiceType.INVOICE

    def _routing(self) -> set[str]:
        """Note who the invoice goes to, in which frame, and what it refers to."""
        invoice, chorus = self._invoice, self._invoice.chorus
        places = {"currency", "references.purchase_order", "references.contract"}
        places.add("references.preceding_invoices[0].number")
        if chorus.framework is not None:
            places.add("business_process")
        if invoice.references.buyer == chorus.service_code:
            places.add("references.buyer")
        contact = invoice.buyer.contact
        if contact is not None and contact.identifier == chorus.service_code:
            places.add("buyer.contact.identifier")
        if invoice.vat_currency == invoice.currency:
            places.add("vat_currency")
        return places

    def _comment(self) -> str | None:
        """Return the comment: that of the terms, else the invoice's notes if they fit."""
        if self._terms.comment is not None:
            return self._terms.comment
        told = [
            f"{note.subject}: {note.text}" if note.subject else note.text
            for note in self._invoice.notes
            if note.text
        ]
        comment = "\n".join(told)
        if not comment or len(comment) > COMMENT_CHARACTERS:
            return None
        for place, note in enumerate(self._invoice.notes):
            self._carried |= {f"notes[{place}].text"} if note.text else set()
            self._carried |= {f"notes[{place}].subject"} if note.text else set()
        return comment


def _without_lines(places: set[str]) -> set[str]:
    return {place for place in places if not place.startswith("lines[")}


def _is_known(path: str) -> bool:
    return any(path == known or path.startswith((f"{known}.", f"{known}[")) for known in _KNOWN)
