"""What a PDF says of itself that outlives a rewriting of its metadata (*métadonnées*)."""

from __future__ import annotations

from dataclasses import dataclass

from chorus_sdk._pdf import PdfFile
from chorus_sdk._xml import parse
from chorus_sdk.errors import DocumentError

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True, kw_only=True)
class Description:
    """Title, author and subject of a document (*description*), each None when it has none."""

    title: str | None = None
    author: str | None = None
    subject: str | None = None


def describe(document: PdfFile) -> Description:
    """Read them from the XMP, or from the Info dictionary where the XMP does not say.

    XMP that is not well-formed says nothing.
    """
    stated = _of_xmp(document.xmp())
    return Description(
        title=stated.title or document.info("/Title"),
        author=stated.author or document.info("/Author"),
        subject=stated.subject or document.info("/Subject"),
    )


def _of_xmp(packet: bytes | None) -> Description:
    if not packet or b"purl.org/dc/elements" not in packet:
        return Description()
    try:
        root = parse(packet.strip(b"\0 \r\n\t"))
    except DocumentError:
        return Description()

    def first(name: str) -> str | None:
        for item in root.iterfind(f".//{_DC}{name}//{_RDF}li"):
            text = (item.text or "").strip()
            if text:
                return text
        return None

    return Description(title=first("title"), author=first("creator"), subject=first("description"))
