"""Where a part of the model stands in the source: element path and line (*emplacement*).

The document is read once more, with the same table as the reader's but with codecs that keep the
element beside each value. That costs as much as reading, so it is done only for findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from chorus_sdk._xml import Element, parse
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.binding.places import Places
from chorus_sdk.limits import DEFAULT_LIMITS, Limits
from chorus_sdk.validation.tracing import (
    Found,
    Node,
    attribute_rows,
    read_traced,
    syntax_of,
    tag_chains,
)

_STEP: Final = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_NUMBER: Final = re.compile(r"\[\d+\]")
_ELEMENT_STEP: Final = re.compile(r"/(@?[^/\[\]]+)(?:\[(\d+)\])?")


@dataclass(frozen=True)
class Place:
    """A place in an XML source (*emplacement dans la source*).

    `path` is the element path with its prefixes, ending in `@name` for an attribute; `line`
    counts from 1. `is_exact` is False when the term is missing, and the place is where it belongs.
    """

    path: str
    line: int | None
    is_exact: bool = True


class ElementStep(NamedTuple):
    """One step of an element path by full name (*étape*): the n-th child of this name."""

    tag: str
    number: int = 1
    is_attribute: bool = False


class SourcePlaces:
    r"""Finds parts of the model in one document (*emplacements dans la source*).

    Example:
        >>> xml = b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" '
        >>> xml += b'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:'
        >>> xml += b'CommonBasicComponents-2">\n<cbc:ID>F-1</cbc:ID></Invoice>'
        >>> SourcePlaces(xml, FormatId.UBL_INVOICE).find("number")
        Place(path='/Invoice/cbc:ID', line=2, is_exact=True)
    """

    def __init__(
        self,
        source: bytes | Element,
        format: FormatId,  # noqa: A002 (as everywhere in the library)
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        """Read the document, or its parsed root; for Factur-X that of the XML inside.

        Raises:
            KeyError: no table for this format.
            MalformedDocumentError, UnsafeDocumentError: the document cannot be read.
        """
        syntax = syntax_of(format)
        self._root = parse(source, limits) if isinstance(source, bytes) else source
        self._tree = read_traced(self._root, format)
        self._format = format
        self._places = Places(syntax.prefixes, syntax.default_prefix)
        self._known: dict[str, Place] = {}

    def find(self, field: str) -> Place:
        """Return where a part of the model stands, or where it belongs when it is missing.

        `field` is a path such as `lines[2].net_amount`; an element path, which starts with "/",
        is looked up as it is.
        """
        place = self._known.get(field)
        if place is None:
            place = self._element(field) if field.startswith("/") else self._field(field)
            self._known[field] = place
        return place

    def at(self, steps: Iterable[ElementStep]) -> Place:
        """Return the place that full names lead to, from the root on, as far as it is there."""
        element, suffix = self._root, ""
        for step in tuple(steps)[1:]:
            if step.is_attribute:
                suffix = f"/@{self._places.name(step.tag)}"
                break
            same = list(element.iterchildren(step.tag))
            if len(same) < step.number:
                return self._at(element, is_exact=False)
            element = same[step.number - 1]
        place = self._at(element)
        return replace(place, path=place.path + suffix)

    def _field(self, field: str) -> Place:
        node: Node = self._tree
        for step in _steps(field):
            inside = _inside(node, step)
            if inside is None:
                return self._beside(field) or self._missing(field, node)
            node = inside
        if isinstance(node, str):
            return self._attribute(field)
        element = _common(_elements(node), alone=True) if field else None
        return self._at(self._root if element is None else element)

    def _missing(self, field: str, node: Node) -> Place:
        """Return the deepest element that is there of those under which a part would stand."""
        element = node.element if isinstance(node, Found) else None
        if isinstance(node, (dict, list)) and node is not self._tree:
            element = _common(_elements(node), alone=False)
        nearest = self._root if element is None else element
        chains = tag_chains(self._format).get(_NUMBER.sub("", field), ())
        reached = [self._descend(nearest, chain) for chain in chains]
        return self._at(max(reached, key=_depth, default=nearest), is_exact=False)

    def _descend(self, element: Element, chain: tuple[str, ...]) -> Element:
        """Go up to where a chain of tags branches off, then down as far as it is there."""
        line = [element, *element.iterancestors()][-2::-1]  # below the root, downwards
        at, rest = self._root, list(chain)
        for one in line:
            if not rest or one.tag != rest[0]:
                break
            at = one
            rest.pop(0)
        for tag in rest:
            same = list(at.iterchildren(tag))
            if len(same) != 1:
                break
            at = same[0]
        return at

    def _attribute(self, field: str) -> Place:
        for owner, name in self._owners(field):
            place = self._at(owner)
            return replace(place, path=f"{place.path}/@{name}")
        return replace(self._field(field.rpartition(".")[0]), is_exact=False)

    def _beside(self, field: str) -> Place | None:
        """Return the element that lacks an attribute."""
        for owner, _ in self._owners(field):
            return self._at(owner, is_exact=False)
        return None

    def _owners(self, field: str) -> Iterator[tuple[Element, str]]:
        for row in attribute_rows(self._format):
            if field == row.path or field.endswith(f".{row.path}"):
                owner = self._value(field[: len(field) - len(row.path)] + row.beside)
                if owner is not None:
                    yield owner.element, row.name

    def _value(self, field: str) -> Found | None:
        node: Node | None = self._tree
        for step in _steps(field):
            node = None if node is None else _inside(node, step)
        return node if isinstance(node, Found) else None

    def _at(self, element: Element, *, is_exact: bool = True) -> Place:
        return Place(self._places.path(element), element.sourceline, is_exact)

    def _element(self, path: str) -> Place:
        element, first = self._root, True
        for name, number in _ELEMENT_STEP.findall(path):
            if name.startswith("@"):
                break
            if not first:
                same = [e for e in element if self._is_called(e, name)]
                if len(same) < int(number or 1):
                    return Place(path, element.sourceline, is_exact=False)
                element = same[int(number or 1) - 1]
            first = False
        return Place(path, element.sourceline)

    def _is_called(self, element: Element, name: str) -> bool:
        return isinstance(element.tag, str) and self._places.name(element.tag) == name


def _steps(field: str) -> list[str | int]:
    return [int(number) if number else name for name, number in _STEP.findall(field)]


def _inside(node: Node, step: str | int) -> Node | None:
    if isinstance(node, dict) and isinstance(step, str):
        return node.get(step)
    if isinstance(node, list) and isinstance(step, int) and step < len(node):
        inside: Node = node[step]
        return inside
    return None


def _elements(node: Node) -> Iterator[Element]:
    if isinstance(node, Found):
        yield node.element
    elif isinstance(node, (dict, list)):
        for inside in node.values() if isinstance(node, dict) else node:
            yield from _elements(inside)


def _common(elements: Iterator[Element], *, alone: bool) -> Element | None:
    """Return the nearest element around all of these; around one, its parent unless `alone`."""
    first = next(elements, None)
    if first is None:
        return None
    around = _ancestors(first, with_itself=alone)
    for element in elements:
        others = set(_ancestors(element, with_itself=alone))
        around = [ancestor for ancestor in around if ancestor in others]
    return around[0] if around else None


def _ancestors(element: Element, *, with_itself: bool) -> list[Element]:
    return [*((element,) if with_itself else ()), *element.iterancestors()]


def _depth(element: Element) -> int:
    return sum(1 for _ in element.iterancestors())
