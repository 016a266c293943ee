"""What attachments belong to (*objets des pièces jointes*). Source: chorus-pro-api §4.5."""

from __future__ import annotations

from chorus_sdk._codes import OpenCode


class AttachmentOwner(OpenCode):
    """What a type of attachment is meant for (*type d'objet*)."""

    STRUCTURE = ("STRUCTURE", "structure", "structure")
    USER = ("UTILISATEUR", "user", "utilisateur")
    BANK_ACCOUNT = ("CB", "bank account", "coordonnées bancaires")
    PAYMENT_ORDER = ("MANDAT", "mandate", "mandat")
    CONNECTION_FORM = ("FICHE_RACCORDEMENT", "connection form", "fiche de raccordement")
    COMMITMENT = ("EJ", "legal commitment", "engagement juridique")
    JUSTICE_MEMORANDUM = ("MEMOIRE", "justice memorandum", "mémoire de frais de justice")
    REFUND_CLAIM = ("DMD_RBST", "refund claim", "demande de remboursement")
    GENERAL = ("TRANSVERSE", "general", "transverse")
    WORKS_INVOICE = ("FACTURE_TRAVAUX", "works invoice", "facture de travaux")
    INVOICE = ("FACTURE", "invoice", "facture")
    ACCOUNT_REQUEST = (
        "DMDE_CPTE_DEV_SI_EXT",
        "request for a developer's account",
        "demande de compte développeur de SI externe",
    )
    TICKET = ("SOLLICITATION", "support ticket", "sollicitation")
    CERTIFICATE = ("CERTIFICAT", "certificate", "certificat")
    EDI_REJECTION = ("PJ_REJET_EDI", "rejected EDI attachment", "pièce jointe de rejet EDI")


class AttachmentObject(OpenCode):
    """What a downloaded attachment is fetched from (*objet de la pièce jointe*)."""

    PAYMENT_REQUEST = ("DEMANDE_PAIEMENT", "payment request", "demande de paiement")
    COMMITMENT = ("ENGAGEMENT_JURIDIQUE", "legal commitment", "engagement juridique")
    TICKET = ("SOLLICITATION", "support ticket", "sollicitation")
    STRUCTURE_ATTACHMENT = (
        "STRUCTURE_PIECEJOINTE",
        "attachment of a structure",
        "pièce jointe d'une structure",
    )
    STRUCTURE_MANDATE = ("STRUCTURE_MANDAT", "mandate of a structure", "mandat d'une structure")
    STRUCTURE_BANK_ACCOUNT = (
        "STRUCTURE_COORDONNEE_BANCAIRE",
        "bank account of a structure",
        "coordonnées bancaires d'une structure",
    )
    USER = ("UTILISATEUR", "user", "utilisateur")
