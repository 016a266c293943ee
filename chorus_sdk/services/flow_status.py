"""States of flows, with their labels; the list stays open. Source: chorus-pro-api §4.2."""

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
