"""What a PDF says of itself in its XMP: PDF/A part and level, Factur-X level (*métadonnées*).

Properties may be elements or attributes, under any prefix, in a packet that need not be
well-formed: so the bytes are searched and not parsed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PDFA = b"http://www.aiim.org/pdfa/ns/id/"
_NEAR = 256
_DECLARED = re.compile(rb"xmlns:([\w.-]+)\s*=\s*[\"']")
_ELEMENT = re.compile(rb"(?:\s[^>]*)?>([^<]*)<")
_ATTRIBUTE = re.compile(rb"\s*=\s*[\"']([^\"']*)")
_INVOICE = (
    b"urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#",
    b"urn:zugferd:pdfa:CrossIndustryDocument:invoice:2p0#",
    b"urn:ferd:pdfa:CrossIndustryDocument:invoice:1p0#",
    b"urn:factur-x:pdfa:CrossIndustryDocument:1p0#",
)

_DOCUMENT = b":CrossIndustryDocument:"
"""What all of them hold."""


@dataclass(frozen=True)
class XmpFacts:
    """What the XMP declares; each None when it does not."""

    pdfa_part: int | None = None
    pdfa_conformance: str | None = None
    level: str | None = None
    file_name: str | None = None
    version: str | None = None


def read_xmp(packet: bytes | None) -> XmpFacts:
    """Read the facts of an XMP packet; a packet that says nothing gives empty facts."""
    if not packet:
        return XmpFacts()
    # UTF-16 and UTF-32 packets keep their ASCII when their zeros go
    text = packet.replace(b"\0", b"") if b"\0" in packet else packet
    pdfa = _prefixes(text, _PDFA)
    part = _property(text, pdfa, b"part")
    conformance = _property(text, pdfa, b"conformance")
    namespace = _invoice_namespace(text)
    if namespace is None:
        return XmpFacts(_part(part), conformance)
    invoice = _prefixes(text, namespace)
    return XmpFacts(
        _part(part),
        conformance,
        _property(text, invoice, b"ConformanceLevel"),
        _property(text, invoice, b"DocumentFileName"),
        _property(text, invoice, b"Version"),
    )


def _invoice_namespace(text: bytes) -> bytes | None:
    if _DOCUMENT in text:
        for namespace in _INVOICE:
            if namespace in text:
                return namespace
    return None


def _part(text: str | None) -> int | None:
    return int(text) if text is not None and text in ("1", "2", "3", "4") else None


def _property(packet: bytes, prefixes: dict[bytes, int], name: bytes) -> str | None:
    for prefix, declared in prefixes.items():
        key = prefix + b":" + name
        start = packet.find(key, declared)
        if start < 0:
            start = packet.find(key, 0, declared)  # an attribute before the declaration
        while start > 0:
            value = _value(packet, start, start + len(key))
            if value is not None:
                return value.strip().decode("utf-8", "replace") or None
            start = packet.find(key, start + 1)
    return None


def _prefixes(packet: bytes, namespace: bytes) -> dict[bytes, int]:
    """Return the prefixes that stand for a namespace, and where each is declared first."""
    found: dict[bytes, int] = {}
    place = packet.find(namespace)
    while place >= 0:
        declared = packet.rfind(b"xmlns:", max(0, place - _NEAR), place)
        match = _DECLARED.fullmatch(packet, declared, place) if declared >= 0 else None
        if match:
            found.setdefault(match[1], declared)
        place = packet.find(namespace, place + 1)
    return found


def _value(packet: bytes, start: int, end: int) -> bytes | None:
    """Return the value that follows a property's name, as element or as attribute."""
    is_element = packet[start - 1] == 0x3C
    match = (_ELEMENT if is_element else _ATTRIBUTE).match(packet, end, end + _NEAR)
    return match[1] if match else None
