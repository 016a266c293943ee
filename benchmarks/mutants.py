"""Mutation testing of the rules: small changes of their source that the tests have to notice.

`python benchmarks/mutants.py` tries a sample of every module of `chorus_sdk.validation.rules`
(12 % of its mutants and at least 8; `--seed` chooses which) and prints what survives; `--write`
puts the figures into `docs/mutants.md`, whose table of argued mutants it reads; `--all` tries every
mutant; `--only france/` those of some modules; `--again FILE` those that an earlier run with
`--keep FILE` saw survive. It runs one process at a time, for about a quarter of an hour.

Libraries were tried and left: mutmut passes decorated functions over, and every rule is one;
cosmic-ray starts an interpreter for each mutant, and writes into the work tree. Here the tests of
a room are collected once; each mutant is a copy of that process (`fork`) in which the code of one
function is exchanged, or, for what happens on import, a copy of one that has not imported rules.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from _mutation import memory
from _mutation.children import SURVIVED, Outcome
from _mutation.generation import modules, mutants
from _mutation.mutant import Mutant
from _mutation.page import argued, figures, write
from _mutation.trial import outcomes

FEWEST = 8
SHARE = 0.12


def sample(found: list[Mutant], seed: int, share: float, fewest: int) -> list[Mutant]:
    """Return some mutants of a module, the same for the same seed."""
    if not found:
        return []
    size = min(len(found), max(fewest, round(share * len(found))))
    dice = random.Random(f"{seed}:{found[0].path}")
    return sorted(dice.sample(found, size), key=lambda each: (each.line, each.start))


def chosen(asked: argparse.Namespace) -> tuple[list[Mutant], dict[str, int]]:
    """Return the mutants to try, and how many each module has."""
    some, sizes = [], {}
    again = None
    if asked.again:
        rows = map(json.loads, asked.again.read_text(encoding="utf-8").splitlines())
        again = {tuple(row["key"]) for row in rows if row["status"] == SURVIVED}
    for file in modules():
        if asked.only and asked.only not in file.as_posix():
            continue
        found = mutants(file)
        if found:
            sizes[found[0].path] = len(found)
        if again is not None:
            some += [each for each in found if each.key in again]
        else:
            some += sample(found, asked.seed, 1.0 if asked.all else asked.share, asked.fewest)
    return some, sizes


def main() -> None:
    """Try mutants and say what became of them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=SHARE)
    parser.add_argument("--fewest", type=int, default=FEWEST)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", default="", metavar="PART-OF-PATH")
    parser.add_argument("--keep", type=Path, metavar="FILE")
    parser.add_argument("--again", type=Path, metavar="FILE")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    some, sizes = chosen(asked)
    start, known = time.perf_counter(), argued()
    results: list[tuple[Mutant, Outcome]] = []
    kept = asked.keep.open("w", encoding="utf-8") if asked.keep else None
    for mutant, outcome in outcomes(some):
        results.append((mutant, outcome))
        if outcome.status == SURVIVED:
            note = "argued" if mutant.key in known else "SURVIVED"
            print(f"{note:<9} {mutant.path}:{mutant.line} {mutant.scope}: {mutant.change}")
        if kept:
            row = {"key": mutant.key, "status": outcome.status, "test": outcome.test}
            kept.write(json.dumps({**row, "line": mutant.line, "kind": mutant.kind}) + "\n")
            kept.flush()
        sys.stdout.flush()
    memory.forget()
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    minutes = (time.perf_counter() - start) / 60
    said = figures(results, sizes, known, f"{day}, seed {asked.seed}, {minutes:.0f} minutes")
    print(said)
    if asked.write:
        write(said)


if __name__ == "__main__":
    main()
