"""The little that the journal asks of a database (*base de données*)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, TypeAlias

Value: TypeAlias = "str | int | bytes | None"
Row: TypeAlias = "Mapping[str, Value]"


class Session(Protocol):
    """One transaction under way."""

    def run(self, sql: str, values: Mapping[str, Value]) -> Sequence[Row]:
        """Run a statement with `:named` values, and return its rows, if any."""
        ...

    def columns(self, table: str) -> frozenset[str]:
        """Return the names of a table's columns; `table` is a name of our own."""
        ...

    def count(self, sql: str, values: Mapping[str, Value]) -> int:
        """Run a change, and return how many rows it touched."""
        ...


class Database(Protocol):
    """A database (*base*): durable transactions, and what it does in its own way."""

    skip_locked: str
    """What keeps two workers from taking the same row."""

    def prepare(self, statements: Sequence[str], check: Callable[[Session], None]) -> None:
        """Make what is not there yet, then check it; `{blob}` in a statement is the type of bytes.

        Raises:
            JournalError: it cannot be used, or is no journal that this version knows.
        """
        ...

    def transaction(self) -> AbstractContextManager[Session]:
        """Begin a transaction: all of it happens, or nothing."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...
