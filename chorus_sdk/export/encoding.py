"""The work on parts (*traitement des parties*): read them, and encode their blocks.

A process of its own stores what it made of a part in a file: memory does not grow with the number
of processes beyond a block each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from chorus_sdk.export.formats import TableFormat, format_named
from chorus_sdk.export.parallel import map_parts
from chorus_sdk.export.part_stream import OnBytes
from chorus_sdk.export.pieces import Failure, Selection
from chorus_sdk.export.reading import read_part
from chorus_sdk.export.splitting import Part


@dataclass(frozen=True, slots=True)
class Encoded:
    """A block as bytes (*bloc encodé*)."""

    table: str
    rows: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Stored:
    """A block that waits in a file (*bloc en attente*)."""

    table: str
    rows: int
    size: int


def encode_here(
    parts: Iterable[Part], selection: Selection, form: str, on_bytes: OnBytes
) -> Iterator[Encoded | Failure]:
    """Yield the encoded blocks of parts, in order, and failures where they happened."""
    encoder = format_named(form)
    for part in parts:
        yield from _encoded(part, selection, encoder, on_bytes)


def encode_apart(
    parts: Iterable[Part], selection: Selection, form: str, on_bytes: OnBytes, *, workers: int
) -> Iterator[Encoded | Failure]:
    """Yield what `encode_here` does, made by other processes; see `map_parts`."""
    with TemporaryDirectory(prefix="chorus-export-") as name:
        folder = Path(name)
        work = partial(_store, selection=selection, form=form, folder=folder)
        for number, (part, told) in enumerate(map_parts(parts, work, workers)):
            yield from _stored(folder / str(number), told)
            on_bytes(part.size)


def _encoded(
    part: Part, selection: Selection, encoder: TableFormat, on_bytes: OnBytes | None
) -> Iterator[Encoded | Failure]:
    for piece in read_part(part, selection, on_bytes):
        if isinstance(piece, Failure):
            yield piece
        else:
            yield Encoded(piece.table.name, len(piece.rows), encoder.encode(piece))


def _store(
    number: int, part: Part, *, selection: Selection, form: str, folder: Path
) -> tuple[Stored | Failure, ...]:
    """Encode a part into a file, and return what stands there, in order."""
    told: list[Stored | Failure] = []
    with (folder / str(number)).open("wb") as stream:
        for piece in _encoded(part, selection, format_named(form), None):
            if isinstance(piece, Failure):
                told.append(piece)
            else:
                stream.write(piece.data)
                told.append(Stored(piece.table, piece.rows, len(piece.data)))
    return tuple(told)


def _stored(path: Path, told: tuple[Stored | Failure, ...]) -> Iterator[Encoded | Failure]:
    """Yield what a process has stored, and remove its file."""
    with path.open("rb") as stream:
        for piece in told:
            if isinstance(piece, Failure):
                yield piece
            else:
                yield Encoded(piece.table, piece.rows, stream.read(piece.size))
    path.unlink()
