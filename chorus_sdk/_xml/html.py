"""A web page, parsed as a browser would."""

from __future__ import annotations

from lxml import etree

from chorus_sdk._xml.elements import Element
from chorus_sdk.errors import LimitExceededError, MalformedDocumentError
from chorus_sdk.limits import DEFAULT_LIMITS, Limits


def parse_html(data: bytes, limits: Limits = DEFAULT_LIMITS, *, charset: str = "utf-8") -> Element:
    """Parse a web page as a browser would, mending what is broken, and return its root.

    Scripts are not run and nothing is fetched. Nesting below 256 elements is cut off by libxml2.

    Raises:
        MalformedDocumentError: there is no page.
        LimitExceededError: too many bytes.
    """
    if len(data) > limits.document_bytes:
        raise LimitExceededError("document_bytes", value=len(data), maximum=limits.document_bytes)
    try:
        parser = etree.HTMLParser[Element](
            encoding=charset, no_network=True, huge_tree=False, remove_comments=True
        )
    except LookupError:
        parser = None
    if parser is None:
        raise MalformedDocumentError(f"There is no character set {charset[:40]!r}.")
    parser.feed(data)
    try:
        root: Element | None = parser.close()
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise MalformedDocumentError("The page is empty.", line=1, column=1)
    return root
