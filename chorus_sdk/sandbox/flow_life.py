"""The life of a flow (*cycle de vie*): pure functions of the clock.

Nothing is stored as time goes by: a state follows from when the thing came in, and from now.
Sources: chorus-pro-api §4.2, §7.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from chorus_sdk.sandbox.pace import Pace

QUEUED: Final = "IN_DEPOT_PORTAIL_EN_ATTENTE_TRAITEMENT_SE_CPP"
INTEGRATED: Final = "IN_INTEGRE"
PARTLY_INTEGRATED: Final = "IN_INTEGRE_PARTIEL"
REJECTED: Final = "IN_REJETE"
INCIDENT: Final = "IN_INCIDENTE"


@dataclass(frozen=True)
class Step:
    """A state and the instant at which it began."""

    state: str
    since: datetime


def flow_step(deposited: datetime, pace: Pace, outcome: str | None, now: datetime) -> Step | None:
    """Return the state of a flow (*état du flux*), or None in its first moments.

    `outcome` is what the integration found; it shows from `pace.settled` on.
    """
    steps = [
        (pace.visible, QUEUED),
        (pace.received, "IN_RECU"),
        (pace.exchanged, "IN_TRAITE_SE_CPP"),
        (pace.waiting, "IN_EN_ATTENTE_TRAITEMENT_CPP"),
        (pace.processing, "IN_EN_COURS_TRAITEMENT_CPP"),
    ]
    if outcome is not None:
        steps.append((pace.settled, outcome))
    return _last(deposited, steps, now)


def settling_time(deposited: datetime, pace: Pace) -> datetime:
    """Return the instant at which the flow is integrated or rejected."""
    return deposited + timedelta(seconds=pace.settled)


def _last(start: datetime, steps: list[tuple[float, str]], now: datetime) -> Step | None:
    begun = [Step(state, start + timedelta(seconds=after)) for after, state in steps]
    return next((step for step in reversed(begun) if step.since <= now), None)
