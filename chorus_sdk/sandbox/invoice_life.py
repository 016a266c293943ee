"""The life of an invoice (*cycle de vie d'une facture*): who may move it where, as one table.

The eight targets of a recipient from `MISE_A_DISPOSITION` are AIFE's (chorus-pro-api §7.6), and so
are the supplier's answers to a suspension, a recycling and a wrong approver (§4.1, §7.7). What an
approver and the actors of public works may do follows from the names of the statuses (§7.8,
chorus-pro-business §4.5). The recipient's targets from the other statuses are not published: they
follow the walk to payment, and are INF.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Actor(StrEnum):
    """Who moves an invoice (*acteur*)."""

    SUPPLIER = "F"
    RECIPIENT = "D"
    APPROVER = "V"
    PROJECT_MANAGER = "MOE"
    CONTRACTING_AUTHORITY = "MOA"


class Act(StrEnum):
    """By what an invoice is moved: an operation, or an act on the portal (*action*)."""

    SUBMIT = "soumettre"
    COMPLETE = "completer"
    RECYCLE = "recycler"
    CORRECT_APPROVER = "corriger/valideur/facture"
    PROCESS = "traiter/recue"
    APPROVE = "VALIDATION"
    REFUSE = "REFUS"
    REFUSE_AS_WRONG_APPROVER = "REFUS, erreur de valideur"
    ISSUE_NEXT_PIECE = "pièce suivante"


@dataclass(frozen=True)
class Transition:
    """One legal move (*transition*): from a status to another, by an actor's act."""

    actor: Actor
    act: Act
    start: str
    target: str


_ON_THE_WAY_TO_PAYMENT: Final = (
    "MISE_A_DISPOSITION",
    "SUSPENDUE",
    "REJETEE",
    "MANDATEE",
    "MISE_EN_PAIEMENT",
    "COMPTABILISEE",
    "MISE_A_DISPOSITION_COMPTABLE",
    "A_RECYCLER",
)
_RECIPIENT: Final = {
    "MISE_A_DISPOSITION": _ON_THE_WAY_TO_PAYMENT,
    "COMPLETEE": _ON_THE_WAY_TO_PAYMENT,
    "PRISE_EN_COMPTE_DESTINATAIRE": _ON_THE_WAY_TO_PAYMENT,
    "SERVICE_FAIT": _ON_THE_WAY_TO_PAYMENT,
    "MANDATEE": (
        "MISE_A_DISPOSITION_COMPTABLE",
        "COMPTABILISEE",
        "MISE_EN_PAIEMENT",
        "SUSPENDUE",
        "REJETEE",
    ),
    "MISE_A_DISPOSITION_COMPTABLE": ("COMPTABILISEE", "MISE_EN_PAIEMENT", "SUSPENDUE", "REJETEE"),
    "COMPTABILISEE": ("MISE_EN_PAIEMENT",),
}
_SUPPLIER: Final = (
    (Act.SUBMIT, "BROUILLON", "DEPOSEE"),
    (Act.SUBMIT, "INTERPRETEE_OCR", "DEPOSEE"),
    (Act.SUBMIT, "A_RECYCLER", "DEPOSEE"),
    (Act.SUBMIT, "ERREUR_FOURNISSEUR_SUR_VALIDEUR", "A_VALIDER_1"),
    (Act.COMPLETE, "SUSPENDUE", "COMPLETEE"),
    (Act.RECYCLE, "A_RECYCLER", "DEPOSEE"),
    (Act.CORRECT_APPROVER, "ERREUR_FOURNISSEUR_SUR_VALIDEUR", "A_VALIDER_1"),
    (Act.CORRECT_APPROVER, "ERREUR_COTRAITANT_SUR_VALIDEUR", "A_VALIDER_2"),
)
_APPROVER: Final = (
    (Act.APPROVE, "A_VALIDER_1", "VALIDEE_1"),
    (Act.APPROVE, "A_VALIDER_2", "VALIDEE_2"),
    (Act.REFUSE, "A_VALIDER_1", "REFUSEE_1"),
    (Act.REFUSE, "A_VALIDER_2", "REFUSEE_2"),
    (Act.REFUSE_AS_WRONG_APPROVER, "A_VALIDER_1", "ERREUR_FOURNISSEUR_SUR_VALIDEUR"),
    (Act.REFUSE_AS_WRONG_APPROVER, "A_VALIDER_2", "ERREUR_COTRAITANT_SUR_VALIDEUR"),
)
_WORKS: Final = (
    (Actor.PROJECT_MANAGER, "A_ASSOCIER_MOE"),
    (Actor.PROJECT_MANAGER, "MISE_A_DISPOSITION_MOE"),
    (Actor.CONTRACTING_AUTHORITY, "A_ASSOCIER_MOA"),
    (Actor.CONTRACTING_AUTHORITY, "MISE_A_DISPOSITION_MOA"),
    (Actor.SUPPLIER, "A_ASSOCIER_FOURNISSEUR"),
)


def _rows() -> Iterable[Transition]:
    for start, targets in _RECIPIENT.items():
        for target in targets:
            yield Transition(Actor.RECIPIENT, Act.PROCESS, start, target)
    for act, start, target in _SUPPLIER:
        yield Transition(Actor.SUPPLIER, act, start, target)
    for act, start, target in _APPROVER:
        yield Transition(Actor.APPROVER, act, start, target)
    for actor, start in _WORKS:
        yield Transition(actor, Act.ISSUE_NEXT_PIECE, start, "ASSOCIEE")


TRANSITIONS: Final = tuple(_rows())
"""Every legal move of every actor; all others are refused."""


BEFORE_ARRIVAL: Final = frozenset(
    {
        *("BROUILLON", "INTERPRETEE_OCR", "DEPOSEE", "EN_COURS_ACHEMINEMENT"),
        *("A_VALIDER_1", "REFUSEE_1", "VALIDEE_1", "ABSENCE_VALIDATION_1_HORS_DELAI"),
        *("A_VALIDER_2", "REFUSEE_2", "VALIDEE_2", "ABSENCE_VALIDATION_2_HORS_DELAI"),
        *("ERREUR_FOURNISSEUR_SUR_VALIDEUR", "ERREUR_COTRAITANT_SUR_VALIDEUR"),
    }
)
"""In these statuses a recipient does not see an invoice yet (INF)."""
UNSEEN_BY_APPROVERS: Final = frozenset({"BROUILLON", "INTERPRETEE_OCR"})
"""In these statuses an approver does not see an invoice (INF)."""


def targets(act: Act, status: str) -> tuple[str, ...]:
    """Return where an act may take an invoice from a status; nothing where it is not legal.

    Example:
        >>> targets(Act.COMPLETE, "SUSPENDUE"), targets(Act.COMPLETE, "DEPOSEE")
        (('COMPLETEE',), ())
    """
    return tuple(row.target for row in TRANSITIONS if row.act is act and row.start == status)


def starts(act: Act) -> frozenset[str]:
    """Return the statuses in which an act is legal.

    Example:
        >>> sorted(starts(Act.APPROVE))
        ['A_VALIDER_1', 'A_VALIDER_2']
    """
    return frozenset(row.start for row in TRANSITIONS if row.act is act)


def next_statuses(status: str) -> tuple[str, ...]:
    """Return what a recipient may choose; nothing while it is another's turn, or all is over.

    Example:
        >>> next_statuses("COMPTABILISEE"), next_statuses("SUSPENDUE")
        (('MISE_EN_PAIEMENT',), ())
    """
    return targets(Act.PROCESS, status)
