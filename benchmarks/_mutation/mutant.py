"""One small change of the source of one module (*mutant*)."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "chorus_sdk" / "validation" / "rules"
_BARE = {"statement", "return", "slice"}
"""Kinds of change that do not stand in brackets."""
_LONGEST = 70


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """What is replaced by what, in bytes of the source.

    `scope` is the function around the change, empty at the level of the module; `inner` its
    name with the line of its `def`, None where the change is carried out on import. `rules` are the
    ids that the function or the module names, `number` tells mutants of a function apart that
    read the same.
    """

    path: str
    scope: str
    inner: tuple[str, int] | None
    line: int
    kind: str
    start: int
    end: int
    old: str
    new: str
    rules: frozenset[str] = frozenset()
    number: int = 1

    @property
    def module(self) -> str:
        """The dotted name of the module."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def room(self) -> str:
        """The folder of the rules package that the module is in, "base" for the package's own."""
        below = Path(self.path).relative_to(PACKAGE.relative_to(ROOT)).parts
        return below[0] if len(below) > 1 else "base"

    @property
    def change(self) -> str:
        """The change in a few words: what differs, with a little of what stands around it."""
        start = 0
        while self.old[start : start + 1] == self.new[start : start + 1] != "":
            start += 1
        begin = max(0, start - 40)
        lead = "…" if begin else ""
        return f"{lead}{_cut(self.old[begin:])} → {lead}{_cut(self.new[begin:])}"

    @property
    def key(self) -> tuple[str, str, str]:
        """What the page of argued mutants calls it: module, function and change."""
        again = f" ({self.number})" if self.number > 1 else ""
        return self.module.rpartition("rules.")[2], self.scope, self.change + again

    def source(self) -> bytes:
        """Return the whole mutated source; every other line stands on the line where it was."""
        before = (ROOT / self.path).read_bytes()
        old = before[self.start : self.end]
        assert _flat(old.decode()) == self.old, "the source has changed since"
        new, lines = self.new.encode(), b"\n" * old.count(b"\n")
        text = new + lines if self.kind in _BARE else b"(" + new + lines + b")"
        return before[: self.start] + text + before[self.end :]


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _flat(text: str) -> str:
    return " ".join(text.split())


class Source:
    """A module's text with its tree, and where nodes stand in it."""

    def __init__(self, file: Path) -> None:
        self.path = file.relative_to(ROOT).as_posix()
        self.data = file.read_bytes()
        self.tree = ast.parse(self.data)
        self._starts = [0]
        for line in self.data.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        """Return where a node begins and ends, in bytes."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return (
            self._starts[node.lineno - 1] + node.col_offset,
            self._starts[node.end_lineno - 1] + node.end_col_offset,
        )

    def text(self, node: ast.expr | ast.stmt) -> str:
        """Return what a node says, on one line."""
        start, end = self.span(node)
        return _flat(self.data[start:end].decode())
