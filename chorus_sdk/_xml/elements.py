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


def path_of(element: Element) -> str:
    """Return where an element stands: names with the document's own prefixes.

    A step has a number when its parent holds several elements of that name.

    Example:
        >>> root = new_element("a")
        >>> _, second = sub_element(root, "b"), sub_element(root, "b")
        >>> path_of(second)
        '/a/b[2]'
    """
    steps: list[str] = []
    place: Element | None = element
    while place is not None:
        steps.append(_step(place))
        place = place.getparent()
    return "/" + "/".join(reversed(steps))


def _step(element: Element) -> str:
    tag = str(element.tag)
    before = sum(1 for _ in element.itersiblings(tag, preceding=True))
    is_alone = not before and next(element.itersiblings(tag), None) is None
    prefix = f"{element.prefix}:" if element.prefix else ""
    return f"{prefix}{local_name(tag)}" + ("" if is_alone else f"[{before + 1}]")
