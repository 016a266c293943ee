"""One object at a place of a document, read with as few bytes as it needs."""

from __future__ import annotations

import re
from typing import Final

from chorus_sdk._pdf.direct.pieces import Pieces
from chorus_sdk._pdf.direct.plain import OBJECT, pairs, read
from chorus_sdk._pdf.direct.syntax import Undecided, Value, parse
from chorus_sdk.limits import KIB, MIB

_HEADER = re.compile(rb"[\x00\t\n\x0c\r ]*(\d+)[\x00\t\n\x0c\r ]+(\d+)[\x00\t\n\x0c\r ]+obj")
_STREAM = re.compile(rb"[\x00\t\n\x0c\r ]*stream(\r\n|\n)")
_END_OBJECT = re.compile(rb"[\x00\t\n\x0c\r ]*endobj(?=[\x00\t\n\x0c\r ]|\Z)")
_END_STREAM = re.compile(
    rb"[\x00\t\n\x0c\r ]*endstream[\x00\t\n\x0c\r ]+endobj(?=[\x00\t\n\x0c\r ]|\Z)"
)
WINDOW: Final = 2_048
"""Bytes that hold most objects whole."""
_WIDER = 64 * KIB
_WIDEST = 4 * MIB
END_STREAM_BYTES: Final = 64
"""Bytes behind a stream that are enough to see its end."""


def read_object(
    pieces: Pieces, place: int, number: int | None = None, generation: int = 0
) -> tuple[Value, int | None]:
    """Return the object at a place, and where its stream begins if it has one.

    Raises:
        Undecided: another object, or none that is plain.
    """
    piece = pieces.read(place, WINDOW)
    found = OBJECT.match(piece)
    if found is None or found.end() == WINDOW:
        return _step_by_step(pieces, place, number, generation)
    if number is not None and (int(found[1]) != number or int(found[2]) != generation):
        raise Undecided
    if found[3] is None:
        return read(found[5]), None
    return pairs(found[3]), place + found.end() if found[4] else None


def ends_stream(piece: bytes) -> bool:
    """Tell whether a stream ends where these bytes begin, and its object with it."""
    found = _END_STREAM.match(piece)
    return found is not None and found.end() < END_STREAM_BYTES


def _step_by_step(
    pieces: Pieces, place: int, number: int | None, generation: int
) -> tuple[Value, int | None]:
    """Read an object token by token, in an ever longer piece until it ends inside of it."""
    for count in (WINDOW, _WIDER, _WIDEST):
        piece = pieces.read(place, count)
        try:
            value, begin, end = _parsed(piece, number, generation)
        except Undecided:
            if len(piece) < count:
                raise
        else:
            if end < len(piece) or len(piece) < count:
                return value, None if begin is None else place + begin
    raise Undecided


def _parsed(piece: bytes, number: int | None, generation: int) -> tuple[Value, int | None, int]:
    header = _HEADER.match(piece)
    if header is None:
        raise Undecided
    if number is not None and (int(header[1]) != number or int(header[2]) != generation):
        raise Undecided
    value, end = parse(piece, header.end())
    begin = _STREAM.match(piece, end) if isinstance(value, dict) else None
    if begin is not None:
        return value, begin.end(), begin.end()
    ended = _END_OBJECT.match(piece, end)
    if ended is None:
        raise Undecided
    return value, None, ended.end()
