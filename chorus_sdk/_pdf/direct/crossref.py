"""Where the objects of a PDF stand (ISO 32000-1, 7.5.4 and 7.5.8): tables and streams.

Nothing is read but the entries asked for: a table has entries of one length, and of a stream that
is packed by the difference of rows, a row is the sum of those above it.
"""

from __future__ import annotations

import re
import zlib
from typing import Final, NamedTuple, TypeAlias

from chorus_sdk._deflate import inflate_head
from chorus_sdk._pdf.direct.objects import END_STREAM_BYTES, ends_stream, read_object
from chorus_sdk._pdf.direct.pieces import Pieces
from chorus_sdk._pdf.direct.plain import DICTIONARY, pairs
from chorus_sdk._pdf.direct.syntax import Undecided, Value, parse
from chorus_sdk.limits import MIB

_START = re.compile(rb"startxref[\t\n\x0c\r ]+(\d+)[\t\n\x0c\r ]")
_TABLE = re.compile(rb"[\t\n\x0c\r ]*xref[\t\n\x0c\r ]+")
_SECTION = re.compile(rb"(\d+) (\d+)[ ]*(?:\r\n|\r|\n)")
_TRAILER = re.compile(rb"[\t\n\x0c\r ]*trailer")
_ENTRY = 20
_BESIDE_DIGITS = 5
"""Bytes of an entry that are no digit: two spaces, the kind, an end of line of two."""
_TAIL = 1_054
"""The last bytes, where the mark of the start is looked for."""
_WINDOW = 4_096
_UPDATES = 32
_TABLE_BYTES = 32 * MIB

FREE: Final = 0
PLAIN: Final = 1
PACKED: Final = 2


class TableSection(NamedTuple):
    """A subsection of a cross-reference table: entries of 20 bytes."""

    entries: bytes
    first: int
    end: int

    def entry(self, number: int) -> tuple[int, int, int]:
        """Return what the table says of an object."""
        start, entries = _ENTRY * (number - self.first), self.entries
        kind = PLAIN if entries[start + 17] == 0x6E else FREE
        return kind, int(entries[start : start + 10]), int(entries[start + 11 : start + 16])


class StreamSection(NamedTuple):
    """A subsection of a cross-reference stream; `row` is its first row in `rows`."""

    rows: bytes
    widths: tuple[int, int, int]
    predicted: bool
    row: int
    first: int
    end: int

    def entry(self, number: int) -> tuple[int, int, int]:
        """Return what the stream says of an object."""
        row, width = self.row + number - self.first, sum(self.widths)
        if self.predicted:
            stride, end = width + 1, (row + 1) * (width + 1)
            rows = self.rows
            cells = bytes([sum(rows[cell:end:stride]) & 255 for cell in range(1, stride)])
        else:
            cells = self.rows[row * width : (row + 1) * width]
        first, second, _ = self.widths
        kind = int.from_bytes(cells[:first]) if first else PLAIN
        if kind not in (FREE, PLAIN, PACKED):
            raise Undecided
        return (
            kind,
            int.from_bytes(cells[first : first + second]),
            int.from_bytes(cells[first + second :]),
        )


Section: TypeAlias = TableSection | StreamSection
"""Entries of consecutive objects."""


class CrossReference(NamedTuple):
    """All sections, the newest first, and the newest trailer.

    Where a table and a stream stand side by side (a hybrid file), what is free in the table may
    stand in the stream after it, which `behind` tells.
    """

    sections: tuple[tuple[Section, bool], ...]
    trailer: dict[bytes, Value]

    def entry(self, number: int) -> tuple[int, int, int]:
        """Return the newest entry of an object; FREE for one that is nowhere."""
        hidden = False
        for section, behind in self.sections:
            if hidden and not behind:
                break  # freed, and not given by the stream beside the table
            if section.first <= number < section.end:
                found = section.entry(number)
                if found[0] != FREE:
                    return found
                hidden = True
        return FREE, 0, 0


def cross_reference(pieces: Pieces) -> CrossReference:
    """Read where the objects stand.

    Raises:
        Undecided: damaged, encrypted, or written in an unusual way.
    """
    tail_at = max(0, pieces.size - _WINDOW)
    tail = pieces.read(tail_at, _WINDOW)
    start = _START.match(tail, max(0, tail.rfind(b"startxref", max(0, len(tail) - _TAIL))))
    if start is None:
        raise Undecided
    sections: list[tuple[Section, bool]] = []
    newest: dict[bytes, Value] | None = None
    place, seen = int(start[1]), set[int]()
    while True:
        if place in seen or len(seen) > _UPDATES:
            raise Undecided
        seen.add(place)
        piece = tail[place - tail_at :] if place >= tail_at else pieces.read(place, _WINDOW)
        trailer = _one(pieces, place, piece, sections)
        newest = newest or trailer
        before = trailer.get(b"/Prev")
        if before is None:
            break
        if type(before) is not int or before < 0:
            raise Undecided
        place = before
    _check(newest, sections)
    return CrossReference(tuple(sections), newest)


def _check(trailer: dict[bytes, Value], sections: list[tuple[Section, bool]]) -> None:
    """The stated number of objects must be right: else the engine says that it is damaged."""
    highest = max([section.end for section, _ in sections])
    if trailer.get(b"/Size") != highest or b"/Encrypt" in trailer:
        raise Undecided


def _one(
    pieces: Pieces, place: int, piece: bytes, sections: list[tuple[Section, bool]]
) -> dict[bytes, Value]:
    """Read what stands at a place, of which `piece` is the beginning."""
    table = _TABLE.match(piece)
    if table is None:
        trailer, found = _stream(pieces, place)
        sections.extend((section, False) for section in found)
        return trailer
    at = table.end()
    while section := _SECTION.match(piece, at):
        first, count = int(section[1]), int(section[2])
        at, length = section.end(), _ENTRY * count
        if length > pieces.size:
            raise Undecided
        if at + length + _WINDOW // 2 > len(piece) and place + len(piece) < pieces.size:
            place, at = place + at, 0
            piece = pieces.read(place, length + _WINDOW)
        entries = piece[at : at + length]
        _check_table(entries, count)
        sections.append((TableSection(entries, first, first + count), False))
        at += length
    end = _TRAILER.match(piece, at)
    if end is None:
        raise Undecided
    trailer = _dictionary(piece, end.end())
    beside = trailer.get(b"/XRefStm")
    if beside is not None:
        if type(beside) is not int or beside < 0:
            raise Undecided
        sections.extend((section, True) for section in _stream(pieces, beside)[1])
    return trailer


def _check_table(entries: bytes, count: int) -> None:
    """Every entry has its shape: ten digits, five digits, n or f, and an end of line of two."""
    rest = entries.translate(None, b"0123456789")
    shape = entries[10::_ENTRY] + entries[16::_ENTRY]
    if not (
        len(entries) == _ENTRY * count
        and len(rest) == _BESIDE_DIGITS * count
        and shape == b" " * (2 * count)
        and not entries[17::_ENTRY].strip(b"nf")
        and not entries[18::_ENTRY].strip(b" \r")
        and not entries[19::_ENTRY].strip(b"\r\n")
    ):
        raise Undecided


def _dictionary(piece: bytes, at: int) -> dict[bytes, Value]:
    found = DICTIONARY.match(piece, at)
    value = parse(piece, at)[0] if found is None else pairs(found[1])
    if not isinstance(value, dict):
        raise Undecided
    return value


def _stream(pieces: Pieces, place: int) -> tuple[dict[bytes, Value], list[Section]]:
    """Read a cross-reference stream: its dictionary, which is a trailer too, and its sections."""
    about, begin = read_object(pieces, place)
    if begin is None or not isinstance(about, dict):
        raise Undecided
    widths, size, length = _counts(about.get(b"/W")), about.get(b"/Size"), about.get(b"/Length")
    if type(length) is not int or type(size) is not int or length < 0:
        raise Undecided
    if about.get(b"/Type") != b"/XRef" or len(widths) != 3:
        raise Undecided
    if not ends_stream(pieces.read(begin + length, END_STREAM_BYTES)):
        raise Undecided
    rows, predicted = _rows(pieces.read(begin, length), about, sum(widths))
    index = _counts(about.get(b"/Index", [0, size]))
    three = (widths[0], widths[1], widths[2])
    return about, _sections(rows, three, index, predicted=predicted)


def _sections(
    rows: bytes, widths: tuple[int, int, int], index: list[int], *, predicted: bool
) -> list[Section]:
    if len(index) % 2:
        raise Undecided
    found: list[Section] = []
    row = 0
    for first, count in zip(index[::2], index[1::2], strict=True):
        found.append(StreamSection(rows, widths, predicted, row, first, first + count))
        row += count
    if len(rows) != row * (sum(widths) + predicted):
        raise Undecided
    return found


def _rows(raw: bytes, about: dict[bytes, Value], width: int) -> tuple[bytes, bool]:
    packing, parameters = about.get(b"/Filter"), about.get(b"/DecodeParms")
    if packing is None:
        return raw, False
    if packing not in (b"/FlateDecode", [b"/FlateDecode"]):
        raise Undecided
    try:
        rows = inflate_head(raw, _TABLE_BYTES)
    except zlib.error as error:
        raise Undecided from error
    if isinstance(parameters, list) and len(parameters) == 1:
        parameters = parameters[0]
    if parameters is None:
        return rows, False
    if not isinstance(parameters, dict) or parameters.get(b"/Columns") != width:
        raise Undecided
    up = rows[:: width + 1].strip(b"\2") == b""
    if parameters.get(b"/Predictor") not in (12, 15) or not up:
        raise Undecided
    return rows, True


def _counts(value: Value) -> list[int]:
    """Return an array of whole numbers that are not negative."""
    if not isinstance(value, list):
        raise Undecided
    counts = [one for one in value if type(one) is int and one >= 0]
    if len(counts) != len(value):
        raise Undecided
    return counts
