"""What the platform itself does with an invoice as time goes by (*acheminement*): pure.

Each status that somebody gives an invoice has its own consequences, which last until the next one.
Sources: chorus-pro-api §4.1, §7.7, §7.8, §8.3; chorus-pro-business §4.5 (fifteen days to approve).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from chorus_sdk.sandbox.flow_life import Step
from chorus_sdk.sandbox.pace import Pace

Commented = tuple[Step, str | None]
APPROVAL_SECONDS: Final = 15 * 86_400.0
"""An approver who says nothing for so long holds the invoice up no more (the rest is INF)."""
ARRIVALS: Final = {
    "A4": "A_ASSOCIER_MOE",
    "A5": "A_ASSOCIER_MOA",
    "A7": "A_ASSOCIER_MOE",
    "A10": "MISE_A_DISPOSITION_MOE",
    "A11": "A_ASSOCIER_MOE",
    "A13": "A_ASSOCIER_MOE",
    "A14": "A_ASSOCIER_MOE",
    "A15": "A_ASSOCIER_MOA",
    "A18": "A_ASSOCIER_FOURNISSEUR",
}
"""The status in which an invoice of a frame reaches who is next; else `MISE_A_DISPOSITION`.

From the qualification data set; A11 by its sisters and A15 by what comes after it are INF."""
_ON: Final = frozenset({"DEPOSEE", "VALIDEE_1", "VALIDEE_2"})
_LATE: Final = "ABSENCE_VALIDATION_{}_HORS_DELAI"


def arrival_of(frame: str) -> str:
    """Return the status in which an invoice of a frame's spelling arrives.

    Example:
        >>> arrival_of("A1_FACTURE_FOURNISSEUR"), arrival_of("A4")
        ('MISE_A_DISPOSITION', 'A_ASSOCIER_MOE')
    """
    return ARRIVALS.get(frame.partition("_")[0], "MISE_A_DISPOSITION")


def unfold(
    acts: Sequence[Commented], pace: Pace, now: datetime, *, frame: str, twice_approved: bool
) -> list[Commented]:
    """Return every status until now, oldest first: what was done, and what followed from it.

    `acts` are the statuses that somebody gave the invoice, its first one included.
    """
    seen: list[Commented] = []
    for place, (step, comment) in enumerate(acts):
        if step.since > now:
            break
        seen.append((step, comment))
        upcoming = acts[place + 1][0].since if place + 1 < len(acts) else now
        until = min(now, upcoming)
        for after, state in consequences(step.state, pace, frame=frame, twice=twice_approved):
            since = step.since + timedelta(seconds=after)
            if since <= until:
                seen.append((Step(state, since), None))
    return seen


def consequences(
    state: str, pace: Pace, *, frame: str, twice: bool = False
) -> list[tuple[float, str]]:
    """Return what follows a status if nobody acts: seconds after it, and the next status.

    Example:
        >>> consequences("DEPOSEE", Pace(), frame="A1")
        [(10.0, 'EN_COURS_ACHEMINEMENT'), (20.0, 'MISE_A_DISPOSITION')]
        >>> consequences("SUSPENDUE", Pace(), frame="A1")
        []
    """
    way = [(pace.routed, "EN_COURS_ACHEMINEMENT"), (pace.delivered, arrival_of(frame))]
    late = APPROVAL_SECONDS
    if state == "A_VALIDER_2" or (state == "A_VALIDER_1" and not twice):
        return [(late, _LATE.format(state[-1])), *_later(late, way)]
    if state == "A_VALIDER_1":
        second = consequences("A_VALIDER_2", pace, frame=frame)
        return [(late, _LATE.format(1)), (late, "A_VALIDER_2"), *_later(late, second)]
    if state == "VALIDEE_1" and twice:
        return [(0.0, "A_VALIDER_2"), *consequences("A_VALIDER_2", pace, frame=frame)]
    return way if state in _ON else []


def _later(by: float, steps: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    return [(by + after, state) for after, state in steps]
