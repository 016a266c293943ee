"""A mutant put into a program that runs: the code of its functions is exchanged (*échange*).

What a module computed when it was imported does not change with that: functions that ran by then
are told by `ran`, and their mutants are tried by importing anew.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType, FrameType, FunctionType

from _mutation.mutant import PACKAGE, ROOT, Mutant

Place = tuple[str, str, int]
"""File, name and first line of a function."""


@contextmanager
def watching() -> Iterator[set[Place]]:
    """Note which functions of the rules are called."""
    called: set[Place] = set()
    prefix = str(PACKAGE)

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(prefix):
            called.add(_place(frame.f_code))

    sys.setprofile(note)
    try:
        yield called
    finally:
        sys.setprofile(None)


def ran(mutant: Mutant, called: set[Place]) -> bool:
    """Tell whether the function of a mutant is among those that were called."""
    return mutant.inner is None or (str(ROOT / mutant.path), *mutant.inner) in called


def functions() -> dict[str, list[FunctionType]]:
    """Return all functions of the rules that there are in this process, by file."""
    prefix, found = str(PACKAGE), dict[str, list[FunctionType]]()
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename.startswith(prefix):
            found.setdefault(each.__code__.co_filename, []).append(each)
    return found


def exchange(mutant: Mutant, known: dict[str, list[FunctionType]]) -> bool:
    """Exchange the code of all functions around a change, and tell whether that can be done."""
    file = str(ROOT / mutant.path)
    new = _codes(compile(mutant.source(), file, "exec"))
    done = False
    for function in known.get(file, ()):
        place = _place(function.__code__)
        found = new.get(place, [])
        if len(found) != 1 or found[0].co_freevars != function.__code__.co_freevars:
            if mutant.inner is not None and place[1:] == mutant.inner:
                return False
            continue
        if found[0] != function.__code__:
            function.__code__ = found[0]
            done = True
    return done


def _codes(module: CodeType) -> dict[Place, list[CodeType]]:
    found: dict[Place, list[CodeType]] = {}
    waiting = [module]
    while waiting:
        for each in waiting.pop().co_consts:
            if isinstance(each, CodeType):
                found.setdefault(_place(each), []).append(each)
                waiting.append(each)
    return found


def _place(code: CodeType) -> Place:
    return code.co_filename, code.co_name, code.co_firstlineno
