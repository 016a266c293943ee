"""What structures hold beside invoices (*avoirs des structures*): files, bank accounts, orders.

The ten commitments with ten digits in the state `A_TRAITER` are those of the qualification data
set (chorus-pro-api §8.3); the two that are ordered, and everything else here, are ours.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from chorus_sdk.sandbox.data import OTHER_SUPPLIER_SIRET, STATE_SIRET, SUPPLIER_SIRET
from chorus_sdk.sandbox.state import written
from chorus_sdk.sandbox.store import Store

HOLDINGS: Final = """
CREATE TABLE IF NOT EXISTS attachment (
    id INTEGER PRIMARY KEY, structure_id INTEGER NOT NULL REFERENCES structure (id),
    holder TEXT NOT NULL, name TEXT NOT NULL, extension TEXT NOT NULL, media_type TEXT NOT NULL,
    type_id INTEGER NOT NULL, content BLOB NOT NULL, added_at TEXT NOT NULL,
    link_id INTEGER UNIQUE);
CREATE TABLE IF NOT EXISTS bank_account (
    id INTEGER PRIMARY KEY, structure_id INTEGER NOT NULL REFERENCES structure (id),
    name TEXT NOT NULL, iban TEXT NOT NULL, valid INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS commitment (
    id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, status TEXT NOT NULL,
    issuer_id INTEGER NOT NULL, supplier_id INTEGER NOT NULL, service_code TEXT,
    created_at TEXT NOT NULL, net TEXT NOT NULL, gross TEXT NOT NULL, lines TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS edi_parameters (
    structure_id INTEGER PRIMARY KEY REFERENCES structure (id), reception INTEGER NOT NULL,
    connection INTEGER NOT NULL);
"""
ACCOUNT: Final = "account"
STRUCTURE: Final = "structure"
_SINCE: Final = written(datetime(2026, 1, 5, 9, 0, tzinfo=UTC))
_FIRST_COMMITMENT: Final = 1_000_000_001
_FICTIONAL_IBAN: Final = "FR7630006000011234567890189"


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file of an account or a structure (*pièce jointe*); `link_id` ties it to them."""

    attachment_id: int
    structure_id: int
    holder: str
    name: str
    extension: str
    type_id: int
    content: bytes
    link_id: int | None

    @classmethod
    def of(cls, row: sqlite3.Row) -> Attachment:
        """Read a row of the table."""
        return cls(
            attachment_id=row["id"],
            structure_id=row["structure_id"],
            holder=row["holder"],
            name=row["name"],
            extension=row["extension"],
            type_id=row["type_id"],
            content=bytes(row["content"]),
            link_id=row["link_id"],
        )


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """A legal commitment (*engagement juridique*): `lines` are amounts with VAT."""

    commitment_id: int
    number: str
    status: str
    issuer_id: int
    supplier_id: int
    service_code: str | None
    created_at: datetime
    net: Decimal
    gross: Decimal
    lines: tuple[Decimal, ...]

    @classmethod
    def of(cls, row: sqlite3.Row) -> Commitment:
        """Read a row of the table."""
        return cls(
            commitment_id=row["id"],
            number=row["number"],
            status=row["status"],
            issuer_id=row["issuer_id"],
            supplier_id=row["supplier_id"],
            service_code=row["service_code"],
            created_at=datetime.fromisoformat(row["created_at"]),
            net=Decimal(row["net"]),
            gross=Decimal(row["gross"]),
            lines=tuple(Decimal(amount) for amount in json.loads(row["lines"])),
        )


def endow(store: Store, structure_id: int, name: str) -> None:
    """Give a new structure one file and one bank account."""
    text = f"Présentation de {name} (document fictif).\n".encode()
    keep_attachment(
        store, structure_id, STRUCTURE, name="presentation.txt", media_type="text/plain",
        type_id=11, content=text, added_at=_SINCE,
    )  # fmt: skip
    store.run(
        "INSERT INTO bank_account (structure_id, name, iban, valid) VALUES (?, ?, ?, 1)",
        (structure_id, "Compte principal", _FICTIONAL_IBAN),
    )


def keep_attachment(
    store: Store,
    structure_id: int,
    holder: str,
    *,
    name: str,
    media_type: str,
    type_id: int,
    content: bytes,
    added_at: str,
) -> int:
    """Keep a file, tied to its holder; return its number."""
    number = store.run(
        "INSERT INTO attachment (structure_id, holder, name, extension, media_type, type_id,"
        " content, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(structure_id, holder, name, name.rpartition(".")[2].upper(), media_type),
            *(type_id, content, added_at),
        ),
    )
    store.run("UPDATE attachment SET link_id = ? WHERE id = ?", (900_000 + number, number))
    return number


def order_commitments(store: Store) -> None:
    """Write the commitments of the data set: ten to be processed, two ordered."""
    parties = {
        row["identifier"]: row["id"] for row in store.rows("SELECT id, identifier FROM structure")
    }
    suppliers = (parties[SUPPLIER_SIRET], parties[OTHER_SUPPLIER_SIRET])
    for place in range(12):
        net = Decimal(100 * (place + 1))
        gross = net * Decimal("1.2")
        store.run(
            "INSERT INTO commitment (number, status, issuer_id, supplier_id, service_code,"
            " created_at, net, gross, lines) VALUES (?, ?, ?, ?, 'SFACETAT', ?, ?, ?, ?)",
            (
                str(_FIRST_COMMITMENT + place),
                "A_TRAITER" if place < 10 else "COMMANDE",
                parties[STATE_SIRET],
                suppliers[place % 2],
                _SINCE,
                *(f"{net:f}", f"{gross:f}", json.dumps([f"{gross:f}"])),
            ),
        )


def attachment(store: Store, number: int) -> Attachment | None:
    """Return a kept file by its number."""
    row = store.row("SELECT * FROM attachment WHERE id = ?", (number,))
    return Attachment.of(row) if row else None


def attachments(store: Store, structure_id: int, holder: str) -> list[Attachment]:
    """Return the files that are tied to an account or a structure."""
    rows = store.rows(
        "SELECT * FROM attachment WHERE structure_id = ? AND holder = ? AND link_id IS NOT NULL"
        " ORDER BY id",
        (structure_id, holder),
    )
    return [Attachment.of(row) for row in rows]


def commitments(store: Store) -> list[Commitment]:
    """Return every commitment, by number."""
    return [Commitment.of(row) for row in store.rows("SELECT * FROM commitment ORDER BY number")]
