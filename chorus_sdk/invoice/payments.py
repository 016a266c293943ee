"""How an invoice is paid (*instructions de paiement*): BG-16 to BG-19."""

from chorus_sdk.invoice._base import Day, Number, Value, term
from chorus_sdk.invoice.parties import Party

_DEBITS = frozenset({"49", "59"})
"""UNTDID 4461: direct debit, SEPA direct debit."""


class CreditTransfer(Value):
    """An account to pay to (*virement*): BG-17."""

    account: str | None = term("BT-84", "Identifiant du compte (IBAN ou autre)")
    second_account: str | None = term("ram:ProprietaryID", "Numéro national, à côté de l'IBAN")
    name: str | None = term("BT-85", "Nom du compte")
    provider: str | None = term("BT-86", "Identifiant du prestataire (BIC)")


class PaymentCard(Value):
    """A card that was used (*carte de paiement*): BG-18."""

    number: str | None = term("BT-87", "Numéro de carte, tronqué", shown=False)
    holder: str | None = term("BT-88", "Nom du titulaire", shown=False)
    network: str | None = term("BT-87-1", "Réseau de la carte (UBL)")


class DirectDebit(Value):
    """A debit that the seller will order (*prélèvement*): BG-19."""

    mandate: str | None = term("BT-89", "Référence du mandat")
    creditor: str | None = term("BT-90", "Identifiant du créancier (ICS)")
    debited_account: str | None = term("BT-91", "Compte débité")
    account_name: str | None = term("ram:AccountName", "Nom du compte débité")
    provider: str | None = term("ram:BICID", "Banque du compte débité (BIC)")


class PaymentMeans(Value):
    """One way to pay (*moyen de paiement*): BT-81, BT-82 with its account and card.

    EN 16931 has one; real documents repeat it, once for each account.
    """

    code: str | None = term("BT-81", "Code de moyen de paiement (UNTDID 4461)")
    text: str | None = term("BT-82", "Libellé du moyen de paiement")
    transfer: CreditTransfer | None = term("BG-17", "Virement")
    card: PaymentCard | None = term("BG-18", "Carte de paiement")


class Payment(Value):
    """How the invoice is to be paid (*instructions de paiement*): BG-16.

    Example:
        >>> means = PaymentMeans(code="30", transfer=CreditTransfer(account="FR76"))
        >>> Payment(means=(means,)).code
        '30'
    """

    means: tuple[PaymentMeans, ...] = term("BT-81", "Moyens de paiement", default=())
    remittance: str | None = term("BT-83", "Avis de paiement")
    direct_debit: DirectDebit | None = term("BG-19", "Prélèvement")

    @property
    def code(self) -> str | None:
        """The first payment means code (BT-81)."""
        return self.means[0].code if self.means else None

    @property
    def debit_means(self) -> PaymentMeans | None:
        """The payment means that a direct debit belongs to: code 49 or 59, else the first."""
        first = self.means[0] if self.means else None
        return next((means for means in self.means if means.code in _DEBITS), first)

    @property
    def transfers(self) -> tuple[CreditTransfer, ...]:
        """Every account to pay to (BG-17), in document order."""
        return tuple(m.transfer for m in self.means if m.transfer)


class PaymentAdjustment(Value):
    """What changes with the day of payment (*escompte ou pénalité*)."""

    basis_date: Day | None = term("ram:BasisDateTime", "Date de référence")
    period: Number | None = term("ram:BasisPeriodMeasure", "Délai")
    period_unit: str | None = term("ram:BasisPeriodMeasure/@unitCode", "Unité du délai")
    base_amount: Number | None = term("ram:BasisAmount", "Assiette")
    percentage: Number | None = term("ram:CalculationPercent", "Pourcentage")
    amount: Number | None = term("ram:ActualDiscountAmount", "Montant")


class PaymentConditions(Value):
    """What terms of payment say beyond text and due date (*conditions de règlement*)."""

    partial_amount: Number | None = term("ram:PartialPaymentAmount", "Montant de l'échéance")
    penalty: PaymentAdjustment | None = term(
        "ram:ApplicableTradePaymentPenaltyTerms", "Pénalité de retard"
    )
    discount: PaymentAdjustment | None = term("ram:ApplicableTradePaymentDiscountTerms", "Escompte")
    payee: Party | None = term("ram:PayeeTradeParty", "Bénéficiaire de l'échéance")


class PaymentTerms(Value):
    """Further terms of payment (*autres conditions de paiement*), after BT-20 and BT-9."""

    text: str | None = term("BT-20", "Conditions de paiement")
    due_date: Day | None = term("BT-9", "Date d'échéance")
    mandate: str | None = term("BT-89", "Référence du mandat")
    conditions: PaymentConditions | None = term(
        "ram:SpecifiedTradePaymentTerms", "Conditions de règlement"
    )
