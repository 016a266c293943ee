"""The bytes of a part as a pivot of its own (*flux d'une partie*)."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import BinaryIO, Final, TypeAlias, cast

from chorus_sdk.export.splitting import Part

OnBytes: TypeAlias = Callable[[int], object]
"""Told how many bytes of a file were read since it was last told."""

CLOSING: Final = b"</CPPFactures></CPPFacturePivot>"


def open_part(part: Part, on_bytes: OnBytes | None = None) -> BinaryIO:
    """Open a part; the caller closes it (*ouvrir une partie*).

    Raises:
        OSError: the file cannot be read.
    """
    watched = _WatchedFile(part.file.path, on_bytes)
    if part.is_whole:
        return cast("BinaryIO", watched)
    return cast("BinaryIO", _PartStream(watched, part))


def file_offset(part: Part, offset: int) -> int:
    """Return where an offset in a part's stream is in its file."""
    return offset if part.is_first else part.start + max(0, offset - part.head)


class _WatchedFile(io.FileIO):
    """A file that says how much of it was read."""

    def __init__(self, path: object, on_bytes: OnBytes | None) -> None:
        super().__init__(path)  # type: ignore[arg-type]  # a path, as `Path.open` takes it
        self._on_bytes = on_bytes

    def read(self, size: int | None = -1, /) -> bytes:
        """Return at most `size` bytes."""
        data = super().read(-1 if size is None else size)
        if self._on_bytes is not None:
            self._on_bytes(len(data))
        return data


class _PartStream(io.RawIOBase):
    """Head of the file, invoices of the part, closing tags."""

    def __init__(self, file: _WatchedFile, part: Part) -> None:
        self._file = file
        self._head = b"" if part.is_first else file.read(part.head)
        file.seek(part.start)
        self._left = None if part.end is None else part.end - part.start
        self._closing = b"" if part.is_last else CLOSING

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes; none at the end."""
        if self._head:
            end = len(self._head) if size < 0 else size
            data, self._head = self._head[:end], self._head[end:]
            return data
        data = self._body(size)
        if not data:
            data, self._closing = self._closing, b""
        return data

    def close(self) -> None:
        """Close the file too."""
        self._file.close()
        super().close()

    def _body(self, size: int) -> bytes:
        if self._left is None:
            return self._file.read(size)
        wanted = self._left if size < 0 else min(size, self._left)
        data = self._file.read(wanted) if wanted else b""
        self._left -= len(data)
        return data
