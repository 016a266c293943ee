"""The lines of an invoice (*lignes de facture*): BG-25 to BG-30."""

from chorus_sdk.invoice._base import Day, Number, Value, term
from chorus_sdk.invoice.amounts import AllowanceCharge, Period, VatBreakdown
from chorus_sdk.invoice.attachments import SupportingDocument
from chorus_sdk.invoice.deliveries import DeliveryTerms, Packaging
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.items import Classification, Item, ItemAttribute
from chorus_sdk.invoice.notes import Note
from chorus_sdk.invoice.parties import Delivery, Party
from chorus_sdk.invoice.references import LineReferences
from chorus_sdk.invoice.settlement import AccountingAccount

__all__ = [
    "Classification",
    "Item",
    "ItemAttribute",
    "Line",
    "LineTotals",
    "LineVat",
    "Price",
]


class Price(Value):
    """What one base quantity costs, without VAT (*détail du prix*): BG-29.

    `gross_base_quantity` stands only where it is another than BT-149.
    """

    net: Number | None = term("BT-146", "Prix net de l'article")
    discount: Number | None = term("BT-147", "Rabais sur le prix")
    gross: Number | None = term("BT-148", "Prix brut de l'article")
    base_quantity: Number | None = term("BT-149", "Quantité de base du prix")
    base_unit: str | None = term("BT-150", "Unité de la quantité de base")
    discount_reason: str | None = term("EXT-FR-FE-195", "Motif du rabais")
    discount_reason_code: str | None = term("EXT-FR-FE-196", "Code de motif du rabais")
    discount_percentage: Number | None = term("ram:CalculationPercent", "Pourcentage du rabais")
    discount_base: Number | None = term("ram:BasisAmount", "Assiette du rabais")
    further_discounts: tuple[AllowanceCharge, ...] = term(
        "ram:AppliedTradeAllowanceCharge", "Autres rabais", default=()
    )
    charges: tuple[AllowanceCharge, ...] = term(
        "ram:AppliedTradeAllowanceCharge", "Charges comprises dans le prix", default=()
    )
    gross_base_quantity: Number | None = term("ram:BasisQuantity", "Quantité du prix brut")
    gross_base_unit: str | None = term("ram:BasisQuantity/@unitCode", "Unité du prix brut")
    included_vat: tuple[VatBreakdown, ...] = term(
        "ram:IncludedTradeTax", "TVA comprise dans le prix", default=()
    )


class LineVat(Value):
    """The VAT of a line (*TVA de la ligne*): BG-30."""

    category: str | None = term("BT-151", "Code de type de TVA")
    rate: Number | None = term("BT-152", "Taux de TVA")
    exemption_reason: str | None = term("BT-X-96, EXT-FR-FE-178", "Motif d'exonération")
    exemption_reason_code: str | None = term("BT-X-97, EXT-FR-FE-179", "Code de motif")
    amount: Number | None = term("ram:CalculatedAmount", "Montant de la TVA")
    point_date: Day | None = term("ram:TaxPointDate", "Date d'exigibilité")
    point_code: str | None = term("EXT-FR-FE-180", "Code de date d'exigibilité (UNTDID 2005)")


class LineTotals(Value):
    """The totals of a line beyond its net amount (*totaux de la ligne*)."""

    charges: Number | None = term("ram:ChargeTotalAmount", "Somme des charges")
    allowances: Number | None = term("ram:AllowanceTotalAmount", "Somme des remises")
    vat: Number | None = term("EXT-FR-FE-181", "Montant de la TVA")
    vat_in_accounting_currency: Number | None = term(
        "EXT-FR-FE-182", "Montant de la TVA en monnaie de comptabilisation"
    )
    with_vat: Number | None = term("EXT-FR-FE-184", "Montant avec TVA")
    adjustments: Number | None = term(
        "ram:TotalAllowanceChargeAmount", "Total des remises et charges"
    )


class Line(Value):
    """One line (*ligne de facture*): BG-25.

    Lines of EXTENDED stand one after the other and name their `parent`; `kind` is GROUP, DETAIL
    or INFORMATION, None for a plain line. UBL of the German extension nests them: `sub_lines`.
    """

    identifier: str | None = term("BT-126", "Identifiant de ligne")
    note: str | None = term("BT-127", "Note de ligne")
    object_identifier: Identifier | None = term("BT-128", "Identifiant d'objet de la ligne")
    quantity: Number | None = term("BT-129", "Quantité facturée")
    unit: str | None = term("BT-130", "Unité de mesure (UN/ECE Rec 20 et 21)")
    net_amount: Number | None = term("BT-131", "Montant net de la ligne")
    order_line: str | None = term("BT-132", "Ligne du bon de commande")
    accounting_reference: str | None = term("BT-133", "Référence comptable de l'acheteur")
    period: Period | None = term("BG-26", "Période de la ligne")
    allowances: tuple[AllowanceCharge, ...] = term("BG-27", "Remises de ligne", default=())
    charges: tuple[AllowanceCharge, ...] = term("BG-28", "Charges de ligne", default=())
    price: Price = term("BG-29", "Détail du prix", default=Price.model_construct())
    vat: LineVat = term("BG-30", "TVA de la ligne", default=LineVat.model_construct())
    item: Item = term("BG-31", "Article", default=Item.model_construct())
    parent: str | None = term("BT-X-304, EXT-FR-FE-162", "Identifiant de la ligne mère")
    kind: str | None = term("BT-X-8, EXT-FR-FE-163", "Sous-type de ligne")
    status_code: str | None = term("BT-X-7", "Code de statut de ligne")
    note_subject: str | None = term("BT-X-10, EXT-FR-FE-183", "Code de sujet de la note")
    note_code: str | None = term("BT-X-9", "Note codée")
    further_notes: tuple[Note, ...] = term("BT-127", "Autres notes de ligne", default=())
    further_objects: tuple[Identifier, ...] = term("BT-128", "Autres objets", default=())
    accounts: tuple[AccountingAccount, ...] = term(
        "BT-133", "Autres comptes comptables", default=()
    )
    accounting_type: str | None = term("ram:TypeCode", "Type de compte comptable")
    references: LineReferences | None = term("EXT-FR-FE-135…", "Références de la ligne")
    supporting_documents: tuple[SupportingDocument, ...] = term(
        "ram:AdditionalReferencedDocument", "Documents justificatifs", default=()
    )
    seller: Party | None = term("EXT-FR-FE-BG-12", "Vendeur à la ligne")
    delivery: Delivery | None = term("EXT-FR-FE-BG-10, 158", "Livraison de la ligne")
    ultimate_delivery: Party | None = term(
        "ram:UltimateShipToTradeParty", "Destinataire final de la livraison"
    )
    delivery_terms: DeliveryTerms | None = term("EXT-FR-FE-193, 194", "Incoterms de la ligne")
    packaging: Packaging | None = term("ram:PackageQuantity", "Conditionnement")
    totals: LineTotals | None = term("EXT-FR-FE-181…184", "Totaux de la ligne")
    sub_lines: tuple["Line", ...] = term("cac:SubInvoiceLine", "Sous-lignes", default=())
