"""The files of all invoices onto disk (*extraction*), by one or more processes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypedDict, Unpack

from chorus_sdk.errors import DocumentError, UnknownFormatError
from chorus_sdk.export.files import PivotSource, source_files
from chorus_sdk.export.numbering import numbered
from chorus_sdk.export.parallel import map_parts
from chorus_sdk.export.part_stream import OnBytes, open_part
from chorus_sdk.export.progress import ByteCount, OnProgress
from chorus_sdk.export.remarks import placed
from chorus_sdk.export.splitting import Part, parts_of
from chorus_sdk.formats.pivot.attachments import AttachmentRole, PivotAttachment
from chorus_sdk.formats.pivot.stream import open_pivot
from chorus_sdk.limits import DEFAULT_LIMITS, Limits


@dataclass(frozen=True, kw_only=True)
class Extracted:
    """What came of one attachment (*pièce extraite*): where it is, or why it is not.

    Without an invoice, `error` tells why the flow could not be read to its end.
    """

    source_file: str
    invoice_index: int | None = None
    invoice_number: str | None = None
    name: str | None = None
    role: AttachmentRole | None = None
    path: Path | None = None
    error: DocumentError | None = None


def extract_attachments(
    source: PivotSource,
    folder: str | os.PathLike[str],
    *,
    workers: int = 1,
    on_progress: OnProgress | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Extracted]:
    """Save the attachments of pivot flows into one folder, and yield what came of each, in order.

    Nothing is written outside the folder and no file that is there is touched: a number is put
    behind a name that is taken (*extraire les pièces jointes*). An attachment or a flow that
    cannot be read stops nothing else. Memory does not grow with the attachments.

    Args:
        source: a file, a folder, or several; what is no pivot in a folder is passed over.
        folder: where to; it is made if need be.
        workers: how many processes; 1 works in this one. Several share the parts of large files.
        on_progress: told as bytes are read.
        limits: safety limits.

    Raises:
        ValueError: fewer than one worker.
        OSError: a source cannot be read, or the folder cannot be written to.
    """
    if workers < 1:
        raise ValueError(f"workers is 1 or more, not {workers}")
    files = source_files(source)
    count = ByteCount(files, on_progress)
    parts = (part for file in files for part in parts_of(file))
    return (
        _here(parts, folder, limits, count)
        if workers == 1
        else _apart(parts, partial(_save, folder=Path(folder), limits=limits), workers, count)
    )


def _here(
    parts: Iterator[Part], folder: str | os.PathLike[str], limits: Limits, count: ByteCount
) -> Iterator[Extracted]:
    for part in parts:
        yield from _extracted(part, Path(folder), limits, count.read)


def _apart(
    parts: Iterator[Part], work: partial[tuple[Extracted, ...]], workers: int, count: ByteCount
) -> Iterator[Extracted]:
    for part, told in map_parts(parts, work, workers):
        count.read(part.size)
        yield from told


def _save(number: int, part: Part, *, folder: Path, limits: Limits) -> tuple[Extracted, ...]:
    del number
    return tuple(_extracted(part, folder, limits))


def _extracted(
    part: Part, folder: Path, limits: Limits, on_bytes: OnBytes | None = None
) -> Iterator[Extracted]:
    with open_part(part, on_bytes) as stream:
        try:
            with open_pivot(stream, limits=limits) as flow:
                for index, invoice in numbered(flow, part.first_index):
                    for attachment in invoice.attachments:
                        yield _saved(
                            attachment,
                            folder,
                            limits,
                            source_file=part.file.name,
                            invoice_index=index,
                            invoice_number=invoice.invoice_number,
                        )
        except DocumentError as error:
            if not (part.file.found and isinstance(error, UnknownFormatError)):
                yield Extracted(source_file=part.file.name, error=placed(error, part))


class _Place(TypedDict):
    source_file: str
    invoice_index: int
    invoice_number: str


def _saved(
    attachment: PivotAttachment, folder: Path, limits: Limits, **place: Unpack[_Place]
) -> Extracted:
    told = Extracted(name=attachment.name, role=attachment.role, **place)
    try:
        return replace(told, path=attachment.save(folder, limits=limits))
    except DocumentError as error:
        return replace(told, error=error)
