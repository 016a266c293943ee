"""A gzip stream that stops when it grows past the limits (*décompression*)."""

from __future__ import annotations

import gzip
import zlib
from typing import Final

from chorus_sdk.errors import LimitExceededError, MalformedDocumentError
from chorus_sdk.formats.archives.budget import Budget
from chorus_sdk.formats.archives.streams import Readable
from chorus_sdk.limits import MIB

_OVERHEAD: Final = 4 * 512
"""What a tar adds to a member: a header, an extended one, and the padding of both."""


class Unpacked:
    """The unpacked side of a gzip (*flux décompressé*)."""

    def __init__(self, packed: Readable, budget: Budget) -> None:
        self._packed = _Counted(packed)
        self._stream = gzip.GzipFile(fileobj=self._packed)  # type: ignore[call-overload]
        self._budget = budget
        self._given = 0

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes; none at the end.

        Raises:
            MalformedDocumentError: damaged or cut.
            LimitExceededError: `archive_ratio` or `archive_total_bytes`.
        """
        try:
            piece: bytes = self._stream.read(size)
        except (gzip.BadGzipFile, zlib.error, EOFError) as error:
            raise MalformedDocumentError("The gzip is damaged or cut.") from error
        self._given += len(piece)
        self._budget.check_ratio(self._packed.count, self._given)
        limits = self._budget.limits
        if self._given > limits.archive_total_bytes + limits.archive_entries * _OVERHEAD + MIB:
            raise LimitExceededError(
                "archive_total_bytes", value=None, maximum=limits.archive_total_bytes
            )
        return piece


class _Counted:
    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self.count += len(piece)
        return piece
