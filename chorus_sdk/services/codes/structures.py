"""Codes of structures and of who belongs to them (*énumérations des structures*).

Sources: chorus-pro-api §3.2 and §4.5.
"""

from __future__ import annotations

from chorus_sdk._codes import OpenCode


class IdentifierType(OpenCode):
    """What identifies a structure (*type d'identifiant*)."""

    SIRET = ("SIRET", "SIRET", "SIRET")
    EU_OUTSIDE_FRANCE = ("UE_HORS_FRANCE", "EU outside France", "UE hors France")
    OUTSIDE_EU = ("HORS_UE", "outside the EU", "hors UE")
    RIDET = ("RIDET", "RIDET (New Caledonia)", "RIDET (Nouvelle-Calédonie)")
    TAHITI = ("TAHITI", "TAHITI number (Polynesia)", "numéro TAHITI (Polynésie)")
    OTHER = ("AUTRE", "other", "autre")
    PERSON = ("PARTICULIER", "private person", "particulier")


class Sector(OpenCode):
    """Public or private (*type de structure*)."""

    PUBLIC = ("PUBLIQUE", "public", "publique")
    PRIVATE = ("PRIVEE", "private", "privée")


class StructureStatus(OpenCode):
    """Whether a structure can be invoiced (*statut de la structure*)."""

    ACTIVE = ("ACTIVE", "active", "active")
    INACTIVE = ("INACTIVE", "inactive", "inactive")


class MembershipStatus(OpenCode):
    """How far a membership has come (*statut de rattachement*)."""

    PENDING = ("EN_COURS_DE_VALIDATION", "waits for approval", "en cours de validation")
    REFUSED = ("REFUSEE", "refused", "refusée")
    APPROVED = ("VALIDEE", "approved", "validée")
    DEACTIVATED = ("DESACTIVEE", "deactivated", "désactivée")
    DELETED = ("SUPPRIMEE", "deleted", "supprimée")


class WorkspaceStatus(OpenCode):
    """State of a workspace (*état courant de l'espace*)."""

    ACTIVE = ("ACTIVE", "active", "actif")
    DELETED = ("SUPPRIME", "deleted", "supprimé")


class WorkspaceRight(OpenCode):
    """What may be done in a workspace (*type d'habilitation*)."""

    READ_ONLY = ("CONSULTATION_UNIQUEMENT", "reading only", "consultation uniquement")
    WRITE = ("MODIFICATION", "reading and writing", "modification")


class BankAccountKind(OpenCode):
    """How a bank account is written (*type de coordonnées bancaires*)."""

    RIB = ("RIB", "RIB", "RIB")
    IBAN = ("IBAN", "IBAN", "IBAN")


class CommitmentStatus(OpenCode):
    """State of a legal commitment (*état courant de l'engagement juridique*)."""

    ORDERED = ("COMMANDE", "ordered", "commandé")
    TO_PROCESS = ("A_TRAITER", "to be processed", "à traiter")
