"""What a document says beyond the model (*traces*), as far as a rule asks for it.

Some rules look at whether an element is there, not at what it says: an address without content
is an address. `Invoice.unmapped` and the remarks of its origin tell, and here they are found by
element path: below the root, without numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.provenance import ABSENT, EMPTY, PART, Unmapped
from chorus_sdk.validation.rules.base import Subject

_NUMBER: Final = re.compile(r"\[(\d+)\]")
_NOTHING: Final[frozenset[int]] = frozenset()


class Trace(NamedTuple):
    """One thing that the document says: its path without numbers, and as it was kept."""

    path: str
    kept: Unmapped


class Traces:
    """The traces of one invoice."""

    def __init__(self, invoice: Invoice) -> None:
        self.entries: list[Trace] = []
        self.empty: list[Trace] = []
        self._parts: dict[str, str] = {}
        self._texts: dict[str, list[str]] = {}
        self._present: set[str] = set()
        self.gone: list[Trace] = []
        self._absent: set[str] = set()
        self._said: dict[str, dict[int, str]] = {}
        self._numbered: dict[str, dict[str, frozenset[int]]] = {}
        origin = invoice.origin
        for kept in (*invoice.unmapped, *(origin.remarks if origin else ())):
            self._add(kept)

    def __bool__(self) -> bool:
        return bool(self.entries or self._absent)

    def has(self, path: str) -> bool:
        """Tell whether there is a trace of an element, or of anything below it."""
        return path in self._present

    def has_below(self, path: str) -> bool:
        """Tell whether there is a trace of anything below an element."""
        return any(each.startswith(f"{path}/") for each in self._present)

    def lacks(self, path: str) -> bool:
        """Tell whether an element that always says the same was left out."""
        return path in self._absent

    def texts(self, path: str) -> tuple[str, ...]:
        """Return what was written at a path and is not in the model."""
        return tuple(self._texts.get(path, ()))

    def because(self, path: str, *reasons: str) -> bool:
        """Tell whether something stands at a path that was kept for one of these reasons."""
        return any(t.path == path and t.kept.reason in reasons for t in self.entries)

    def because_at(self, end: str, *reasons: str) -> Iterator[Trace]:
        """Yield what was kept for one of these reasons, by the end of its path."""
        for trace in self.entries:
            if trace.path.endswith(end) and trace.kept.reason in reasons:
                yield trace

    def items(self, prefix: str, below: str) -> frozenset[int]:
        """Return in which items of a repeated element something below has a trace.

        Items count from 0, as in `invoice_of`.
        """
        if not self.entries and not self._absent:
            return _NOTHING
        if prefix not in self._numbered:
            self._numbered[prefix] = self._count(prefix)
        return self._numbered[prefix].get(below, _NOTHING)

    def said(self, prefix: str, path: str) -> dict[int, str]:
        """Return what each item of a repeated element has at a path, left out or kept."""
        if path not in self._said:
            found: dict[int, str] = {}
            for trace in (*self.gone, *self.entries) if self else ():
                if trace.path == path:
                    found[number_of(trace.kept.path, prefix)] = trace.kept.text
            self._said[path] = found
        return self._said[path]

    def part(self, path: str) -> str | None:
        """Return which part of the model something stands in, where an element has several.

        The path is that of the document, with its numbers.
        """
        if self._parts:
            for above in _and_above(path):
                if above in self._parts:
                    return self._parts[above]
        return None

    def parts_but(self, prefix: str, below: str, *texts: str) -> frozenset[str]:
        """Return in which parts of the model a fixed element was left out or says otherwise."""
        path, found = f"{prefix}/{below}", set()
        for trace in (*self.gone, *self.entries):
            if trace.path == path and upper((trace.kept.text,)) != frozenset(texts):
                found.add(self.part(trace.kept.path) or "")
        return frozenset(found)

    def items_but(self, prefix: str, below: str, *texts: str) -> frozenset[int]:
        """Return in which items a fixed element was left out or says something else."""
        path, found = f"{prefix}/{below}", set()
        for trace in (*self.gone, *self.entries):
            if trace.path == path and upper((trace.kept.text,)) != frozenset(texts):
                found.add(number_of(trace.kept.path, prefix))
        return frozenset(found)

    def _add(self, kept: Unmapped) -> None:
        _, _, below = kept.path[1:].partition("/")
        path = _NUMBER.sub("", below)
        if kept.reason == ABSENT:
            self.gone.append(Trace(path, kept))
            self._absent.add(path)
            return
        if kept.reason == PART:
            self._parts[kept.path] = kept.text
            return
        if kept.reason == EMPTY or not kept.text:
            self.empty.append(Trace(path, kept))
        self.entries.append(Trace(path, kept))
        part = kept.reason == EMPTY and kept.text
        self._texts.setdefault(path, []).append("" if part else kept.text)
        self._present.update(_and_above(path))

    def _count(self, prefix: str) -> dict[str, frozenset[int]]:
        found: dict[str, set[int]] = {}
        for path, kept in self.entries:
            if path.startswith(prefix + "/"):
                number = number_of(kept.path, prefix)
                for step in _and_above(path[len(prefix) + 1 :]):
                    found.setdefault(step, set()).add(number)
        return {below: frozenset(numbers) for below, numbers in found.items()}


def traces(subject: Subject) -> Traces:
    """Return the traces of a subject's invoice."""
    made = subject.derived.get(_traces)  # asked for most often: one call less
    return made if isinstance(made, Traces) else subject.derive(_traces)


def _traces(subject: Subject) -> Traces:
    return Traces(subject.invoice)


def _and_above(path: str) -> Iterator[str]:
    yield path
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def number_of(path: str, prefix: str) -> int:
    """Return which of its kind the last element of a prefix is, counted from 0."""
    steps = path[1:].split("/")
    match = _NUMBER.search(steps[prefix.count("/") + 1])
    return int(match[1]) - 1 if match else 0


def upper(texts: Iterable[str]) -> frozenset[str]:
    """Return texts as the official rules compare them: trimmed, in capitals."""
    return frozenset(text.strip().upper() for text in texts)
