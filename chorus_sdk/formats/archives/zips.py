"""The files of a zip, from its directory, read in pieces (*archive zip*).

Written out rather than left to `zipfile`, which reads a whole directory into memory before it can
be asked how long that is.
"""

from __future__ import annotations

import stat
import struct
from collections.abc import Callable, Iterator
from typing import Final

from chorus_sdk.errors import (
    EncryptedDocumentError,
    LimitExceededError,
    MalformedDocumentError,
    UnsafeDocumentError,
)
from chorus_sdk.formats.archives.budget import Budget
from chorus_sdk.formats.archives.entries import RawFile
from chorus_sdk.formats.pivot.zip_entry import ByteRange, ZipEntry, find_directory, inflate
from chorus_sdk.limits import KIB

_RECORD: Final = struct.Struct("<4s6H3L5H2L")
_PIECE: Final = 64 * KIB
_UNSET: Final = 0xFFFFFFFF
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
_UTF8: Final = 0x800
_METHODS: Final = (0, 8)  # stored, deflated
_ZIP64: Final = 1


def zip_files(source: ByteRange, budget: Budget) -> Iterator[RawFile]:
    """Yield the files of a zip in the order of its directory; folders are passed over.

    Raises:
        MalformedDocumentError: no directory, or a damaged one.
        LimitExceededError: too many entries, or too much in all.
    """
    directory = find_directory(source)
    maximum = budget.limits.archive_entries
    if directory.entries > maximum:
        raise LimitExceededError("archive_entries", value=directory.entries, maximum=maximum)
    place, end = directory.offset, directory.offset + directory.size
    while place < end:
        fixed = source.read_at(place, _RECORD.size)
        if len(fixed) < _RECORD.size or not fixed.startswith(b"PK\x01\x02"):
            raise _malformed("its directory is damaged")
        fields = _RECORD.unpack(fixed)
        size = sum(fields[10:13])
        variable = source.read_at(place + _RECORD.size, size)
        place += _RECORD.size + size
        if len(variable) < size or place > end:
            raise _malformed("its directory is cut")
        record = _Record(fields, variable)
        budget.enter(record.entry.unpacked)
        if not record.entry.name.endswith("/"):
            yield RawFile(record.entry.name, _reader(source, record, budget))


class _Record:
    """One line of the directory."""

    def __init__(self, fields: tuple[int, ...], variable: bytes) -> None:
        self.flags = fields[3]
        self.kind = stat.S_IFMT(fields[15] >> 16)
        name_size, extra_size = fields[10], fields[11]
        coding = "utf-8" if self.flags & _UTF8 else "cp437"
        extra = variable[name_size : name_size + extra_size]
        unpacked, packed, offset = _sizes(extra, (fields[9], fields[8], fields[16]))
        self.entry = ZipEntry(
            name=variable[:name_size].decode(coding, "replace"),
            method=fields[4],
            packed=packed,
            unpacked=unpacked,
            crc=fields[7],
            offset=offset,
        )


def _reader(source: ByteRange, record: _Record, budget: Budget) -> Callable[[], bytes]:
    def read() -> bytes:
        entry = record.entry
        if record.kind not in (0, stat.S_IFREG):
            raise UnsafeDocumentError("A link or a device, which no invoice needs.")
        if record.flags & _ENCRYPTED:
            raise EncryptedDocumentError(
                "The file has a password.", hint="Ask its sender for it without one."
            )
        if entry.method not in _METHODS:
            raise MalformedDocumentError(f"Packed with the unusual method {entry.method}.")
        budget.check_member(entry.unpacked)
        budget.check_ratio(entry.packed, entry.unpacked)
        return b"".join(inflate(source, entry))

    return read


def _sizes(extra: bytes, sizes: tuple[int, int, int]) -> tuple[int, int, int]:
    """Replace what does not fit in 32 bits by the zip64 field that holds it."""
    wanted = 8 * sizes.count(_UNSET)
    place = 0
    while wanted and place + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, place)
        place += 4
        if kind == _ZIP64 and wanted <= size <= len(extra) - place:
            large = iter(struct.unpack_from(f"<{wanted // 8}Q", extra, place))
            unpacked, packed, offset = (next(large) if v == _UNSET else v for v in sizes)
            return unpacked, packed, offset
        place += size
    return sizes


def _malformed(reason: str) -> MalformedDocumentError:
    return MalformedDocumentError(f"The zip cannot be read: {reason}.")
