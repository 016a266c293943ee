"""A whole document, parsed into a tree.

libxml2 refuses a text node over 10,000,000 characters (a base64 attachment above 7.5 MB), so a
document that fails for that reason alone is parsed again without libxml2's limits, under ours.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from lxml import etree

from chorus_sdk._xml.elements import Element
from chorus_sdk._xml.head import refuse_doctype_early
from chorus_sdk._xml.refusals import is_long_text, refuse_doctype, translate
from chorus_sdk.errors import LimitExceededError
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

_SHORTEST_ELEMENT: Final = len("<a/>")


def parse(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Element:
    """Parse a whole document and return its root.

    Raises:
        MalformedDocumentError: not well-formed, or in an unusual encoding; says line and column.
        UnsafeDocumentError: a DOCTYPE, or a name or attribute that no invoice has.
        LimitExceededError: too many bytes, elements or attributes, too deep, too long a text.
    """
    _refuse_large(data, limits)
    try:
        root: Element = etree.fromstring(data, tree_parser(huge=False))
    except etree.XMLSyntaxError as error:
        if not is_long_text(error):
            translate(error, limits)
        root = _parse_huge(data, limits)
    refuse_doctype(root)
    _refuse_many_attributes(root, limits.xml_attributes)
    if limits.xml_depth < DEFAULT_LIMITS.xml_depth:  # libxml2 itself stops at the default
        _refuse_deep_or_long(root, limits)
    return root


def tree_parser(*, huge: bool) -> etree.XMLParser[Element]:
    """Make a parser that resolves nothing and fetches nothing."""
    return etree.XMLParser[Element](
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=huge,
    )


def _parse_huge(data: bytes, limits: Limits) -> Element:
    refuse_doctype_early(data)  # libxml2 expands entities in attributes without bound now
    try:
        root: Element = etree.fromstring(data, tree_parser(huge=True))
    except etree.XMLSyntaxError as error:
        translate(error, limits)
    _refuse_deep_or_long(root, limits)
    return root


def _refuse_large(data: bytes, limits: Limits) -> None:
    """Refuse before parsing what would not fit in memory: a tree is 35 times its `<a/>`."""
    if len(data) > limits.document_bytes:
        raise LimitExceededError("document_bytes", value=len(data), maximum=limits.document_bytes)
    if len(data) > limits.xml_elements * _SHORTEST_ELEMENT:
        opened = data.count(b"<") - data.count(b"</")
        if opened > limits.xml_elements:
            raise LimitExceededError("xml_elements", value=opened, maximum=limits.xml_elements)


def _refuse_many_attributes(root: Element, maximum: int) -> None:
    try:
        too_many = _more_attributes_than(maximum)(root)
    except etree.XPathError:  # more elements than libxml2 takes into one set
        too_many = any(len(element.attrib) > maximum for element in root.iter("*"))
    if too_many:
        raise LimitExceededError("xml_attributes", value=None, maximum=maximum)


@lru_cache(maxsize=8)
def _more_attributes_than(maximum: int) -> etree.XPath:
    return etree.XPath(f"boolean(descendant-or-self::*/@*[{maximum + 1}])")


def _refuse_deep_or_long(root: Element, limits: Limits) -> None:
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limits.xml_depth:
            raise LimitExceededError("xml_depth", value=depth, maximum=limits.xml_depth)
        if event == "start" and element.text and len(element.text) > limits.xml_text_bytes:
            raise LimitExceededError(
                "xml_text_bytes", value=len(element.text), maximum=limits.xml_text_bytes
            )
