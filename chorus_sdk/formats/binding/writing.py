"""The writer that is compiled from a table, and the account of what it could not write.

Text is put together as it will stand in the document. An element that would be empty is taken
back, constants stand only beside something that the invoice says. Each value written is counted;
where fewer were written than the invoice holds, a second pass finds out which, and they are the
losses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from chorus_sdk.formats.base import Loss
from chorus_sdk.formats.binding.job import Job, Write, getter
from chorus_sdk.formats.binding.leaf_writing import (
    is_straight,
    leaf_writer,
    scalar_writer,
    straight_writer,
)
from chorus_sdk.formats.binding.needs import below, needs, shared_places
from chorus_sdk.formats.binding.shapes import Shape, Shapes, losses
from chorus_sdk.formats.binding.table import Row, Syntax
from chorus_sdk.invoice.model import Invoice

_DECLARATION = "<?xml version='1.0' encoding='UTF-8'?>\n"


@dataclass(frozen=True)
class Step:
    """A row that is ready to write: a function and what it needs, or a fixed text."""

    write: Write | str
    needs: frozenset[str] | None = None


Element: TypeAlias = Callable[[str, str], Write]
"""Makes the writer of an element from its opening and its closing tag."""


class Writer:
    """Writes invoices in one syntax (*rédacteur*)."""

    def __init__(self, syntax: Syntax) -> None:
        self._shapes = Shapes()
        names = ((prefix, uri) for prefix, uri in syntax.namespaces.items())
        xmlns = "".join(f' xmlns:{p}="{uri}"' if p else f' xmlns="{uri}"' for p, uri in names)
        tag = syntax.tag_of(syntax.root.tag)
        self._nothing = f"{_DECLARATION}<{tag}{xmlns}/>"
        element = _Compiler(syntax).group(syntax.root, "", None)
        self._write = element(f"{_DECLARATION}<{tag}{xmlns}>", f"</{tag}>")

    def write(self, invoice: Invoice) -> tuple[bytes, tuple[Loss, ...]]:
        """Return the document, and what of the model it does not hold."""
        shapes, values = self._shapes.of(invoice)
        nothing = self._shapes.nothing
        job = Job(invoice, shapes, nothing)
        self._write(invoice, "", job)
        content = ("".join(job.out) or self._nothing).encode()
        if job.count + len(job.shared) == values:
            return content, ()
        written: set[str] = set()
        self._write(invoice, "", Job(invoice, shapes, nothing, paths=written))
        return content, losses(invoice, written)


class _Compiler:
    """Turns the rows of a table into functions."""

    def __init__(self, syntax: Syntax) -> None:
        self._syntax = syntax
        self._shared = shared_places(syntax.root)
        self._groups = 0

    def group(self, group: Row, at: str, again: Element | None) -> Element:
        """Compile what stands below an element; `at` is where its part is in the invoice."""
        number = self._groups = self._groups + 1
        steps: list[Step] = []

        def element(opening: str, closing: str) -> Write:
            return _element(group, number, steps, opening, closing)

        around = element if group.many else again
        steps += [self._step(row, at, around) for row in group.rows if _is_written(row)]
        return element

    def _step(self, row: Row, at: str, again: Element | None) -> Step:
        tag = self._syntax.tag_of(row.tag)
        if row.is_fixed:
            return Step(self._fixed(row))
        if row.path == ".":
            return Step(scalar_writer(row, tag), needs(row))
        wrapped = self._wrapped(row, at)
        if wrapped is not None:
            leaf, around = wrapped
            inner = straight_writer(leaf, self._syntax.tag_of(leaf.tag), around)
            return Step(inner, needs(row))
        inside = at if row.into is None else below(row, at)
        if row.path is None:
            element = again if row.again and again else self.group(row, inside, again)
            inner = element(f"<{tag}>", f"</{tag}>")
        else:
            inner = leaf_writer(row, tag, inside, self._shared)
        if row.into is not None:
            inner = _many(row.into, inner) if row.many else _one(row, inner, f"<{tag}/>")
        return Step(inner, needs(row))

    def _wrapped(self, row: Row, at: str) -> tuple[Row, tuple[str, str]] | None:
        """Find the one leaf of a group that holds nothing else but fixed texts, and those."""
        if row.path is not None or row.into is not None or row.keep or row.keep_for or row.again:
            return None
        rows = [child for child in row.rows if _is_written(child)]
        others = [child for child in rows if not child.is_fixed]
        if len(others) != 1:
            return None
        inner = self._wrapped(others[0], at)
        if inner is None and not is_straight(others[0], at, self._shared):
            return None
        leaf, (start, end) = inner or (others[0], ("", ""))
        tag, place = self._syntax.tag_of(row.tag), rows.index(others[0])
        before = "".join(self._fixed(child) for child in rows[:place])
        after = "".join(self._fixed(child) for child in rows[place + 1 :])
        return leaf, (f"<{tag}>{before}{start}", f"{end}{after}</{tag}>")

    def _fixed(self, row: Row) -> str:
        tag = self._syntax.tag_of(row.tag)
        inside = row.constant or "".join(self._fixed(child) for child in row.rows)
        return f"<{tag}>{inside}</{tag}>"


def _element(group: Row, number: int, steps: list[Step], opening: str, closing: str) -> Write:
    """Compile a group; `number` is what its rows are kept under in each shape."""
    empty, keep = f"{opening[:-1]}/>", group.keep
    filling, follows = group.is_filling, None if group.into else _follower(group)

    def write(part: object, prefix: str, job: Job) -> bool:
        shape = job.shapes.get(id(part), job.nothing)
        rows = shape.rows.get(number)
        if rows is None:
            rows = shape.rows[number] = _worth_trying(steps, shape, stands=follows is not None)
        out, solid = job.out, False
        start = len(out)
        out.append(opening)
        for row in rows:
            if row.__class__ is str:
                out.append(row)
            elif row(part, prefix, job):
                solid = True
        if solid:
            out.append(closing)
            return True
        if filling or (follows is not None and follows(part, job)):
            out.append(closing)
            return not filling
        del out[start:]
        if keep:
            out.append(empty)
        return keep

    return write


def _is_written(row: Row) -> bool:
    return not (row.echo or row.technical)


def _worth_trying(steps: list[Step], shape: Shape, *, stands: bool) -> tuple[Any, ...]:
    """Return what has something to do for a shape.

    Nothing at all, where only fixed texts have, unless the element stands without content too.
    """
    rows = tuple(step.write for step in steps if _is_needed(step, shape))
    return rows if stands or any(not isinstance(row, str) for row in rows) else ()


def _is_needed(step: Step, shape: Shape) -> bool:
    if isinstance(step.write, str) or step.needs is None:
        return True
    return any(shape.has(path) for path in step.needs)


def _follower(row: Row) -> Callable[[object, Job], bool] | None:
    """Return how to tell that more of the kind will follow, for which the first must stand."""
    if row.keep_for is None:
        return None
    get, _, above = getter(row.keep_for)
    return lambda part, job: bool(get(job.invoice if above else part))


def _one(row: Row, inner: Write, empty: str) -> Write:
    get, name, above = getter(row.into or "")
    only, follows = row.only, _follower(row)

    def write(part: object, prefix: str, job: Job) -> bool:
        if only is not None and not only(job.invoice, part):
            return False
        opened = get(job.invoice if above else part)
        place = "" if job.paths is None else f"{'' if above else prefix}{name}."
        if inner(opened, place, job):
            return True
        if follows is None or not follows(part, job):
            return False
        job.out.append(empty)
        return True

    return write


def _many(into: str, inner: Write) -> Write:
    get, name, above = getter(into)

    def write(part: object, prefix: str, job: Job) -> bool:
        items = get(job.invoice if above else part)
        if not isinstance(items, tuple):
            return False
        start, solid = ("" if above else prefix) + name, False
        for number, item in enumerate(items):
            place = "" if job.paths is None else f"{start}[{number}]."
            if inner(item, place, job):
                solid = True
        return solid

    return write
