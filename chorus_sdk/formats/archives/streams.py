"""Where an archive is read from: its path, bytes or stream, never held whole (*flux*)."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Final, Protocol, cast

from chorus_sdk.errors import LimitExceededError
from chorus_sdk.formats.base import Source
from chorus_sdk.limits import KIB, MIB, Limits

_PIECE: Final = 64 * KIB
_IN_MEMORY: Final = 4 * MIB


class Readable(Protocol):
    """Anything that gives bytes in order (*flux lisible*)."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes; none at the end."""
        ...


class Chained:
    """A stream with what was already read of it put back in front (*flux complété*)."""

    def __init__(self, head: bytes, rest: Readable) -> None:
        self._head = head
        self._rest = rest

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes; none at the end."""
        if not self._head:
            return self._rest.read(size)
        end = len(self._head) if size < 0 else size
        piece, self._head = self._head[:end], self._head[end:]
        return piece + self._rest.read() if size < 0 else piece


class Pieces:
    """A seekable stream whose bytes can be read anywhere (*accès direct*)."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.size = stream.seek(0, os.SEEK_END)

    def read_at(self, offset: int, size: int) -> bytes:
        """Return at most `size` bytes from `offset` on."""
        if not 0 <= offset < self.size:
            return b""
        self._stream.seek(offset)
        return self._stream.read(min(size, self.size - offset))


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """Open a source; a stream of the caller's is left open.

    Raises:
        OSError: the path cannot be read.
        TypeError: not a path, bytes or a binary stream.
    """
    if isinstance(source, bytes):
        yield io.BytesIO(source)
    elif isinstance(source, (str, os.PathLike)):
        with Path(source).open("rb") as stream:
            yield stream
    elif hasattr(source, "read"):
        yield source
    else:
        raise TypeError(f"a source is a path, bytes or a binary stream, not {type(source)!r}")


@contextmanager
def anywhere(head: bytes, stream: Readable, limits: Limits) -> Iterator[Pieces]:
    """Make a stream, of which `head` was read, readable anywhere; copy it if need be.

    The copy is in memory up to 4 MiB, then in a temporary file without a name.

    Raises:
        LimitExceededError: the copy would pass `archive_total_bytes`.
    """
    seekable = getattr(stream, "seekable", None)
    binary = cast("BinaryIO", stream)
    if seekable is not None and seekable() and binary.tell() == len(head):
        yield Pieces(binary)
        return
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
        copy.write(head)
        total = len(head)
        while piece := stream.read(_PIECE):
            total += len(piece)
            if total > limits.archive_total_bytes:
                raise LimitExceededError(
                    "archive_total_bytes", value=None, maximum=limits.archive_total_bytes
                )
            copy.write(piece)
        yield Pieces(cast("BinaryIO", copy))


def read_exactly(stream: Readable, size: int) -> bytes:
    """Return `size` bytes, or fewer at the end."""
    pieces: list[bytes] = []
    while size > 0 and (piece := stream.read(size)):
        if not isinstance(piece, bytes):
            raise TypeError("the stream gives text: open it in binary mode")
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)
