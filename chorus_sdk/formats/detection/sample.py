"""What detection looks at: the head of a document, and more only when it is asked for."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from stat import S_ISREG
from typing import BinaryIO, NamedTuple

from chorus_sdk.errors import LimitExceededError
from chorus_sdk.formats.base import Source
from chorus_sdk.limits import Limits

_FIRST = 8_192
_PDF_WITHIN = 1_024
_PDF = b"%PDF-"


class Sample(NamedTuple):
    """The head of a document (*échantillon*).

    `complete` means that `head` is all of it; `tail` reads as many last bytes as the head is
    long, `whole` reads everything, or gives the path where an engine can read the file itself.
    `opened` is the descriptor of an open file and its size; `is_piece` means a piece that
    somebody cut out: how it ends tells nothing of the document.
    """

    head: bytes
    complete: bool
    tail: Callable[[], bytes]
    whole: Callable[[], bytes | str | os.PathLike[str]]
    opened: tuple[int, int] | None = None
    is_piece: bool = False


@contextmanager
def open_sample(source: Source, limits: Limits) -> Iterator[Sample]:
    """Open a source; a stream that can seek stands where it stood when this ends.

    Raises:
        OSError: the path cannot be read.
        TypeError: not a path, bytes or a binary stream.
    """
    if isinstance(source, bytes):
        yield of_bytes(source, limits)
    elif isinstance(source, (str, os.PathLike)):
        yield from _of_path(source, limits)
    elif not hasattr(source, "read"):
        raise TypeError(f"a source is a path, bytes or a binary stream, not {type(source)!r}")
    else:
        yield from _borrowed(source, limits)


def of_bytes(data: bytes, limits: Limits) -> Sample:
    """Take a sample of bytes that are held already."""
    size = limits.head_bytes
    return Sample(data[:size], len(data) <= size, lambda: data[-size:], lambda: data)


def piece_of(head: bytes) -> Sample:
    """Take the head of a document whose rest is not looked at."""
    return Sample(head, complete=False, tail=bytes, whole=lambda: head, is_piece=True)


def _borrowed(stream: BinaryIO | io.FileIO, limits: Limits) -> Iterator[Sample]:
    if not (hasattr(stream, "seekable") and stream.seekable()):
        data = _read(stream, limits.document_bytes + 1)
        if len(data) > limits.document_bytes:
            raise LimitExceededError("document_bytes", value=None, maximum=limits.document_bytes)
        yield of_bytes(data, limits)
        return
    start = stream.tell()
    try:
        yield _of_stream(stream, limits)
    finally:
        stream.seek(start)


def _of_path(source: str | os.PathLike[str], limits: Limits) -> Iterator[Sample]:
    """Open a file: of what says that it is a PDF only the first bytes are read."""
    with io.FileIO(source) as stream:
        about = os.fstat(stream.fileno())
        if about.st_size and S_ISREG(about.st_mode):
            yield _of_file(stream, about.st_size, source, limits)
        else:  # a pipe, a device, a file that is made while it is read
            yield from _borrowed(stream, limits)


def _of_file(
    stream: io.FileIO, size: int, source: str | os.PathLike[str], limits: Limits
) -> Sample:
    most = limits.head_bytes
    head = stream.read(min(most, size, _FIRST)) or b""
    if len(head) < min(most, size) and head.find(_PDF, 0, _PDF_WITHIN) < 0:
        head += _read(stream, min(most, size) - len(head))

    def tail() -> bytes:
        stream.seek(max(0, size - most))
        return _read(stream, most)

    return Sample(head, size <= most, tail, lambda: source, (stream.fileno(), size))


def _of_stream(stream: BinaryIO | io.FileIO, limits: Limits) -> Sample:
    size = limits.head_bytes
    start = stream.tell()
    head = _read(stream, size + 1)

    def tail() -> bytes:
        end = stream.seek(0, os.SEEK_END)
        stream.seek(max(start, end - size))
        return _read(stream, size)

    def whole() -> bytes:
        stream.seek(start)
        data = _read(stream, limits.document_bytes + 1)
        if len(data) > limits.document_bytes:
            raise LimitExceededError("document_bytes", value=None, maximum=limits.document_bytes)
        return data

    return Sample(head[:size], len(head) <= size, tail, whole)


def _read(stream: BinaryIO | io.FileIO, count: int) -> bytes:
    """Read `count` bytes, or fewer at the end; an unbuffered stream may give them in pieces."""
    pieces: list[bytes] = []
    while count > 0:
        piece = stream.read(count)
        if not piece:
            break
        if not isinstance(piece, bytes):
            raise TypeError("the stream gives text: open it in binary mode")
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)
