"""Pivot flows into files of tables (*export d'un flux pivot*)."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from chorus_sdk.errors import DocumentError
from chorus_sdk.export.encoding import encode_apart, encode_here
from chorus_sdk.export.files import PivotSource, source_files
from chorus_sdk.export.formats import format_named
from chorus_sdk.export.pieces import Failure, Selection
from chorus_sdk.export.progress import ByteCount, OnProgress
from chorus_sdk.export.sinks import TableFolder
from chorus_sdk.export.splitting import parts_of
from chorus_sdk.export.tables import TABLES
from chorus_sdk.limits import DEFAULT_LIMITS, Limits


@dataclass(frozen=True, kw_only=True)
class ExportResult:
    """What came of an export (*résultat*): the files, and how many rows each table has.

    `failures` are the sources that could not be read to their end; what came before is there.
    """

    paths: tuple[Path, ...]
    rows: Mapping[str, int]
    failures: tuple[Failure, ...] = ()

    def raise_if_failed(self) -> None:
        """Raise what stopped the reading of sources, if anything did.

        Raises:
            ExceptionGroup: of `DocumentError`, each with the name of its file as a note.
        """
        errors: list[DocumentError] = []
        for failure in self.failures:
            failure.error.add_note(failure.file)
            errors.append(failure.error)
        if errors:
            raise ExceptionGroup("Some flows could not be read to their end.", errors)


def export_pivot(
    source: PivotSource,
    folder: str | os.PathLike[str],
    *,
    format: str = "parquet",  # noqa: A002
    tables: Iterable[str] = tuple(TABLES),
    content: bool = False,
    strict: bool = False,
    workers: int = 1,
    on_progress: OnProgress | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> ExportResult:
    """Write the tables of pivot flows into a folder (*exporter*), one file a table.

    Memory does not grow with the flows. Large XML files are read in parts, by several processes if
    so wanted; the result is the same, in the same order. A flow that cannot be read to its end
    stops nothing: see `ExportResult.failures` and the table `findings`.

    Args:
        source: a file, a folder, or several; XML, zip, tar.gz or base64.
        folder: where to; files of the same names are replaced, and only when all are whole.
        format: `parquet` (extra [arrow]), `csv` or `jsonl`.
        tables: names of the tables wanted, see `tables.TABLES`.
        content: put the bytes of attachments into their table.
        strict: raise what would be an error in `findings`, and write nothing.
        workers: how many processes; 1 works in this one.
        on_progress: told as bytes are read.
        limits: safety limits.

    Raises:
        ValueError: no such format or table, or fewer than one worker.
        MissingExtraError: Parquet without the extra [arrow].
        DocumentError, InvalidInvoiceError: with `strict`.
        OSError: a file cannot be read or written.
    """
    selection = Selection(
        tables=tuple(tables), content=content, strict=strict, keep_going=not strict, limits=limits
    )
    if workers < 1:
        raise ValueError(f"workers is 1 or more, not {workers}")
    form, files = format_named(format), source_files(source)
    count = ByteCount(files, on_progress)
    parts = (part for file in files for part in parts_of(file))
    if workers == 1:
        pieces = encode_here(parts, selection, format, count.read)
    else:
        pieces = encode_apart(parts, selection, format, count.read, workers=workers)
    rows: Counter[str] = Counter({table.name: 0 for table in selection.chosen()})
    failures: list[Failure] = []
    with TableFolder(Path(folder), form, selection.chosen()) as target:
        for piece in pieces:
            if isinstance(piece, Failure):
                failures.append(piece)
            else:
                target.write(piece.table, piece.data)
                rows[piece.table] += piece.rows
    return ExportResult(
        paths=target.paths, rows=MappingProxyType(dict(rows)), failures=tuple(failures)
    )
