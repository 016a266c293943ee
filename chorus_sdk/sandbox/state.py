"""The tables of the sandbox's Chorus Pro, and the rows as values (*état*)."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from chorus_sdk.sandbox.flow_life import Step, flow_step
from chorus_sdk.sandbox.pace import Pace

TABLES: Final = """
CREATE TABLE IF NOT EXISTS application (
    client_id TEXT PRIMARY KEY, secret_digest TEXT NOT NULL, refused_apis TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS token (
    digest TEXT PRIMARY KEY, client_id TEXT NOT NULL, expires_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS structure (
    id INTEGER PRIMARY KEY, id_type TEXT NOT NULL, identifier TEXT NOT NULL,
    name TEXT NOT NULL, public INTEGER NOT NULL, active INTEGER NOT NULL,
    service_required INTEGER NOT NULL, engagement_required INTEGER NOT NULL,
    either_required INTEGER NOT NULL, street TEXT NOT NULL, post_code TEXT NOT NULL,
    city TEXT NOT NULL, UNIQUE (id_type, identifier));
CREATE TABLE IF NOT EXISTS service (
    id INTEGER PRIMARY KEY, structure_id INTEGER NOT NULL REFERENCES structure (id),
    code TEXT NOT NULL, label TEXT NOT NULL, active INTEGER NOT NULL,
    engagement_required INTEGER NOT NULL, started_at TEXT NOT NULL, UNIQUE (structure_id, code));
CREATE TABLE IF NOT EXISTS technical_account (
    login TEXT PRIMARY KEY, structure_id INTEGER NOT NULL REFERENCES structure (id),
    password_digest TEXT NOT NULL, generation INTEGER NOT NULL, password_set_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS flow (
    id INTEGER PRIMARY KEY, number TEXT UNIQUE, structure_id INTEGER NOT NULL,
    file_name TEXT NOT NULL, syntax TEXT NOT NULL, content BLOB NOT NULL,
    deposited_at TEXT NOT NULL, pace TEXT NOT NULL, settles_at TEXT NOT NULL, forced TEXT,
    outcome TEXT, technical_errors TEXT NOT NULL DEFAULT '[]',
    business_errors TEXT NOT NULL DEFAULT '[]');
CREATE INDEX IF NOT EXISTS flow_to_settle ON flow (settles_at) WHERE outcome IS NULL;
CREATE TABLE IF NOT EXISTS invoice (
    id INTEGER PRIMARY KEY, flow_id INTEGER NOT NULL REFERENCES flow (id),
    supplier_id INTEGER NOT NULL, recipient_id INTEGER NOT NULL, service_id INTEGER,
    number TEXT NOT NULL, kind TEXT NOT NULL, frame TEXT NOT NULL, issue_date TEXT NOT NULL,
    net TEXT NOT NULL, gross TEXT NOT NULL, payable TEXT NOT NULL, currency TEXT NOT NULL,
    market TEXT, engagement TEXT, preceding TEXT, iban TEXT, integrated_at TEXT NOT NULL,
    document BLOB NOT NULL, document_name TEXT NOT NULL, document_format TEXT NOT NULL,
    readable BLOB, UNIQUE (supplier_id, number));
CREATE INDEX IF NOT EXISTS invoice_of_flow ON invoice (flow_id);
CREATE TABLE IF NOT EXISTS invoice_step (
    id INTEGER PRIMARY KEY, invoice_id INTEGER NOT NULL REFERENCES invoice (id),
    status TEXT NOT NULL, at TEXT NOT NULL, comment TEXT);
CREATE TABLE IF NOT EXISTS invoice_action (
    id INTEGER PRIMARY KEY, invoice_id INTEGER NOT NULL REFERENCES invoice (id),
    action TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS pivot_download (number INTEGER PRIMARY KEY AUTOINCREMENT);
"""


def written(moment: datetime) -> str:
    """Write an instant so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True, kw_only=True)
class Structure:
    """A structure of Chorus Pro (*structure*): `structure_id` is `idStructureCPP`."""

    structure_id: int
    identifier_type: str
    identifier: str
    name: str
    public: bool
    active: bool
    service_required: bool
    engagement_required: bool
    either_required: bool
    street: str
    post_code: str
    city: str

    @classmethod
    def of(cls, row: sqlite3.Row) -> Structure:
        """Read a row of the table."""
        return cls(
            structure_id=row["id"],
            identifier_type=row["id_type"],
            identifier=row["identifier"],
            name=row["name"],
            public=bool(row["public"]),
            active=bool(row["active"]),
            service_required=bool(row["service_required"]),
            engagement_required=bool(row["engagement_required"]),
            either_required=bool(row["either_required"]),
            street=row["street"],
            post_code=row["post_code"],
            city=row["city"],
        )


@dataclass(frozen=True, kw_only=True)
class FlowRow:
    """A deposited flow (*flux*)."""

    number: str
    structure_id: int
    file_name: str
    syntax: str
    deposited_at: datetime
    pace: Pace
    outcome: str | None
    technical_errors: list[dict[str, str | None]]
    business_errors: list[dict[str, str]]

    @classmethod
    def of(cls, row: sqlite3.Row) -> FlowRow:
        """Read a row of the table."""
        return cls(
            number=row["number"],
            structure_id=row["structure_id"],
            file_name=row["file_name"],
            syntax=row["syntax"],
            deposited_at=datetime.fromisoformat(row["deposited_at"]),
            pace=Pace.read(row["pace"]),
            outcome=row["outcome"],
            technical_errors=json.loads(row["technical_errors"]),
            business_errors=json.loads(row["business_errors"]),
        )

    def step(self, now: datetime) -> Step | None:
        """Return the state that shows now, or None in the first moments."""
        return flow_step(self.deposited_at, self.pace, self.outcome, now)


@dataclass(frozen=True, kw_only=True)
class InvoiceRow:
    """An integrated invoice (*demande de paiement*): `invoice_id` is its identifier on the wire."""

    invoice_id: int
    flow_number: str | None
    syntax: str
    depositor_id: int
    supplier_id: int
    recipient_id: int
    service_id: int | None
    number: str
    kind: str
    frame: str
    issue_date: date
    net: Decimal
    gross: Decimal
    payable: Decimal
    currency: str
    market: str | None
    engagement: str | None
    preceding: str | None
    iban: str | None
    deposited_at: datetime
    integrated_at: datetime
    pace: Pace
    size: int

    @classmethod
    def of(cls, row: sqlite3.Row) -> InvoiceRow:
        """Read a row of `INVOICES`."""
        same = {
            name: row[name]
            for name in (
                *("flow_number", "syntax", "depositor_id", "supplier_id", "recipient_id"),
                *("service_id", "number", "kind", "frame", "currency", "market", "engagement"),
                *("preceding", "iban", "size"),
            )
        }
        return cls(
            **same,
            invoice_id=row["id"],
            issue_date=date.fromisoformat(row["issue_date"]),
            net=Decimal(row["net"]),
            gross=Decimal(row["gross"]),
            payable=Decimal(row["payable"]),
            deposited_at=datetime.fromisoformat(row["deposited_at"]),
            integrated_at=datetime.fromisoformat(row["integrated_at"]),
            pace=Pace.read(row["pace"]),
        )


INVOICES: Final = """
SELECT invoice.id, flow.number AS flow_number, flow.syntax, flow.structure_id AS depositor_id,
    supplier_id, recipient_id, service_id, invoice.number, kind, frame, issue_date, net, gross,
    payable, currency, market, engagement, preceding, iban, deposited_at, integrated_at, pace,
    length(document) AS size
FROM invoice JOIN flow ON flow.id = invoice.flow_id
"""
