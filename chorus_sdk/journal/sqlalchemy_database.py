"""PostgreSQL, through SQLAlchemy, as the journal's database: many workers on many machines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from chorus_sdk._secrets import Secret
from chorus_sdk.errors import JournalError, MissingExtraError
from chorus_sdk.journal.database import Row, Session, Value

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_LOCK: Final = 740_202_611
"""Any number that nobody else locks in the same database."""
_NO_DRIVER: Final = frozenset({"postgresql", "postgres"})
"""What URLs without a driver begin with."""


class _SqlAlchemySession:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def run(self, sql: str, values: Mapping[str, Value]) -> Sequence[Row]:
        from sqlalchemy import text

        result = self._connection.execute(text(sql), dict(values))
        return [dict(row) for row in result.mappings()] if result.returns_rows else []

    def columns(self, table: str) -> frozenset[str]:
        from sqlalchemy import text

        found = self._connection.execute(text(f"SELECT * FROM {table} LIMIT 0"))  # noqa: S608 (ours)
        return frozenset(found.keys())

    def count(self, sql: str, values: Mapping[str, Value]) -> int:
        from sqlalchemy import text

        return self._connection.execute(text(sql), dict(values)).rowcount


class SqlAlchemyDatabase:
    """A PostgreSQL database by its URL (*URL de connexion*).

    Rows are locked one by one, and a worker takes what no other holds. The URL holds a password:
    it is kept as a secret and never told in an error. One that names no driver, such as
    `postgresql://user:password@host/name`, takes the extra's own, pg8000.

    Raises:
        MissingExtraError: the extra `journal` is not installed.
        JournalError: the URL is none of a PostgreSQL, or its driver is not installed.
    """

    skip_locked = " FOR UPDATE SKIP LOCKED"

    def __init__(self, url: Secret[str] | str) -> None:
        try:
            import sqlalchemy  # noqa: F401 (is it there?)
        except ImportError as error:
            raise MissingExtraError("journal", purpose="A journal in PostgreSQL") from error
        engine = _engine(url if isinstance(url, Secret) else Secret(url))
        if engine is None:  # outside, so that no engine's error with its URL is chained
            raise JournalError(
                "The journal's URL is none that can be used.",
                hint="It is postgresql://user:password@host/name, or names a driver you installed.",
            )
        self._engine = engine

    def prepare(self, statements: Sequence[str], check: Callable[[Session], None]) -> None:
        """Make what is not there yet; workers that begin together do so one after the other.

        Raises:
            JournalError: the database cannot be used, or its journal is of another layout.
        """
        with self.transaction() as session:
            session.run("SELECT pg_advisory_xact_lock(:key)", {"key": _LOCK})
            if session.run("SELECT to_regclass('journal_layout') AS found", {})[0]["found"] is None:
                for statement in statements:
                    session.run(statement.format(blob="BYTEA"), {})
            check(session)

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


def _engine(url: Secret[str]) -> Engine | None:
    """Return what speaks to the database, or None when the URL or its driver cannot be used."""
    from sqlalchemy import create_engine, make_url
    from sqlalchemy.exc import SQLAlchemyError

    try:
        place = make_url(url.reveal())
        if place.drivername in _NO_DRIVER:
            place = place.set(drivername="postgresql+pg8000")
        if place.get_backend_name() != "postgresql":
            return None
        return create_engine(
            place, isolation_level="READ COMMITTED", pool_pre_ping=True, hide_parameters=True
        )
    except (SQLAlchemyError, ImportError, ValueError):
        return None
