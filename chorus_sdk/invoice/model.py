"""The invoice (*facture*) as EN 16931 means it, whatever the syntax it was written in.

The model reads real documents, rule-breaking ones included: everything may be missing, codes are
kept as they are written. Whether an invoice is right is for `chorus_sdk.validation` to say.
"""

from chorus_sdk.invoice._base import Day, Value, term
from chorus_sdk.invoice.amounts import AllowanceCharge, Period, Totals, VatBreakdown
from chorus_sdk.invoice.attachments import SupportingDocument
from chorus_sdk.invoice.chorus import ChorusData, chorus_data
from chorus_sdk.invoice.deliveries import DeliveryTerms
from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.notes import Note
from chorus_sdk.invoice.parties import Delivery, Party
from chorus_sdk.invoice.payments import Payment, PaymentConditions, PaymentTerms
from chorus_sdk.invoice.provenance import Origin, Unmapped
from chorus_sdk.invoice.references import References
from chorus_sdk.invoice.settlement import (
    AccountingAccount,
    CurrencyExchange,
    FinancialAdjustment,
    Prepayment,
    ServiceCharge,
)

__all__ = ["Invoice", "Note"]

_PROVENANCE = frozenset({"unmapped", "origin"})


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

    What stands after the lines is beyond EN 16931: terms of Factur-X EXTENDED (BT-X) and of
    XP Z12-012 (EXT-FR-FE), named by their element where they have no number here.
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
    references: References = term("BT-10…19", "Références", default=References.model_construct())
    seller: Party = term("BG-4", "Vendeur", default=Party.model_construct())
    buyer: Party = term("BG-7", "Acheteur", default=Party.model_construct())
    payee: Party | None = term("BG-10", "Bénéficiaire")
    tax_representative: Party | None = term("BG-11", "Représentant fiscal du vendeur")
    delivery: Delivery | None = term("BG-13", "Livraison")
    invoicing_period: Period | None = term("BG-14", "Période de facturation")
    payment: Payment | None = term("BG-16", "Instructions de paiement")
    allowances: tuple[AllowanceCharge, ...] = term("BG-20", "Remises", default=())
    charges: tuple[AllowanceCharge, ...] = term("BG-21", "Charges ou frais", default=())
    totals: Totals = term("BG-22", "Totaux", default=Totals.model_construct())
    vat_breakdown: tuple[VatBreakdown, ...] = term("BG-23", "Ventilation de la TVA", default=())
    supporting_documents: tuple[SupportingDocument, ...] = term(
        "BG-24", "Documents justificatifs", default=()
    )
    lines: tuple[Line, ...] = term("BG-25", "Lignes", default=())
    name: str | None = term("BT-X-2", "Nom du document")
    language: str | None = term("BT-X-4", "Langue du document (ISO 639-1)")
    is_test: bool | None = term("BT-X-1", "Facture de test")
    is_copy: bool | None = term("BT-X-3", "Duplicata")
    contractual_due_date: Day | None = term("BT-X-6", "Échéance contractuelle")
    sales_agent: Party | None = term("EXT-FR-FE-BG-03", "Agent du vendeur")
    buyer_agent: Party | None = term("EXT-FR-FE-BG-01", "Agent de l'acheteur")
    invoicer: Party | None = term("EXT-FR-FE-BG-05", "Facturant")
    invoicee: Party | None = term("EXT-FR-FE-BG-04", "Facturé (adressé à)")
    payer: Party | None = term("EXT-FR-FE-BG-02", "Payeur")
    buyer_tax_representative: Party | None = term(
        "ram:BuyerTaxRepresentativeTradeParty", "Représentant fiscal de l'acheteur"
    )
    product_end_user: Party | None = term("ram:ProductEndUserTradeParty", "Utilisateur final")
    further_deliveries: tuple[Delivery, ...] = term(
        "cac:Delivery", "Autres livraisons (UBL)", default=()
    )
    ultimate_delivery: Party | None = term(
        "ram:UltimateShipToTradeParty", "Destinataire final de la livraison"
    )
    ship_from: Party | None = term("ram:ShipFromTradeParty", "Lieu d'expédition")
    transport_mode: str | None = term("BT-X-152", "Mode de transport (UNECE Rec 19)")
    delivery_terms: DeliveryTerms | None = term("EXT-FR-FE-BG-14", "Conditions de livraison")
    payment_conditions: PaymentConditions | None = term(
        "ram:SpecifiedTradePaymentTerms", "Conditions de règlement, avec BT-20 et BT-9"
    )
    further_payment_terms: tuple[PaymentTerms, ...] = term(
        "ram:SpecifiedTradePaymentTerms", "Autres conditions de paiement", default=()
    )
    vat_currency_exchange: CurrencyExchange | None = term(
        "ram:TaxApplicableTradeCurrencyExchange", "Taux de change de la TVA"
    )
    prepayments: tuple[Prepayment, ...] = term(
        "ram:SpecifiedAdvancePayment", "Acomptes", default=()
    )
    service_charges: tuple[ServiceCharge, ...] = term(
        "ram:SpecifiedLogisticsServiceCharge", "Frais logistiques", default=()
    )
    adjustments: tuple[FinancialAdjustment, ...] = term(
        "ram:SpecifiedFinancialAdjustment", "Ajustements financiers", default=()
    )
    accounts: tuple[AccountingAccount, ...] = term("BT-19", "Autres comptes", default=())
    unmapped: tuple[Unmapped, ...] = ()
    origin: Origin | None = None

    @property
    def chorus(self) -> ChorusData:
        """What Chorus Pro reads in this invoice (*données Chorus Pro*)."""
        return chorus_data(self.business_process, self.buyer, self.references)

    def _repr_html_(self) -> str:
        """Return a summary for notebooks; `chorus_sdk.rendering.notebook` shows the whole page."""
        from chorus_sdk.invoice._summary import summary

        return summary(self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Invoice):
            return NotImplemented
        return self._content() == other._content()

    def __hash__(self) -> int:
        return hash(tuple(self._content().values()))

    def _content(self) -> dict[str, object]:
        return {k: v for k, v in self.__dict__.items() if k not in _PROVENANCE}
