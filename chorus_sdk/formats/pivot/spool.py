"""Where attachments wait until they are read (*tampon des pièces jointes*).

Small ones stay in memory, large ones go to a temporary file that has no name. Two areas take
turns, so that the space of an invoice that nobody holds any more is used again: reading a flow of
any size needs room for two invoices, while a list of all of them keeps them all readable.
"""

from __future__ import annotations

import io
import threading
from tempfile import TemporaryFile
from typing import BinaryIO, Final, cast
from weakref import WeakSet

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

    __slots__ = ("__weakref__", "_area", "_start", "size")

    def __init__(self, area: _Area, start: int) -> None:
        self._area = area
        self._start = start
        self.size = 0

    def write(self, data: bytes) -> None:
        """Append bytes."""
        self._area.write_at(self._start + self.size, data)
        self.size += len(data)

    def read_at(self, offset: int, size: int) -> bytes:
        """Return at most `size` bytes from `offset` on.

        Raises:
            ValueError: the flow is closed.
        """
        size = min(size, self.size - offset)
        return self._area.read_at(self._start + offset, size) if size > 0 else b""


class _Area:
    def __init__(self) -> None:
        self._file: BinaryIO = io.BytesIO()
        self._on_disk = False
        self._lock = threading.Lock()
        self._slices: WeakSet[SpoolSlice] = WeakSet()
        self._end = 0

    @property
    def is_free(self) -> bool:
        return not self._slices

    def rewind(self) -> None:
        self._end = 0

    def new_slice(self) -> SpoolSlice:
        piece = SpoolSlice(self, self._end)
        self._slices.add(piece)
        return piece

    def write_at(self, place: int, data: bytes) -> None:
        with self._lock:
            end = place + len(data)
            if end > _MEMORY_BYTES and not self._on_disk:
                self._move_to_disk(place)
            self._file.seek(place)
            self._file.write(data)
            self._end = end

    def read_at(self, place: int, size: int) -> bytes:
        with self._lock:
            if self._file.closed:
                raise ValueError("the flow is closed: read its attachments inside the with block")
            self._file.seek(place)
            return self._file.read(size)

    def close(self) -> None:
        with self._lock:
            self._file.close()

    def _move_to_disk(self, size: int) -> None:
        memory = self._file
        self._file = cast("BinaryIO", TemporaryFile(buffering=0))  # noqa: SIM115 (see close)
        self._on_disk = True
        memory.seek(0)
        self._file.write(memory.read(size))
