"""The words and figures of a readable invoice, in French and in English (*libellés*)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

_FRENCH: Final = MappingProxyType(
    {
        "seller": "Vendeur",
        "buyer": "Acheteur",
        "payee": "Bénéficiaire du paiement",
        "tax_representative": "Représentant fiscal",
        "delivery": "Livraison",
        "issued": "Date d'émission",
        "due": "Date d'échéance",
        "period": "Période de facturation",
        "framework": "Cadre de facturation",
        "buyer_reference": "Référence de l'acheteur",
        "commitment": "Bon de commande / engagement",
        "contract": "Contrat / marché",
        "project": "Projet",
        "sales_order": "Ordre de vente",
        "receiving": "Avis de réception",
        "despatch": "Avis d'expédition",
        "tender": "Appel d'offres ou lot",
        "object": "Objet facturé",
        "accounting": "Référence comptable",
        "preceding": "Facture antérieure",
        "legal": "Immatriculation",
        "vat": "N° TVA",
        "tax": "N° fiscal",
        "identifier": "Identifiant",
        "address": "Adresse électronique",
        "contact": "Contact",
        "line": "N°",
        "item": "Désignation",
        "quantity": "Quantité",
        "price": "Prix net",
        "rate": "TVA",
        "amount": "Montant HT",
        "lines": "Lignes",
        "reduction": "Remise",
        "charge": "Frais",
        "breakdown": "Ventilation de la TVA",
        "category": "Catégorie",
        "base": "Base",
        "tax_amount": "TVA",
        "reason": "Motif",
        "sum_lines": "Total des lignes",
        "sum_reductions": "Total des remises",
        "sum_charges": "Total des frais",
        "without_vat": "Total HT",
        "vat_total": "Total TVA",
        "vat_accounting": "Total TVA en devise de comptabilisation",
        "with_vat": "Total TTC",
        "paid": "Déjà payé",
        "rounding": "Arrondi",
        "to_pay": "Net à payer",
        "payment": "Paiement",
        "terms": "Conditions de paiement",
        "account": "Compte",
        "remittance": "Référence de paiement",
        "mandate": "Mandat de prélèvement",
        "notes": "Notes",
        "documents": "Documents justificatifs",
        "page": "Page",
    }
)
_ENGLISH: Final = MappingProxyType(
    {
        "seller": "Seller",
        "buyer": "Buyer",
        "payee": "Payee",
        "tax_representative": "Tax representative",
        "delivery": "Delivery",
        "issued": "Issue date",
        "due": "Due date",
        "period": "Invoicing period",
        "framework": "Invoicing framework",
        "buyer_reference": "Buyer reference",
        "commitment": "Purchase order / commitment",
        "contract": "Contract",
        "project": "Project",
        "sales_order": "Sales order",
        "receiving": "Receiving advice",
        "despatch": "Despatch advice",
        "tender": "Tender or lot",
        "object": "Invoiced object",
        "accounting": "Accounting reference",
        "preceding": "Preceding invoice",
        "legal": "Registration",
        "vat": "VAT no.",
        "tax": "Tax no.",
        "identifier": "Identifier",
        "address": "Electronic address",
        "contact": "Contact",
        "line": "No.",
        "item": "Item",
        "quantity": "Quantity",
        "price": "Net price",
        "rate": "VAT",
        "amount": "Net amount",
        "lines": "Lines",
        "reduction": "Allowance",
        "charge": "Charge",
        "breakdown": "VAT breakdown",
        "category": "Category",
        "base": "Base",
        "tax_amount": "VAT",
        "reason": "Reason",
        "sum_lines": "Sum of lines",
        "sum_reductions": "Sum of allowances",
        "sum_charges": "Sum of charges",
        "without_vat": "Total without VAT",
        "vat_total": "Total VAT",
        "vat_accounting": "Total VAT in accounting currency",
        "with_vat": "Total with VAT",
        "paid": "Paid already",
        "rounding": "Rounding",
        "to_pay": "Amount due",
        "payment": "Payment",
        "terms": "Payment terms",
        "account": "Account",
        "remittance": "Payment reference",
        "mandate": "Direct debit mandate",
        "notes": "Notes",
        "documents": "Supporting documents",
        "page": "Page",
    }
)
_TITLES: Final = MappingProxyType(
    {
        "380": ("Facture", "Invoice"),
        "381": ("Avoir", "Credit note"),
        "384": ("Facture rectificative", "Corrected invoice"),
        "386": ("Facture d'acompte", "Prepayment invoice"),
        "389": ("Autofacture", "Self-billed invoice"),
        "261": ("Avoir autofacturé", "Self-billed credit note"),
        "393": ("Facture affacturée", "Factored invoice"),
        "396": ("Avoir affacturé", "Factored credit note"),
    }
)
_NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Words:
    """One language (*langue*): its labels, and how it writes figures and days."""

    language: str

    def __post_init__(self) -> None:
        if self.language not in ("fr", "en"):
            raise ValueError(f"the language is fr or en, not {self.language!r}")

    def __getitem__(self, key: str) -> str:
        return (_FRENCH if self.language == "fr" else _ENGLISH)[key]

    def title(self, type_code: str | None) -> str:
        """Return what a document of this type (BT-3) is called."""
        french, english = _TITLES.get(type_code or "", _TITLES["380"])
        return french if self.language == "fr" else english

    def number(self, value: Decimal | None) -> str:
        r"""Return a number as it is stated, grouped by thousands.

        Example:
            >>> Words("fr").number(Decimal("1234.50"))
            '1\xa0234,50'
            >>> Words("en").number(Decimal("1234.50"))
            '1,234.50'
        """
        if value is None:
            return ""
        text = f"{value:,f}"
        if self.language == "fr":
            text = text.replace(",", _NO_BREAK).replace(".", ",")
        return text

    def money(self, value: Decimal | None, currency: str | None) -> str:
        """Return an amount with its currency (BT-5), or nothing."""
        if value is None:
            return ""
        return f"{self.number(value)}{_NO_BREAK}{currency}" if currency else self.number(value)

    def day(self, value: date | None) -> str:
        """Return a day: 31/12/2026 in French, 2026-12-31 in English."""
        if value is None:
            return ""
        return value.strftime("%d/%m/%Y") if self.language == "fr" else value.isoformat()
