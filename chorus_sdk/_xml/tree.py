"""A whole document, parsed into a tree.

libxml2 refuses a text node over 10,000,000 characters (a base64 attachment above 7.5 MB), so a
document that fails for that reason alone is parsed again without libxml2's limits, under ours.
"""

from __future__ import annotations

from lxml import etree

from chorus_sdk._xml.elements import Element
from chorus_sdk._xml.refusals import is_long_text, refuse_doctype, translate
from chorus_sdk.errors import LimitExceededError
from chorus_sdk.limits import DEFAULT_LIMITS, Limits


def parse(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Element:
    """Parse a whole document and return its root.

    Raises:
        MalformedDocumentError: not well-formed; says line and column.
        UnsafeDocumentError: a DOCTYPE, or nesting that no invoice has.
        LimitExceededError: too many bytes, too deep, too long a text.
    """
    if len(data) > limits.document_bytes:
        raise LimitExceededError("document_bytes", value=len(data), maximum=limits.document_bytes)
    try:
        root: Element = etree.fromstring(data, tree_parser(huge=False))
    except etree.XMLSyntaxError as error:
        if not is_long_text(error):
            translate(error, limits)
        root = _parse_huge(data, limits)
    refuse_doctype(root)
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
    try:
        root: Element = etree.fromstring(data, tree_parser(huge=True))
    except etree.XMLSyntaxError as error:
        translate(error, limits)
    refuse_doctype(root)
    _refuse_deep_or_long(root, limits)
    return root


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
