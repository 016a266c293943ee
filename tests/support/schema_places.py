"""What a schema has places for: elements and attributes below each of its types, in order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree

_XSD = "{http://www.w3.org/2001/XMLSchema}"
_TEXTS = {
    "boolean": "true",
    "date": "2026-01-02",
    "dateTime": "2026-01-02T10:00:00",
    "time": "10:00:00",
    "base64Binary": "eA==",
}
"""What an element of a simple type may say; any other may say 1."""


class Child(NamedTuple):
    """An element that has a place below another."""

    tag: str
    type: str


class Places:
    """The types of one schema and of those that it imports."""

    def __init__(self, file: Path) -> None:
        self._types: dict[str, etree._Element] = {}
        self._elements: dict[str, str] = {}
        self._load(file.resolve(), set())
        self.children = cache(self._children)
        self.attributes = cache(self._attributes)

    def _load(self, file: Path, seen: set[Path]) -> None:
        if file in seen:
            return
        seen.add(file)
        root = etree.parse(file).getroot()
        space = f"{{{root.get('targetNamespace')}}}"
        for each in root:
            if each.tag in (f"{_XSD}complexType", f"{_XSD}simpleType"):
                self._types[space + each.get("name")] = each
            elif each.tag == f"{_XSD}element":
                self._elements[space + each.get("name")] = _name(each, each.get("type"))
            elif each.get("schemaLocation"):
                self._load((file.parent / each.get("schemaLocation")).resolve(), seen)

    def type_of(self, element: etree._Element) -> str:
        """Return the name of an element's type."""
        parent = element.getparent()
        if parent is None:
            return self._elements[element.tag]
        return dict(self.children(self.type_of(parent)))[element.tag]

    def _children(self, name: str) -> tuple[Child, ...]:
        """Return what has a place below an element of a type, in the order of the schema."""
        return tuple(self._below(name))

    def _below(self, name: str) -> Iterator[Child]:
        if name not in self._types:
            return
        space = f"{{{self._types[name].getroottree().getroot().get('targetNamespace')}}}"
        for each in _elements_of(self._types[name]):
            if each.get("ref"):
                tag = _name(each, each.get("ref"))
                yield Child(tag, self._elements[tag])
            elif each.get("type"):
                yield Child(space + each.get("name"), _name(each, each.get("type")))
            else:
                inner = f"{name}/{each.get('name')}"
                self._types[inner] = each[-1]
                yield Child(space + each.get("name"), inner)

    def _attributes(self, name: str) -> tuple[str, ...]:
        """Return the names of the attributes that an element of a type may have."""
        return tuple(
            each.get("name")
            for owner in self._chain(name)
            for each in owner.iter(f"{_XSD}attribute")
            if each.get("use") != "prohibited"
        )

    def _chain(self, name: str) -> Iterator[etree._Element]:
        """Yield the definition of a type and those that it is derived from."""
        while name in self._types:
            yield self._types[name]
            name = next(
                (
                    _name(each, each.get("base"))
                    for kind in ("extension", "restriction")
                    for each in self._types[name].iter(f"{_XSD}{kind}")
                ),
                "",
            )

    def text(self, name: str) -> str:
        """Return a text that an element of a simple type may have."""
        for owner in self._chain(name):
            for each in owner.iter(f"{_XSD}enumeration"):
                return each.get("value")
            for each in owner.iter(f"{_XSD}extension", f"{_XSD}restriction"):
                space, _, plain = _name(each, each.get("base")).rpartition("}")
                if space == _XSD.rstrip("}"):
                    return _TEXTS.get(plain, "1")
        return "1"

    def new(self, child: Child) -> etree._Element:
        """Return an element with something in it: a text, or the first thing that may be there."""
        element = etree.Element(child.tag)
        below = self.children(child.type)
        if below:
            element.append(self.new(below[0]))
        else:
            element.text = self.text(child.type)
        return element

    def insert(self, parent: etree._Element, child: Child) -> None:
        """Put a new element where it stands by the order of the schema."""
        order = [each.tag for each in self.children(self.type_of(parent))]
        place = order.index(child.tag)
        before = sum(order.index(each.tag) <= place for each in parent)
        parent.insert(before, self.new(child))


def _elements_of(part: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements that a type names, and none of what stands within those."""
    for each in part:
        if each.tag == f"{_XSD}element":
            yield each
        else:
            yield from _elements_of(each)


def _name(element: etree._Element, name: str) -> str:
    """Return a prefixed name with its namespace."""
    prefix, _, plain = name.rpartition(":")
    return f"{{{element.nsmap[prefix or None]}}}{plain}"
