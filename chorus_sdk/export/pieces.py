"""What an export is made of, piece by piece (*morceaux*): blocks of rows, and what went wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from chorus_sdk.errors import DocumentError
from chorus_sdk.export.columns import Row, Table
from chorus_sdk.export.tables import TABLES, table_named
from chorus_sdk.limits import DEFAULT_LIMITS, MIB, Limits

BLOCK_ROWS: Final = 10_000
"""Rows of a block at most."""
BLOCK_BYTES: Final = 32 * MIB
"""Attachments' bytes after which a block is full."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows of one table, in order (*bloc*)."""

    table: Table
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read to its end (*échec*); what came before it was given."""

    file: str
    error: DocumentError


Piece: TypeAlias = Block | Failure


@dataclass(frozen=True, kw_only=True)
class Selection:
    """What is wanted of a flow (*sélection*).

    `content` puts the bytes of attachments into their table. With `strict` what the reader would
    report as an error is raised. With `keep_going` a file that cannot be read gives a `Failure`
    and a row in `findings`, and the next one is read; without it the error is raised.
    """

    tables: tuple[str, ...] = tuple(TABLES)
    content: bool = False
    strict: bool = False
    keep_going: bool = False
    limits: Limits = DEFAULT_LIMITS

    def __post_init__(self) -> None:
        for name in self.tables:
            table_named(name)
        object.__setattr__(self, "tables", tuple(dict.fromkeys(self.tables)))  # each once

    def chosen(self) -> tuple[Table, ...]:
        """Return the tables wanted, in the order in which they were named."""
        return tuple(table_named(name, content=self.content) for name in self.tables)


@dataclass(slots=True)
class Filling:
    """A table whose next block is being filled (*bloc en cours*)."""

    table: Table
    rows: list[Row] = field(default_factory=list)
    held: int = 0

    def add(self, row: Row) -> bool:
        """Take a row; return True when the block is full."""
        self.rows.append(row)
        if isinstance(row[-1], bytes):
            self.held += len(row[-1])
        return len(self.rows) >= BLOCK_ROWS or self.held >= BLOCK_BYTES

    def take(self) -> Iterator[Block]:
        """Give what there is, if anything, and begin anew."""
        if self.rows:
            yield Block(self.table, tuple(self.rows))
            self.rows, self.held = [], 0
