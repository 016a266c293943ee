"""What a binding is made of: rows that tie a place in the tree to a place in the model.

A table mirrors the tree. A row is an element; it may hold text (`path`), attributes, and rows
below it; it may open a part of the model (`into`), once or repeatedly (`many`). Paths are names
of model attributes joined by points, relative to the part that is open; a path that starts with
"/" begins at the invoice. Rows stand in the order that the XML schema demands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeAlias

from chorus_sdk._xml import Element
from chorus_sdk.formats.binding.values import TEXT, Codec
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.model import Invoice


class Context(Protocol):
    """What a test may know of the document that is being read."""

    currencies: tuple[str | None, str | None]
    """The invoice currency (BT-5) and the VAT accounting currency (BT-6)."""


Test: TypeAlias = Callable[[Element, Context], bool]
"""Whether a row claims this element. Several rows may have one tag: the first that claims, has."""


class Attribute(NamedTuple):
    """An attribute of an element: bound to `path`, or expected to say something known.

    `expected` is a constant; `currency` 0 or 1 stands for BT-5 or BT-6. An attribute that says
    something else than expected is kept as unmapped; if it is `binding`, the element's own text
    is not taken either. What is `technical` says nothing of
    the invoice: it is passed over and never written. One that is `implied` may be said, and is
    left unsaid on writing.
    """

    name: str
    path: str | None = None
    expected: str | None = None
    currency: int | None = None
    binding: bool = False
    technical: bool = False
    implied: bool = False


class Row(NamedTuple):
    """One element of a syntax and what it means.

    A table has two thousand of them, which a tuple holds in a fifth of the time.

    Attributes:
        tag: prefixed name.
        path: where the text goes; "." means that it is the item itself, "" that the value
            spreads over the open part, to the names in `spread`.
        value: how the text is read and written.
        constant: the text that is always written here; another text is kept as unmapped.
        same: other texts that mean the same as the constant.
        fill: the text to write where the model has none, but the schema demands the element; or
            how to work it out from the open part.
        void: the text that is read as no value.
        beside: written only beside something else; alone it says nothing.
        into: the part of the model that this element opens.
        many: the element repeats, each time for another item of the tuple at `into`.
        when: which elements the row claims.
        holds: which owners of the value are written here, for places that exclude each other.
        only: in which repetition a value or a part of the invoice itself is written.
        or_else: the path to write from when there is nothing at `path`.
        echo: a second place for a value that has its own; read, never written.
        echo_of: the row whose value this one repeats, unless it says another.
        keep: written even when empty, because the schema demands it.
        keep_for: the path of what may follow: where there is some, this one is written even when
            empty, for the first of its kind to stay the first.
        again: the rows below are those of the nearest group around with `many`.
        technical: recognised, and no business content: not read, not reported, not written.
    """

    tag: str
    path: str | None = None
    spread: tuple[str, ...] = ()
    value: Codec = TEXT
    attributes: tuple[Attribute, ...] = ()
    rows: tuple[Row, ...] = ()
    constant: str | None = None
    same: tuple[str, ...] = ()
    fill: str | Callable[[object], str | None] | None = None
    void: str | None = None
    beside: bool = False
    into: str | None = None
    many: bool = False
    when: Test | None = None
    holds: Callable[[object], bool] | None = None
    only: Callable[[Invoice, object], bool] | None = None
    or_else: str | None = None
    echo: bool = False
    echo_of: Row | None = None
    keep: bool = False
    keep_for: str | None = None
    again: bool = False
    technical: bool = False

    @property
    def is_fixed(self) -> bool:
        """True when nothing below depends on the invoice."""
        if self.rows:
            return all(row.is_fixed for row in self.rows)
        return self.constant is not None

    @property
    def is_filling(self) -> bool:
        """True when what stands below is written in any case, beside something else."""
        return bool(self.rows) and all(r.is_fixed or isinstance(r.fill, str) for r in self.rows)


@dataclass(frozen=True, kw_only=True)
class Syntax:
    """A syntax as a whole: its prefixes, its root row, where it says its currencies."""

    prefixes: dict[str, str]
    root: Row
    currency_paths: tuple[str, str]
    """Element paths below the root of BT-5 and BT-6."""
    technical: frozenset[str] = frozenset()
    """Attributes that only name a code list or its keeper, which the standard has fixed."""
    default_prefix: str | None = None
    namespaces: dict[str | None, str] = field(init=False)

    def __post_init__(self) -> None:
        names = {
            (None if prefix == self.default_prefix else prefix): uri
            for prefix, uri in self.prefixes.items()
        }
        object.__setattr__(self, "namespaces", names)

    def name(self, tag: str) -> str:
        """Return a prefixed name as lxml writes it."""
        prefix, _, local = tag.rpartition(":")
        return f"{{{self.prefixes[prefix]}}}{local}" if prefix else local

    def tag_of(self, tag: str) -> str:
        """Return a prefixed name as it stands in a document that this library writes."""
        return tag.removeprefix(f"{self.default_prefix}:")

    def names(self, path: str) -> str:
        """Return an element path of prefixed names as lxml writes it."""
        return "/".join(self.name(step) for step in path.split("/"))


def leaf(tag: str, path: str, *attributes: Attribute, value: Codec = TEXT, **more: object) -> Row:
    """Make a row that holds a value."""
    return Row(tag=tag, path=path, value=value, attributes=attributes, **more)  # type: ignore[arg-type]


def group(tag: str, *rows: Row, **more: object) -> Row:
    """Make a row that holds other rows."""
    return Row(tag=tag, rows=rows, **more)  # type: ignore[arg-type]


def constant(tag: str, text: str, *same: str, **more: object) -> Row:
    """Make a row whose text is always the same, or means the same."""
    return Row(tag=tag, constant=text, same=same, **more)  # type: ignore[arg-type]


def technical(tag: str) -> Row:
    """Make a row for what is recognised and no business content."""
    return Row(tag=tag, technical=True)


def has_scheme(owner: object) -> bool:
    """Tell whether a value stands beside the scheme of an identifier (CII: GlobalID)."""
    return isinstance(owner, Identifier) and bool(owner.scheme)


def has_no_scheme(owner: object) -> bool:
    """Tell whether a value stands beside no scheme of an identifier (CII: ID)."""
    return not has_scheme(owner)


def is_first(element: Element, _: Context) -> bool:
    """Claim the first element of its name below its parent."""
    return next(element.itersiblings(str(element.tag), preceding=True), None) is None


def first_where(test: Test) -> Test:
    """Claim the first element of its name below its parent that passes a test."""

    def claim(element: Element, context: Context) -> bool:
        before = element.itersiblings(str(element.tag), preceding=True)
        return test(element, context) and not any(test(other, context) for other in before)

    return claim


def is_filler(text: str) -> Test:
    """Claim an element with a filler text that stands beside what the schema wanted it for."""

    def claim(element: Element, _: Context) -> bool:
        parent = element.getparent()
        return parent is not None and len(parent) > 1 and (element.text or "").strip() == text

    return claim
