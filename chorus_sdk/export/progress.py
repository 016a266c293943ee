"""How far the reading of files is (*avancement*), in bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from chorus_sdk.export.files import SourceFile

OnProgress: TypeAlias = Callable[[int, int], object]
"""Told how many bytes were read so far, and how many there are."""


class ByteCount:
    """Adds up the bytes that were read (*octets lus*)."""

    def __init__(self, files: tuple[SourceFile, ...], on_progress: OnProgress | None) -> None:
        self._on_progress = on_progress
        self._total = sum(file.path.stat().st_size for file in files) if on_progress else 0
        self._done = 0

    def read(self, size: int) -> None:
        """Take note of bytes that were read; a container may read some of its own twice."""
        if self._on_progress is not None:
            self._done = min(self._total, self._done + size)
            self._on_progress(self._done, self._total)
