"""Reading a document with the element kept beside each value (*lecture tracée*).

The table of a syntax is compiled once more, with codecs that keep the element. The reader itself
knows nothing of it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from chorus_sdk._xml import Element
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.binding.reading import Reader
from chorus_sdk.formats.binding.table import Context, Row, Syntax
from chorus_sdk.formats.binding.values import Codec, Partly

_SORTED: Final = "identifiers"
"""The one part of the model that has another order than its source: schemeless ones first."""

Node: TypeAlias = "dict[str, Any] | list[Any] | Found | str"
"""A part of what was read: attributes are plain texts, other values are `Found`."""


class Found:
    """A value, and the element in which it was found; equal to an equal value."""

    __slots__ = ("element", "value")

    def __init__(self, value: object, element: Element) -> None:
        self.value = value
        self.element = element

    def __eq__(self, other: object) -> bool:
        return bool(self.value == (other.value if isinstance(other, Found) else other))

    def __hash__(self) -> int:
        return hash(self.value)


@dataclass(frozen=True)
class AttributeRow:
    """An attribute with a place in the model: its path, that of the text beside it, its name."""

    path: str
    beside: str
    name: str


class _Current(threading.local):
    """The element that a thread's reader is at."""

    element: Element


_CURRENT: Final = _Current()


def read_traced(root: Element, format_id: FormatId) -> dict[str, Any]:
    """Read a document into what the reader gives, with elements beside the values."""
    content, _ = _reader(format_id).read(root)
    _order(content)
    return content


def syntax_of(format_id: FormatId) -> Syntax:
    """Return the table in which the places of a format can be looked up.

    Raises:
        KeyError: there is none.
    """
    if format_id is FormatId.CII_INVOICE:
        from chorus_sdk.formats.cii.binding import SYNTAX

        return SYNTAX
    from chorus_sdk.formats.ubl.binding import CREDIT_NOTE_SYNTAX, INVOICE_SYNTAX

    tables = {FormatId.UBL_INVOICE: INVOICE_SYNTAX, FormatId.UBL_CREDIT_NOTE: CREDIT_NOTE_SYNTAX}
    return tables[format_id]


@cache
def attribute_rows(format_id: FormatId) -> tuple[AttributeRow, ...]:
    """List the attributes of a syntax that have a place in the model."""
    return tuple(_attributes(syntax_of(format_id).root))


@cache
def tag_chains(format_id: FormatId) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return the tags below the root under which each part of the model stands.

    Parts are named without numbers, as in `lines.item.name`; several places are several chains.
    """
    syntax = syntax_of(format_id)
    chains: dict[str, tuple[tuple[str, ...], ...]] = {}
    for field, chain in _chains(syntax.root, "", ()):
        chains[field] = (*chains.get(field, ()), tuple(syntax.name(tag) for tag in chain))
    return MappingProxyType(chains)


@cache
def _reader(format_id: FormatId) -> Reader:
    return Reader(syntax_of(format_id), _traced, Found)


def _traced(row: Row) -> Row:
    return row._replace(when=_noting(row), value=_keeping(row))


def _noting(row: Row) -> Callable[[Element, Context], bool]:
    """Make a test that says what the row's own says, and notes which element it was asked for."""
    own = row.when

    def test(element: Element, context: Context) -> bool:
        _CURRENT.element = element
        return own is None or own(element, context)

    return test


def _keeping(row: Row) -> Codec:
    """Make a codec that keeps the element beside what the row's own codec decodes."""
    own = row.value.decode

    def decode(text: str) -> object:
        value = own(text)
        if isinstance(value, Partly):
            return Partly(Found(value.value, _CURRENT.element), value.reason)
        if isinstance(value, dict):
            return {name: Found(part, _CURRENT.element) for name, part in value.items()}
        return Found(value, _CURRENT.element)

    return replace(row.value, decode=decode)


def _order(node: Node) -> None:
    """Give lists the order that the model gives them."""
    if isinstance(node, dict):
        for name, inside in node.items():
            if name == _SORTED and isinstance(inside, list):
                inside.sort(key=lambda one: isinstance(one, dict) and bool(one.get("scheme")))
            _order(inside)
    elif isinstance(node, list):
        for inside in node:
            _order(inside)


def _attributes(group: Row) -> Iterator[AttributeRow]:
    for row in group.rows:
        for attribute in row.attributes:
            if attribute.path is not None and row.path:
                yield AttributeRow(attribute.path.lstrip("/"), row.path.lstrip("/"), attribute.name)
        yield from _attributes(row)


def _chains(group: Row, part: str, above: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for row in group.rows:
        chain = (*above, row.tag)
        opened = part if row.into is None else _joined(part, row.into)
        yield opened, chain
        if row.path:
            yield _joined(opened, row.path), chain
        yield from _chains(row, opened, chain)


def _joined(part: str, path: str) -> str:
    if path.startswith("/"):
        return path.lstrip("/")
    return f"{part}.{path}" if part else path
