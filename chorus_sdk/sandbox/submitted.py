"""Invoices that came in as data (*factures soumises*): what is kept of them beside their rows.

A submitted invoice has a flow of its own without a number, whose syntax is its mode: so it lives
as the others do. That its data are kept as CII beside its PDF is the sandbox's own way.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.cii import writer as cii
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.sandbox.flow_life import INTEGRATED
from chorus_sdk.sandbox.inspection import Inspected
from chorus_sdk.sandbox.integration import keep
from chorus_sdk.sandbox.platform import Platform
from chorus_sdk.sandbox.state import Structure, written
from chorus_sdk.sandbox.store import Store

SUBMISSIONS: Final = """
CREATE TABLE IF NOT EXISTS submission (
    invoice_id INTEGER PRIMARY KEY REFERENCES invoice (id), said TEXT NOT NULL, pdf_id INTEGER);
CREATE TABLE IF NOT EXISTS invoice_attachment (
    id INTEGER PRIMARY KEY, invoice_id INTEGER NOT NULL REFERENCES invoice (id),
    attachment_id INTEGER NOT NULL REFERENCES attachment (id), designation TEXT NOT NULL,
    type_code TEXT NOT NULL, line INTEGER);
CREATE INDEX IF NOT EXISTS attachment_of_invoice ON invoice_attachment (invoice_id);
"""


@dataclass(frozen=True, kw_only=True)
class AttachedFile:
    """A file of an invoice (*pièce jointe complémentaire*): `link_id` ties the two."""

    link_id: int
    attachment_id: int
    designation: str
    type_code: str
    line: int | None
    name: str
    extension: str
    media_type: str
    content: bytes

    @classmethod
    def of(cls, row: sqlite3.Row) -> AttachedFile:
        """Read a row of the query."""
        same = ("attachment_id", "designation", "type_code", "line", "name", "extension")
        return cls(
            link_id=row["id"],
            content=bytes(row["content"]),
            media_type=row["media_type"],
            **{name: row[name] for name in same},
        )


@dataclass(frozen=True, kw_only=True)
class Entered:
    """What a submission said beyond the invoice itself (*saisie*): `said` by the wire's names."""

    said: Mapping[str, str]
    pdf_id: int | None


NOTHING_SAID: Final = Entered(said={}, pdf_id=None)


def keep_submitted(
    platform: Platform,
    mode: str,
    invoice: Invoice,
    parties: tuple[Structure, Structure, int | None],
    entered: Entered,
) -> int:
    """Write a submitted invoice into the records and return its number; its PDF is what is read."""
    now = platform.clock.now()
    content = cii.compose(invoice).content
    one = Inspected(
        name=f"{invoice.number}.xml",
        content=content,
        format=FormatId.CII_INVOICE,
        invoice=invoice,
    )
    flow = _own_flow(platform, mode, parties[0], now)
    keep(platform, flow, one, invoice, parties)
    row = platform.store.row("SELECT id FROM invoice WHERE flow_id = ?", (flow["id"],))
    if row is None:
        raise LookupError("the invoice was not kept")
    platform.store.run(
        "UPDATE invoice SET readable = (SELECT content FROM attachment WHERE id = ?) WHERE id = ?",
        (entered.pdf_id, row["id"]),
    )
    platform.store.run(
        "INSERT INTO submission (invoice_id, said, pdf_id) VALUES (?, ?, ?)",
        (row["id"], json.dumps(dict(entered.said)), entered.pdf_id),
    )
    return int(row["id"])


def entered(store: Store, invoice_id: int) -> Entered:
    """Return what a submission said; nothing for an invoice of a flow."""
    row = store.row("SELECT said, pdf_id FROM submission WHERE invoice_id = ?", (invoice_id,))
    return Entered(said=json.loads(row["said"]), pdf_id=row["pdf_id"]) if row else NOTHING_SAID


def say(store: Store, invoice_id: int, changes: Mapping[str, str]) -> None:
    """Change what is said of an invoice, such as its comment."""
    before = entered(store, invoice_id)
    store.run(
        "INSERT INTO submission (invoice_id, said, pdf_id) VALUES (?, ?, ?)"
        " ON CONFLICT (invoice_id) DO UPDATE SET said = excluded.said",
        (invoice_id, json.dumps({**before.said, **changes}), before.pdf_id),
    )


def attach(
    store: Store,
    invoice_id: int,
    attachment_id: int,
    *,
    designation: str,
    type_code: str,
    line: int | None,
) -> None:
    """Tie a kept file to an invoice."""
    store.run(
        "INSERT INTO invoice_attachment (invoice_id, attachment_id, designation, type_code, line)"
        " VALUES (?, ?, ?, ?, ?)",
        (invoice_id, attachment_id, designation, type_code, line),
    )


def attached_files(store: Store, invoice_id: int) -> list[AttachedFile]:
    """Return the files that are tied to an invoice, oldest first."""
    rows = store.rows(
        "SELECT invoice_attachment.id, attachment_id, designation, type_code, line, name,"
        " extension, media_type, content FROM invoice_attachment"
        " JOIN attachment ON attachment.id = attachment_id WHERE invoice_id = ?"
        " ORDER BY invoice_attachment.id",
        (invoice_id,),
    )
    return [AttachedFile.of(row) for row in rows]


def next_invoice_number(platform: Platform) -> str:
    """Return the number that Chorus Pro gives an entered invoice: 20 digits, the year first."""
    row = platform.store.row("SELECT coalesce(max(id), 0) + 1 AS next FROM invoice")
    count = int(row["next"]) if row else 1
    return f"{platform.clock.now().year}{count:016d}"


def _own_flow(platform: Platform, mode: str, depositor: Structure, now: datetime) -> sqlite3.Row:
    flow_id = platform.store.run(
        "INSERT INTO flow (structure_id, file_name, syntax, content, deposited_at, pace,"
        " settles_at, outcome) VALUES (?, '', ?, x'', ?, ?, ?, ?)",
        (
            *(depositor.structure_id, mode, written(now)),
            *(platform.pace.written(), written(now), INTEGRATED),
        ),
    )
    flow = platform.store.row("SELECT * FROM flow WHERE id = ?", (flow_id,))
    if flow is None:
        raise LookupError("the flow was not kept")
    return flow
