"""What an invoice refers to (*références*): orders, contracts, earlier invoices."""

from __future__ import annotations

from chorus_sdk.invoice._base import Day, Value, term
from chorus_sdk.invoice.identifiers import Identifier


class PrecedingInvoice(Value):
    """An earlier invoice (*facture antérieure*): BG-3."""

    number: str | None = term("BT-25", "Numéro de la facture antérieure")
    issue_date: Day | None = term("BT-26", "Date de la facture antérieure")


class References(Value):
    """References at document level (*références du document*): BT-10 to BT-19, BG-3."""

    buyer: str | None = term("BT-10", "Référence de l'acheteur (Chorus Pro : code service)")
    project: str | None = term("BT-11", "Référence du projet")
    contract: str | None = term("BT-12", "Numéro de contrat (marché)")
    purchase_order: str | None = term("BT-13", "Bon de commande (Chorus Pro : engagement)")
    sales_order: str | None = term("BT-14", "Ordre de vente")
    receiving_advice: str | None = term("BT-15", "Avis de réception")
    despatch_advice: str | None = term("BT-16", "Avis d'expédition")
    tender: str | None = term("BT-17", "Appel d'offres ou lot")
    invoiced_object: Identifier | None = term("BT-18", "Objet facturé")
    buyer_accounting: str | None = term("BT-19", "Référence comptable de l'acheteur")
    preceding_invoices: tuple[PrecedingInvoice, ...] = term(
        "BG-3", "Factures antérieures", default=()
    )
