"""Where attachments wait until they are read (*tampon des pièces jointes*).

Small ones stay in memory, large ones go to a temporary file that has no name. Two areas take
turns, so that the space of an invoice that nobody holds any more is used again: reading a flow of
any size needs room for two invoices, while a list of all of them keeps them all readable.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from tempfile import TemporaryFile
from typing import BinaryIO, Final, cast
from weakref import ref

from chorus_sdk.limits import MIB

_MEMORY_BYTES: Final = 4 * MIB


class Spool:
    """The room that one flow's attachments have (*tampon*); closed with the flow."""

    def __init__(self) -> None:
        self._areas = (_Area(), _Area())
        self._current = self._areas[0]

    def next_invoice(self) -> None:
        """Use an area that nobody reads any more, if there is one, for what comes now."""
        free = next((area for area in self._areas if area.is_free), None)
        if free is not None:
            free.rewind()
            self._current = free

    def new_slice(self) -> SpoolSlice:
        """Begin an attachment; only the newest one may be written to."""
        return self._current.new_slice()

    def close(self) -> None:
        """Give the room back; what was not saved by now cannot be read any more."""
        for area in self._areas:
            area.close()


class SpoolSlice:
    """The bytes of one attachment inside a spool (*plage du tampon*)."""

    __slots__ = ("_area", "_ends", "_pieces", "_start", "_tenancy", "size")

    def __init__(self, area: _Area, tenancy: _Tenancy) -> None:
        self._area = area
        self._tenancy = tenancy
        self._pieces: list[bytes] | None = []
        self._ends: list[int] = []
        self._start = 0
        self.size = 0

    def write(self, data: bytes) -> None:
        """Append bytes."""
        pieces = self._pieces
        if pieces is not None:
            if self._area.has_room(len(data)):
                pieces.append(data)
                self.size += len(data)
                self._ends.append(self.size)
                return
            self._move_to_disk(pieces)
        self._area.write_at(self._start + self.size, data)
        self.size += len(data)

    def clear(self) -> None:
        """Drop what was written."""
        self.size = 0
        if self._pieces is not None:
            self._pieces, self._ends = [], []

    def read_at(self, offset: int, size: int) -> bytes:
        """Return at most `size` bytes from `offset` on.

        Raises:
            ValueError: the flow is closed.
        """
        self._area.check_open()
        size = min(size, self.size - offset)
        if size <= 0:
            return b""
        if self._pieces is None:
            return self._area.read_at(self._start + offset, size)
        number = bisect_right(self._ends, offset)
        piece = self._pieces[number]
        start = offset - self._ends[number] + len(piece)
        if start + size <= len(piece):
            return piece[start : start + size]
        last = bisect_right(self._ends, offset + size - 1)
        return b"".join(
            (
                memoryview(piece)[start:],
                *self._pieces[number + 1 : last],
                memoryview(self._pieces[last])[: offset + size - self._ends[last - 1]],
            )
        )

    def some_at(self, offset: int, size: int) -> bytes | memoryview:
        """Return at most `size` bytes from `offset` on, as many as can be had without a copy.

        Raises:
            ValueError: the flow is closed.
        """
        if self._pieces is None or offset >= self.size:
            return self.read_at(offset, size)
        self._area.check_open()
        number = bisect_right(self._ends, offset)
        piece = self._pieces[number]
        start = offset - self._ends[number] + len(piece)
        whole = start == 0 and len(piece) <= size
        return piece if whole else memoryview(piece)[start : start + size]

    def views(self, offset: int, size: int) -> list[memoryview] | None:
        """Return so many bytes from `offset` on, without a copy; None where they are on disk.

        Raises:
            ValueError: the flow is closed.
        """
        self._area.check_open()
        if self._pieces is None:
            return None
        found = []
        for piece, end in zip(self._pieces, self._ends, strict=True):
            if end > offset and size > 0:
                start = offset - end + len(piece)
                found.append(memoryview(piece)[start : start + size])
                offset += len(found[-1])
                size -= len(found[-1])
        return found

    def _move_to_disk(self, pieces: list[bytes]) -> None:
        self._start = self._area.end
        self._area.write_at(self._start, b"".join(pieces))
        self._area.give_room_back(self.size)
        self._pieces = None


class _Tenancy:
    """Lives as long as anybody holds a slice of an area: one for all, as a file has many slices."""

    __slots__ = ("__weakref__",)


class _Area:
    """Room for the attachments of one invoice: some memory, then a file."""

    def __init__(self) -> None:
        self.end = 0
        self._file: BinaryIO | None = None
        self._in_memory = 0
        self._closed = False
        self._lock = threading.Lock()
        self._tenancy: ref[_Tenancy] | None = None

    @property
    def is_free(self) -> bool:
        return self._tenancy is None or self._tenancy() is None

    def rewind(self) -> None:
        self.end = self._in_memory = 0

    def new_slice(self) -> SpoolSlice:
        tenancy = self._tenancy() if self._tenancy is not None else None
        if tenancy is None:
            tenancy = _Tenancy()
            self._tenancy = ref(tenancy)
        return SpoolSlice(self, tenancy)

    def has_room(self, size: int) -> bool:
        """Take memory for so many bytes, if there is as much."""
        if self._in_memory + size > _MEMORY_BYTES:
            return False
        self._in_memory += size
        return True

    def give_room_back(self, size: int) -> None:
        self._in_memory -= size

    def check_open(self) -> None:
        if self._closed:
            raise ValueError("the flow is closed: read its attachments inside the with block")

    def write_at(self, place: int, data: bytes) -> None:
        with self._lock:
            if self._file is None:
                self._file = cast("BinaryIO", TemporaryFile(buffering=0))  # noqa: SIM115 (see close)
            self._file.seek(place)
            left = memoryview(data)
            while left:
                left = left[self._file.write(left) :]
            self.end = place + len(data)

    def read_at(self, place: int, size: int) -> bytes:
        with self._lock:
            self.check_open()
            assert self._file is not None  # noqa: S101 (it was written to)
            self._file.seek(place)
            return self._file.read(size)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            if self._file is not None:
                self._file.close()
