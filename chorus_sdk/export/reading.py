"""Read parts of flows into blocks of rows (*lecture*)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from chorus_sdk.errors import DocumentError, UnknownFormatError
from chorus_sdk.export.columns import Table
from chorus_sdk.export.files import SourceFile
from chorus_sdk.export.numbering import numbered
from chorus_sdk.export.part_stream import OnBytes, open_part
from chorus_sdk.export.pieces import Block, Failure, Filling, Piece, Selection
from chorus_sdk.export.remarks import failure_of, placed, remarks
from chorus_sdk.export.rows import RowMaker, Subject, finding_row
from chorus_sdk.export.splitting import Part, parts_of
from chorus_sdk.export.tables import FINDINGS, TABLES
from chorus_sdk.findings import Finding, Severity
from chorus_sdk.formats.pivot.stream import PivotFlow, open_pivot

NOT_A_PIVOT: Final = "EXPORT-NOT-A-PIVOT"
"""Code of the finding for a file of a folder that is something else."""


def read_pieces(
    files: Iterable[SourceFile], selection: Selection, on_bytes: OnBytes | None = None
) -> Iterator[Piece]:
    """Yield the blocks of all files, in order: of each table its rows stand in document order.

    Raises:
        DocumentError: a file cannot be read, unless the selection keeps going.
        InvalidInvoiceError: with `strict`, what the reader would report as an error.
        OSError: a file cannot be opened.
    """
    for file in files:
        for part in parts_of(file):
            yield from read_part(part, selection, on_bytes)


def read_part(part: Part, selection: Selection, on_bytes: OnBytes | None = None) -> Iterator[Piece]:
    """Yield the blocks of one part; raises what `read_pieces` raises."""
    return _PartReader(part, selection).pieces(on_bytes)


class _PartReader:
    def __init__(self, part: Part, selection: Selection) -> None:
        self._part = part
        self._selection = selection
        self._notes: list[Finding] = []
        self._rows = RowMaker(self._notes.append, selection.limits, content=selection.content)
        tables = selection.chosen()
        self._fillings = {table.name: Filling(table) for table in tables}
        self._findings = self._fillings.pop(FINDINGS.name, None)
        self._made = _made(selection)

    def pieces(self, on_bytes: OnBytes | None) -> Iterator[Piece]:
        failure: DocumentError | None = None
        limits, strict = self._selection.limits, self._selection.strict
        with open_part(self._part, on_bytes) as stream:
            try:
                with open_pivot(stream, limits=limits, strict=strict) as flow:
                    try:
                        yield from self._invoices(flow)
                    finally:
                        self._notes[:0] = remarks(flow, self._part)
            except DocumentError as error:
                failure = placed(error, self._part)
        yield from self._ending(failure)

    def _invoices(self, flow: PivotFlow) -> Iterator[Block]:
        part = self._part
        for index, invoice in numbered(flow, part.first_index):
            subject = Subject(part.file.name, index, invoice, flow.envelope)
            for table in self._made:
                filling = self._fillings.get(table.name)
                for row in self._rows.rows(table, subject):
                    if filling is not None and filling.add(row):
                        yield from filling.take()

    def _ending(self, failure: DocumentError | None) -> Iterator[Piece]:
        """Give what is left: the last rows, the findings, and what stopped the reading."""
        name = self._part.file.name
        if isinstance(failure, UnknownFormatError) and self._part.file.found:
            self._notes, failure = [_not_a_pivot(failure)], None
        elif failure is not None:
            self._notes.append(failure_of(failure))
        for filling in self._fillings.values():
            yield from filling.take()
        if self._findings is not None:
            for note in self._notes:
                if self._findings.add(finding_row(name, note)):
                    yield from self._findings.take()
            yield from self._findings.take()
        if failure is not None:
            if not self._selection.keep_going:
                raise failure
            yield Failure(name, failure)


def _made(selection: Selection) -> tuple[Table, ...]:
    """Return the tables whose rows are made, those of invoices first.

    What does not fit a column is known once its row is made: `findings` says the same alone and
    beside any other table.
    """
    if FINDINGS.name not in selection.tables:
        return selection.chosen()
    return tuple(table for table in TABLES.values() if table is not FINDINGS)


def _not_a_pivot(error: UnknownFormatError) -> Finding:
    return Finding(
        code=NOT_A_PIVOT,
        severity=Severity.INFORMATION,
        message=f"The file was passed over: {error.message}",
        message_fr="Fichier ignoré : ce n'est pas un flux pivot.",
    )
