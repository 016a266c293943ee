"""SQLite as the journal's database: one file, several processes, nothing to install."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from chorus_sdk.errors import JournalError
from chorus_sdk.journal.database import Row, Session, Value

BUSY_SECONDS: Final = 60.0
"""How long a worker waits for another's transaction."""


class _SqliteSession:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def run(self, sql: str, values: Mapping[str, Value]) -> Sequence[Row]:
        cursor = self._connection.execute(sql, dict(values))
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def columns(self, table: str) -> frozenset[str]:
        cursor = self._connection.execute(f"SELECT * FROM {table} LIMIT 0")  # noqa: S608 (ours)
        return frozenset(column[0] for column in cursor.description or ())

    def count(self, sql: str, values: Mapping[str, Value]) -> int:
        return self._connection.execute(sql, dict(values)).rowcount


class SqliteDatabase:
    """A file of SQLite (*fichier SQLite*), readable by its owner alone.

    What a transaction wrote is on disk when it ends. Processes share the file; threads share the
    connection. Not for a network drive.
    """

    skip_locked = ""  # a writing transaction has the whole file to itself

    def __init__(self, path: str | os.PathLike[str]) -> None:
        place = Path(path)
        place.touch(mode=0o600, exist_ok=True)
        self._lock = threading.RLock()
        with _translated():
            self._connection = sqlite3.connect(
                place, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            self._connection.execute("PRAGMA synchronous=FULL")

    def prepare(self, statements: Sequence[str], check: Callable[[Session], None]) -> None:
        """Make what is not there yet, then check it.

        Raises:
            JournalError: the file belongs to another program, or is of another layout.
        """
        with self.transaction() as session:
            rows = session.run("SELECT name FROM sqlite_master WHERE type = 'table'", {})
            if rows and "deposit" not in {row["name"] for row in rows}:
                raise JournalError(
                    "The file is a database of another program: nothing was written to it.",
                    hint="Give the journal a file of its own.",
                )
            for statement in statements:
                session.run(statement.format(blob="BLOB"), {})
            check(session)
        with self._lock, _translated():  # not before: it is written into the file
            self._connection.execute("PRAGMA journal_mode=WAL")

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Begin a transaction that writes.

        Raises:
            JournalError: the file cannot be read or written.
        """
        with self._lock, _translated():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield _SqliteSession(self._connection)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk has ended it already
                    self._connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise JournalError(
            f"The journal's file cannot be used: {error}.",
            hint="Is it a journal, and is there room and a right to write?",
        ) from error
