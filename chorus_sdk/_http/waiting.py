"""Waiting for an end: a schedule as data, and one loop that only asks the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from chorus_sdk._clock import Clock

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """When to look again (*cadence*): quick at first, then slower, up to `total`; in seconds.

    Example:
        >>> from itertools import islice
        >>> list(islice(Schedule(first=2, growth=2, longest=10).waits(), 5))
        [2.0, 4.0, 8.0, 10.0, 10.0]
    """

    first: float = 2.0
    growth: float = 1.5
    longest: float = 60.0
    total: float = 1_800.0

    def __post_init__(self) -> None:
        if self.first <= 0 or self.growth < 1 or self.longest < self.first or self.total <= 0:
            raise ValueError("a schedule waits a positive time that does not shrink")

    def waits(self) -> Iterator[float]:
        """Give the waits one after another, without end."""
        wait = float(self.first)
        while True:
            yield min(wait, float(self.longest))
            wait = min(wait * self.growth, float(self.longest))


class WaitExpired(Exception):  # noqa: N818 (a signal inside the library, never an error seen)
    """The schedule's total has passed; `waited` is in seconds."""

    def __init__(self, waited: float) -> None:
        super().__init__()
        self.waited = waited


def observe(
    probe: Callable[[], T], is_final: Callable[[T], bool], schedule: Schedule, clock: Clock
) -> Iterator[T]:
    """Probe until the end, and yield what each probe saw, the final one included.

    Raises:
        WaitExpired: the total has passed without an end.
    """
    started = clock.monotonic()
    for wait in schedule.waits():
        seen = probe()
        yield seen
        if is_final(seen):
            return
        left = schedule.total - (clock.monotonic() - started)
        if left <= 0:
            raise WaitExpired(clock.monotonic() - started)
        clock.sleep(min(wait, left))
