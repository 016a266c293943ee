"""What every part of the sandbox's Chorus Pro shares (*plateforme*): its records and its habits."""

from __future__ import annotations

import sqlite3
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from chorus_sdk._clock import Clock
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.sandbox.circuit import NO_CIRCUIT, circuit_of
from chorus_sdk.sandbox.flow_life import Step
from chorus_sdk.sandbox.invoice_course import unfold
from chorus_sdk.sandbox.pace import Pace
from chorus_sdk.sandbox.state import INVOICES, FlowRow, InvoiceRow, Structure
from chorus_sdk.sandbox.store import Store


@dataclass(frozen=True, kw_only=True)
class Habits:
    """Where sources disagree, or a quirk comes and goes, the sandbox can do either (*réglages*).

    Attributes:
        business_errors_as_400: refusals with `codeRetour` travel as HTTP 400, not 200.
        echo_forbidden: a 403 echoes the request instead of being empty.
        lists_of_one_as_object: a list of errors with one entry is that entry itself.
        pivot_in_zip: True, False, or None: every second download of pivots is a ZIP.
        production_services: the services that qualification lacks are there; without, 403 (INF).
        body_bytes: a longer request is answered with 413.
    """

    business_errors_as_400: bool = False
    echo_forbidden: bool = False
    lists_of_one_as_object: bool = True
    pivot_in_zip: bool | None = None
    production_services: bool = False
    body_bytes: int = 20 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Service:
    """A service of a structure (*service exécutant*)."""

    service_id: int
    structure_id: int
    code: str
    label: str
    active: bool
    engagement_required: bool
    started_at: datetime

    @classmethod
    def of(cls, row: sqlite3.Row) -> Service:
        """Read a row of the table."""
        return cls(
            service_id=row["id"],
            structure_id=row["structure_id"],
            code=row["code"],
            label=row["label"],
            active=bool(row["active"]),
            engagement_required=bool(row["engagement_required"]),
            started_at=datetime.fromisoformat(row["started_at"]),
        )


@dataclass
class Platform:
    """The records of Chorus Pro, and how to look things up in them."""

    store: Store
    clock: Clock
    pace: Pace
    habits: Habits = field(default_factory=Habits)
    forced_rejections: deque[str] = field(default_factory=deque)
    """What `Sandbox.reject_next` asked for, each for one deposit to come."""
    readings: deque[Invoice] = field(default_factory=deque)
    """What `Sandbox.read_next_pdf` asked for, each for one PDF to come."""

    def take_forced_rejection(self) -> str | None:
        """Return the rejection that waits for the next deposit, if one does."""
        return self.forced_rejections.popleft() if self.forced_rejections else None

    def take_reading(self) -> Invoice | None:
        """Return what is to be read in the PDF at hand, if somebody said so."""
        return self.readings.popleft() if self.readings else None

    def next_pivot_number(self) -> int:
        """Count the pivots that were downloaded, from 1; kept with the state."""
        with self.store.transaction():
            return self.store.run("INSERT INTO pivot_download DEFAULT VALUES")

    def structure(self, structure_id: int) -> Structure | None:
        """Return a structure by its `idStructureCPP`."""
        row = self.store.row("SELECT * FROM structure WHERE id = ?", (structure_id,))
        return Structure.of(row) if row else None

    def structure_named(self, identifier: str, kind: str = "SIRET") -> Structure | None:
        """Return a structure by its identifier."""
        row = self.store.row(
            "SELECT * FROM structure WHERE identifier = ? AND id_type = ?", (identifier, kind)
        )
        return Structure.of(row) if row else None

    def services(self, structure_id: int) -> list[Service]:
        """Return the services of a structure, by code."""
        rows = self.store.rows(
            "SELECT * FROM service WHERE structure_id = ? ORDER BY code", (structure_id,)
        )
        return [Service.of(row) for row in rows]

    def service(self, service_id: int | None) -> Service | None:
        """Return a service by its number."""
        row = self.store.row("SELECT * FROM service WHERE id = ?", (service_id,))
        return Service.of(row) if row else None

    def flow(self, number: str) -> FlowRow | None:
        """Return a deposited flow by its number."""
        row = self.store.row("SELECT * FROM flow WHERE number = ?", (number,))
        return FlowRow.of(row) if row else None

    def invoice(self, invoice_id: int) -> InvoiceRow | None:
        """Return an integrated invoice."""
        row = self.store.row(f"{INVOICES} WHERE invoice.id = ?", (invoice_id,))
        return InvoiceRow.of(row) if row else None

    def steps(self, invoice: InvoiceRow, now: datetime) -> list[tuple[Step, str | None]]:
        """Return the statuses of an invoice until now, oldest first, each with its comment."""
        rows = self.store.rows(
            "SELECT status, at, comment FROM invoice_step WHERE invoice_id = ? ORDER BY at, id",
            (invoice.invoice_id,),
        )
        # Only the frames of subcontractors and co-contractors have approvers.
        approved = invoice.frame.startswith(("A9_", "A12_"))
        circuit = circuit_of(self.store, invoice.invoice_id) if approved else NO_CIRCUIT
        first = "A_VALIDER_1" if circuit.approver_id else "DEPOSEE"
        acts = [(Step(first, invoice.integrated_at), None)] + [
            (Step(row["status"], datetime.fromisoformat(row["at"])), row["comment"]) for row in rows
        ]
        return unfold(
            acts,
            invoice.pace,
            now,
            frame=invoice.frame,
            twice_approved=circuit.second_approver_id is not None,
        )
