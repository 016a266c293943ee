"""Mutation testing of the rules: small changes of their source that the tests have to notice.

`python benchmarks/mutants.py` tries a sample of every module of `chorus_sdk.validation.rules`
(12 % of its mutants and at least 8; `--seed` chooses which) and prints what survives; `--write`
puts the figures into `docs/mutants.md`, whose table of argued mutants it reads; `--all` tries every
mutant; `--only france/` those of some modules. `--again FILE` tries anew those that an earlier run
with `--keep FILE` saw survive, and counts the others of that run as it saw them: its percentages
are of all that were tried. It runs one process at a time, for two to five seconds a mutant and up
to a minute before the first of a room (measured beside other work): more than an hour for the
sample (about 1,100 mutants of 100 modules), half an hour for `--share 0.06 --fewest 3` (525), and
a night for `--all` (7,900).

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
from dataclasses import dataclass, field
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


@dataclass
class Choice:
    """The mutants to try, what an earlier run saw of others, and how many each module has."""

    some: list[Mutant] = field(default_factory=list)
    seen: list[tuple[Mutant, Outcome]] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)


def earlier(file: Path) -> dict[tuple[str, ...], Outcome]:
    """Return what an earlier run saw, by the key of a mutant."""
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return {tuple(row["key"]): Outcome(row["status"], row["test"]) for row in rows}


def chosen(asked: argparse.Namespace) -> Choice:
    """Return the mutants to try, those of an earlier run or a sample."""
    choice = Choice()
    known = earlier(asked.again) if asked.again else {}
    for file in modules():
        if asked.only and asked.only not in file.as_posix():
            continue
        found = mutants(file)
        if found:
            choice.sizes[found[0].path] = len(found)
        if not asked.again:
            share = 1.0 if asked.all else asked.share
            choice.some += sample(found, asked.seed, share, asked.fewest)
        for each in found:
            outcome = known.get(each.key)
            if outcome is not None and outcome.status == SURVIVED:
                choice.some.append(each)
            elif outcome is not None:
                choice.seen.append((each, outcome))
    return choice


def row_of(mutant: Mutant, outcome: Outcome) -> str:
    """Return what is kept of a mutant for a later run."""
    row = {"key": mutant.key, "status": outcome.status, "test": outcome.test}
    return json.dumps({**row, "line": mutant.line, "kind": mutant.kind}) + "\n"


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
    choice = chosen(asked)
    start, known = time.perf_counter(), argued()
    results = list(choice.seen)
    kept = asked.keep.open("w", encoding="utf-8") if asked.keep else None
    if kept:
        kept.writelines(row_of(mutant, outcome) for mutant, outcome in results)
    for mutant, outcome in outcomes(choice.some):
        results.append((mutant, outcome))
        if outcome.status == SURVIVED:
            note = "argued" if mutant.key in known else "SURVIVED"
            print(f"{note:<9} {mutant.path}:{mutant.line} {mutant.scope}: {mutant.change}")
        if kept:
            kept.write(row_of(mutant, outcome))
            kept.flush()
        sys.stdout.flush()
    memory.forget()
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    minutes = (time.perf_counter() - start) / 60
    which = f"survivors of {asked.again.name} again" if asked.again else f"seed {asked.seed}"
    said = figures(results, choice.sizes, known, f"{day}, {which}, {minutes:.0f} minutes")
    print(said)
    if asked.write:
        write(said)


if __name__ == "__main__":
    main()
