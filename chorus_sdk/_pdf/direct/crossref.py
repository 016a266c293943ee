"""Where the objects of a PDF stand (ISO 32000-1, 7.5.4 and 7.5.8): tables and streams.

Nothing is read but the entries asked for: a table has entries of one length, and of a stream that
is packed by the difference of rows, a row is the sum of those above it.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import Final, Protocol

from chorus_sdk._deflate import inflate_head
from chorus_sdk._pdf.direct.syntax import Data, Undecided, Value, parse
from chorus_sdk.limits import MIB

OBJECT: Final = re.compile(rb"[\x00\t\n\x0c\r ]*(\d+)[\x00\t\n\x0c\r ]+(\d+)[\x00\t\n\x0c\r ]+obj")
STREAM: Final = re.compile(rb"[\x00\t\n\x0c\r ]*stream(\r\n|\n)")
END_OBJECT: Final = re.compile(rb"[\x00\t\n\x0c\r ]*endobj(?=[\x00\t\n\x0c\r ]|\Z)")
END_STREAM: Final = re.compile(
    rb"[\x00\t\n\x0c\r ]*endstream[\x00\t\n\x0c\r ]+endobj(?=[\x00\t\n\x0c\r ]|\Z)"
)
_START = re.compile(rb"startxref[\t\n\x0c\r ]+(\d+)[\t\n\x0c\r ]")
_TABLE = re.compile(rb"[\t\n\x0c\r ]*xref[\t\n\x0c\r ]+")
_SECTION = re.compile(rb"(\d+) (\d+)[ ]*(?:\r\n|\r|\n)")
_TRAILER = re.compile(rb"[\t\n\x0c\r ]*trailer")
_ENTRY = 20
_BESIDE_DIGITS = 5
"""Bytes of an entry that are no digit: two spaces, the kind, an end of line of two."""
_TAIL = 1_054
_UPDATES = 32
_TABLE_BYTES = 32 * MIB

FREE: Final = 0
PLAIN: Final = 1
PACKED: Final = 2


class Section(Protocol):
    """Entries of consecutive objects."""

    @property
    def first(self) -> int:
        """The number of its first object."""
        ...

    @property
    def count(self) -> int:
        """How many objects follow one another."""
        ...

    def entry(self, number: int) -> tuple[int, int, int]:
        """Return FREE, PLAIN with offset and generation, or PACKED with stream and index."""
        ...


@dataclass(frozen=True, slots=True)
class TableSection:
    """A subsection of a cross-reference table: entries of 20 bytes."""

    data: Data
    place: int
    first: int
    count: int

    def entry(self, number: int) -> tuple[int, int, int]:
        """Return what the table says of an object."""
        start = self.place + _ENTRY * (number - self.first)
        kind = PLAIN if self.data[start + 17] == 0x6E else FREE
        return kind, int(self.data[start : start + 10]), int(self.data[start + 11 : start + 16])


@dataclass(frozen=True, slots=True)
class StreamSection:
    """A subsection of a cross-reference stream; `row` is its first row in `rows`."""

    rows: bytes
    widths: tuple[int, int, int]
    predicted: bool
    row: int
    first: int
    count: int

    def entry(self, number: int) -> tuple[int, int, int]:
        """Return what the stream says of an object."""
        row, width = self.row + number - self.first, sum(self.widths)
        if self.predicted:
            stride, end = width + 1, (row + 1) * (width + 1)
            cells = bytes(sum(self.rows[c + 1 : end : stride]) & 255 for c in range(width))
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


@dataclass(frozen=True, slots=True)
class CrossReference:
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
            if section.first <= number < section.first + section.count:
                found = section.entry(number)
                if found[0] != FREE:
                    return found
                hidden = True
        return FREE, 0, 0


def cross_reference(data: Data) -> CrossReference:
    """Read where the objects stand.

    Raises:
        Undecided: damaged, encrypted, or written in an unusual way.
    """
    tail_at = max(0, len(data) - _TAIL)
    tail = data[tail_at:]
    start = _START.match(tail, max(0, tail.rfind(b"startxref")))
    if start is None:
        raise Undecided
    sections: list[tuple[Section, bool]] = []
    newest: dict[bytes, Value] | None = None
    place, seen = int(start[1]), set[int]()
    while True:
        if place in seen or len(seen) > _UPDATES:
            raise Undecided
        seen.add(place)
        trailer = _one(data, place, sections)
        newest = newest or trailer
        before = trailer.get(b"/Prev")
        if before is None:
            break
        if type(before) is not int:
            raise Undecided
        place = before
    _check(newest, sections)
    return CrossReference(tuple(sections), newest)


def _check(trailer: dict[bytes, Value], sections: list[tuple[Section, bool]]) -> None:
    """The stated number of objects must be right: else the engine says that it is damaged."""
    highest = max(section.first + section.count for section, _ in sections)
    if trailer.get(b"/Size") != highest or b"/Encrypt" in trailer:
        raise Undecided


def _one(data: Data, place: int, sections: list[tuple[Section, bool]]) -> dict[bytes, Value]:
    table = _TABLE.match(data, place)
    if table is None:
        trailer, found = _stream(data, place)
        sections.extend((section, False) for section in found)
        return trailer
    place = table.end()
    while section := _SECTION.match(data, place):
        first, count = int(section[1]), int(section[2])
        _check_table(data[section.end() : section.end() + _ENTRY * count], count)
        sections.append((TableSection(data, section.end(), first, count), False))
        place = section.end() + _ENTRY * count
    end = _TRAILER.match(data, place)
    if end is None:
        raise Undecided
    trailer, _ = _dictionary(data, end.end())
    beside = trailer.get(b"/XRefStm")
    if beside is not None:
        if type(beside) is not int:
            raise Undecided
        sections.extend((section, True) for section in _stream(data, beside)[1])
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


def _dictionary(data: Data, place: int) -> tuple[dict[bytes, Value], int]:
    value, end = parse(data, place)
    if not isinstance(value, dict):
        raise Undecided
    return value, end


def _stream(data: Data, place: int) -> tuple[dict[bytes, Value], list[Section]]:
    """Read a cross-reference stream: its dictionary, which is a trailer too, and its sections."""
    header = OBJECT.match(data, place)
    if header is None:
        raise Undecided
    about, end = _dictionary(data, header.end())
    widths, size = _counts(about.get(b"/W")), about.get(b"/Size")
    begin, length = STREAM.match(data, end), about.get(b"/Length")
    if begin is None or type(length) is not int or type(size) is not int:
        raise Undecided
    if about.get(b"/Type") != b"/XRef" or len(widths) != 3:
        raise Undecided
    if END_STREAM.match(data, begin.end() + length) is None:
        raise Undecided
    raw = data[begin.end() : begin.end() + length]
    rows, predicted = _rows(raw, about, sum(widths))
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
        found.append(StreamSection(rows, widths, predicted, row, first, count))
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
