"""The Spark data source of pivot flows (*source de données*): the one door to PySpark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyspark.sql.datasource import DataSource, DataSourceReader, InputPartition

from chorus_sdk.errors import ConfigurationError
from chorus_sdk.export.columns import Table
from chorus_sdk.export.files import source_files
from chorus_sdk.export.invoice_table import INVOICES
from chorus_sdk.export.pieces import Selection
from chorus_sdk.export.reading import read_part
from chorus_sdk.export.splitting import Part, parts_of
from chorus_sdk.export.tables import table_named

if TYPE_CHECKING:
    import pyarrow as pa

FORMAT: Final = "chorus_pivot"
"""Name of the format in `spark.read.format`."""

_OPTIONS: Final = ("path", "table", "content", "mode")
_MODES: Final = {"failfast": False, "permissive": True}
_TRUTHS: Final = {"true": True, "false": False}


class PivotDataSource(DataSource):
    """Reads one table of pivot flows (*flux pivot*) from a file or a folder that all workers see.

    Options: `table`, a name of `tables.TABLES` (`invoices` if none is given); `content`, `true` for
    the bytes of attachments; `mode`, `failfast` (a flow that cannot be read fails the job) or
    `permissive` (it is passed over; the table `findings` has it). There are no others: credentials
    for storage belong to the cluster, never to the options of a job, which its log shows.
    """

    @classmethod
    def name(cls) -> str:
        """Name of the format."""
        return FORMAT

    def schema(self) -> str:
        """The table's schema, the same as in every other export."""
        return _Request.of(self.options).table.spark_schema

    def reader(self, schema: object) -> PivotReader:
        """Make what reads; the schema is the table's own."""
        del schema
        return PivotReader(_Request.of(self.options))


@dataclass(frozen=True)
class PivotPartition(InputPartition):
    """A part of a file (*partition*)."""

    part: Part


class PivotReader(DataSourceReader):
    """Finds the parts on the driver, reads them on the workers (*lecteur*)."""

    def __init__(self, request: _Request) -> None:
        self._request = request

    def partitions(self) -> list[PivotPartition]:
        """Return a partition for each file, and for each part of a large one."""
        files = source_files(self._request.path)
        return [PivotPartition(part) for file in files for part in parts_of(file)]

    def read(self, partition: InputPartition) -> Iterator[pa.RecordBatch]:
        """Read one partition in bounded batches."""
        from chorus_sdk.export.arrow import batches_of

        assert isinstance(partition, PivotPartition)  # noqa: S101 (Spark gives back what it got)
        return batches_of(read_part(partition.part, self._request.selection))


@dataclass(frozen=True)
class _Request:
    """What the options ask for."""

    path: str
    selection: Selection

    @property
    def table(self) -> Table:
        (table,) = self.selection.chosen()
        return table

    @classmethod
    def of(cls, options: Mapping[str, str]) -> _Request:
        for name in options:
            if name.lower() not in _OPTIONS:
                raise ConfigurationError(
                    "The format chorus_pivot has no such option.",
                    setting=name,
                    hint=f"There are {', '.join(_OPTIONS)}; credentials belong to the cluster.",
                )
        path = options.get("path")
        if not path:
            raise ConfigurationError("There is no path to load.", setting="path")
        selection = Selection(
            tables=(table_named(options.get("table", INVOICES.name)).name,),
            content=_choice(options, "content", "false", _TRUTHS),
            keep_going=_choice(options, "mode", "failfast", _MODES),
        )
        return cls(path.removeprefix("file://"), selection)


def _choice(options: Mapping[str, str], name: str, default: str, choices: dict[str, bool]) -> bool:
    chosen = choices.get(options.get(name, default).lower())
    if chosen is None:
        raise ConfigurationError(f"The option {name} is one of {', '.join(choices)}.", setting=name)
    return chosen
