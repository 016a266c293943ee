"""What no invoice needs is refused, and errors of the engine are translated."""

from __future__ import annotations

from typing import NoReturn

from lxml import etree

from chorus_sdk._xml.elements import Element
from chorus_sdk.errors import (
    LimitExceededError,
    MalformedDocumentError,
    UnsafeDocumentError,
)
from chorus_sdk.limits import Limits


def refuse_doctype(root: Element) -> None:
    """Refuse a document that has a document type declaration."""
    if root.getroottree().docinfo.internalDTD is not None:
        doctype_refused()


def doctype_refused() -> NoReturn:
    """Raise for a document type declaration."""
    raise UnsafeDocumentError(
        "The document has a DOCTYPE, which no invoice needs.",
        hint="Ask its sender for the document without a document type declaration.",
    )


def is_long_text(error: etree.XMLSyntaxError) -> bool:
    """True when libxml2 stopped at its own limit for one text node."""
    return error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT and "ext node" in str(error.msg)


def translate(
    error: etree.XMLSyntaxError, limits: Limits, *, offset: int | None = None
) -> NoReturn:
    """Raise the error of ours that says what the engine's says."""
    line, column = error.position
    if error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT and "depth" in str(error.msg):
        raise LimitExceededError("xml_depth", value=None, maximum=limits.xml_depth) from error
    if error.code == etree.ErrorTypes.ERR_ENTITY_LOOP or "ntity" in str(error.msg):
        raise UnsafeDocumentError("The document uses entities, which no invoice needs.") from error
    raise MalformedDocumentError(
        f"The XML is not well-formed at line {line}, column {column}.",
        line=line or None,
        column=column or None,
        offset=offset,
    ) from error
