"""The invoice (*facture*) as EN 16931 means it, whatever the syntax it was written in.

The model reads real documents, rule-breaking ones included: everything may be missing, codes are
kept as they are written. Whether an invoice is right is for `chorus_sdk.validation` to say.
"""

from __future__ import annotations

from chorus_sdk.invoice._base import Day, Value, term
from chorus_sdk.invoice.amounts import AllowanceCharge, Period, Totals, VatBreakdown
from chorus_sdk.invoice.attachments import SupportingDocument
from chorus_sdk.invoice.chorus import ChorusData, chorus_data
from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.parties import Delivery, Party
from chorus_sdk.invoice.payments import Payment
from chorus_sdk.invoice.provenance import Origin, Unmapped
from chorus_sdk.invoice.references import References

_PROVENANCE = frozenset({"unmapped", "origin"})


class Note(Value):
    """A note (*note de facture*): BG-1."""

    text: str | None = term("BT-22", "Note de facture")
    subject: str | None = term("BT-21", "Code de sujet (UNTDID 4451)")


class Invoice(Value):
    """An invoice or credit note (*facture ou avoir*).

    Two invoices are equal when their business content is equal: `origin` and `unmapped` say
    where it came from and do not count.

    Example:
        >>> invoice = Invoice(number="F-1", currency="EUR", origin=Origin(format="pdf", sha256=""))
        >>> invoice == Invoice(number="F-1", currency="EUR")
        True
        >>> invoice.seller.name is None
        True
    """

    number: str | None = term("BT-1", "Numéro de facture")
    issue_date: Day | None = term("BT-2", "Date d'émission")
    type_code: str | None = term("BT-3", "Code de type de facture (UNTDID 1001)")
    currency: str | None = term("BT-5", "Code de devise de facturation (ISO 4217)")
    vat_currency: str | None = term("BT-6", "Code de devise de comptabilisation de la TVA")
    vat_point_date: Day | None = term("BT-7", "Date d'exigibilité de la TVA")
    vat_point_code: str | None = term(
        "BT-8", "Code de date d'exigibilité de la TVA (UNTDID 2005 : 3, 35, 432)"
    )
    due_date: Day | None = term("BT-9", "Date d'échéance")
    payment_terms: str | None = term("BT-20", "Conditions de paiement")
    business_process: str | None = term("BT-23", "Type de processus (cadre de facturation)")
    specification: str | None = term("BT-24", "Identifiant de spécification (profil)")
    notes: tuple[Note, ...] = term("BG-1", "Notes", default=())
    references: References = term("BT-10…19", "Références", default=References())
    seller: Party = term("BG-4", "Vendeur", default=Party())
    buyer: Party = term("BG-7", "Acheteur", default=Party())
    payee: Party | None = term("BG-10", "Bénéficiaire")
    tax_representative: Party | None = term("BG-11", "Représentant fiscal du vendeur")
    delivery: Delivery | None = term("BG-13", "Livraison")
    invoicing_period: Period | None = term("BG-14", "Période de facturation")
    payment: Payment | None = term("BG-16", "Instructions de paiement")
    allowances: tuple[AllowanceCharge, ...] = term("BG-20", "Remises", default=())
    charges: tuple[AllowanceCharge, ...] = term("BG-21", "Charges ou frais", default=())
    totals: Totals = term("BG-22", "Totaux", default=Totals())
    vat_breakdown: tuple[VatBreakdown, ...] = term("BG-23", "Ventilation de la TVA", default=())
    supporting_documents: tuple[SupportingDocument, ...] = term(
        "BG-24", "Documents justificatifs", default=()
    )
    lines: tuple[Line, ...] = term("BG-25", "Lignes", default=())
    unmapped: tuple[Unmapped, ...] = ()
    origin: Origin | None = None

    @property
    def chorus(self) -> ChorusData:
        """What Chorus Pro reads in this invoice (*données Chorus Pro*)."""
        return chorus_data(self.business_process, self.buyer, self.references)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Invoice):
            return NotImplemented
        return self._content() == other._content()

    def __hash__(self) -> int:
        return hash(tuple(self._content().values()))

    def _content(self) -> dict[str, object]:
        return {k: v for k, v in self.__dict__.items() if k not in _PROVENANCE}
