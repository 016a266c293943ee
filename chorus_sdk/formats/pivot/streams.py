"""Small binary streams that containers are made of (*flux binaires*)."""

from __future__ import annotations

import gzip
import os
import zipfile
import zlib
from typing import BinaryIO, Final, Protocol, cast

from chorus_sdk.errors import LimitExceededError, MalformedDocumentError
from chorus_sdk.limits import KIB, MIB, Limits

_RATIO_FROM = 1 * MIB
"""A shorter output cannot hurt, and a short one is easily repetitive."""
_AT_ONCE: Final = 256 * KIB
"""An archive's engine holds several times what it is asked for."""
_ESCAPES: Final = (
    (rb"\/", b"/"),
    (rb"\r", b""),
    (rb"\n", b""),
    (rb"\u003d", b"="),
    (rb"\u003D", b"="),
    (rb"\u002b", b"+"),
    (rb"\u002B", b"+"),
    (rb"\u002f", b"/"),
    (rb"\u002F", b"/"),
)
"""What base64 is written as by those who write JSON; any other escape is none of base64."""
_ESCAPE: Final = 6
"""Bytes of an escape at most."""


class Readable(Protocol):
    """Anything that gives bytes in order (*flux lisible*)."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes; none at the end."""
        ...


class Prefixed:
    """A stream with what was already read of it put back in front (*flux complété*)."""

    def __init__(self, head: bytes, rest: Readable) -> None:
        self._head = head
        self._rest = rest
        self.taken = 0

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes; none at the end."""
        if self._head:
            end = len(self._head) if size < 0 else size
            data, self._head = self._head[:end], self._head[end:]
            if size < 0:
                data += self._rest.read()
        else:
            data = self._rest.read(size)
        self.taken += len(data)
        return data


class Bounded:
    """A member of an archive, read under the limits (*lecture bornée*).

    It is streamed, never held, so it may be as long as a whole archive. Errors of the archive's
    engine become `MalformedDocumentError`.
    """

    def __init__(self, source: Readable, limits: Limits) -> None:
        self._source = source
        self._maximum = limits.archive_total_bytes
        self._total = 0

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes; none at the end.

        Raises:
            LimitExceededError: `archive_total_bytes`.
            MalformedDocumentError: the archive is damaged.
        """
        data = read_or_refuse(self._source, min(size, _AT_ONCE))
        self._total += len(data)
        if self._total > self._maximum:
            raise LimitExceededError("archive_total_bytes", value=None, maximum=self._maximum)
        return data


class Gunzip:
    """What a gzip holds (*décompression gzip*), under the limits on archives."""

    def __init__(self, packed: Prefixed, limits: Limits) -> None:
        self._packed = packed
        self._unpacked: Readable = gzip.GzipFile(fileobj=cast("BinaryIO", packed))
        self._limits = limits
        self._total = 0

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes; none at the end.

        Raises:
            LimitExceededError: `archive_total_bytes` or `archive_ratio`.
            MalformedDocumentError: the gzip is damaged or cut.
        """
        data = read_or_refuse(self._unpacked, min(size, _AT_ONCE))
        self._total += len(data)
        limits, packed = self._limits, max(1, self._packed.taken)
        if self._total > limits.archive_total_bytes:
            raise LimitExceededError(
                "archive_total_bytes", value=None, maximum=limits.archive_total_bytes
            )
        if self._total > _RATIO_FROM and self._total > packed * limits.archive_ratio:
            raise LimitExceededError(
                "archive_ratio", value=self._total // packed, maximum=limits.archive_ratio
            )
        return data


class JsonText:
    """The base64 in a JSON string whose opening quote has been read (*chaîne JSON*), to its end."""

    def __init__(self, source: Readable) -> None:
        self._source = source
        self._held = b""
        self._ended = False

    def read(self, size: int = -1, /) -> bytes:
        """Return about `size` bytes; none at the end.

        Raises:
            MalformedDocumentError: the string has no end.
        """
        text = b""
        while not (text or self._ended):
            piece = self._source.read(size)
            if not piece:
                raise MalformedDocumentError("The JSON ends inside its file.")
            text = self._taken(self._held + piece)
        return text

    def _taken(self, data: bytes) -> bytes:
        end = data.find(b'"')
        self._ended = end >= 0
        if self._ended:
            data = data[:end]
        cut = -1 if self._ended else data.rfind(b"\\", max(0, len(data) - _ESCAPE + 1))
        self._held = data[cut:] if cut >= 0 else b""
        data = data[:cut] if cut >= 0 else data
        for escape, letter in _ESCAPES if b"\\" in data else ():
            data = data.replace(escape, letter)
        return data


class FileRange:
    """A seekable stream, read anywhere (*accès direct*), from where it stands to its end."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._start = stream.tell()
        self.size = stream.seek(0, os.SEEK_END) - self._start

    def read_at(self, offset: int, size: int) -> bytes:
        """Return at most `size` bytes from `offset` on."""
        self._stream.seek(self._start + offset)
        return self._stream.read(size)


def read_or_refuse(source: Readable, size: int) -> bytes:
    """Read, and translate what the engines of archives raise about damage."""
    try:
        return source.read(size)
    except (EOFError, gzip.BadGzipFile, zipfile.BadZipFile, zlib.error) as error:
        raise MalformedDocumentError("The archive is damaged or cut.") from error


def read_head(source: Readable, size: int) -> bytes:
    """Return the first `size` bytes, or all there are; a stream may give less at a time."""
    head = source.read(size)
    if not isinstance(head, bytes):
        raise TypeError("the stream gives text: open it in binary mode")
    while len(head) < size and (piece := source.read(size - len(head))):
        head += piece
    return head
