"""How long the journal waits, and for what (*cadence*)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

_SHARE: Final = 4
"""A pause is this part of a deposit's age: news is told no later than a quarter late."""


@dataclass(frozen=True, kw_only=True)
class Pace:
    """The journal's times (*cadence du journal*).

    `lease`: a worker that has not written for so long is taken for dead; it must be longer than
    one deposit with all its attempts. `settle`: how long the platform is given to show an invoice
    before it counts as not there. `look`: the first pause between two looks at one deposit; pauses
    grow with its age, up to `longest`. `shortest`: the shortest pause of `run`, in seconds.

    Example:
        >>> pace = Pace()
        >>> [pace.pause(timedelta(minutes=age)).seconds for age in (0, 2, 8, 24 * 60)]
        [30, 30, 120, 900]
    """

    lease: timedelta = timedelta(minutes=10)
    settle: timedelta = timedelta(hours=1)
    look: timedelta = timedelta(seconds=30)
    longest: timedelta = timedelta(minutes=15)
    shortest: float = 0.05

    def __post_init__(self) -> None:
        if min(self.lease, self.settle, self.look) <= timedelta(0) or self.shortest <= 0:
            raise ValueError("the journal's times are positive")

    def pause(self, age: timedelta) -> timedelta:
        """Return how long a deposit of this age is left alone after a look."""
        return max(self.look, min(age / _SHARE, self.longest))
