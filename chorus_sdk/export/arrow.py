"""The one door to Arrow (*Apache Arrow*): schemas and batches; extra [arrow]."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pyarrow as pa

from chorus_sdk.export.columns import PRECISION, SCALE, Kind, Table
from chorus_sdk.export.files import SourceFile
from chorus_sdk.export.pieces import Block, Piece, Selection
from chorus_sdk.export.reading import read_pieces

_TYPES: Final = {
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.AMOUNT: pa.decimal128(PRECISION, SCALE),
    Kind.DAY: pa.date32(),
    Kind.BYTES: pa.binary(),
}


def schema_of(table: Table) -> pa.Schema:
    """Return the Arrow schema of a table; what a column means is in its metadata."""
    return pa.schema(
        [
            pa.field(
                column.name,
                _TYPES[column.kind],
                nullable=column.nullable,
                metadata={"meaning": column.meaning},
            )
            for column in table.columns
        ],
        metadata={"table": table.name, "key": ",".join(table.key)},
    )


def batch_of(block: Block) -> pa.RecordBatch:
    """Return the rows of a block as one batch."""
    schema = schema_of(block.table)
    columns = zip(*block.rows, strict=True)
    arrays = [
        pa.array(cells, type=field.type) for cells, field in zip(columns, schema, strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def batches_of(pieces: Iterable[Piece]) -> Iterator[pa.RecordBatch]:
    """Yield the blocks as batches; a failure is in the findings, and gives none."""
    for piece in pieces:
        if isinstance(piece, Block):
            yield batch_of(piece)


def schema_capsule(table: Table) -> object:
    """Return the schema of a table as a capsule (PyCapsule interface)."""
    capsule: object = schema_of(table).__arrow_c_schema__()
    return capsule


def stream_capsule(
    table: Table,
    files: tuple[SourceFile, ...],
    selection: Selection,
    requested_schema: object | None,
) -> object:
    """Return the batches of files as a capsule (PyCapsule interface); they are read as it is."""
    batches = batches_of(read_pieces(files, selection))
    reader = pa.RecordBatchReader.from_batches(schema_of(table), batches)
    capsule: object = reader.__arrow_c_stream__(requested_schema)
    return capsule
