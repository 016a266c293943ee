"""Files packed as one tar.gz: the same bytes for the same files (*constitution d'un lot*)."""

from __future__ import annotations

import gzip
import io
import tarfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Final

from chorus_sdk.services.deposits import Parcel

UNPACKED_BYTES: Final = 100_000_000
"""What a lot may hold unpacked (chorus-pro-business §5.1: 100 MB a file, a folder at most 120)."""
_GZIP: Final = b"\x1f\x8b"
_BLOCK: Final = 512
_HEADERS: Final = 2 * _BLOCK
"""What a member costs beside its content: its header, and its filling up to a whole block."""
_END: Final = 20 * _BLOCK
"""What a tar costs beside its members, and gzip around it."""


@dataclass(frozen=True, kw_only=True)
class Packed:
    """A file that was checked (*fichier prêt*): its place among the others, its name, itself."""

    place: int
    name: str
    parcel: Parcel

    @property
    def is_lot(self) -> bool:
        """True for a file that is a lot already: it is deposited as it is."""
        return self.parcel.content.startswith(_GZIP)


@dataclass
class Batch:
    """Files of one syntax that will go together (*lot en cours*).

    No two invoices of one number, whoever their suppliers are: reports tell them by number alone.
    """

    files: tuple[Packed, ...] = ()
    invoices: int = 0
    size: int = _END
    unpacked: int = 0
    numbers: set[str] = field(default_factory=set)
    is_closed: bool = False

    def has_room_for(self, packed: Packed, *, invoices: int, size: int) -> bool:
        """Tell whether a file may join: it fits, and no invoice of its number is here already."""
        if not self.files:
            return True
        if self.is_closed or packed.is_lot:
            return False
        known = self.numbers & set(packed.parcel.invoice_numbers)
        return (
            not known
            and self.invoices + _count(packed) <= invoices
            and self.size + _estimate(packed.parcel.content) <= size
            and self.unpacked + len(packed.parcel.content) <= UNPACKED_BYTES
        )

    def add(self, packed: Packed) -> None:
        """Take a file in."""
        self.files += (packed,)
        self.invoices += _count(packed)
        self.size += _estimate(packed.parcel.content)
        self.unpacked += len(packed.parcel.content)
        self.numbers |= set(packed.parcel.invoice_numbers)
        self.is_closed = packed.is_lot


def pack_lot(files: Sequence[Packed]) -> bytes:
    """Return a tar.gz of files, each under a name of its own."""
    out = io.BytesIO()
    with (
        gzip.GzipFile(filename="", fileobj=out, mode="wb", mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w") as archive,
    ):
        for name, one in zip(_names(files), files, strict=True):
            member = tarfile.TarInfo(name)
            member.size = len(one.parcel.content)
            archive.addfile(member, io.BytesIO(one.parcel.content))
    return out.getvalue()


def within(files: Sequence[Packed], size: int) -> Iterator[tuple[tuple[Packed, ...], bytes]]:
    """Give files and what they are sent as; halve what is too big as a lot after all."""
    if not files:
        return
    content = files[0].parcel.content if len(files) == 1 else pack_lot(files)
    if len(files) == 1 or len(content) <= size:
        yield tuple(files), content
        return
    middle = len(files) // 2
    yield from within(files[:middle], size)
    yield from within(files[middle:], size)


def _names(files: Sequence[Packed]) -> list[str]:
    """Return the files' own names, numbered where two are the same but for their case."""
    taken: set[str] = set()
    names = []
    for one in files:
        own = PurePath(one.parcel.file_name)
        name, number = own.name, 1
        while name.casefold() in taken:
            number += 1
            name = f"{own.stem}-{number}{own.suffix}"
        taken.add(name.casefold())
        names.append(name)
    return names


def _count(packed: Packed) -> int:
    return max(1, len(packed.parcel.invoices))


def _estimate(content: bytes) -> int:
    return len(zlib.compress(content, 6)) + _HEADERS
