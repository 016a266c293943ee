"""The journal's tables, in SQL that SQLite and PostgreSQL both speak."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from chorus_sdk.journal.database import Database, Session
from chorus_sdk.journal.entry import Entry, Event, file_claim, invoice_claim
from chorus_sdk.journal.states import GIVES_BACK, MOVES, JournalState
from chorus_sdk.journal.tables import (
    INSERT,
    TABLES,
    UPDATE,
    as_entry,
    as_event,
    as_instant,
    as_row,
    as_text,
    check_layout,
)


class MovedElsewhere(Exception):  # noqa: N818 (a race that is lost, not a failure)
    """Another worker has moved the entry since it was read."""


class SqlStore:
    """Entries, claims, contents and history in a database (*tables du journal*)."""

    def __init__(self, database: Database) -> None:
        self._database = database
        try:
            database.prepare(TABLES, check_layout)
        except BaseException:
            database.close()
            raise

    def begin(self, entry: Entry, content: bytes, held_until: datetime) -> Entry | None:
        """Write a new entry, or return the live one that already has its file or an invoice."""
        with self._database.transaction() as session:
            for key in sorted(entry.keys):
                while not _claim(session, key, entry.id):
                    if owner := _owner(session, key):
                        _undo(session, entry)
                        return owner
            session.run(INSERT, as_row(entry, held_until))
            session.run(
                "INSERT INTO content (deposit_id, bytes) VALUES (:id, :bytes)",
                {"id": entry.id, "bytes": content},
            )
            _remember(session, entry)
        return None

    def take(
        self, states: Iterable[JournalState], now: datetime, held_until: datetime
    ) -> Entry | None:
        """Take the oldest entry in one of these states that nobody holds, and hold it."""
        names = {f"state{i}": state.value for i, state in enumerate(states)}
        marks = ", ".join(f":{name}" for name in names)
        sql = (
            f"SELECT * FROM deposit WHERE state IN ({marks}) AND held_until <= :now"  # noqa: S608
            " ORDER BY held_until, created_at LIMIT 1" + self._database.skip_locked
        )
        with self._database.transaction() as session:
            rows = session.run(sql, {**names, "now": as_text(now)})
            if not rows:
                return None
            entry = as_entry(rows[0])
            session.count(
                "UPDATE deposit SET held_until = :until WHERE id = :id",
                {"until": as_text(held_until), "id": entry.id},
            )
            return entry

    def release(self, entry: Entry, now: datetime) -> None:
        """Let go of an entry that was taken, unless it has moved since."""
        with self._database.transaction() as session:
            session.count(
                "UPDATE deposit SET held_until = :now WHERE id = :id AND revision = :revision",
                {"now": as_text(now), "id": entry.id, "revision": entry.revision},
            )

    def move(self, entry: Entry, moved: Entry, held_until: datetime) -> Entry:
        """Write an entry's next state.

        Raises:
            MovedElsewhere: another worker was first.
            ValueError: no such move.
        """
        if moved.state not in MOVES.get(entry.state, frozenset()):
            raise ValueError(f"no way from {entry.state} to {moved.state}")
        values = {**as_row(moved, held_until), "known": entry.revision}
        with self._database.transaction() as session:
            if session.count(UPDATE, values) != 1:
                raise MovedElsewhere
            if _tells_more(entry, moved):
                _remember(session, moved)
            self._tidy(session, moved)
        return moved

    def content(self, entry: Entry) -> bytes:
        """Return the file of an entry that has not come to its end."""
        with self._database.transaction() as session:
            rows = session.run("SELECT bytes FROM content WHERE deposit_id = :id", {"id": entry.id})
        found = rows[0]["bytes"] if rows else None
        if found is None or isinstance(found, (str, int)):
            raise LookupError(f"no file is kept for the deposit {entry.id}")
        return bytes(found)

    def entries(
        self, *, states: Iterable[JournalState] | None = None, number: str | None = None
    ) -> Iterator[Entry]:
        """Yield entries, oldest first."""
        wanted = None if states is None else frozenset(states)
        with self._database.transaction() as session:
            rows = session.run("SELECT * FROM deposit ORDER BY created_at, id", {})
        for row in rows:
            entry = as_entry(row)
            if (wanted is None or entry.state in wanted) and (
                number is None or number in entry.numbers
            ):
                yield entry

    def entry(self, entry_id: str) -> Entry | None:
        """Return an entry by its id."""
        with self._database.transaction() as session:
            rows = session.run("SELECT * FROM deposit WHERE id = :id", {"id": entry_id})
        return as_entry(rows[0]) if rows else None

    def history(self, entry_id: str) -> tuple[Event, ...]:
        """Return the states that an entry went through, oldest first."""
        with self._database.transaction() as session:
            rows = session.run(
                "SELECT * FROM event WHERE deposit_id = :id ORDER BY revision", {"id": entry_id}
            )
        return tuple(as_event(row) for row in rows)

    def next_time(self, states: Iterable[JournalState]) -> datetime | None:
        """Return when the next of these entries is free to be taken."""
        wanted = {state.value for state in states}
        with self._database.transaction() as session:
            rows = session.run(
                "SELECT state, MIN(held_until) AS free FROM deposit GROUP BY state", {}
            )
        free = [str(row["free"]) for row in rows if row["state"] in wanted]
        return as_instant(min(free)) if free else None

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def _tidy(self, session: Session, entry: Entry) -> None:
        if entry.state in GIVES_BACK:
            session.run("DELETE FROM claim WHERE deposit_id = :id", {"id": entry.id})
        elif entry.state is JournalState.PARTLY_DELIVERED:
            _give_back_refused(session, entry)
        if entry.state.is_final:
            session.run("DELETE FROM content WHERE deposit_id = :id", {"id": entry.id})


def _claim(session: Session, key: str, entry_id: str) -> bool:
    return (
        session.count(
            "INSERT INTO claim (what, deposit_id) VALUES (:what, :id) ON CONFLICT DO NOTHING",
            {"what": key, "id": entry_id},
        )
        == 1
    )


def _owner(session: Session, key: str) -> Entry | None:
    rows = session.run(
        "SELECT deposit.* FROM deposit JOIN claim ON claim.deposit_id = deposit.id"
        " WHERE claim.what = :what",
        {"what": key},
    )
    return as_entry(rows[0]) if rows else None


def _undo(session: Session, entry: Entry) -> None:
    session.run("DELETE FROM claim WHERE deposit_id = :id", {"id": entry.id})


def _give_back_refused(session: Session, entry: Entry) -> None:
    distinct = Counter({str(one): one.number for one in entry.invoices}.values())
    delivered = Counter(entry.delivered)
    # of two suppliers' invoices of one number it is not known whose arrived: the platform, which
    # takes none twice, decides on both
    refused = [one for one in entry.invoices if delivered[one.number] < distinct[one.number]]
    for what in (file_claim(entry), *(invoice_claim(one) for one in refused)):
        session.run(
            "DELETE FROM claim WHERE what = :what AND deposit_id = :id",
            {"what": what, "id": entry.id},
        )


def _tells_more(entry: Entry, moved: Entry) -> bool:
    return (entry.state, entry.flow_id, entry.note) != (moved.state, moved.flow_id, moved.note)


def _remember(session: Session, entry: Entry) -> None:
    session.run(
        "INSERT INTO event (deposit_id, revision, at, state, flow_id, note)"
        " VALUES (:id, :revision, :at, :state, :flow_id, :note)",
        {
            "id": entry.id,
            "revision": entry.revision,
            "at": as_text(entry.changed_at),
            "state": entry.state.value,
            "flow_id": entry.flow_id,
            "note": entry.note,
        },
    )
