"""Who else has a part in an invoice (*circuit*): approvers, actors of works, the pieces before.

A flow names no approver and no project manager, so an invoice may well have no row here.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from chorus_sdk.sandbox.state import written
from chorus_sdk.sandbox.store import Store

CIRCUITS: Final = """
CREATE TABLE IF NOT EXISTS invoice_circuit (
    invoice_id INTEGER PRIMARY KEY REFERENCES invoice (id),
    approver_id INTEGER, approved_at TEXT, second_approver_id INTEGER, second_approved_at TEXT,
    project_manager_id INTEGER, contracting_authority_id INTEGER, preceding_id INTEGER,
    payment_order TEXT);
CREATE INDEX IF NOT EXISTS circuit_of_preceding ON invoice_circuit (preceding_id);
"""


@dataclass(frozen=True, kw_only=True)
class Circuit:
    """The parts of others in one invoice (*circuit de validation*); numbers are the platform's."""

    approver_id: int | None = None
    approved_at: datetime | None = None
    second_approver_id: int | None = None
    second_approved_at: datetime | None = None
    project_manager_id: int | None = None
    contracting_authority_id: int | None = None
    preceding_id: int | None = None
    payment_order: str | None = None

    @classmethod
    def of(cls, row: sqlite3.Row) -> Circuit:
        """Read a row of the table."""
        return cls(
            approver_id=row["approver_id"],
            approved_at=_instant(row["approved_at"]),
            second_approver_id=row["second_approver_id"],
            second_approved_at=_instant(row["second_approved_at"]),
            project_manager_id=row["project_manager_id"],
            contracting_authority_id=row["contracting_authority_id"],
            preceding_id=row["preceding_id"],
            payment_order=row["payment_order"],
        )

    @property
    def parties(self) -> frozenset[int]:
        """The structures that may see the invoice beside its supplier and its recipient."""
        some = (
            *(self.approver_id, self.second_approver_id),
            *(self.project_manager_id, self.contracting_authority_id),
        )
        return frozenset(one for one in some if one is not None)

    def approver_of(self, status: str) -> int | None:
        """Return whose turn it is to approve in a status, or None when it is nobody's."""
        turns = {"A_VALIDER_1": self.approver_id, "A_VALIDER_2": self.second_approver_id}
        return turns.get(status)


NO_CIRCUIT: Final = Circuit()


def circuit_of(store: Store, invoice_id: int) -> Circuit:
    """Return who else has a part in an invoice."""
    row = store.row("SELECT * FROM invoice_circuit WHERE invoice_id = ?", (invoice_id,))
    return Circuit.of(row) if row else NO_CIRCUIT


def following_piece(store: Store, invoice_id: int) -> int | None:
    """Return the number of the piece that was made of this one (*pièce suivante*), if any."""
    row = store.row("SELECT invoice_id FROM invoice_circuit WHERE preceding_id = ?", (invoice_id,))
    return row["invoice_id"] if row else None


def name_approver(store: Store, invoice_id: int, structure_id: int, *, level: int = 1) -> None:
    """Name who approves an invoice (*valideur*), at the first or the second level."""
    column = "approver_id" if level == 1 else "second_approver_id"
    _put(store, invoice_id, **{column: structure_id})


def note_approval(store: Store, invoice_id: int, level: int, moment: datetime) -> None:
    """Keep when an approver has approved (*date de validation*)."""
    column = "approved_at" if level == 1 else "second_approved_at"
    _put(store, invoice_id, **{column: written(moment)})


def name_works_actors(
    store: Store,
    invoice_id: int,
    *,
    project_manager: int | None = None,
    contracting_authority: int | None = None,
    preceding: int | None = None,
) -> None:
    """Name who acts on a works invoice (*MOE*, *MOA*) and the piece that it follows."""
    named = {
        "project_manager_id": project_manager,
        "contracting_authority_id": contracting_authority,
        "preceding_id": preceding,
    }
    _put(store, invoice_id, **{name: value for name, value in named.items() if value is not None})


def note_payment_order(store: Store, invoice_id: int, number: str) -> None:
    """Keep the number of the order to pay (*numéro de mandat*)."""
    _put(store, invoice_id, payment_order=number)


def _put(store: Store, invoice_id: int, **values: int | str) -> None:
    store.run("INSERT OR IGNORE INTO invoice_circuit (invoice_id) VALUES (?)", (invoice_id,))
    for column, value in values.items():
        store.run(
            f"UPDATE invoice_circuit SET {column} = ? WHERE invoice_id = ?",  # noqa: S608 (our names)
            (value, invoice_id),
        )


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
