"""How long the journal waits, and for what (*cadence*)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, kw_only=True)
class Pace:
    """The journal's times (*cadence du journal*).

    `lease`: a worker that has not written for so long is taken for dead; it must be longer than
    one deposit with all its attempts. `settle`: how long the platform is given to show an invoice
    before it counts as not there. `look`: the pause between two looks at one deposit. `shortest`:
    the shortest pause of `run`, in seconds.
    """

    lease: timedelta = timedelta(minutes=10)
    settle: timedelta = timedelta(hours=1)
    look: timedelta = timedelta(seconds=30)
    shortest: float = 0.05
