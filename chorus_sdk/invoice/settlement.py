"""What EXTENDED adds to the settlement (*règlement*): advances, service charges, accounts."""

from chorus_sdk.invoice._base import Day, Number, Value, term
from chorus_sdk.invoice.amounts import VatBreakdown
from chorus_sdk.invoice.references import PrecedingInvoice


class CurrencyExchange(Value):
    """The rate from invoice to VAT currency (*taux de change*)."""

    source: str | None = term("ram:SourceCurrencyCode", "Devise d'origine (ISO 4217)")
    target: str | None = term("ram:TargetCurrencyCode", "Devise cible (ISO 4217)")
    rate: Number | None = term("ram:ConversionRate", "Taux de conversion")
    date: Day | None = term("ram:ConversionRateDateTime", "Date du taux")


class Prepayment(Value):
    """A payment that was received before the invoice, or by a third party (*acompte versé*)."""

    amount: Number | None = term("ram:PaidAmount", "Montant de l'acompte")
    date: Day | None = term("ram:FormattedReceivedDateTime", "Date de réception")
    identifier: str | None = term("cac:PrepaidPayment/cbc:ID", "Identifiant du paiement (UBL)")
    instruction: str | None = term("cbc:InstructionID", "Instruction de paiement (UBL)")
    vat: tuple[VatBreakdown, ...] = term("ram:IncludedTradeTax", "TVA comprise", default=())
    invoice: PrecedingInvoice | None = term(
        "ram:InvoiceSpecifiedReferencedDocument", "Facture d'acompte"
    )


class ServiceCharge(Value):
    """A charge for transport or packing (*frais logistiques*), part of the charges BT-108."""

    description: str | None = term("BT-X-271", "Description des frais")
    amount: Number | None = term("BT-X-272", "Montant des frais")
    vat: tuple[VatBreakdown, ...] = term("BT-X-273, 274", "TVA des frais", default=())


class FinancialAdjustment(Value):
    """A sum collected for a third party (*montant perçu pour un tiers*), part of what is due."""

    reason: str | None = term("BT-178, ram:Reason", "Motif")
    amount: Number | None = term("BT-179, ram:ActualAmount", "Montant")


class AccountingAccount(Value):
    """An account of the buyer to book on (*compte comptable*), beside BT-19 or BT-133."""

    identifier: str | None = term("ram:ID", "Compte comptable")
    type_code: str | None = term("ram:TypeCode", "Type de compte")
