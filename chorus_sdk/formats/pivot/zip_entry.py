"""The one file inside an attachment's zip (*archive à une entrée*), found and inflated in pieces.

Written out rather than left to `zipfile`, which reads a whole directory into memory before it can
be asked how long that is: here nothing is believed before it is bounded.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol, TypeAlias

from chorus_sdk import _deflate
from chorus_sdk.errors import (
    EncryptedDocumentError,
    LimitExceededError,
    MalformedDocumentError,
    UnsafeDocumentError,
)
from chorus_sdk.limits import KIB, Limits

_END: Final = struct.Struct("<4s4H2LH")
_END64: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64: Final = struct.Struct("<4sLQL")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_MAXIMUM_COMMENT: Final = 0xFFFF
_USUAL_TAIL: Final = 256
"""The directory of one file ends here, unless it has a comment."""
_UNSET: Final = 0xFFFFFFFF
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _UTF8 = 0x1, 0x800
_PIECE: Final = 32 * KIB
"""What the engine gives without a copy: a piece that is longer is put together of several."""
_Reading: TypeAlias = Callable[[int, int], bytes | memoryview]


class ByteRange(Protocol):
    """Bytes that can be read anywhere (*plage d'octets*)."""

    @property
    def size(self) -> int:
        """How many bytes there are."""
        ...

    def read_at(self, offset: int, size: int) -> bytes:
        """Return at most `size` bytes from `offset` on."""
        ...


@dataclass(frozen=True, slots=True)
class Directory:
    """Where an archive lists its entries (*répertoire central*)."""

    entries: int
    offset: int
    size: int


class ZipEntry(NamedTuple):
    """One entry of a zip (*entrée d'archive*): sizes in bytes, as its directory states them."""

    name: str
    method: int
    packed: int
    unpacked: int
    crc: int
    offset: int


def find_directory(source: ByteRange) -> Directory:
    """Find the central directory of a zip.

    Raises:
        MalformedDocumentError: no zip, or a damaged one.
    """
    return Directory(*_directory(source, *_find_end(source, _USUAL_TAIL)))


def _directory(source: ByteRange, tail_start: int, tail: bytes, place: int) -> tuple[int, int, int]:
    """Return how many entries a directory has, and where and how long it is, by its end record."""
    if place < 0:
        tail_start, tail, place = _find_end(source, _END.size + _MAXIMUM_COMMENT)
    if place < 0 or place + _END.size > len(tail):
        raise _malformed("it has no directory")
    _, _, _, _, entries, size, offset, _ = _END.unpack_from(tail, place)
    end = tail_start + place
    if entries == 0xFFFF or _UNSET in {size, offset}:
        entries, size, offset, end = _large_directory(source, end)
    if offset + size > end:
        raise _malformed("its directory is out of place")
    return entries, end - size, size


def _find_end(source: ByteRange, reach: int) -> tuple[int, bytes, int]:
    """Look for the end record in the last bytes; give where they begin, them, and its place."""
    start = max(0, source.size - reach)
    tail = source.read_at(start, source.size - start)
    return start, tail, tail.rfind(b"PK\x05\x06")


def read_single_entry(source: ByteRange) -> ZipEntry:
    """Describe the one entry of an attachment's zip.

    Raises:
        MalformedDocumentError: not a zip, damaged, or not exactly one entry.
        EncryptedDocumentError: the entry needs a password.
        UnsafeDocumentError: packed in a way that Chorus Pro does not use.
    """
    tail_start, tail, place = _find_end(source, _USUAL_TAIL)
    if 0 <= place == len(tail) - _END.size:
        _, _, _, _, entries, size, offset, _ = _END.unpack_from(tail, place)
        if entries == 1 and _CENTRAL.size <= size <= place and offset <= tail_start + place - size:
            return _read_record(tail[place - size : place])  # as nearly always
    entries, offset, size = _directory(source, tail_start, tail, place)
    if entries != 1:
        raise _malformed(f"it holds {entries} files, where one is expected")
    if not _CENTRAL.size <= size <= _CENTRAL.size + 3 * 0xFFFF:
        raise _malformed("its directory does not hold one entry")
    return _read_record(source.read_at(offset, size))


def check_size(entry: ZipEntry, limits: Limits) -> None:
    """Hold an entry against the limits, by what its directory states.

    Raises:
        LimitExceededError: `attachment_bytes` or `attachment_ratio`.
    """
    if entry.unpacked > limits.attachment_bytes:
        raise LimitExceededError(
            "attachment_bytes", value=entry.unpacked, maximum=limits.attachment_bytes
        )
    if entry.unpacked > limits.attachment_ratio * max(1, entry.packed):
        raise LimitExceededError(
            "attachment_ratio",
            value=entry.unpacked // max(1, entry.packed),
            maximum=limits.attachment_ratio,
        )


def inflate(source: ByteRange, entry: ZipEntry, read: _Reading | None = None) -> Iterator[bytes]:
    """Yield the entry's bytes in pieces, never more than its directory states.

    `read` is a reading of the same source that may return fewer bytes than are asked for.

    Raises:
        MalformedDocumentError: cut, damaged, or longer than stated.
    """
    start = data_start(source, entry)
    pieces = _pieces(read or source.read_at, start, entry.packed)
    crc = total = 0
    for piece in _inflated(pieces) if entry.method == _DEFLATED else map(bytes, pieces):
        total += len(piece)
        if total > entry.unpacked:
            raise _malformed("its file is longer than stated")
        crc = _deflate.crc32(piece, crc)
        yield piece
    if total != entry.unpacked or crc != entry.crc:
        raise _malformed("its file is damaged")


def inflate_at_once(pieces: Sequence[bytes | memoryview], entry: ZipEntry) -> list[bytes] | None:
    """Return all of the entry's bytes, if they are just what its directory states.

    `pieces` are those that it is packed in. Never more is unpacked than one byte beyond what is
    stated. What is not as stated is None: `inflate` tells what is wrong with it.
    """
    is_stored = entry.method == _STORED
    unpacked = [*map(bytes, pieces)] if is_stored else _all_inflated(pieces, entry.unpacked)
    if unpacked is None:
        return None
    crc = total = 0
    for piece in unpacked:
        crc = _deflate.crc32(piece, crc)
        total += len(piece)
    return unpacked if total == entry.unpacked and crc == entry.crc else None


def _all_inflated(pieces: Sequence[bytes | memoryview], size: int) -> list[bytes] | None:
    engine = _deflate.raw_inflater()
    unpacked, left = [], size
    try:
        for packed in pieces:
            unpacked.append(engine.decompress(packed, left + 1))
            left -= len(unpacked[-1])
            if left < 0:
                return None
    except _deflate.DAMAGED:
        return None
    return unpacked


def _inflated(pieces: Iterable[bytes | memoryview]) -> Iterator[bytes]:
    engine = _deflate.raw_inflater()
    try:
        for packed in pieces:
            if piece := engine.decompress(packed, _PIECE):
                yield piece
            while engine.unconsumed_tail and not engine.eof:
                yield engine.decompress(engine.unconsumed_tail, _PIECE)
            if engine.eof:
                return
        while not engine.eof and (piece := engine.decompress(b"", _PIECE)):
            yield piece
    except _deflate.DAMAGED as error:
        raise _malformed("its file is damaged") from error


def _pieces(read: _Reading, start: int, size: int) -> Iterator[bytes | memoryview]:
    done = 0
    while done < size:
        piece = read(start + done, min(_PIECE, size - done))
        if not piece:
            raise _malformed("its file is cut")
        done += len(piece)
        yield piece


def data_start(source: ByteRange, entry: ZipEntry) -> int:
    """Return where the entry's bytes begin; raises MalformedDocumentError where that is nowhere."""
    header = source.read_at(entry.offset, _LOCAL.size)
    if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
        raise _malformed("its entry is out of place")
    name_size, extra_size = struct.unpack_from("<2H", header, 26)
    start: int = entry.offset + _LOCAL.size + name_size + extra_size
    if start + entry.packed > source.size:
        raise _malformed("its file is cut")
    return start


def _read_record(record: bytes) -> ZipEntry:
    fields = _CENTRAL.unpack_from(record)
    signature, flags, method, crc = fields[0], fields[3], fields[4], fields[7]
    packed, unpacked, name_size, extra_size, note_size = fields[8:13]
    if signature != b"PK\x01\x02" or len(record) != _CENTRAL.size + name_size + extra_size + (
        note_size
    ):
        raise _malformed("its directory does not hold one entry")
    if flags & _ENCRYPTED:
        raise EncryptedDocumentError("The attachment is in a zip that needs a password.")
    if method not in {_STORED, _DEFLATED}:
        raise UnsafeDocumentError(f"The attachment is packed with the unusual method {method}.")
    start = _CENTRAL.size + name_size
    name = _decoded(record[_CENTRAL.size : start], is_utf8=bool(flags & _UTF8))
    sizes = _large_sizes(record[start : start + extra_size], (unpacked, packed, fields[16]))
    return ZipEntry(name, method, sizes[1], sizes[0], crc, sizes[2])


def _decoded(name: bytes, *, is_utf8: bool) -> str:
    if name.isascii():  # cp437 is slow
        return name.decode("ascii")
    return name.decode("utf-8" if is_utf8 else "cp437", "replace")


def _large_sizes(extra: bytes, sizes: tuple[int, int, int]) -> tuple[int, int, int]:
    """Replace what does not fit in 32 bits by the zip64 field that holds it."""
    if _UNSET not in sizes:
        return sizes
    place = 0
    while place + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, place)
        wanted = sum(8 for value in sizes if value == _UNSET)
        if kind == 1 and size >= wanted and place + 4 + wanted <= len(extra):
            large = iter(struct.unpack_from(f"<{wanted // 8}Q", extra, place + 4))
            unpacked, packed, offset = (next(large) if v == _UNSET else v for v in sizes)
            return unpacked, packed, offset
        place += 4 + size
    raise _malformed("its sizes are missing")


def _large_directory(source: ByteRange, end: int) -> tuple[int, int, int, int]:
    locator = source.read_at(max(0, end - _LOCATOR64.size), _LOCATOR64.size)
    if len(locator) < _LOCATOR64.size or locator[:4] != b"PK\x06\x07":
        raise _malformed("its directory is out of place")
    place = _LOCATOR64.unpack(locator)[2]
    record = source.read_at(place, _END64.size) if place < end else b""
    if len(record) < _END64.size or record[:4] != b"PK\x06\x06":
        raise _malformed("its directory is out of place")
    fields = _END64.unpack(record)
    return fields[7], fields[8], fields[9], place


def _malformed(reason: str) -> MalformedDocumentError:
    return MalformedDocumentError(f"The zip cannot be read: {reason}.")
