"""The reader that is compiled from a table: one walk of the tree into plain dicts.

What happens below an element is compiled when a document first has such an element: a table has
two thousand rows, and an invoice a hundred elements.

Everything that no row claims becomes an `Unmapped`: elements, attributes, texts. Comments and
processing instructions say nothing of the invoice and are passed over, and so are elements that
are empty.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from chorus_sdk._xml import Element
from chorus_sdk.formats.binding.instances import Part
from chorus_sdk.formats.binding.leaves import (
    Claim,
    TakeAttributes,
    attribute_taker,
    careful_leaf,
    leaf_claim,
)
from chorus_sdk.formats.binding.run import SECOND, Run, own_text, put, split_path
from chorus_sdk.formats.binding.table import Row, Syntax, Test
from chorus_sdk.formats.binding.values import NUMBER, TEXT
from chorus_sdk.invoice.provenance import EMPTY, PART, Unmapped


class Plain(NamedTuple):
    """A leaf on the straight way: text or number, for a name of the part that is open.

    `within` is the part of that part to put it into, where the path has two names.
    """

    name: str
    within: str | None
    decode: Callable[[str], object] | None
    take_attributes: TakeAttributes
    careful: Claim


class Fixed(NamedTuple):
    """An element that always says the same, or one with just such an element below."""

    below: str | None
    texts: tuple[str, ...]
    careful: Claim

    def fits(self, element: Element) -> bool:
        """Tell whether an element says that, and nothing else."""
        if self.below is not None:
            if len(element) != 1 or element.items() or element.text is not None:
                return False
            element = element[0]
            if element.tag != self.below or element.tail is not None:
                return False
        return element.text in self.texts and not len(element) and not element.items()


Claims: TypeAlias = "dict[object, Claim | Plain | Fixed]"
"""What becomes of an element, by its tag."""


class Reader:
    """Reads documents of one syntax into dicts for the model (*lecteur*)."""

    def __init__(self, syntax: Syntax, change: Callable[[Row], Row] | None = None) -> None:
        """Compile a table; `change` makes each of its rows below the root another one."""
        self._syntax = syntax
        self._rows = _Compiler(syntax, change).children(syntax.root, None)

    def read(self, root: Element) -> tuple[Part, tuple[Unmapped, ...]]:
        """Return what `Invoice.model_validate` takes, and what no row claims."""
        run = self.run(root)
        return run.invoice, tuple(run.unmapped)

    def run(self, root: Element) -> Run:
        """Return everything that one reading found."""
        run = Run(self._syntax, root)
        self._rows(root, run.invoice, run)
        run.settle()
        return run


class _Below(NamedTuple):
    """What becomes of the elements below one (*sous-éléments*).

    `find` gives the claim of a tag, `fixed` are the children that always say the same, and
    `holds_more` tells whether there are others.
    """

    find: Callable[[object, Claim], Claim | Plain | Fixed]
    fixed: tuple[str, ...]
    holds_more: bool


class _Compiler:
    """Makes claims of the rows of a table (*compilateur*)."""

    def __init__(self, syntax: Syntax, change: Callable[[Row], Row] | None) -> None:
        self.name = syntax.name
        self._change = change

    def children(self, group: Row, again: Claim | None) -> Claim:
        """Compile what happens with the elements below one; `again` is that around it."""

        def below() -> _Below:
            change = self._change
            rows = group.rows if change is None else tuple(map(change, group.rows))
            around = read if group.many else again
            claims: Claims = {}
            for tag in dict.fromkeys(row.tag for row in rows):
                same = [row for row in rows if row.tag == tag]
                claims[self.name(tag)] = _choice(same, self, around)
            fixed = () if group.when is not None else self._fixed(rows)
            return _Below(claims.get, fixed, not group.is_fixed)

        read = _walk(below)
        return read

    def _fixed(self, rows: tuple[Row, ...]) -> tuple[str, ...]:
        """Return the rows that always say the same; what a test asks for, is there."""
        usual = [row for row in rows if row.when is None and (row.is_fixed or row.void is not None)]
        return tuple(self.name(row.tag) for row in usual)


def _walk(below: Callable[[], _Below]) -> Claim:  # noqa: C901
    """Compile the walk over one element: the hot path, where a plain leaf costs no call."""
    known: _Below | None = None

    def read(element: Element, part: Part, run: Run) -> None:  # noqa: C901, PLR0912
        nonlocal known
        if known is None:
            known = below()
        find, fixed, holds_more = known
        if items := element.items():
            run.keep_attributes(element, items)
        stray, tag, met = element.text, None, 0
        mixed = bool(stray) and not stray.isspace()  # type: ignore[union-attr]
        for child in element:
            tag = child.tag
            claim = find(tag, _unclaimed)
            if isinstance(claim, Plain):
                key, within, decode, take_attributes, careful = claim
                text = (child.text or "").strip()
                place = part if within is None else part.get(within, part)
                try:
                    value = text if decode is None else decode(text)
                except ValueError:
                    value = None
                if not text or value is None or key in place or len(child):
                    careful(child, part, run)
                else:
                    if place is part and within is not None:
                        place = part[within] = {}
                    place[key] = value
                    if items := child.items():
                        take_attributes(items, child, part, run)
            elif isinstance(claim, Fixed):
                met += 1
                if not claim.fits(child):
                    claim.careful(child, part, run)
            else:
                claim(child, part, run)
            stray = child.tail
            if stray and not stray.isspace():
                mixed = True
        if mixed:
            run.keep(element, own_text(element).strip())
        if met < len(fixed) or tag.__class__ is not str:
            run.remark_form(element, tag, fixed)
        elif holds_more and met and met == len(element):
            run.remark(element, EMPTY)

    return read


def _unclaimed(element: Element, _: Part, run: Run) -> None:
    run.keep_all(element)


def _choice(same: list[Row], make: _Compiler, again: Claim | None) -> Claim | Plain | Fixed:
    """Compile the rows of one tag: the first whose test claims the element, has it."""
    if len(same) == 1 and same[0].when is None:
        claim = _claim(same[0], make, again)
        return _plain(same[0]) or _unchanging(same[0], make, claim) or claim
    tests: list[tuple[Test | None, Claim, str, bool]] = [
        (row.when, _claim(row, make, again), _part(row), _is_flat(row)) for row in same
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


def _plain(row: Row) -> Plain | None:
    within, _, name = (row.path or "").rpartition(".")
    usual = name.isidentifier() and "." not in within and not within.startswith("/")
    unusual = row.echo or row.echo_of or row.void or row.into is not None
    if unusual or not usual or row.value not in (TEXT, NUMBER):
        return None
    if any(attribute.binding for attribute in row.attributes):
        return None
    decode = None if row.value is TEXT else row.value.decode
    return Plain(name, within or None, decode, attribute_taker(row), careful_leaf(row))


def _unchanging(row: Row, make: _Compiler, careful: Claim) -> Fixed | None:
    if row.constant is not None:
        return Fixed(None, (row.constant, *row.same), careful)
    if len(row.rows) != 1 or row.rows[0].constant is None:
        return None
    below = row.rows[0]
    return Fixed(make.name(below.tag), (below.constant or "", *below.same), careful)


def _claim(row: Row, make: _Compiler, again: Claim | None) -> Claim:
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
