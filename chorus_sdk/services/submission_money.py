"""VAT, payment and totals of an invoice, in the codes of `soumettre`: pure (*montants*).

Means of payment are those of UNTDID 4461; what has no code of the platform's is *autre*.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from chorus_sdk.invoice.model import Invoice
from chorus_sdk.services.codes import PaymentMeans, VatRegime
from chorus_sdk.services.submission_values import SubmissionTerms, SubmissionVat

_MEANS: Final = {
    "10": PaymentMeans.CASH,
    "20": PaymentMeans.CHEQUE,
    "30": PaymentMeans.TRANSFER,
    "31": PaymentMeans.TRANSFER,
    "42": PaymentMeans.TRANSFER,
    "49": PaymentMeans.DIRECT_DEBIT,
    "58": PaymentMeans.TRANSFER,
    "59": PaymentMeans.DIRECT_DEBIT,
}
_ON_RECEIPTS: Final = frozenset({"72", "432"})
"""BT-8: when the payment is made, of UNTDID 2475 (CII) and 2005 (UBL)."""
_ZERO: Final = Decimal(0)
_OUT_OF_SCOPE: Final = frozenset({"O"})
_WITHOUT_VAT: Final = frozenset({"AE", "E", "G", "K", "O"})


class MoneyMapping:
    """VAT, payment and totals that a submission says, and where they stood (*montants*)."""

    def __init__(self, invoice: Invoice, terms: SubmissionTerms) -> None:
        self._invoice = invoice
        self._terms = terms
        self.vat_regime = self._regime()
        self.payment_means = self._means()
        self.vat = tuple(
            SubmissionVat(base=part.taxable_amount, amount=part.tax_amount, rate=part.rate)
            for part in invoice.vat_breakdown
        )

    @property
    def carried(self) -> set[str]:
        """The places whose values the submission says."""
        return self._of_totals() | self._of_vat() | self._of_payment()

    def _regime(self) -> VatRegime:
        if self._terms.vat_regime is not None:
            return VatRegime(self._terms.vat_regime)
        categories = {(part.category or "").strip() for part in self._invoice.vat_breakdown}
        if categories and categories <= _OUT_OF_SCOPE:
            return VatRegime.NONE
        if categories and categories <= _WITHOUT_VAT:
            return VatRegime.EXEMPT
        code = (self._invoice.vat_point_code or "").strip()
        return VatRegime.ON_RECEIPTS if code in _ON_RECEIPTS else VatRegime.ON_DEBITS

    def _means(self) -> PaymentMeans | None:
        if self._terms.payment_means is not None:
            return PaymentMeans(self._terms.payment_means)
        code = self._invoice.payment.code if self._invoice.payment else None
        return _MEANS.get(code.strip(), PaymentMeans.OTHER) if code else None

    def says_category(self, category: str | None, rate: Decimal | None) -> bool:
        """Tell whether a rate and the regime say which VAT category is meant (BT-118, BT-151)."""
        code = (category or "").strip()
        if code in _WITHOUT_VAT and self.vat_regime == VatRegime.EXEMPT:
            return True  # with its reason, without which nothing is submitted
        if code == "O":
            return self.vat_regime == VatRegime.NONE
        return rate is not None and code == ("S" if rate else "Z")

    def _of_totals(self) -> set[str]:
        totals = self._invoice.totals
        places = {f"totals.{name}" for name in ("without_vat", "vat", "with_vat", "due")}
        if totals.lines == sum((line.net_amount or _ZERO for line in self._invoice.lines), _ZERO):
            places.add("totals.lines")
        if totals.paid is not None and totals.with_vat is not None and totals.due is not None:
            is_implied = not totals.rounding and totals.with_vat - totals.paid == totals.due
            places |= {"totals.paid"} if is_implied else set()
        for name in ("allowances", "charges", "paid", "rounding"):
            if getattr(totals, name) == 0:
                places.add(f"totals.{name}")
        return places

    def _of_vat(self) -> set[str]:
        places = {"vat_point_code"}
        for number, part in enumerate(self._invoice.vat_breakdown):
            names = ["taxable_amount", "tax_amount", "rate"]
            if self.says_category(part.category, part.rate):
                names.append("category")
            if self._terms.exemption_reason is not None:
                names += ["exemption_reason", "exemption_reason_code"]
            places |= {f"vat_breakdown[{number}].{name}" for name in names}
        for number, line in enumerate(self._invoice.lines):
            if self.says_category(line.vat.category, line.vat.rate):
                places.add(f"lines[{number}].vat.category")
        return places

    def _of_payment(self) -> set[str]:
        places = {"payment.means[0].code"}
        if self._terms.bank_account_id is not None:
            transfer = "payment.means[0].transfer"
            places |= {f"{transfer}.{name}" for name in ("account", "name", "provider")}
        return places
