"""The members of a tar, in one pass (*archive tar*).

Written out rather than left to `tarfile`, which reads an extended header of any length into
memory: here a header is one block, and what describes a member further is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from chorus_sdk.errors import LimitExceededError, MalformedDocumentError
from chorus_sdk.formats.pivot.streams import Readable
from chorus_sdk.limits import KIB, Limits

_BLOCK: Final = 512
_PIECE: Final = 64 * KIB
_REGULAR: Final = (b"0", b"\0", b"7")


@dataclass
class TarMember:
    """One file of a tar (*membre*), to be read before the next one is asked for."""

    name: str
    source: Readable
    left: int

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes; none at the end.

        Raises:
            MalformedDocumentError: the archive is cut.
        """
        size = self.left if size < 0 else min(size, self.left)
        data = self.source.read(size) if size else b""
        if size and not data:
            raise _malformed()
        self.left -= len(data)
        return data


def members(source: Readable, limits: Limits) -> Iterator[TarMember]:
    """Yield the regular files of a tar; what is not read of one is passed over.

    Raises:
        MalformedDocumentError: not a tar, damaged or cut.
        LimitExceededError: `archive_entries`.
    """
    count = 0
    while (header := _block(source)).strip(b"\0"):
        count += 1
        if count > limits.archive_entries:
            raise LimitExceededError("archive_entries", value=None, maximum=limits.archive_entries)
        size = _size(header)
        member = TarMember(_name(header), source, size)
        if header[156:157] in _REGULAR:
            yield member
        while member.read(_PIECE):
            pass
        _skip_padding(source, size)


def _block(source: Readable) -> bytes:
    block = b""
    while len(block) < _BLOCK and (piece := source.read(_BLOCK - len(block))):
        block += piece
    if block and len(block) < _BLOCK:
        raise _malformed()
    return block


def _size(header: bytes) -> int:
    unsigned = sum(header) - sum(header[148:156]) + 8 * ord(" ")
    try:
        stated = int(header[148:156].strip(b"\0 ") or b"0", 8)
        if header[124] & 0x80:
            size = int.from_bytes(header[124:136], "big") & ((1 << 95) - 1)
        else:
            size = int(header[124:136].strip(b"\0 ") or b"0", 8)
    except ValueError as error:
        raise _malformed() from error
    if stated != unsigned:
        raise _malformed()
    return size


def _name(header: bytes) -> str:
    name = header[:100].rstrip(b"\0").decode("utf-8", "replace")
    prefix = header[345:500].rstrip(b"\0").decode("utf-8", "replace")
    return f"{prefix}/{name}" if prefix and header[257:262] == b"ustar" else name


def _skip_padding(source: Readable, size: int) -> None:
    left = -size % _BLOCK
    while left and (piece := source.read(left)):
        left -= len(piece)


def _malformed() -> MalformedDocumentError:
    return MalformedDocumentError("The tar archive is damaged or cut.")
