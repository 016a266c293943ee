"""Which values a part of an invoice holds (*forme*): what a writer has to look at, and no more.

A model has many fields and a document uses few. One pass over the invoice finds what is there;
parts that hold values at the same places share one `Shape`, and a writer decides once for each
shape which of its rows have something to write.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from chorus_sdk.formats.base import Loss
from chorus_sdk.invoice._base import Value
from chorus_sdk.invoice.model import Invoice

PROVENANCE = ("unmapped", "origin")
_NO_ITEMS = ()
_SCALARS = frozenset({str, Decimal, date, bool, bytes})
_MOST = 4096
"""How many shapes are kept between documents; real documents have some dozens."""


class Shape:
    """The places at which a part holds a value, below it too (*forme d'une partie*).

    `rows` is for the writers: what each of their groups has to do for this shape.
    """

    __slots__ = ("_places", "rows")

    def __init__(self, key: tuple[object, ...]) -> None:
        self._places: dict[str, Shape | None] = {}
        self.rows: dict[int, tuple[Any, ...]] = {}
        name = ""
        for item in key:
            if isinstance(item, Shape):
                self._places[name] = item
            else:
                name = str(item)
                self._places[name] = None

    def has(self, path: str) -> bool:
        """Tell whether there is a value at a path of names."""
        first, _, rest = path.partition(".")
        if first not in self._places:
            return False
        below = self._places[first]
        return not rest or (below is not None and below.has(rest))


class Shapes:
    """The shapes that were met so far (*formes connues*)."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Shape] = {}
        self.nothing = Shape(())
        """The shape of a part that holds no value, and of one that is not there."""

    def of(self, invoice: Invoice) -> tuple[dict[int, Shape], int]:
        """Return the shape of each part, by its identity, and how many values there are."""
        if len(self._known) > _MOST:
            self._known = {}
        scan = _Scan(self._known)
        fields = {k: v for k, v in invoice.__dict__.items() if k not in PROVENANCE}
        scan.look(invoice, fields)
        return scan.shapes, scan.values


class _Scan:
    """One pass over an invoice."""

    def __init__(self, known: dict[tuple[object, ...], Shape]) -> None:
        self._known = known
        self.shapes: dict[int, Shape] = {}
        self.values = 0

    def look(self, part: object, fields: dict[str, object]) -> Shape | None:  # noqa: C901
        """Find the shape of a part, and those of the parts below it."""
        key: list[object] = []
        add, values = key.append, 0
        for name, value in fields.items():
            if value is None or value is _NO_ITEMS:
                continue
            kind = value.__class__
            if kind is str:
                if value:
                    values += 1
                    add(name)
            elif kind in _SCALARS:
                values += 1
                add(name)
            elif kind is tuple:
                if self._look_at_all(value):  # type: ignore[arg-type]
                    add(name)
            elif (below := self.look(value, value.__dict__)) is not None:
                add(name)
                add(below)
        self.values += values
        if not key:
            return None
        found = tuple(key)
        shape = self._known.get(found)
        if shape is None:
            shape = self._known[found] = Shape(found)
        self.shapes[id(part)] = shape
        return shape

    def _look_at_all(self, items: tuple[object, ...]) -> bool:
        found = False
        for item in items:
            if item.__class__ not in _SCALARS:
                found = self.look(item, item.__dict__) is not None or found
            elif item != "":
                self.values += 1
                found = True
        return found


def losses(invoice: Invoice, written: set[str]) -> tuple[Loss, ...]:
    """Name every value of an invoice whose path is not among the written ones."""
    reason = "the syntax has no place for it"
    return tuple(
        loss_of(leaf, reason)
        for leaf in leaves_below(invoice, "", None)
        if leaf.path not in written
    )


class Leaf(NamedTuple):
    """A value of an invoice: where it is, and the number of its business term."""

    path: str
    value: object
    term: str | None


def loss_of(leaf: Leaf, reason: str) -> Loss:
    """Say that a value is lost."""
    value = leaf.value
    text = f"{len(value)} bytes" if isinstance(value, bytes) else str(value)
    return Loss(path=leaf.path, text=text, reason=reason, term=leaf.term)


def leaves(value: Value) -> Iterator[tuple[str, object]]:
    """Yield every value of a part with its path, as in `lines[0].item.name`."""
    return ((leaf.path, leaf.value) for leaf in leaves_below(value, "", None))


def leaves_below(value: Value, prefix: str, term: str | None) -> Iterator[Leaf]:
    """Yield the leaves of a part; those without a term of their own are of the part's."""
    for name in type(value).model_fields:
        if prefix or name not in PROVENANCE:
            own = term_of(type(value), name) or term
            yield from leaves_of(getattr(value, name), prefix + name, own)


def leaves_of(content: object, path: str, term: str | None) -> Iterator[Leaf]:
    """Yield the leaves of what stands at a path."""
    if isinstance(content, Value):
        yield from leaves_below(content, f"{path}.", term)
    elif isinstance(content, tuple):
        for number, item in enumerate(content):
            yield from leaves_of(item, f"{path}[{number}]", term)
    elif content is not None and content != "":
        yield Leaf(path, content, term)


@cache
def term_of(model: type[Value], name: str) -> str | None:
    """Return the business term's numbers that a field's description begins with."""
    number, _, _ = (model.model_fields[name].description or "").partition(" · ")
    return number if number.startswith(("BT-", "BG-", "EXT-")) else None
