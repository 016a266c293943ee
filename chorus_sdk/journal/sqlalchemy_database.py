"""PostgreSQL, through SQLAlchemy, as the journal's database: many workers on many machines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from chorus_sdk._secrets import Secret
from chorus_sdk.errors import JournalError, MissingExtraError
from chorus_sdk.journal.database import Row, Session, Value

if TYPE_CHECKING:
    from sqlalchemy import Connection

_LOCK: Final = 740_202_611
"""Any number that nobody else locks in the same database."""


class _SqlAlchemySession:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def run(self, sql: str, values: Mapping[str, Value]) -> Sequence[Row]:
        from sqlalchemy import text

        result = self._connection.execute(text(sql), dict(values))
        return [dict(row) for row in result.mappings()] if result.returns_rows else []

    def count(self, sql: str, values: Mapping[str, Value]) -> int:
        from sqlalchemy import text

        return self._connection.execute(text(sql), dict(values)).rowcount


class SqlAlchemyDatabase:
    """A PostgreSQL database by its URL (*URL de connexion*).

    Rows are locked one by one, and a worker takes what no other holds. The URL holds a password:
    it is kept as a secret and never told in an error.

    Raises:
        MissingExtraError: the extra `journal` is not installed.
    """

    skip_locked = " FOR UPDATE SKIP LOCKED"

    def __init__(self, url: Secret[str] | str) -> None:
        try:
            from sqlalchemy import create_engine
        except ImportError as error:
            raise MissingExtraError("journal", purpose="A journal in PostgreSQL") from error
        secret = url if isinstance(url, Secret) else Secret(url)
        self._engine = create_engine(
            secret.reveal(),
            isolation_level="READ COMMITTED",
            pool_pre_ping=True,
            hide_parameters=True,
        )

    def prepare(self, statements: Sequence[str]) -> None:
        """Make what is not there yet; workers that begin together do so one after the other."""
        with self.transaction() as session:
            session.run("SELECT pg_advisory_xact_lock(:key)", {"key": _LOCK})
            if session.run("SELECT to_regclass('event') AS found", {})[0]["found"] is None:
                for statement in statements:
                    session.run(statement.format(blob="BYTEA"), {})

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Begin a transaction; it is undone when an exception leaves it.

        Raises:
            JournalError: the database cannot be read or written.
        """
        from sqlalchemy.exc import SQLAlchemyError

        failed: str | None = None
        try:
            with self._engine.begin() as connection:
                yield _SqlAlchemySession(connection)
        except SQLAlchemyError as error:
            failed = type(error).__name__
        if failed is not None:  # outside, so that no engine's error with its URL is chained
            raise JournalError(
                f"The journal's database cannot be used ({failed}).",
                hint="Is it up, and do its URL and its rights suit?",
            )

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()
