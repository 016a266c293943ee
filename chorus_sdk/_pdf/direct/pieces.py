"""Where the bytes of a document come from: memory, or an open file read piece by piece.

A file is never mapped into memory: one that is cut short while it is read gives fewer bytes, where
a map would end the process.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final, TypeAlias


def _seek_and_read(descriptor: int, count: int, place: int) -> bytes:
    os.lseek(descriptor, place, os.SEEK_SET)
    return os.read(descriptor, count)


_pread: Final[Callable[[int, int, int], bytes]] = getattr(os, "pread", _seek_and_read)
"""Reads at a place; two calls where the system has none for that."""


class Held:
    """A document that is held already (*en mémoire*)."""

    __slots__ = ("_data", "size")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def read(self, place: int, count: int) -> bytes:
        """Return at most `count` bytes from a place that is not negative."""
        return self._data[place : place + count]


class Opened:
    """An open file of a known size (*fichier ouvert*); whoever opened it closes it."""

    __slots__ = ("_descriptor", "size")

    def __init__(self, descriptor: int, size: int) -> None:
        self._descriptor = descriptor
        self.size = size

    def read(self, place: int, count: int) -> bytes:
        """Return at most `count` bytes from a place that is not negative.

        Raises:
            OSError: the file cannot be read.
        """
        return _pread(self._descriptor, count, place)


Pieces: TypeAlias = Held | Opened
