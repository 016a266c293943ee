"""How tables are written to files (*formats de sortie*): CSV, JSON Lines, Parquet.

A format encodes blocks to bytes, anywhere and in any process, and writes what was encoded to one
file for each table, in order.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol

from chorus_sdk.errors import MissingExtraError
from chorus_sdk.export.columns import Table
from chorus_sdk.export.delimited import Csv
from chorus_sdk.export.json_lines import JsonLines
from chorus_sdk.export.pieces import Block


class Sink(Protocol):
    """Where the encoded blocks of one table go (*destination*)."""

    def write(self, data: bytes) -> None:
        """Append an encoded block."""
        ...

    def close(self) -> None:
        """Finish the file."""
        ...


class TableFormat(Protocol):
    """One way to write tables (*format de table*)."""

    @property
    def suffix(self) -> str:
        """End of the file's name, with its point (*suffixe*)."""
        ...

    def encode(self, block: Block) -> bytes:
        """Return the block as bytes that a sink of this format takes."""
        ...

    def open(self, path: Path, table: Table) -> Sink:
        """Begin a file."""
        ...


def _parquet() -> TableFormat:
    try:
        from chorus_sdk.export.parquet import Parquet
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "pyarrow":
            raise
        raise MissingExtraError("arrow", purpose="Parquet") from error
    return Parquet()


FORMATS: Final[Mapping[str, str]] = MappingProxyType(
    {"parquet": ".parquet", "csv": ".csv", "jsonl": ".jsonl"}
)
"""Names of the formats, and how their files end."""


def format_named(name: str) -> TableFormat:
    """Return a format by its name (*choix du format*).

    Raises:
        ValueError: no such format; the message names those that there are.
        MissingExtraError: Parquet without the extra [arrow].

    Example:
        >>> format_named("csv").suffix
        '.csv'
    """
    if name == "csv":
        return Csv()
    if name == "jsonl":
        return JsonLines()
    if name == "parquet":
        return _parquet()
    raise ValueError(f"no format {name!r}; there are {', '.join(FORMATS)}")
