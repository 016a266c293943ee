"""States of flows and of invoices, with their labels; both lists stay open.

Sources: chorus-pro-api §4.1, §4.2.
"""

from __future__ import annotations

from enum import Enum, auto

from chorus_sdk._codes import OpenCode


class FlowOutcome(Enum):
    """What a flow's state amounts to (*issue du flux*)."""

    PENDING = auto()
    INTEGRATED = auto()
    PARTLY_INTEGRATED = auto()
    REJECTED = auto()


class FlowStatus(OpenCode):
    """State of a deposited flow (*état du flux*).

    Example:
        >>> FlowStatus("IN_INTEGRE").outcome
        <FlowOutcome.INTEGRATED: 2>
        >>> FlowStatus("IN_TOUT_NOUVEAU").is_final
        False
    """

    QUEUED = (
        "IN_DEPOT_PORTAIL_EN_ATTENTE_TRAITEMENT_SE_CPP",
        "queued after deposit",
        "en attente de traitement par le système d'échange",
    )
    RECEIVED = ("IN_RECU", "received", "reçu")
    EXCHANGED = ("IN_TRAITE_SE_CPP", "passed the exchange system", "traité par le SE CPP")
    WAITING = ("IN_EN_ATTENTE_TRAITEMENT_CPP", "waiting", "en attente de traitement")
    PROCESSING = ("IN_EN_COURS_TRAITEMENT_CPP", "being processed", "en cours de traitement")
    WAITING_FOR_RESTART = (
        "IN_EN_ATTENTE_RETRAITEMENT_CPP",
        "blocked, waits for a manual restart",
        "en attente de retraitement",
    )
    FAILED = ("IN_INCIDENTE", "not processed: send it again in full", "incidenté")
    REJECTED = ("IN_REJETE", "rejected as a whole", "rejeté")
    INTEGRATED = ("IN_INTEGRE", "integrated", "intégré")
    PARTLY_INTEGRATED = ("IN_INTEGRE_PARTIEL", "partly integrated", "intégré partiellement")
    NOT_RECEIVABLE = ("QP_IRRECEVABLE", "refused at the pre-check", "irrecevable")
    RECEIVABLE = ("QP_RECEVABLE", "passed the pre-check", "recevable")
    RECEIVABLE_WITH_ERRORS = (
        "QP_RECEVABLE_AVEC_ERREUR",
        "passed the pre-check with errors",
        "recevable avec erreur",
    )
    TO_RESTART = ("IN_A_RELANCER", "to be sent again", "à relancer")
    INTERNAL_ERROR = ("IN_ERREUR_INTERNE", "internal error", "erreur interne")

    @property
    def outcome(self) -> FlowOutcome:
        """What the state amounts to; an unknown state counts as pending, never as success."""
        return _OUTCOMES.get(self, FlowOutcome.PENDING)

    @property
    def is_final(self) -> bool:
        """True when the flow moves no more."""
        return self.outcome is not FlowOutcome.PENDING


_OUTCOMES = {
    FlowStatus.INTEGRATED: FlowOutcome.INTEGRATED,
    FlowStatus.PARTLY_INTEGRATED: FlowOutcome.PARTLY_INTEGRATED,
    FlowStatus.REJECTED: FlowOutcome.REJECTED,
    FlowStatus.FAILED: FlowOutcome.REJECTED,
    FlowStatus.NOT_RECEIVABLE: FlowOutcome.REJECTED,
    FlowStatus.TO_RESTART: FlowOutcome.REJECTED,
    FlowStatus.INTERNAL_ERROR: FlowOutcome.REJECTED,
}


class InvoiceStatus(OpenCode):
    """Status of an invoice (*statut de la facture*)."""

    DRAFT = ("BROUILLON", "draft", "brouillon")
    READ_BY_OCR = ("INTERPRETEE_OCR", "read by OCR", "interprétée par OCR")
    TO_VALIDATE_1 = ("A_VALIDER_1", "to be approved (1)", "à valider 1")
    VALIDATED_1 = ("VALIDEE_1", "approved (1)", "validée 1")
    REFUSED_1 = ("REFUSEE_1", "refused (1)", "refusée 1")
    NOT_VALIDATED_IN_TIME_1 = (
        "ABSENCE_VALIDATION_1_HORS_DELAI",
        "not approved in time (1)",
        "absence de validation 1 hors délai",
    )
    TO_VALIDATE_2 = ("A_VALIDER_2", "to be approved (2)", "à valider 2")
    VALIDATED_2 = ("VALIDEE_2", "approved (2)", "validée 2")
    REFUSED_2 = ("REFUSEE_2", "refused (2)", "refusée 2")
    NOT_VALIDATED_IN_TIME_2 = (
        "ABSENCE_VALIDATION_2_HORS_DELAI",
        "not approved in time (2)",
        "absence de validation 2 hors délai",
    )
    WRONG_APPROVER_BY_SUPPLIER = (
        "ERREUR_FOURNISSEUR_SUR_VALIDEUR",
        "wrong approver named by the supplier",
        "erreur du fournisseur sur le valideur",
    )
    WRONG_APPROVER_BY_JOINT_CONTRACTOR = (
        "ERREUR_COTRAITANT_SUR_VALIDEUR",
        "wrong approver named by the joint contractor",
        "erreur du cotraitant sur le valideur",
    )
    DEPOSITED = ("DEPOSEE", "deposited", "déposée")
    ON_ITS_WAY = ("EN_COURS_ACHEMINEMENT", "on its way", "en cours d'acheminement")
    BEING_EXPORTED = (
        "EN_COURS_TRAITEMENT_PIVOT_S",
        "being written into the pivot",
        "en cours de traitement pivot S",
    )
    RECIPIENT_ERROR_PD = ("ERREUR_DESTINATAIRE_PD", "recipient error", "erreur destinataire PD")
    RECIPIENT_ERROR_EA = ("ERREUR_DESTINATAIRE_EA", "recipient error", "erreur destinataire EA")
    NOT_CONFORMING = ("NON_CONFORME", "not conforming", "non conforme")
    MADE_AVAILABLE = ("MISE_A_DISPOSITION", "made available", "mise à disposition")
    TAKEN_IN_CHARGE = (
        "PRISE_EN_COMPTE_DESTINATAIRE",
        "taken in charge",
        "prise en compte par le destinataire",
    )
    TO_RECYCLE = ("A_RECYCLER", "to be recycled", "à recycler")
    SUSPENDED = ("SUSPENDUE", "suspended", "suspendue")
    COMPLETED = ("COMPLETEE", "completed", "complétée")
    SERVICE_DELIVERED = ("SERVICE_FAIT", "service delivered", "service fait")
    PAYMENT_ORDERED = ("MANDATEE", "payment order issued", "mandatée")
    AT_THE_ACCOUNTANT = (
        "MISE_A_DISPOSITION_COMPTABLE",
        "made available to the accountant",
        "mise à disposition du comptable",
    )
    BOOKED = ("COMPTABILISEE", "booked", "comptabilisée")
    IN_PAYMENT = ("MISE_EN_PAIEMENT", "in payment", "mise en paiement")
    REJECTED = ("REJETEE", "rejected", "rejetée")
    ABANDONED = ("ABANDONNEE", "abandoned", "abandonnée")
    DELETED = ("SUPPRIMEE", "deleted", "supprimée")

    @property
    def is_final(self) -> bool:
        """True when the invoice moves no more."""
        return self in _INVOICE_ENDS


_INVOICE_ENDS = frozenset(
    {
        InvoiceStatus.IN_PAYMENT,
        InvoiceStatus.REJECTED,
        InvoiceStatus.ABANDONED,
        InvoiceStatus.DELETED,
    }
)
