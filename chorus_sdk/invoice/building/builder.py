"""The builder: what you know of an invoice, and out of it a whole one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chorus_sdk.invoice.amounts import AllowanceCharge, Period, Totals, VatBreakdown
from chorus_sdk.invoice.attachments import SupportingDocument
from chorus_sdk.invoice.building import checks
from chorus_sdk.invoice.building.adjustments import Adjustment, cents, split
from chorus_sdk.invoice.building.lines import DraftLine
from chorus_sdk.invoice.building.payment import PaymentDelay
from chorus_sdk.invoice.building.problems import Amount, exact, problem, refuse
from chorus_sdk.invoice.building.routes import Route
from chorus_sdk.invoice.building.vat import Vat
from chorus_sdk.invoice.chorus import InvoicingFramework
from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.model import Invoice, Note
from chorus_sdk.invoice.parties import Delivery, Party
from chorus_sdk.invoice.payments import Payment
from chorus_sdk.invoice.references import PrecedingInvoice, References
from chorus_sdk.invoice.totals import compute, vat_breakdown

CORE = "urn:cen.eu:en16931:2017"
"""The specification identifier (BT-24) of EN 16931 itself."""
FRENCH_EXTENSION = "urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr"
"""The one of the French extension: a buyer with SIRET and service code has two BT-46."""


@dataclass(frozen=True, kw_only=True)
class InvoiceBuilder:
    """What an invoice is made of (*facture à établir*); `build` works out the rest.

    Computed: line amounts, VAT breakdown and totals with the roundings of EN 16931, the due date
    from the terms, where each road reads SIRET, service code and frame, the marks of the reform.
    To change something, use `dataclasses.replace` and build again.

    Attributes:
        number: BT-1; at most 20 characters for a public buyer, 35 otherwise.
        issue_date: BT-2.
        seller: made by `french_party` or `foreign_party`.
        buyer: the same.
        lines: made by `line`.
        route: the road to the buyer.
        framework: BT-23, *cadre de facturation*; A1 by default straight to Chorus Pro. Already
            paid ones (A2, B2, S2, M2) are paid in full without saying so.
        type_code: BT-3.
        currency: BT-5.
        vat_in_euros: the total VAT in euros (BT-111), wanted when the currency is another.
        service_code: *code service* of a public buyer.
        commitment_number: *numéro d'engagement*, BT-13.
        contract_number: *numéro de marché*, BT-12.
        buyer_reference: BT-10, where it is not the service code.
        adjustments: allowances and charges of the whole document.
        paid: what was paid before (BT-113).
        rounding: BT-114.
        terms: when to pay; or give
        due_date: BT-9.
        payment: how to pay, see `bank_transfer`.
        notes: see `french_notes`.
        delivery: where and when (BG-13).
        invoicing_period: BG-14.
        preceding: the invoices that a credit note or a correction is about (BG-3).
        attachments: BG-24.
        references: further references; those above win over it.
        payee: who is paid, when not the seller (BG-10).
        specification: BT-24; by default EN 16931, and the French extension through a platform
            where the buyer has a service code beside its SIRET.

    Example:
        >>> from chorus_sdk.invoice.building import french_party, line
        >>> invoice = InvoiceBuilder(
        ...     number="F-1",
        ...     issue_date=date(2026, 11, 23),
        ...     seller=french_party("Atelier", "40483304800022"),
        ...     buyer=french_party("Commune", "21300189800011"),
        ...     lines=[line("Chaise", quantity=3, price="33.33", vat=20)],
        ...     payment=Payment(means=()),
        ...     route=Route.EN16931,
        ... ).build()
        >>> invoice.totals.with_vat, invoice.totals.due
        (Decimal('119.99'), Decimal('119.99'))
    """

    number: str
    issue_date: date
    seller: Party
    buyer: Party
    lines: Sequence[DraftLine]
    route: Route = Route.CHORUS_PRO
    framework: str | InvoicingFramework | None = None
    type_code: str = "380"
    currency: str = "EUR"
    vat_in_euros: Amount | None = None
    service_code: str | None = None
    commitment_number: str | None = None
    contract_number: str | None = None
    buyer_reference: str | None = None
    adjustments: Sequence[Adjustment] = ()
    paid: Amount | None = None
    rounding: Amount | None = None
    terms: PaymentDelay | None = None
    due_date: date | None = None
    payment: Payment | None = None
    notes: Sequence[Note] = ()
    delivery: Delivery | None = None
    invoicing_period: Period | None = None
    preceding: Sequence[PrecedingInvoice] = ()
    attachments: Sequence[SupportingDocument] = ()
    references: References = References()  # noqa: RUF009 (frozen)
    payee: Party | None = None
    specification: str | None = None

    def build(self) -> Invoice:
        """Return the invoice (*facture*), complete and right.

        Raises:
            InvalidInvoiceError: what was given makes no right invoice; `report` has one finding
                for each reason, with the official rule's id where there is one.
            TypeError: a float for an amount.
        """
        if not self.lines:
            refuse(problem("BR-16", "An invoice has at least one line.", term="BG-25"))
        invoice = self._summed(self._told())
        findings = tuple(checks.problems(invoice, self.route))
        if findings:
            refuse(*findings)
        return invoice

    def _told(self) -> Invoice:
        """Return the invoice without its sums."""
        frame = self._frame()
        return Invoice(
            number=self.number,
            issue_date=self.issue_date,
            type_code=self.type_code,
            currency=self.currency,
            vat_currency=None if self.vat_in_euros is None else "EUR",
            due_date=self._due_date(),
            payment_terms=self.terms.text if self.terms else None,
            business_process=frame,
            specification=self.specification or self._profile(),
            notes=(*self.notes, *self._marks()),
            references=self._references(),
            seller=self.route.placed(self._seller()),
            buyer=self.route.placed_buyer(self.buyer, self.service_code),
            payee=self.payee,
            delivery=self.delivery,
            invoicing_period=self.invoicing_period,
            payment=self.payment,
            supporting_documents=tuple(self.attachments),
            lines=tuple(self._numbered()),
        )

    def _summed(self, invoice: Invoice) -> Invoice:
        """Return the invoice with allowances, charges, VAT and totals."""
        allowances, charges = split(self.adjustments)
        parts = {
            "allowances": tuple(self._applied(one) for one in allowances),
            "charges": tuple(self._applied(one) for one in charges),
            "vat_breakdown": self._reasons(),
        }
        with_parts = invoice.model_copy(update=parts)
        taxed = with_parts.model_copy(update={"vat_breakdown": vat_breakdown(with_parts)})
        given = Totals(
            paid=None if self.paid is None else cents(self.paid, "BT-113", "BUILD-PAID"),
            rounding=None if self.rounding is None else _cents(self.rounding, "BT-114"),
            vat_in_accounting_currency=(
                None if self.vat_in_euros is None else _cents(self.vat_in_euros, "BT-111")
            ),
        )
        totals = compute(taxed.model_copy(update={"totals": given}))
        if self.paid is None and invoice.business_process in checks.PAID_FRAMES:
            paid = given.model_copy(update={"paid": totals.with_vat})
            totals = compute(taxed.model_copy(update={"totals": paid}))
        return taxed.model_copy(update={"totals": totals})

    def _numbered(self) -> list[Line]:
        return [
            draft.value
            if draft.value.identifier
            else draft.value.model_copy(update={"identifier": str(place)})
            for place, draft in enumerate(self.lines, start=1)
        ]

    def _treatments(self) -> tuple[Vat, ...]:
        """Return every VAT that occurs, once."""
        found = [draft.vat for draft in self.lines]
        found += [one.vat for one in self.adjustments if one.vat is not None]
        return tuple(dict.fromkeys(found))

    def _reasons(self) -> tuple[VatBreakdown, ...]:
        """Return one entry for each category and rate, for its reason of exemption alone."""
        known: dict[tuple[str, Decimal | None], Vat] = {}
        for vat in self._treatments():
            other = known.setdefault((vat.category, vat.rate), vat)
            if other != vat:
                refuse(
                    problem(
                        f"BR-{'IC' if vat.category == 'K' else vat.category}-01",
                        "One category of VAT has one reason of exemption in an invoice.",
                        term="BT-120",
                        found=f"{other.reason} / {vat.reason}",
                    )
                )
        return tuple(
            VatBreakdown(
                category=vat.category,
                rate=vat.rate,
                exemption_reason=vat.reason,
                exemption_reason_code=vat.reason_code,
            )
            for vat in known.values()
        )

    def _applied(self, adjustment: Adjustment) -> AllowanceCharge:
        """Work out a document's allowance or charge; its VAT may be left out when there is one."""
        vats = tuple(dict.fromkeys(draft.vat for draft in self.lines))
        vat = adjustment.vat or (vats[0] if len(vats) == 1 else None)
        if vat is None:
            rule = "BR-37" if adjustment.is_charge else "BR-32"
            refuse(
                problem(
                    rule, "Lines have several VAT rates: say which it applies to.", term="BT-95"
                )
            )
        base = sum(
            (draft.value.net_amount or Decimal(0) for draft in self.lines if draft.vat == vat),
            Decimal(0),
        )
        return adjustment.worked_out(base, vat)

    def _seller(self) -> Party:
        """Return the seller; without a VAT number its SIREN is its tax registration (BT-32)."""
        seller = self.seller
        if seller.vat_identifier or seller.tax_registration or seller.siren is None:
            return seller
        return seller.model_copy(update={"tax_registration": str(seller.siren)})

    def _profile(self) -> str:
        return FRENCH_EXTENSION if self.route.is_platform and self.service_code else CORE

    def _frame(self) -> str | None:
        if self.framework is not None:
            return str(self.framework)
        return InvoicingFramework.A1.value if self.route.is_straight else None

    def _due_date(self) -> date | None:
        if self.terms is None or self.due_date is not None:
            return self.due_date
        return self.terms.due(self.issue_date)

    def _marks(self) -> tuple[Note, ...]:
        said = {note.subject for note in self.notes}
        return tuple(note for note in self.route.marks() if note.subject not in said)

    def _references(self) -> References:
        given = self.references
        return given.model_copy(
            update={
                "buyer": self.route.buyer_reference(
                    self.service_code, self.buyer_reference or given.buyer
                ),
                "purchase_order": self.commitment_number or given.purchase_order,
                "contract": self.contract_number or given.contract,
                "preceding_invoices": tuple(self.preceding) or given.preceding_invoices,
            }
        )


def _cents(value: Amount, term: str) -> Decimal:
    """Return an amount of either sign with two decimals."""
    number = exact(value, term)
    rounded = cents(abs(number), term, "BR-DEC")
    return -rounded if number < 0 else rounded
