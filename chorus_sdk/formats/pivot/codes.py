"""Code lists of the pivot, as data (*nomenclatures du pivot*): value, English and French label.

All lists are open: a value that is not here keeps its text, and reading reports it.
Source: schema FEN0036A, versions V1_20 to V2_02, taken together.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from chorus_sdk._codes import OpenCode
from chorus_sdk.invoice.chorus import InvoicingFramework


class PivotVersion(StrEnum):
    """Version of the pivot's schema (*version du format*), oldest first."""

    V1_20 = "V1_20"
    V1_21 = "V1_21"
    V1_22 = "V1_22"
    V2_02 = "V2_02"

    def holds(self, since: PivotVersion) -> bool:
        """Tell whether what came with `since` exists in this version.

        Example:
            >>> PivotVersion.V1_22.holds(PivotVersion.V2_02)
            False
        """
        order = list(PivotVersion)
        return order.index(self) >= order.index(since)


class DocumentType(OpenCode):
    """What is billed (*type de facture*), UNTDID 1001.

    Example:
        >>> DocumentType("381").label_fr, DocumentType("380") is DocumentType.INVOICE
        ('Avoir', True)
    """

    INVOICE = ("380", "Invoice", "Facture")
    CREDIT_NOTE = ("381", "Credit note", "Avoir")


class IdentifierKind(OpenCode):
    """Kind of an identifier (*type d'identifiant*)."""

    SIRET = ("1", "SIRET", "SIRET")
    EU_OUTSIDE_FRANCE = ("2", "European, outside France", "Structure européenne hors France")
    OUTSIDE_EU = ("3", "Outside the European Union", "Structure hors UE")
    RIDET = ("4", "RIDET, New Caledonia", "RIDET")
    TAHITI = ("5", "TAHITI number, French Polynesia", "Numéro TAHITI")
    AWAITING_REGISTRATION = ("6", "Awaiting registration", "Tiers en cours d'immatriculation")
    PRIVATE_PERSON = ("7", "Private person", "Particulier")


class IssuingMode(OpenCode):
    """How the invoice came into Chorus Pro (*mode d'émission*)."""

    FLOW = ("flux", "Structured flow", "Flux")
    SCANNING = ("numérisation", "Scanning (withdrawn)", "Numérisation")
    PORTAL_ENTRY = ("saisie", "Typed on the portal", "Saisie")
    PDF = ("PDF", "PDF deposit", "Dépôt de PDF")


class BankReferenceKind(OpenCode):
    """How a bank account is written (*type de référence bancaire*)."""

    IBAN = ("IBAN", "IBAN", "IBAN")
    RIB = ("RIB", "French account number", "RIB")


class Resend(OpenCode):
    """Whether, and why, an invoice is handed over again (*renvoi*)."""

    NO = ("Non", "First sending", "Non")
    COMPLETED = ("Complétée", "Completed by the supplier", "Complétée")
    RECYCLED = ("Recyclée", "Recycled after wrong routing", "Recyclée")


class PaymentMeans(OpenCode):
    """How the invoice is to be paid (*mode de paiement*), a part of UNTDID 4461."""

    CASH = ("10", "Cash", "Espèces")
    CHEQUE = ("20", "Cheque", "Chèque")
    CREDIT_TRANSFER = ("30", "Credit transfer", "Virement")
    DEBIT_TRANSFER = ("31", "Debit transfer", "Virement de débit")
    BANK_ACCOUNT = ("42", "Payment to a bank account", "Paiement sur compte bancaire")
    BANK_CARD = ("48", "Bank card", "Carte bancaire")
    DIRECT_DEBIT = ("49", "Direct debit", "Prélèvement")
    CLEARING = ("97", "Clearing between partners", "Compensation entre partenaires")


class AttachmentType(OpenCode):
    """What an attachment is to the invoice (*type de pièce jointe*); V1_20 also wrote 1 and 2."""

    INVOICE = ("01", "The invoice or credit note itself", "Facture ou avoir")
    COMPLEMENT = ("02", "Complementary", "Pièce jointe complémentaire")


FRAMEWORKS_SINCE_V1_22: Final = frozenset({"A22", "A23", "A24", "A25"})
"""Invoicing frameworks that V1_20 and V1_21 do not know."""

FRAMEWORKS_UNTIL_V1_21: Final = frozenset({"A11"})
"""Invoicing frameworks that V1_22 took away."""

FLOW_ID: Final = "IdFlx"
"""Envelope parameter: identifier of the flow (*identifiant du flux*)."""

PRODUCTION_DATE: Final = "DtPrd"
"""Envelope parameter: day on which the flow was made (*date de production*)."""


def frameworks(version: PivotVersion) -> frozenset[str]:
    """Return the invoicing frameworks (*cadres de facturation*) that a version's schema allows.

    Example:
        >>> "A11" in frameworks(PivotVersion.V1_21), "A11" in frameworks(PivotVersion.V2_02)
        (True, False)
    """
    known = frozenset(str(code.value) for code in InvoicingFramework)
    if version.holds(PivotVersion.V1_22):
        return known - FRAMEWORKS_UNTIL_V1_21
    return known - FRAMEWORKS_SINCE_V1_22
