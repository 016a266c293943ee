"""What becomes of an element, compiled from the rows of a table.

What happens below an element is compiled when a document first has such an element: a table has
two thousand rows, and an invoice a hundred elements.
"""

from __future__ import annotations

from collections.abc import Callable

from chorus_sdk._xml import Element
from chorus_sdk.formats.binding.instances import Part
from chorus_sdk.formats.binding.leaves import (
    Claim,
    attribute_taker,
    careful_leaf,
    leaf_claim,
)
from chorus_sdk.formats.binding.run import SECOND, Run, put, split_path
from chorus_sdk.formats.binding.table import Row, Syntax, Test
from chorus_sdk.formats.binding.values import NUMBER, TEXT
from chorus_sdk.formats.binding.walking import Below, Claims, Fixed, Keep, Plain, walk
from chorus_sdk.invoice.provenance import EMPTY, PART


class Compiler:
    """Makes claims of the rows of a table (*compilateur*).

    `change` makes each row another one, and `keep` what is put in the place of a value.
    """

    def __init__(
        self, syntax: Syntax, change: Callable[[Row], Row] | None = None, keep: Keep | None = None
    ) -> None:
        self.name = syntax.name
        self.change = change
        self._keep = keep

    def children(self, group: Row, again: Claim | None) -> Claim:
        """Compile what happens with the elements below one; `again` is that around it."""

        def below() -> Below:
            around = read if group.many else again
            claims: Claims = {}
            for tag in dict.fromkeys(row.tag for row in group.rows):
                same = [row for row in group.rows if row.tag == tag]
                claims[self.name(tag)] = _choice(same, self, around)
            return Below(claims.get, self._fixed(group), not group.is_fixed)

        read = walk(below, self._keep)
        return read

    def _fixed(self, group: Row) -> tuple[str, ...]:
        """Return the rows that always say the same; what a test asks for, is there."""
        if group.when is not None or self.change is not None:
            return ()
        rows = (row for row in group.rows if row.when is None)
        return tuple(self.name(row.tag) for row in rows if row.is_fixed or row.void is not None)


def _choice(same: list[Row], make: Compiler, again: Claim | None) -> Claim | Plain | Fixed:
    """Compile the rows of one tag; one that asks for nothing may go the straight way."""
    changed = same if make.change is None else list(map(make.change, same))
    if len(changed) == 1 and changed[0].when is None:
        claim = _claim(changed[0], make, again)
    else:
        claim = _tested(changed, make, again)
    only = same[0] if len(same) == 1 and same[0].when is None else None
    if only is None:
        return claim
    careful = careful_leaf(only) if make.change is None else claim
    return _plain(only, careful) or _unchanging(only, make, claim) or claim


def _tested(rows: list[Row], make: Compiler, again: Claim | None) -> Claim:
    """Compile rows of one tag: the first whose test claims the element, has it."""
    tests: list[tuple[Test | None, Claim, str, bool]] = [
        (row.when, _claim(row, make, again), _part(row), _is_flat(row)) for row in rows
    ]

    def read(element: Element, part: Part, run: Run) -> None:
        for when, claim, into, flat in tests:
            if when is None or when(element, run):
                kept, held = run.kept, len(part)
                claim(element, part, run)
                if run.kept > kept:
                    if into:
                        run.remark_part(element, into, PART)
                elif flat and len(part) == held:
                    run.remark(element, EMPTY)
                return
        run.keep_all(element)

    return read


def _part(row: Row) -> str:
    """Return the repeated part of the model that a row opens, or nothing."""
    return row.into if row.into is not None and row.many else ""


def _is_flat(row: Row) -> bool:
    """Tell whether all that a group takes goes straight into the part that is open."""
    if row.into is not None or not row.rows:
        return False
    below = [leaf for child in row.rows for leaf in (child.rows or (child,))]
    return all(not leaf.rows and (leaf.path or "x").isidentifier() for leaf in below)


def _plain(row: Row, careful: Claim) -> Plain | None:
    within, _, name = (row.path or "").rpartition(".")
    usual = name.isidentifier() and "." not in within and not within.startswith("/")
    unusual = row.echo or row.echo_of or row.void or row.into is not None
    if unusual or not usual or row.value not in (TEXT, NUMBER):
        return None
    if any(attribute.binding for attribute in row.attributes):
        return None
    decode = None if row.value is TEXT else row.value.decode
    return Plain(name, within or None, decode, attribute_taker(row), careful)


def _unchanging(row: Row, make: Compiler, careful: Claim) -> Fixed | None:
    if row.constant is not None:
        return Fixed(None, (row.constant, *row.same), careful)
    if len(row.rows) != 1 or row.rows[0].constant is None:
        return None
    below = row.rows[0]
    return Fixed(make.name(below.tag), (below.constant or "", *below.same), careful)


def _claim(row: Row, make: Compiler, again: Claim | None) -> Claim:
    if row.technical:
        return lambda *_: None
    if row.constant is not None:
        return _constant(row, row.constant)
    if row.path == ".":
        return _scalars(row)
    if row.again and again is not None:
        inner = again
    elif row.path is None:
        inner = make.children(row, again)
    else:
        inner = leaf_claim(row)
    if row.into is None:
        return inner
    return _many(row.into, inner) if row.many else _one(row.into, inner)


def _one(into: str, inner: Claim) -> Claim:
    above, (*before, last) = split_path(into)

    def read(element: Element, part: Part, run: Run) -> None:
        place = run.invoice if above else part
        for key in before:
            place = place.get(key, {})
        if last in place:
            run.keep_all(element, SECOND)
            return
        inside: Part = {}
        inner(element, inside, run)
        if inside:
            put(run.invoice if above else part, (*before, last), inside)
        else:
            run.remark(element, EMPTY)

    return read


def _many(into: str, inner: Claim) -> Claim:
    above, (*before, last) = split_path(into)

    def read(element: Element, part: Part, run: Run) -> None:
        inside: Part = {}
        inner(element, inside, run)
        if inside:
            place = run.invoice if above else part
            for key in before:
                place = place.setdefault(key, {})
            place.setdefault(last, []).append(inside)
        else:
            run.remark_part(element, into, EMPTY)

    return read


def _scalars(row: Row) -> Claim:
    """Compile a leaf that repeats, each time with another item of a tuple of plain values."""
    key = row.into or ""
    inner = leaf_claim(Row(tag=row.tag, path=key, value=row.value, attributes=row.attributes))

    def read(element: Element, part: Part, run: Run) -> None:
        inside: Part = {}
        inner(element, inside, run)
        if inside:
            part.setdefault(key, []).append(inside[key])

    return read


def _constant(row: Row, text: str) -> Claim:
    expected, take_attributes = (text, *row.same), attribute_taker(row)

    def read(element: Element, part: Part, run: Run) -> None:
        if (element.text or "").strip() not in expected or len(element):
            run.keep_all(element)
        elif items := element.items():
            take_attributes(items, element, part, run)

    return read
