"""What no invoice needs is refused, and errors of the engine are translated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NoReturn

from lxml import etree

from chorus_sdk._xml.elements import Element
from chorus_sdk.errors import (
    LimitExceededError,
    MalformedDocumentError,
    UnsafeDocumentError,
)
from chorus_sdk.limits import Limits

_PLAIN_ENCODING: Final = re.compile(
    r"(?:utf-?(?:8|16|32)(?:[lb]e)?|us-ascii|ascii|latin-?1|iso[-_]?8859-?\d{1,2}"
    r"|(?:windows-|cp)(?:125\d|850|437))",
    re.IGNORECASE,
)
_DECLARED: Final = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)[\"']",
    re.DOTALL,
)
_OPENED: Final = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?<\?xml\s")
_WIDE_ENCODING: Final = re.compile(rb"16|32|ucs", re.IGNORECASE)
_DECLARATION_BYTES: Final = 1_024
_BARE_AMPERSAND: Final = frozenset(
    {etree.ErrorTypes.ERR_NAME_REQUIRED, etree.ErrorTypes.ERR_ENTITYREF_SEMICOL_MISSING}
)
_ENTITY: Final = frozenset(
    {
        etree.ErrorTypes.ERR_UNDECLARED_ENTITY,
        etree.ErrorTypes.ERR_UNPARSED_ENTITY,
        etree.ErrorTypes.ERR_ENTITY_IS_EXTERNAL,
        etree.ErrorTypes.ERR_ENTITY_IS_PARAMETER,
        etree.ErrorTypes.ERR_ENTITY_LOOP,
    }
)
_TOO_LONG: Final = frozenset(
    {etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_NAME_TOO_LONG}
)
_UNFINISHED: Final = frozenset(
    {
        etree.ErrorTypes.ERR_COMMENT_NOT_FINISHED,
        etree.ErrorTypes.ERR_PI_NOT_FINISHED,
        etree.ErrorTypes.ERR_CDATA_NOT_FINISHED,
    }
)


@dataclass
class Skipped:
    """What of a document the engine was not shown: lines, and columns of its `line`."""

    lines: int = 0
    line: int = 0
    columns: int = 0


def refuse_doctype(root: Element) -> None:
    """Refuse a document type declaration, and an encoding that hides what is written."""
    about = root.getroottree().docinfo
    if about.internalDTD is not None:
        doctype_refused()
    if about.encoding is not None:
        refuse_encoding(about.encoding)


def doctype_refused() -> NoReturn:
    """Raise for a document type declaration."""
    raise UnsafeDocumentError(
        "The document has a DOCTYPE, which no invoice needs.",
        hint="Ask its sender for the document without a document type declaration.",
    )


def refuse_declared_encoding(head: bytes) -> None:
    """Refuse by the declaration, where no tree is built that could tell."""
    start = head[:_DECLARATION_BYTES]
    # UTF-16 and UTF-32 keep their ASCII when their zeros go
    start = start.replace(b"\0", b"") if b"\0" in start[:4] else start
    match = _DECLARED.match(start)
    if match:
        refuse_encoding(match[1].decode("latin-1"))
    elif _OPENED.match(start) and b"?>" not in start and len(head) > _DECLARATION_BYTES:
        raise MalformedDocumentError(
            "The XML declaration is longer than any needs.",
            hint="Ask the sender for the document with a declaration of one line.",
        )


def is_ascii_based(head: bytes) -> bool:
    """Tell whether ASCII in the document is written as ASCII; false for UTF-16 and UTF-32."""
    if b"\0" in head[:4] or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    match = _DECLARED.match(head[:_DECLARATION_BYTES])
    return match is None or not _WIDE_ENCODING.search(match[1])


def is_utf8(head: bytes) -> bool:
    """Tell whether a document that is based on ASCII says UTF-8, or nothing, of its encoding."""
    match = _DECLARED.match(head[:_DECLARATION_BYTES])
    return match is None or match[1].lower() in (b"utf-8", b"utf8")


def refuse_encoding(name: str) -> None:
    """Refuse what is not Unicode or an extension of ASCII.

    In UTF-7 and its like, `<` may be spelled with letters, so that whoever looks at the bytes
    before us saw another document.
    """
    if not _PLAIN_ENCODING.fullmatch(name):
        raise MalformedDocumentError(
            f"The document is in {name[:40]!r}, an encoding that is not read here.",
            line=1,
            hint="Ask its sender for the document in UTF-8.",
        )


def is_long_text(error: etree.XMLSyntaxError) -> bool:
    """True when libxml2 stopped at its own limit for one text node."""
    message = str(error.msg)
    if error.code == etree.ErrorTypes.ERR_CDATA_NOT_FINISHED:
        return "too big" in message
    return error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT and "ext node" in message


def translate(
    error: etree.XMLSyntaxError,
    limits: Limits,
    *,
    offset: int | None = None,
    skipped: Skipped | None = None,
) -> NoReturn:
    """Raise the error of ours that says what the engine's says."""
    line, column = error.position
    if skipped is not None and line:
        column += skipped.columns if line == skipped.line else 0
        line += skipped.lines
    if _says(error, "depth"):
        raise LimitExceededError("xml_depth", value=None, maximum=limits.xml_depth) from error
    if error.code in _ENTITY or _says(error, "ntity"):
        raise UnsafeDocumentError("The document uses entities, which no invoice needs.") from error
    is_cut_off = error.code in _UNFINISHED and " too big found" in str(error.msg)
    if error.code in _TOO_LONG or is_cut_off:
        raise UnsafeDocumentError(
            f"A name, attribute, comment or CDATA section at line {line} is longer than any "
            "invoice's."
        ) from error
    is_ampersand = error.code in _BARE_AMPERSAND and "EntityRef:" in str(error.msg)[:18]
    raise MalformedDocumentError(
        f"The XML is not well-formed at line {line}, column {column}.",
        line=line or None,
        column=column or None,
        offset=offset,
        hint="A bare & has to be written &amp;." if is_ampersand else None,
    ) from error


def _says(error: etree.XMLSyntaxError, word: str) -> bool:
    """Tell which limit of the engine was met; other messages quote the document."""
    return error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT and word in str(error.msg)
