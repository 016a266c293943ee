"""Kinds of payment requests and their actors (*demandes de paiement*).

Source: chorus-pro-api §4.5.
"""

from __future__ import annotations

from chorus_sdk._codes import OpenCode


class PaymentRequestType(OpenCode):
    """What is asked to be paid (*type de demande de paiement*)."""

    INVOICE = ("FACTURE", "invoice", "facture")
    WORKS_INVOICE = ("FACTURE_TRAVAUX", "works invoice", "facture de travaux")
    JUSTICE_MEMORANDUM = ("MEMOIRE_JUSTICE", "justice memorandum", "mémoire de frais de justice")
    REFUND_CLAIM = ("DEMANDE_REMBOURSEMENT", "refund claim", "demande de remboursement")


class WorksInvoiceType(OpenCode):
    """Which piece of a works contract it is (*type de facture de travaux*)."""

    SUBCONTRACTOR_REQUEST = (
        "DP_DE_SOUSTRAITANT_TRAVAUX",
        "subcontractor's payment request",
        "demande de paiement de sous-traitant",
    )
    DRAFT_MONTHLY_ACCOUNT = (
        "PROJET_DECOMPTE_MENSUEL",
        "draft monthly account",
        "projet de décompte mensuel",
    )
    INSTALMENT_STATEMENT = ("ETAT_ACOMPTE", "instalment statement", "état d'acompte")
    VALIDATED_INSTALMENT = (
        "ETAT_ACOMPTE_VALIDE",
        "validated instalment statement",
        "état d'acompte validé",
    )
    DRAFT_FINAL_ACCOUNT = (
        "PROJET_DECOMPTE_FINAL",
        "draft final account",
        "projet de décompte final",
    )
    DRAFT_GENERAL_ACCOUNT = (
        "PROJET_DECOMPTE_GENERAL",
        "draft general account",
        "projet de décompte général",
    )
    DRAFT_GENERAL_ACCOUNT_TACIT = (
        "PROJET_DECOMPTE_GENERAL_PROCEDURE_TACITE",
        "draft general account, tacit procedure",
        "projet de décompte général, procédure tacite",
    )
    GENERAL_ACCOUNT = ("DECOMPTE_GENERAL", "general account", "décompte général")
    SIGNED_GENERAL_ACCOUNT = (
        "DECOMPTE_GENERAL_SIGNE",
        "signed general account",
        "décompte général signé",
    )
    TACIT_FINAL_ACCOUNT = (
        "DECOMPTE_GENERAL_DEFINITIF_TACITE",
        "tacit general and final account",
        "décompte général et définitif tacite",
    )
    FINAL_ACCOUNT_TACIT_PROCEDURE = (
        "DECOMPTE_GENERAL_DEFINITIF_PROCEDURE_TACITE",
        "general and final account, tacit procedure",
        "décompte général et définitif, procédure tacite",
    )


class UserRole(OpenCode):
    """As what one looks at payment requests (*rôle de l'utilisateur*)."""

    SUPPLIER = ("FOURNISSEUR", "supplier", "fournisseur")
    PROJECT_MANAGER = ("MOE", "project manager", "maître d'œuvre")
    CONTRACTING_AUTHORITY = ("MOA", "contracting authority", "maître d'ouvrage")
    APPROVER = ("VALIDEUR", "approver", "valideur")
    RECIPIENT = ("DESTINATAIRE", "recipient", "destinataire")


class ArchiveScope(OpenCode):
    """Where payment requests are searched for (*demande de paiement ou archive*)."""

    LIVE = ("DEMANDE_PAIEMENT", "live", "demande de paiement")
    ARCHIVED = ("DP_ARCHIVE", "archived", "demande de paiement archivée")
