"""The states of a deposit in the journal, and the moves between them (*états*)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class JournalState(StrEnum):
    """What is known of a deposit (*état du dépôt*)."""

    SENDING = "sending"
    """On its way; a worker that dies here leaves an outcome that nobody knows."""
    UNKNOWN = "unknown"
    """The answer was lost: it may be there. It is searched for before it is sent again."""
    NOT_SENT = "not-sent"
    """Surely not there, through no fault of its own: it waits to be sent again."""
    SENT = "sent"
    """Received under a flow number: nothing is proven yet."""
    DELIVERED = "delivered"
    """Found by search: proven."""
    PARTLY_DELIVERED = "partly-delivered"
    """A lot of which some invoices are proven and the others refused."""
    UNPROVEN = "unproven"
    """Called integrated, and not found by search: looked for again, and worth a person's look."""
    REJECTED = "rejected"
    """The platform's report refuses all of it."""
    REFUSED = "refused"
    """Not taken: refused at once by the platform, or before sending by preflight."""

    @property
    def is_final(self) -> bool:
        """True when nothing more is to be done by the journal."""
        return self in FINAL

    @property
    def label_fr(self) -> str:
        """The French word."""
        return _FRENCH[self]


_FRENCH: Final = {
    JournalState.SENDING: "en cours d'envoi",
    JournalState.UNKNOWN: "issue inconnue",
    JournalState.NOT_SENT: "non envoyé",
    JournalState.SENT: "reçu",
    JournalState.DELIVERED: "remise prouvée",
    JournalState.PARTLY_DELIVERED: "remise partielle",
    JournalState.UNPROVEN: "remise non prouvée",
    JournalState.REJECTED: "rejeté",
    JournalState.REFUSED: "refusé",
}
FINAL: Final = frozenset(
    {
        JournalState.DELIVERED,
        JournalState.PARTLY_DELIVERED,
        JournalState.REJECTED,
        JournalState.REFUSED,
    }
)
TO_RECONCILE: Final = frozenset({JournalState.SENDING, JournalState.UNKNOWN, JournalState.NOT_SENT})
"""What may have to be sent again, once the platform has been asked."""
TO_FOLLOW: Final = frozenset({JournalState.SENT, JournalState.UNPROVEN})
"""What has a flow number and no end yet."""
GIVES_BACK: Final = frozenset({JournalState.REJECTED, JournalState.REFUSED})
"""Ends after which the invoice's number may be deposited anew."""

_S = JournalState
MOVES: Final = {
    _S.SENDING: frozenset({_S.SENDING, _S.UNKNOWN, _S.NOT_SENT, _S.SENT, _S.REFUSED}),
    _S.UNKNOWN: frozenset({_S.UNKNOWN, _S.SENDING, _S.SENT, _S.DELIVERED}),
    _S.NOT_SENT: frozenset({_S.NOT_SENT, _S.SENDING, _S.REFUSED}),
    _S.SENT: frozenset({_S.SENT, _S.DELIVERED, _S.PARTLY_DELIVERED, _S.UNPROVEN, _S.REJECTED}),
    _S.UNPROVEN: frozenset({_S.UNPROVEN, _S.DELIVERED, _S.PARTLY_DELIVERED, _S.REJECTED}),
}
"""From each state, those it may go to; a final state goes nowhere."""
