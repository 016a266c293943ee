"""The page on mutants: figures that are written into it, arguments that are read from it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from _mutation.children import KILLED, SURVIVED, TIMED_OUT, Outcome
from _mutation.mutant import ROOT, Mutant
from _mutation.rooms import rooms

PAGE = ROOT / "docs" / "mutants.md"
_BEGIN, _END = "<!-- figures -->", "<!-- end of figures -->"
_ROW = re.compile(r"^\| `([^`]+)` \| `([^`]*)` \| `(.+)` \| .+ \|$", re.MULTILINE)

Key = tuple[str, str, str]
Results = list[tuple[Mutant, Outcome]]


def argued() -> set[Key]:
    """Return the mutants whose survival the page argues."""
    if not PAGE.exists():
        return set()
    rows = _ROW.findall(PAGE.read_text(encoding="utf-8"))
    return {(module, scope, change.replace("\\|", "|")) for module, scope, change in rows}


def figures(results: Results, sizes: Mapping[str, int], known: set[Key], when: str) -> str:
    """Return a table by room, and what the sample says of all mutants."""
    rows = [
        "| room | modules | mutants | tried | killed | timed out | argued | survived |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for room in rooms():
        part = [row for row in results if row[0].room == room]
        paths = {mutant.path for mutant, _ in part}
        if part:
            rows.append(_row(room, part, {p: n for p, n in sizes.items() if p in paths}, known))
    rows.append(_row("all", results, sizes, known))
    return "\n".join([f"{when}.", "", *rows, "", _estimate(results, sizes, known)])


def _row(name: str, part: Results, sizes: Mapping[str, int], known: set[Key]) -> str:
    statuses = [outcome.status for _, outcome in part]
    left = _left(part, known)
    counts = (
        len(sizes),
        sum(sizes.values()),
        len(part),
        statuses.count(KILLED),
        statuses.count(TIMED_OUT),
        statuses.count(SURVIVED) - left,
        left,
    )
    return f"| {name} | " + " | ".join(map(str, counts)) + " |"


def _left(part: Results, known: set[Key]) -> int:
    """Count those that survive without an argument."""
    return sum(o.status == SURVIVED and m.key not in known for m, o in part)


def _estimate(results: Results, sizes: Mapping[str, int], known: set[Key]) -> str:
    """Return the rate in the sample, with the interval that holds the rate of all mutants."""
    tried, left = len(results), _left(results, known)
    low, high = _wilson(left, tried)
    argued_too = sum(outcome.status == SURVIVED for _, outcome in results)
    low_too, high_too = _wilson(argued_too, tried)
    return (
        f"Survived without an argument: {left} of {tried}, {_percent(left / max(tried, 1))} "
        f"(95 % interval {_percent(low)} to {_percent(high)}); with the argued ones: {argued_too}, "
        f"{_percent(argued_too / max(tried, 1))} ({_percent(low_too)} to {_percent(high_too)}). "
        f"Weighted by the size of modules: {_percent(_weighted(results, sizes, known))}."
    )


def _weighted(results: Results, sizes: Mapping[str, int], known: set[Key]) -> float:
    total = 0.0
    for path, size in sizes.items():
        part = [row for row in results if row[0].path == path]
        total += size * _left(part, known) / max(len(part), 1)
    return total / max(sum(sizes.values()), 1)


def _wilson(count: int, size: int, z: float = 1.96) -> tuple[float, float]:
    """Return the interval of Wilson for a share."""
    if not size:
        return 0.0, 1.0
    share, square = count / size, z * z / size
    middle = (share + square / 2) / (1 + square)
    half = z * math.sqrt(share * (1 - share) / size + square / (4 * size)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def write(said: str) -> None:
    """Put the figures into the page, in the place of those that are there."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(_BEGIN)
    _, _, after = rest.partition(_END)
    PAGE.write_text(f"{before}{_BEGIN}\n{said}\n{_END}{after}", encoding="utf-8")
