"""Is an XML document well-formed, as far as a quick look can tell (*XML bien formé*)?

A short one is parsed. Of a longer one the last bytes are enough to see whether it was cut off,
which is how documents break in practice: they must close the root element.
"""

from __future__ import annotations

import re

from chorus_sdk._xml import Element, RootInfo, parse
from chorus_sdk.formats.detection.sample import Sample
from chorus_sdk.limits import Limits

_BOM = b"\xef\xbb\xbf"
_SPACE = re.compile(rb"\s+")
_REMARKS = ((b"<!--", b"-->"), (b"<?", b"?>"))
_LAST_TAG = re.compile(rb"<(/?)(?:[^\s<>/:]+:)?([^\s<>/:]+)(?:\s[^<>]*?)?(/?)>\s*\Z")
_LISTED = 24
_LEVELS_OF_FIRST = 2
"""In CII and its kin the guideline stands two levels below the first child."""


def head_of_whole(document: bytes, limits: Limits) -> RootInfo:
    """Parse a document whole; return its root and what stands first below it.

    Raises:
        MalformedDocumentError: not well-formed, with its place.
        UnsafeDocumentError: a DOCTYPE, or a limit is passed.
    """
    root = parse(document, limits)
    namespace, _, name = str(root.tag).rpartition("}")
    found: list[tuple[str, str | None]] = []
    for child in root[:_LISTED]:
        _list(child, "", found, levels=0 if found else _LEVELS_OF_FIRST)
    attributes = {str(key): str(value) for key, value in root.attrib.items()}
    return RootInfo(namespace[1:] or None, name, attributes, tuple(found))


def after_prolog(head: bytes) -> int:
    """Return where the root begins, behind declaration, comments and instructions."""
    return _after_remarks(head, len(_BOM) if head.startswith(_BOM) else 0)


def breaks_off(sample: Sample, root: str) -> bool:
    """Tell whether the last bytes of a document leave its root element open.

    False where the last bytes cannot tell: blank, or the end of a long comment.
    """
    last = (sample.head if sample.complete else sample.tail())[-4_096:]
    if last.count(b"\0") * 4 > len(last):
        last = last.replace(b"\0", b"")
    last = last.rstrip()
    if last.endswith((b"-->", b"?>")):
        last = _without_epilog(last)
    tag = _LAST_TAG.match(last, max(0, last.rfind(b"<")))
    if tag is None:
        return bool(last) and not last.endswith(b">")
    closes = tag[1] or tag[3]  # an end tag, or a root that is empty
    return not closes or tag[2].decode("utf-8", "replace") != root


def _list(
    element: Element, above: str, found: list[tuple[str, str | None]], *, levels: int
) -> None:
    tag = element.tag
    if not isinstance(tag, str):
        return
    path = above + tag.rpartition("}")[2]
    found.append((path, element.text))
    if levels:
        for child in element:
            _list(child, f"{path}/", found, levels=levels - 1)


def _without_epilog(last: bytes) -> bytes:
    """Take comments and instructions off the end; they follow the root in few documents."""
    close = last.find(b">", last.rfind(b"</")) + 1
    return last[:close] if _after_remarks(last, close) == len(last) else b">"


def _after_remarks(piece: bytes, place: int) -> int:
    """Return where white space, comments and instructions end."""
    while place < len(piece):
        space = _SPACE.match(piece, place)
        place = space.end() if space else place
        end = next((e for start, e in _REMARKS if piece.startswith(start, place)), None)
        if end is None:
            return place
        found = piece.find(end, place)
        if found < 0:
            return len(piece)
        place = found + len(end)
    return place
