"""Where the sandbox keeps its state: SQLite, in a file or in memory."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

Value: TypeAlias = "str | int | float | bytes | None"


class Store:
    """One SQLite database, shared by the threads of one sandbox.

    Each part of the sandbox makes its own tables with `create`. No secret is ever written here in
    clear: passwords, codes and tokens are kept as digests only.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(
            path if path is not None else ":memory:", check_same_thread=False, isolation_level=None
        )
        # A store that nobody closed is closed when nobody can reach it any more.
        self._closing = weakref.finalize(self, self._connection.close)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA foreign_keys = ON")
        if path is not None:
            self._connection.execute("PRAGMA journal_mode = WAL")

    def create(self, statements: str) -> None:
        """Run `CREATE TABLE IF NOT EXISTS …` statements."""
        with self._lock:
            self._connection.executescript(statements)

    def run(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run one statement that changes something; return the id of the last inserted row."""
        with self._lock:
            return self._connection.execute(sql, values).lastrowid or 0

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[sqlite3.Row]:
        """Return all rows of a query."""
        with self._lock:
            return list(self._connection.execute(sql, values))

    def row(self, sql: str, values: Sequence[Value] = ()) -> sqlite3.Row | None:
        """Return the first row of a query, or None."""
        found = self.rows(sql, values)
        return found[0] if found else None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, and alone."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def dump(self) -> str:
        """Return the whole database as SQL text."""
        with self._lock:
            return "\n".join(self._connection.iterdump())

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._closing()
