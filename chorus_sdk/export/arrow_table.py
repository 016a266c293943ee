"""One table of pivot flows, handed over as an Arrow stream (*flux Arrow*); extra [arrow]."""

from __future__ import annotations

from chorus_sdk.errors import MissingExtraError
from chorus_sdk.export.columns import Table
from chorus_sdk.export.files import PivotSource, SourceFile, source_files
from chorus_sdk.export.pieces import Selection
from chorus_sdk.export.tables import table_named
from chorus_sdk.limits import DEFAULT_LIMITS, Limits


class PivotTable:
    """A table that polars, pandas, DuckDB and PyArrow take as it is (*table*).

    They ask through `__arrow_c_stream__`, the PyCapsule interface of Arrow; the flows are then read
    in batches of at most 10,000 rows, so that memory does not grow with them. It can be asked more
    than once, and reads anew each time. `schema` says what its columns are.
    """

    def __init__(self, files: tuple[SourceFile, ...], selection: Selection) -> None:
        self._files = files
        self._selection = selection

    @property
    def schema(self) -> Table:
        """Columns and key (*schéma*)."""
        (table,) = self._selection.chosen()
        return table

    def __arrow_c_schema__(self) -> object:
        """Return the schema as a capsule of Arrow."""
        from chorus_sdk.export import arrow

        return arrow.schema_capsule(self.schema)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return the batches as a capsule of Arrow.

        What stops the reading reaches the consumer as an error of its own, after the rows that
        came before.
        """
        from chorus_sdk.export import arrow

        return arrow.stream_capsule(self.schema, self._files, self._selection, requested_schema)

    def __repr__(self) -> str:
        return f"<PivotTable {self.schema.name} of {len(self._files)} files>"


def pivot_table(
    source: PivotSource,
    table: str = "invoices",
    *,
    content: bool = False,
    strict: bool = False,
    keep_going: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> PivotTable:
    """Give a table of pivot flows to whatever speaks Arrow (*table d'un flux pivot*).

    Args:
        source: a file, a folder, or several; XML, zip, tar.gz or base64.
        table: a name of `tables.TABLES`.
        content: put the bytes of attachments into their table.
        strict: stop at what would be an error in `findings`.
        keep_going: pass over flows that cannot be read to their end; the table `findings` has them.
        limits: safety limits.

    Raises:
        ValueError: no such table.
        MissingExtraError: the extra [arrow] is not installed.
        OSError: no such file.

    Example:
        ```python
        import duckdb, pandas, polars

        frame = polars.DataFrame(pivot_table("flows", "lines"))
        frame = pandas.DataFrame.from_arrow(pivot_table("flows"))
        lines = pivot_table("flows", "lines")
        duckdb.sql("select vat_rate, sum(net_amount) from lines group by vat_rate")
        ```
    """
    try:
        from chorus_sdk.export import arrow
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "pyarrow":
            raise
        raise MissingExtraError("arrow", purpose="A table in Arrow") from error
    del arrow
    selection = Selection(
        tables=(table_named(table).name,),
        content=content,
        strict=strict,
        keep_going=keep_going,
        limits=limits,
    )
    return PivotTable(source_files(source), selection)
