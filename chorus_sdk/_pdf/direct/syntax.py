"""Objects of PDF from bytes (ISO 32000-1, 7.3): dictionaries, arrays, names, strings, references.

A name is `bytes` with its slash, a string `Text`, a reference a pair of numbers, an array a list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, TypeAlias

Reference: TypeAlias = tuple[int, int]
Value: TypeAlias = (
    "Text | bytes | Reference | int | float | bool | list[Value] | dict[bytes, Value] | None"
)

_SPACE = rb"\x00\t\n\x0c\r "
_END = rb"(?=[\x00\t\n\x0c\r ()<>\[\]{}/%]|\Z)"
_TOKEN = re.compile(
    rb"[%b]*+(?:%%[^\r\n]*+[%b]*+)*+(?:"  # possessive: a run of % is not split in every way
    rb"(/[^\x00-\x20\x7f-\xff()<>\[\]{}/%%]*)"  # 1 a name
    rb"|(\d+)[%b]+(\d+)[%b]+R%b"  # 2 and 3: a reference, closed by 3
    rb"|([+-]?\d+)%b"  # 4 a whole number
    rb"|(<<)"  # 5
    rb"|(>>)"  # 6
    rb"|(\[)"  # 7
    rb"|(\])"  # 8
    rb"|\(((?:[^()\\]++|\\.)*+)\)"  # 9 a string without brackets inside
    rb"|<([0-9A-Fa-f%b]*)>"  # 10 a string in hexadecimal
    rb"|([+-]?(?:\d+\.\d*|\.\d+))%b"  # 11 a number with a point
    rb"|(true|false|null)%b"  # 12
    rb"|(\()"  # 13 a string with brackets inside
    rb")" % (_SPACE, _SPACE, _SPACE, _SPACE, _END, _END, _SPACE, _END, _END),
    re.DOTALL,
)
_HEX_IN_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_USUAL_ESCAPES = re.compile(rb"(?:[^\\]++|\\(?:[0-3][0-7]{2}|[nrtbf\\]))*+")
"""Those that mean the same in a string of Python."""
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_LINE_ENDS = (b"\r\n", b"\r", b"\n")
_WORDS: Mapping[bytes, bool | None] = {b"true": True, b"false": False, b"null": None}
_KEYS: Final = {bytes}
_DEEPEST = 64
_LONGEST_STRING = 65_536


class Undecided(Exception):  # noqa: N818  not a failure: the engine is asked
    """The bytes are not plain enough to be read directly (*indécis*)."""


class Text(bytes):
    """A string of PDF, escapes undone."""

    __slots__ = ()


def parse(data: bytes, place: int) -> tuple[Value, int]:  # noqa: C901  one branch a token
    """Read the value at a place; return it and where it ends.

    Raises:
        Undecided: there is no plain value.
    """
    match = _TOKEN.scanner(data, place).match  # type: ignore[attr-defined]
    outer: list[list[Value]] = []
    inner: list[Value] = []
    while True:
        found = match()
        if found is None:
            raise Undecided
        kind = found.lastindex
        value: Value
        if kind == 1:
            name: bytes = found[1]
            value = _name(name) if b"#" in name else name
        elif kind == 3:
            value = (int(found[2]), int(found[3]))
        elif kind == 5 or kind == 7:  # noqa: PLR1714  twice as fast as a look-up, and hot
            outer.append(inner)
            inner = []
            if len(outer) > _DEEPEST:
                raise Undecided
            continue
        elif kind == 6 or kind == 8:  # noqa: PLR1714
            if not outer:
                raise Undecided
            value = _dictionary(inner) if kind == 6 else inner
            inner = outer.pop()
        elif kind == 13:
            value, end = _bracketed(data, found.start(13))
            if not outer:
                return value, end
            match = _TOKEN.scanner(data, end).match  # type: ignore[attr-defined]
        else:
            value = _simple(kind, found)
        if not outer:
            return value, found.end()
        inner.append(value)


def _simple(kind: int | None, found: re.Match[bytes]) -> Value:
    if kind == 1:
        return _name(found[1]) if b"#" in found[1] else found[1]
    if kind == 3:
        return int(found[2]), int(found[3])
    if kind == 4:
        return int(found[4])
    if kind == 9:
        return unescaped(found[9])
    if kind == 10:
        digits = b"".join(found[10].split()).replace(b"\0", b"")
        return Text(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")))
    return float(found[11]) if kind == 11 else _WORDS[found[12]]


def _dictionary(pairs: list[Value]) -> dict[bytes, Value]:
    keys = pairs[::2]
    if len(pairs) % 2 or set(map(type, keys)) - _KEYS:
        raise Undecided
    made = dict(zip(keys, pairs[1::2], strict=True))
    if len(made) != len(keys):
        raise Undecided  # a key twice: which one counts is the engine's to say
    return made  # type: ignore[return-value]


def _name(raw: bytes) -> bytes:
    if raw.count(b"#") != len(_HEX_IN_NAME.findall(raw)):
        raise Undecided
    return _HEX_IN_NAME.sub(_unhex, raw)


def _unhex(found: re.Match[bytes]) -> bytes:
    return bytes.fromhex(found[1].decode("ascii"))


def unescaped(raw: bytes) -> Text:
    """Return the string that stands between brackets."""
    if b"\r" in raw:
        raise Undecided
    if b"\\" not in raw:
        return Text(raw)
    if _USUAL_ESCAPES.fullmatch(raw):
        return Text(raw.decode("unicode_escape").encode("latin-1"))
    return Text(_ESCAPE.sub(_escape, raw))


def _escape(found: re.Match[bytes]) -> bytes:
    what = found[1]
    if what[0] in b"01234567":
        return bytes((int(what, 8) & 255,))
    return b"" if what in _LINE_ENDS else _ESCAPED.get(what, what)


def _bracketed(data: bytes, start: int) -> tuple[Text, int]:
    """Read a string that holds brackets: they come in pairs, or escaped."""
    depth, place, end = 0, start, min(len(data), start + _LONGEST_STRING)
    while place < end:
        byte = data[place]
        if byte == 0x5C:
            place += 1
        elif byte == 0x28:
            depth += 1
        elif byte == 0x29:
            depth -= 1
            if not depth:
                return unescaped(data[start + 1 : place]), place + 1
        place += 1
    raise Undecided
