"""What is neither XML, PDF nor an archive: EDI messages and the rest (*autres contenus*)."""

from __future__ import annotations

import re

from chorus_sdk.formats.base import Detection, FormatId

_BOM = b"\xef\xbb\xbf"
_EDIFACT_MESSAGE = re.compile(rb"UNH.[^:+]{0,35}?[+\x1d]([A-Z]{3,6})[:\x1f]", re.DOTALL)
_X12_SET = re.compile(rb"ST(.)(\d{3})\1", re.DOTALL)
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})


def detect_text(head: bytes) -> Detection:
    """Name a document by its first bytes; only an EDIFACT invoice has a format of its own."""
    if not head:
        return _unknown("empty")
    start = head.removeprefix(_BOM).lstrip()
    if start.startswith((b"UNA", b"UNB+")):
        return _edifact(start)
    if start.startswith(b"ISA") and not start[3:4].isalnum():
        match = _X12_SET.search(start)
        return _unknown(f"X12 {match[2].decode('ascii')}" if match else "X12")
    if start[:15].lower().startswith((b"<!doctype html", b"<html")):
        return _unknown("HTML")
    if is_tar(head):
        return _unknown("tar without compression")
    return _unknown("binary" if _is_binary(head[:4096]) else "text")


def is_tar(block: bytes) -> bool:
    """Tell whether bytes start like a tar: the mark `ustar`, or a header checksum that is right."""
    header = block[:512]
    if len(header) < 512:
        return False
    if header[257:262] == b"ustar":
        return True
    stated = header[148:156].strip(b" \0")
    if not stated or not stated.isdigit() or b"8" in stated or b"9" in stated:
        return False
    return sum(header[:148]) + 8 * 32 + sum(header[156:]) == int(stated, 8)


def _edifact(start: bytes) -> Detection:
    match = _EDIFACT_MESSAGE.search(start)
    message = match[1].decode("ascii") if match else None
    if message == "INVOIC":
        return Detection(format=FormatId.EDIFACT_INVOICE, evidence=("EDIFACT message INVOIC",))
    return _unknown(f"EDIFACT message {message}" if message else "EDIFACT without a message")


def _is_binary(piece: bytes) -> bool:
    return bool(piece.translate(None, delete=bytes(range(256)).translate(None, delete=_CONTROLS)))


def _unknown(evidence: str) -> Detection:
    return Detection(format=FormatId.UNKNOWN, evidence=(evidence,))
