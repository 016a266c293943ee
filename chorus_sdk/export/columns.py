"""What a table is made of (*colonnes*): names, kinds, keys, and where each value comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final, TypeAlias

PRECISION: Final = 38
"""Digits of a number in Arrow and Spark, all together."""
SCALE: Final = 10
"""Digits behind the point; flows use six at most."""

Cell: TypeAlias = "str | int | Decimal | date | bytes | None"
"""What stands in a cell; None is an empty one."""

Row: TypeAlias = tuple[Cell, ...]
"""The cells of a row in the order of the table's columns."""


class Kind(Enum):
    """What a column holds (*type de colonne*): its name in Arrow and in Spark.

    Example:
        >>> Kind.AMOUNT.arrow, Kind.DAY.spark
        ('decimal128(38, 10)', 'date')
    """

    TEXT = ("string", "string")
    INTEGER = ("int64", "bigint")
    AMOUNT = (f"decimal128({PRECISION}, {SCALE})", f"decimal({PRECISION},{SCALE})")
    DAY = ("date32", "date")
    BYTES = ("binary", "binary")

    @property
    def arrow(self) -> str:
        """Name of the type in Arrow (*type Arrow*)."""
        return self.value[0]

    @property
    def spark(self) -> str:
        """Name of the type in a Spark schema (*type Spark*)."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Column:
    """One column (*colonne*): `path` is the place of its value below what the row is about."""

    name: str
    kind: Kind
    path: str
    meaning: str
    nullable: bool = True


@dataclass(frozen=True)
class Table:
    """One table (*table*); the columns named in `key` identify a row, and are never empty.

    Example:
        >>> key = Column("source_file", Kind.TEXT, "", "file", nullable=False)
        >>> table = Table("some", (key,), key=("source_file",))
        >>> table.names, table.spark_schema
        (('source_file',), 'source_file string NOT NULL')
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order (*noms des colonnes*)."""
        return tuple(column.name for column in self.columns)

    @property
    def spark_schema(self) -> str:
        """The schema as Spark's data definition language has it (*schéma Spark*)."""
        return ", ".join(
            f"{column.name} {column.kind.spark}{'' if column.nullable else ' NOT NULL'}"
            for column in self.columns
        )
