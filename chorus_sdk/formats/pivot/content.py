"""What stands in an attachment (*contenu d'une pièce jointe*), wherever it is kept."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from chorus_sdk.errors import DocumentError, LimitExceededError
from chorus_sdk.formats.pivot import zip_entry
from chorus_sdk.formats.pivot.base64_text import Base64Decoder
from chorus_sdk.formats.pivot.spool import Spool, SpoolSlice
from chorus_sdk.limits import KIB, MIB, Limits

_PIECE = 64 * KIB
_AT_ONCE = MIB
"""What has more bytes, packed or not, is never held whole."""


class AttachmentContent(Protocol):
    """Bytes that are given piece by piece (*contenu*)."""

    @property
    def size(self) -> int | None:
        """How many bytes it says it has, or None where that cannot be known."""
        ...

    def chunks(self, limits: Limits) -> Iterator[bytes]:
        """Yield the bytes of the file, unpacked; raises a `DocumentError` where it is damaged."""
        ...


class BytesContent:
    """Content that is in memory (*contenu en mémoire*)."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return len(self._data)

    def chunks(self, limits: Limits) -> Iterator[bytes]:
        """Yield the bytes in pieces."""
        _check_size(self.size, limits)
        for start in range(0, len(self._data), _PIECE):
            yield self._data[start : start + _PIECE]


class FileContent:
    """Content that is in a file (*contenu dans un fichier*), opened only when it is read."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def size(self) -> int:
        """How many bytes the file has."""
        return self._path.stat().st_size

    def chunks(self, limits: Limits) -> Iterator[bytes]:
        """Yield the bytes in pieces."""
        _check_size(self.size, limits)
        with self._path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                yield piece


class ZippedContent:
    """Content that was read from a pivot: one file inside a zip (*contenu compressé*)."""

    def __init__(self, packed: SpoolSlice, entry: zip_entry.ZipEntry) -> None:
        self.packed = packed
        self.entry = entry

    @property
    def size(self) -> int:
        """How many bytes the zip says the file has."""
        return self.entry.unpacked

    def chunks(self, limits: Limits) -> Iterator[bytes]:
        """Yield the bytes in pieces; those of a large file are inflated as they go."""
        zip_entry.check_size(self.entry, limits)
        return self._chunks()

    def _chunks(self) -> Iterator[bytes]:
        whole = self.at_once()
        if whole is None:
            whole = zip_entry.inflate(self.packed, self.entry, self.packed.some_at)
        yield from whole

    def at_once(self) -> Iterable[bytes] | None:
        """Return all bytes of a file that is small and not damaged, else None."""
        entry = self.entry
        if entry.unpacked > _AT_ONCE or entry.packed > _AT_ONCE:
            return None
        try:
            start = zip_entry.data_start(self.packed, entry)
        except DocumentError:
            return None
        pieces = self.packed.views(start, entry.packed)
        return None if pieces is None else zip_entry.inflate_at_once(pieces, entry)


class BrokenContent:
    """Content that cannot be had (*contenu illisible*): reading it says why.

    `packed` is what the base64 held, where that much could be read.
    """

    size = None

    def __init__(self, problem: DocumentError, packed: SpoolSlice | None = None) -> None:
        self.problem = copy.copy(problem)  # without the frames that an exception keeps
        self.packed = packed

    def chunks(self, limits: Limits) -> Iterator[bytes]:
        """Raise the problem, whatever the limits."""
        del limits
        raise copy.copy(self.problem)


class ContentSink:
    """Takes the base64 of one attachment as it arrives (*réception d'une pièce jointe*)."""

    def __init__(self, room: SpoolSlice, limits: Limits) -> None:
        self._room = room
        self._limits = limits
        self._decoder = Base64Decoder()
        self._problem: DocumentError | None = None
        self.characters = 0

    def write(self, text: str) -> None:
        """Take a piece of base64; after a problem the rest is passed over."""
        self.characters += len(text)
        if self._problem is not None:
            return
        try:
            self._room.write(self._decoder.feed(text.encode("ascii", "replace")))
            if self._room.size > self._limits.attachment_bytes:
                raise LimitExceededError(
                    "attachment_bytes", value=None, maximum=self._limits.attachment_bytes
                )
        except DocumentError as error:
            self.fail(error)

    @property
    def is_folded(self) -> bool:
        """True once there was white space in the base64."""
        return self._decoder.is_folded

    def accepts(self, text: memoryview) -> bool:
        """Take a piece of base64 that no parser has seen, unless there is anything wrong with it.

        What is not taken has changed nothing.
        """
        if self._problem is not None or self._room.size > self._limits.attachment_bytes:
            return False
        data = self._decoder.try_feed(text)
        if data is None:
            return False
        self.characters += len(text)
        self._room.write(data)
        return True

    def fail(self, problem: DocumentError) -> None:
        """Give the attachment up; what was kept of it is dropped."""
        self._problem = self._problem or problem
        self._room.clear()

    def finish(self) -> ZippedContent | BrokenContent | None:
        """Return what the attachment holds, or None for an empty element."""
        if self._problem is not None:
            return BrokenContent(self._problem)
        try:
            self._decoder.finish()
            _check_size(self._room.size, self._limits)
            if not self._room.size:
                return None
            entry = zip_entry.read_single_entry(self._room)
            zip_entry.check_size(entry, self._limits)
        except DocumentError as error:
            return BrokenContent(error, self._room if self._decoder.is_whole else None)
        return ZippedContent(self._room, entry)


class SpoolRoom:
    """Gives each attachment of a flow its place in the spool (*réception*)."""

    def __init__(self, spool: Spool, limits: Limits) -> None:
        self._spool = spool
        self._limits = limits

    def new_sink(self) -> ContentSink:
        """Return where the content of the next attachment goes."""
        return ContentSink(self._spool.new_slice(), self._limits)

    def unit_opens(self) -> None:
        """An invoice begins: use room that nobody needs any more."""
        self._spool.next_invoice()


def pieces_of(packed: SpoolSlice) -> Iterator[bytes]:
    """Yield what a slice of the spool holds, in pieces."""
    place = 0
    while piece := packed.read_at(place, _PIECE):
        place += len(piece)
        yield piece


def _check_size(size: int, limits: Limits) -> None:
    if size > limits.attachment_bytes:
        raise LimitExceededError("attachment_bytes", value=size, maximum=limits.attachment_bytes)
