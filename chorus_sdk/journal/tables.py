"""The journal's tables, and an entry as a row of them (*tables*)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from chorus_sdk.errors import JournalError
from chorus_sdk.journal.database import Row, Session, Value
from chorus_sdk.journal.entry import Entry, Event
from chorus_sdk.journal.states import JournalState
from chorus_sdk.services.deposits import InvoiceKey

TABLES: Final = (
    (
        "CREATE TABLE IF NOT EXISTS deposit (id TEXT PRIMARY KEY, state TEXT NOT NULL,"
        " sha256 TEXT NOT NULL, file_name TEXT NOT NULL, syntax TEXT NOT NULL,"
        " invoices TEXT NOT NULL,"
        " options TEXT NOT NULL, flow_id TEXT, delivered TEXT NOT NULL, note TEXT,"
        " attempts INTEGER NOT NULL, created_at TEXT NOT NULL, first_sent_at TEXT NOT NULL,"
        " sent_at TEXT NOT NULL, changed_at TEXT NOT NULL, revision INTEGER NOT NULL,"
        " held_until TEXT NOT NULL)"
    ),
    "CREATE TABLE IF NOT EXISTS claim (what TEXT PRIMARY KEY, deposit_id TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS content (deposit_id TEXT PRIMARY KEY, bytes {blob} NOT NULL)",
    (
        "CREATE TABLE IF NOT EXISTS event (deposit_id TEXT NOT NULL, revision INTEGER NOT NULL,"
        " at TEXT NOT NULL, state TEXT NOT NULL, flow_id TEXT, note TEXT,"
        " PRIMARY KEY (deposit_id, revision))"
    ),
    "CREATE TABLE IF NOT EXISTS journal_layout (version INTEGER NOT NULL)",
    "CREATE INDEX IF NOT EXISTS deposit_by_state ON deposit (state, held_until)",
    "CREATE INDEX IF NOT EXISTS claim_by_deposit ON claim (deposit_id)",
)
COLUMNS: Final = (
    "id",
    "state",
    "sha256",
    "file_name",
    "syntax",
    "invoices",
    "options",
    "flow_id",
    "delivered",
    "note",
    "attempts",
    "created_at",
    "first_sent_at",
    "sent_at",
    "changed_at",
    "revision",
    "held_until",
)
_NAMES: Final = ", ".join(COLUMNS)
_MARKS: Final = ", ".join(f":{name}" for name in COLUMNS)
_CHANGES: Final = ", ".join(f"{name} = :{name}" for name in COLUMNS if name != "id")
INSERT: Final = f"INSERT INTO deposit ({_NAMES}) VALUES ({_MARKS})"  # noqa: S608 (our own names)
UPDATE: Final = f"UPDATE deposit SET {_CHANGES} WHERE id = :id AND revision = :known"  # noqa: S608


LAYOUT: Final = 1
"""Which layout these tables have; another one is neither read nor written."""


def check_layout(session: Session) -> None:
    """Read, or write where there is none yet, the number of the layout (*version des tables*).

    Raises:
        JournalError: the journal has another layout; nothing in it was changed.
    """
    found = session.run("SELECT version FROM journal_layout", {})
    if not found and session.columns("deposit") == set(COLUMNS):
        session.run("INSERT INTO journal_layout (version) VALUES (:version)", {"version": LAYOUT})
        return
    version = int(str(found[0]["version"])) if found else 0
    if version == LAYOUT:
        return
    if version > LAYOUT:
        raise JournalError(
            "The journal was written by a newer version of chorus_sdk.",
            hint="Update chorus_sdk wherever this journal is used.",
        )
    raise JournalError(
        "The journal was written by an earlier version of chorus_sdk.",
        hint="Let that version bring its deposits to their end, then begin a new journal.",
    )


def as_row(entry: Entry, held_until: datetime) -> Mapping[str, Value]:
    """Return an entry as values of a row."""
    return {
        "id": entry.id,
        "state": entry.state.value,
        "sha256": entry.sha256,
        "file_name": entry.file_name,
        "syntax": entry.syntax,
        "invoices": json.dumps(entry.invoices),
        "options": json.dumps({"signed": entry.signed_xml, "allow_lost": entry.allow_lost}),
        "flow_id": entry.flow_id,
        "delivered": json.dumps(entry.delivered),
        "note": entry.note,
        "attempts": entry.attempts,
        "created_at": as_text(entry.created_at),
        "first_sent_at": as_text(entry.first_sent_at),
        "sent_at": as_text(entry.sent_at),
        "changed_at": as_text(entry.changed_at),
        "revision": entry.revision,
        "held_until": as_text(held_until),
    }


def as_entry(row: Row) -> Entry:
    """Read an entry from a row.

    Raises:
        JournalError: the row is none that this version writes.
    """
    try:
        return _entry(row)
    except (KeyError, ValueError, TypeError):
        raise JournalError(
            "The journal holds a deposit that cannot be read.",
            hint="Was its file changed by hand, or by another version of chorus_sdk?",
        ) from None


def _entry(row: Row) -> Entry:
    text = {name: str(value) for name, value in row.items()}
    options = json.loads(text["options"])
    return Entry(
        id=text["id"],
        state=JournalState(text["state"]),
        sha256=text["sha256"],
        file_name=text["file_name"],
        syntax=text["syntax"],
        invoices=tuple(InvoiceKey(*each) for each in json.loads(text["invoices"])),
        signed_xml=bool(options["signed"]),
        allow_lost=bool(options["allow_lost"]),
        flow_id=_optional(row["flow_id"]),
        delivered=tuple(json.loads(text["delivered"])),
        note=_optional(row["note"]),
        attempts=int(text["attempts"]),
        created_at=as_instant(text["created_at"]),
        first_sent_at=as_instant(text["first_sent_at"]),
        sent_at=as_instant(text["sent_at"]),
        changed_at=as_instant(text["changed_at"]),
        revision=int(text["revision"]),
    )


def as_event(row: Row) -> Event:
    """Read a step of the history from a row."""
    return Event(
        entry_id=str(row["deposit_id"]),
        at=as_instant(str(row["at"])),
        state=JournalState(str(row["state"])),
        flow_id=_optional(row["flow_id"]),
        note=_optional(row["note"]),
    )


def _optional(value: Value) -> str | None:
    return None if value is None else str(value)


def as_text(moment: datetime) -> str:
    """Write an instant so that texts sort as instants do."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def as_instant(text: str) -> datetime:
    """Read an instant."""
    return datetime.fromisoformat(text)
