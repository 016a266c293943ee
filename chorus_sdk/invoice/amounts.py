"""Sums of an invoice: allowances and charges, VAT, totals. Money is exact (`Decimal`)."""

from chorus_sdk.invoice._base import Day, Number, Value, term


class Period(Value):
    """A span of days (*période*): invoicing period BG-14, line period BG-26."""

    start: Day | None = term("BT-73, BT-134", "Date de début")
    end: Day | None = term("BT-74, BT-135", "Date de fin")
    description: str | None = term("ram:Description", "Description de la période")


class AllowanceCharge(Value):
    """An allowance or a charge (*remise ou charge*): BG-20, BG-21, BG-27, BG-28.

    Which of the two it is, the field that holds it says; amounts are positive in both.
    Those of lines and prices have no VAT category of their own in EN 16931.
    """

    amount: Number | None = term("BT-92, 99, 136, 141", "Montant")
    base_amount: Number | None = term("BT-93, 100, 137, 142", "Assiette")
    percentage: Number | None = term("BT-94, 101, 138, 143", "Pourcentage")
    vat_category: str | None = term("BT-95, BT-102", "Code de type de TVA")
    vat_rate: Number | None = term("BT-96, BT-103", "Taux de TVA")
    reason: str | None = term("BT-97, 104, 139, 144", "Motif")
    reason_code: str | None = term("BT-98, 105, 140, 145", "Code de motif")
    exemption_reason: str | None = term("BT-173, BT-175", "Motif d'exonération")
    exemption_reason_code: str | None = term("BT-174, BT-176", "Code de motif d'exonération")
    sequence: Number | None = term("ram:SequenceNumeric", "Ordre de calcul")
    base_quantity: Number | None = term("ram:BasisQuantity", "Quantité d'assiette")
    base_unit: str | None = term("ram:BasisQuantity/@unitCode", "Unité de l'assiette")


class VatBreakdown(Value):
    """The VAT of one category and rate (*ventilation de la TVA*): BG-23."""

    taxable_amount: Number | None = term("BT-116", "Base d'imposition")
    tax_amount: Number | None = term("BT-117", "Montant de la TVA")
    category: str | None = term("BT-118", "Code de type de TVA")
    rate: Number | None = term("BT-119", "Taux de TVA")
    exemption_reason: str | None = term("BT-120", "Motif d'exonération")
    exemption_reason_code: str | None = term("BT-121", "Code de motif d'exonération (VATEX)")
    lines_base: Number | None = term("ram:LineTotalBasisAmount", "Part des lignes dans la base")
    adjustments_base: Number | None = term(
        "ram:AllowanceChargeBasisAmount", "Part des remises et charges dans la base"
    )


class Totals(Value):
    """The totals as the document states them (*totaux*): BG-22, in the invoice currency.

    `chorus_sdk.invoice.totals` computes what they should be.
    """

    lines: Number | None = term("BT-106", "Somme des montants nets des lignes")
    allowances: Number | None = term("BT-107", "Somme des remises")
    charges: Number | None = term("BT-108", "Somme des charges")
    without_vat: Number | None = term("BT-109", "Montant total hors TVA")
    vat: Number | None = term("BT-110", "Montant total de la TVA")
    vat_in_accounting_currency: Number | None = term(
        "BT-111", "Montant total de la TVA en monnaie de comptabilisation"
    )
    with_vat: Number | None = term("BT-112", "Montant total avec TVA")
    paid: Number | None = term("BT-113", "Montant payé")
    rounding: Number | None = term("BT-114", "Montant arrondi")
    due: Number | None = term("BT-115", "Montant à payer")
