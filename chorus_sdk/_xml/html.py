"""A web page, parsed as a browser would.

libxml2 compares each attribute of a tag with all before it: 100,000 of them in one tag take two
minutes. So tags are counted through before it sees them.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from chorus_sdk._xml.elements import Element
from chorus_sdk.errors import LimitExceededError, MalformedDocumentError
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

_ATTRIBUTE: Final = (
    rb"[\s/]*+[^\s/>][^\s/>=]*+"
    rb"(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+"
)
_PIECE: Final = re.compile(
    rb"<!--(?:-?>|.*?--!?>|.*+)"
    rb"|<[!?][^>]*+>?"
    rb"|<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>])"
    rb"(?P<of_raw>(?:" + _ATTRIBUTE + rb")*+)[\s/]*+>(?:.*?(?=</(?P=raw)[\s/>])|.*+)"
    rb"|</?[a-z][^\s/>]*+(?P<of_tag>(?:" + _ATTRIBUTE + rb")*+)",
    re.DOTALL | re.IGNORECASE,
)
_ONE: Final = re.compile(_ATTRIBUTE)
_CHARSET: Final = re.compile(r"[A-Za-z0-9._:-]{1,40}")


def parse_html(data: bytes, limits: Limits = DEFAULT_LIMITS, *, charset: str = "utf-8") -> Element:
    """Parse a web page as a browser would, mending what is broken, and return its root.

    Scripts are not run and nothing is fetched. Nesting below 256 elements is cut off by libxml2.

    Raises:
        MalformedDocumentError: there is no page, or no such character set.
        LimitExceededError: too many bytes, or too many attributes in one tag.
    """
    _refuse_large(data, limits)
    parser = _parser(charset)
    parser.feed(data)
    try:
        root: Element | None = parser.close()
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise MalformedDocumentError("The page is empty.", line=1, column=1)
    return root


def _parser(charset: str) -> etree.HTMLParser[Element]:
    parser = None
    if _CHARSET.fullmatch(charset):
        try:
            parser = etree.HTMLParser[Element](
                encoding=charset, no_network=True, huge_tree=False, remove_comments=True
            )
        except LookupError:
            parser = None
    if parser is None:
        raise MalformedDocumentError(f"There is no character set {charset[:40]!r}.")
    return parser


def _refuse_large(data: bytes, limits: Limits) -> None:
    maximum = min(limits.html_bytes, limits.document_bytes)
    if len(data) > maximum:
        name = "html_bytes" if maximum == limits.html_bytes else "document_bytes"
        raise LimitExceededError(name, value=len(data), maximum=maximum)
    shortest = 2 * limits.xml_attributes
    for piece in _PIECE.finditer(data):
        tag = piece["of_raw"] or piece["of_tag"] or b""
        if len(tag) > shortest:
            found = sum(1 for _ in _ONE.finditer(tag))
            if found > limits.xml_attributes:
                raise LimitExceededError(
                    "xml_attributes", value=found, maximum=limits.xml_attributes
                )
