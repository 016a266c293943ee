"""Ordinary objects at one glance (ISO 32000-1, 7.3): one expression for the whole of an object.

Most objects are dictionaries of plain values, not deeply nested. One match tells that it is so to
the end of the object; its values stay as they are written until one is asked for. What does not
match is for `syntax.parse`, which goes from token to token.
"""

from __future__ import annotations

import re
from typing import Final

from chorus_sdk._pdf.direct.syntax import Undecided, Value, parse, unescaped

_W = rb"[\x00\t\n\x0c\r ]"
_END = rb"(?=[\x00\t\n\x0c\r ()<>\[\]{}/%]|\Z)"
_NAME = rb"/[^\x00-\x20\x7f-\xff()<>\[\]{}/%#]++"
_ATOM = b"|".join(
    (
        rb"%b(?:#[0-9A-Fa-f]{2}[^\x00-\x20\x7f-\xff()<>\[\]{}/%%#]*+)*+" % _NAME,
        rb"\d++%b++\d++%b++R%b" % (_W, _W, _END),
        rb"[+-]?(?:\d++\.?\d*+|\.\d++)%b" % _END,
        rb"\((?:[^()\\\r]++|\\.)*+\)",
        rb"<[0-9A-Fa-f\x00\t\n\x0c\r ]*+>",
        rb"(?:true|false|null)%b" % _END,
    )
)
_FLAT = rb"%b|\[(?:%b*+(?:%b))*+%b*+\]" % (_ATOM, _W, _ATOM, _W)
_LEVELS = 3


def _nested(levels: int) -> bytes:
    """Return what matches a value, dictionaries in it to so many levels."""
    value = _FLAT
    for _ in range(levels):
        value = rb"%b|<<(?:%b*+%b%b*+(?:%b))*+%b*+>>" % (_FLAT, _W, _NAME, _W, value, _W)
    return value


_VALUE = _nested(_LEVELS)
_BODY = rb"<<((?:%b*+%b%b*+(?:%b))*+)%b*+>>" % (_W, _NAME, _W, _VALUE, _W)
_PAIR = re.compile(rb"%b*+(%b)%b*+(%b)" % (_W, _NAME, _W, _VALUE), re.DOTALL)
_ITEM = re.compile(_ATOM, re.DOTALL)

OBJECT: Final = re.compile(
    rb"%b*+(\d++)%b++(\d++)%b++obj%b*+"
    rb"(?:%b%b*+(stream(?:\r\n|\n))?+|(%b)%b*+)(?(4)|endobj(?=%b|\Z))"
    % (_W, _W, _W, _W, _BODY, _W, _FLAT, _W, _W),
    re.DOTALL,
)
"""A whole object: 1 its number, 2 its generation, 3 its pairs, 4 whether a stream follows; or 5 a
value that is no dictionary."""
DICTIONARY: Final = re.compile(rb"%b*+%b" % (_W, _BODY), re.DOTALL)
"""A dictionary: 1 its pairs."""

_get = dict[bytes, Value].get


class Unread(dict[bytes, Value]):
    """A dictionary whose values are read when they are asked for (*dictionnaire non lu*)."""

    __slots__ = ()

    def get(self, key: bytes, default: Value = None) -> Value:  # type: ignore[override]
        """Return what a key stands for."""
        raw = _get(self, key)
        return default if raw is None else read(raw)  # type: ignore[arg-type]

    def __getitem__(self, key: bytes) -> Value:
        """Return what a key stands for; raises KeyError."""
        return read(super().__getitem__(key))  # type: ignore[arg-type]


def pairs(body: bytes) -> Unread:
    """Return the dictionary of pairs that were matched.

    Raises:
        Undecided: a key stands there twice.
    """
    found = _PAIR.findall(body)
    made = Unread(found)
    if len(made) != len(found):
        raise Undecided  # which one counts is the engine's to say
    return made


def read(raw: bytes) -> Value:
    """Return the value that was matched."""
    first = raw[0]
    if first == 0x2F:
        return parse(raw, 0)[0] if b"#" in raw else raw
    if first == 0x5B:
        return [read(item) for item in _ITEM.findall(raw, 1)]
    if raw[-1] == 0x52:
        number, generation, _ = raw.split()
        return int(number), int(generation)
    if raw.isdigit():
        return int(raw)
    if raw[:2] == b"<<":
        return pairs(raw[2:-2])
    return unescaped(raw[1:-1]) if first == 0x28 else parse(raw, 0)[0]
