"""Tables as Parquet (*fichiers Parquet*), compressed with Zstandard; extra [arrow]."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyarrow as pa
from pyarrow import parquet

from chorus_sdk.export.arrow import batch_of, schema_of
from chorus_sdk.export.columns import Table
from chorus_sdk.export.pieces import Block
from chorus_sdk.limits import MIB

_GROUP_ROWS: Final = 100_000
_GROUP_BYTES: Final = 32 * MIB


class Parquet:
    """One Parquet file a table (*Parquet*); a row group is at most 100,000 rows or 32 MiB."""

    suffix = ".parquet"

    def encode(self, block: Block) -> bytes:
        """Return the rows as an Arrow message without its schema."""
        return bytes(batch_of(block).serialize())

    def open(self, path: Path, table: Table) -> ParquetSink:
        """Begin a file."""
        return ParquetSink(path, schema_of(table))


class ParquetSink:
    """A Parquet file that grows by row groups (*fichier Parquet*)."""

    def __init__(self, path: Path, schema: object) -> None:
        assert isinstance(schema, pa.Schema)  # noqa: S101 (no engine type in a signature)
        self._schema = schema
        self._writer = parquet.ParquetWriter(path, schema, compression="zstd")
        self._waiting: list[pa.RecordBatch] = []
        self._rows = self._bytes = 0

    def write(self, data: bytes) -> None:
        """Append an encoded block."""
        batch = pa.ipc.read_record_batch(pa.py_buffer(data), self._schema)
        self._waiting.append(batch)
        self._rows += batch.num_rows
        self._bytes += len(data)
        if self._rows >= _GROUP_ROWS or self._bytes >= _GROUP_BYTES:
            self._flush()

    def close(self) -> None:
        """Finish the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._waiting:
            self._writer.write_table(pa.Table.from_batches(self._waiting, self._schema))
        self._waiting, self._rows, self._bytes = [], 0, 0
