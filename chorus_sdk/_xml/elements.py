"""Elements: made, named and serialised."""

from __future__ import annotations

from typing import cast

from lxml import etree

Element = etree._Element
"""An element as lxml has it; it never leaves the library."""


def new_element(tag: str, nsmap: dict[str | None, str] | None = None) -> Element:
    """Make a root element to write into."""
    return etree.Element(tag, nsmap=cast("dict[str, str] | None", nsmap))


def sub_element(parent: Element, tag: str) -> Element:
    """Append an element and return it."""
    child: Element = etree.SubElement(parent, tag)
    return child


def to_bytes(root: Element) -> bytes:
    """Serialise as UTF-8 with an XML declaration."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def local_name(tag: str) -> str:
    """Return the name without its namespace."""
    return tag.rpartition("}")[2]
