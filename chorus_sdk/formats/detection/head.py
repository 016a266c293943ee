"""The head of an ordinary invoice, read by its tags (*tête du document*).

Most heads are nothing but tags and plain text, and what detection asks of them stands in the first
dozen. They are matched strictly, one after the other; whatever else comes (a comment that is not
closed, an entity, a DOCTYPE, a name that is not ASCII, another encoding) is left to the XML door,
which decides.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import Final

from chorus_sdk._xml import RootInfo

_TOKEN: Final = re.compile(
    rb"([^<&]*+)<(?:"
    rb"/([\w:.-]++)\s*>"  # 2 an end
    rb"|([\w:.-]++)"  # 3 a start, with 4 its attributes and 5 whether it is empty
    rb"((?:\s+[\w:.-]++\s*=\s*(?:\"[^\"<&]*+\"|'[^'<&]*+'))*+)\s*(/?)>"
    rb"|!--(?:[^-]++|-(?!-))*+-->"
    rb")"
)
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml\s([^<>?]*)\?>")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)")
_ATTRIBUTE = re.compile(rb"([\w:.-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
_ENCODING_TEXT = re.compile(r"\sencoding\s*=\s*[\"']([^\"']*)[\"']")
_UTF8 = frozenset((b"utf-8", b"utf8", b"us-ascii"))
_ONE_BYTE = frozenset((b"iso-8859-1", b"iso-8859-15"))
_MOST_TOKENS = 120


def plain_head(
    head: bytes,
    start: int,
    is_known: Callable[[str, str | None], bool],
    tells_enough: Callable[[RootInfo], bool],
) -> RootInfo | None:
    """Read a head whose root begins at `start`, until it tells enough; None where it is not plain.

    Only roots for which `is_known` says so are read.
    """
    declaration = _DECLARATION.match(head) if start else None
    encoding = plain_encoding(head, declaration[0] if declaration else None)
    if encoding is None:
        return None
    match = _TOKEN.scanner(head, start).match  # type: ignore[attr-defined]
    first = match()
    if first is None or first[3] is None or first[1].strip() or first[5]:
        return None
    prefix, _, name = first[3].rpartition(b":")
    namespace = namespace_of(first[4], prefix)
    local = name.decode("ascii")
    if not is_known(local, namespace):
        return None
    return _walk(match, RootInfo(namespace, local, {}, ()), encoding, tells_enough)


def _walk(
    match: Callable[[], re.Match[bytes] | None],
    root: RootInfo,
    encoding: str,
    tells_enough: Callable[[RootInfo], bool],
) -> RootInfo | None:
    found: list[tuple[str, str | None]] = []
    path: list[str] = []
    open_tags: list[bytes] = []
    fresh = remarked = False
    for _ in range(_MOST_TOKENS):
        token = match()
        if token is None:
            return None
        if token[3] is not None:
            path.append(token[3].rpartition(b":")[2].decode("ascii"))
            found.append(("/".join(path), None))
            fresh, remarked = True, False
            if len(path) == 1:
                told = RootInfo(root.namespace, root.name, {}, tuple(found))
                if tells_enough(told):
                    return told
            if token[5]:
                path.pop()
            else:
                open_tags.append(token[3])
        elif token[2] is not None:
            if remarked or not open_tags or open_tags.pop() != token[2]:
                return None  # a comment inside a value, or a tag that closes nothing
            path.pop()
            if fresh:
                text = token[1].decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
                found[-1] = (found[-1][0], text)
            fresh = False
        else:
            remarked = fresh
    return None


def utf16_as_utf8(head: bytes) -> bytes:
    """Write the beginning of a document in UTF-16 in UTF-8; nothing where it is no such thing."""
    is_big = head[:1] in (b"\0", b"\xfe")
    decode = codecs.utf_16_be_decode if is_big else codecs.utf_16_le_decode
    try:
        text = decode(head, "strict", False)[0].removeprefix("\ufeff")  # noqa: FBT003
    except UnicodeDecodeError:
        return b""
    declared = _ENCODING_TEXT.search(text, 0, text.find(">"))
    if declared is None:
        return text.encode()
    if not declared[1].lower().startswith("utf-16"):
        return b""
    return (text[: declared.start()] + text[declared.end() :]).encode()


def plain_encoding(head: bytes, declaration: bytes | None) -> str | None:
    """Return the encoding that is declared, or meant by default, if the bytes are of it."""
    encoding = _ENCODING.search(declaration) if declaration else None
    name = encoding[1].lower() if encoding else b"utf-8"
    if name in _UTF8:
        return "utf-8" if head.isascii() or _is_utf8(head) else None
    return name.decode("ascii") if name in _ONE_BYTE else None


def _is_utf8(head: bytes) -> bool:
    """Tell whether it is UTF-8, but for a character that is cut at its end."""
    try:
        codecs.utf_8_decode(head, "strict", False)  # noqa: FBT003  the last argument has no name
    except UnicodeDecodeError:
        return False
    return True


def namespace_of(attributes: bytes, prefix: bytes) -> str | None:
    """Return the namespace that a root's attributes declare for its prefix."""
    key = b"xmlns:" + prefix if prefix else b"xmlns"
    for name, double, single in _ATTRIBUTE.findall(attributes):
        if name == key:
            return bytes(double or single).decode("utf-8", "replace")
    return None
