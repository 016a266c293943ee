"""Two actions measured in turns, and how many times longer the second takes (*mesures*).

What a machine is busy with changes from one moment to the next: both sides are measured beside
each other, round by round, and the smallest of each counts.
"""

from __future__ import annotations

import time
from collections.abc import Callable

Action = Callable[[], object]


def smallest(actions: tuple[Action, ...], rounds: int) -> list[float]:
    """Return the shortest time of each action, in seconds."""
    best = [float("inf")] * len(actions)
    for _ in range(rounds):
        for number, action in enumerate(actions):
            start = time.perf_counter()
            action()
            best[number] = min(best[number], time.perf_counter() - start)
    return best


def show(label: str, floor: str, times: list[float], names: tuple[str, ...], most: float) -> None:
    """Print a line for each action after the first, as a ratio to the first."""
    first, *others = times
    for name, taken in zip(names, others, strict=True):
        bound = f"  (at most {most:g}x)" if name == "chorus_sdk" else ""
        print(
            f"{label:<22} {floor} {first * 1e3:8.3f} ms  {name:<12} {taken * 1e3:9.3f} ms"
            f"  {taken / first:6.1f}x{bound}"
        )
