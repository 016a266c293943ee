"""All mutants of a sample, room by room, one process at a time (*essai*)."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO

import pytest

from _mutation import anew, memory
from _mutation.children import ELSEWHERE, Outcome, tried, void_write
from _mutation.mutant import ROOT, Mutant
from _mutation.patching import watching
from _mutation.rooms import rooms, tests_of
from _mutation.session import Session

ANEW_SECONDS = 90


def outcomes(mutants: list[Mutant]) -> Iterator[tuple[Mutant, Outcome]]:
    """Yield what became of each mutant; those that change an import come after the others."""
    os.chdir(ROOT)
    anew.stock()
    memory.install()
    for room in rooms():
        here = [each for each in mutants if each.room == room]
        on_import = [each for each in here if each.inner is None]
        for mutant, outcome in _in_session(room, [m for m in here if m.inner is not None]):
            if outcome.status == ELSEWHERE:
                on_import.append(mutant)
            else:
                yield mutant, outcome
        for mutant in on_import:
            yield mutant, tried(lambda tell, m=mutant: anew.passes(m, tell), ANEW_SECONDS)


def _in_session(room: str, mutants: list[Mutant]) -> Iterator[tuple[Mutant, Outcome]]:
    """Yield what the session of a room says, which runs in a process of its own."""
    if not mutants:
        return
    receiving, sending = os.pipe()
    shown = TemporaryFile()  # noqa: SIM115 (the child writes into it)
    child = os.fork()
    if child == 0:
        os.close(receiving)
        _run_session(room, mutants, sending, shown)
    os.close(sending)
    with os.fdopen(receiving, encoding="utf-8") as stream:
        for row in stream:
            number, status, test = json.loads(row)
            yield mutants[number], Outcome(status, test)
    _, status = os.waitpid(child, 0)
    if status != 0:
        shown.seek(0)
        raise SystemExit(f"the session of {room} came to no end:\n{shown.read().decode()[-4000:]}")


def _run_session(room: str, mutants: list[Mutant], sending: int, shown: IO[bytes]) -> None:
    code = 1
    numbers = {mutant: number for number, mutant in enumerate(mutants)}
    try:
        os.dup2(shown.fileno(), 1)

        def told(mutant: Mutant, outcome: Outcome) -> None:
            row = json.dumps([numbers[mutant], outcome.status, outcome.test])
            void_write(sending, f"{row}\n")

        with watching() as called:
            plugin = Session(mutants, called, told)
            code = int(pytest.main(tests_of(room), plugins=[plugin]))
        if plugin.trouble:
            code = 1
            sys.stderr.write(f"{plugin.trouble}\n")
    finally:
        os._exit(code)
