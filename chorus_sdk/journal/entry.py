"""A deposit as the journal keeps it (*écriture du journal*): values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from chorus_sdk.journal.states import JournalState
from chorus_sdk.services.deposits import InvoiceKey


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One deposit (*écriture*).

    Shape: `invoices` are those that could be read in the file; `sha256` of the file in
    hexadecimal; `attempts` counts the sendings; `delivered` are the numbers (BT-1) that search
    has found; `note` says in words what decided the state. Instants carry a zone. `revision` grows
    with each move.
    """

    id: str
    state: JournalState
    sha256: str
    file_name: str
    syntax: str
    invoices: tuple[InvoiceKey, ...] = ()
    signed_xml: bool = False
    allow_lost: bool = False
    flow_id: str | None = None
    delivered: tuple[str, ...] = ()
    note: str | None = None
    attempts: int = 0
    created_at: datetime
    first_sent_at: datetime
    sent_at: datetime
    changed_at: datetime
    revision: int = 0

    @property
    def numbers(self) -> tuple[str, ...]:
        """The invoice numbers (BT-1) that the file holds."""
        return tuple(invoice.number for invoice in self.invoices)

    @property
    def keys(self) -> tuple[str, ...]:
        """What two live deposits never share: the bytes, and each supplier's invoice number."""
        return (file_claim(self), *(invoice_claim(invoice) for invoice in self.invoices))

    def moved(self, state: JournalState, at: datetime, **changes: object) -> Entry:
        """Return the entry in another state."""
        return replace(self, state=state, changed_at=at, revision=self.revision + 1, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class Event:
    """One state that a deposit went through (*historique*), and what decided it."""

    entry_id: str
    at: datetime
    state: JournalState
    flow_id: str | None = None
    note: str | None = None


def file_claim(entry: Entry) -> str:
    """Return what a live deposit claims of its bytes."""
    return f"file:{entry.sha256}"


def invoice_claim(invoice: InvoiceKey) -> str:
    """Return what a live deposit claims of an invoice."""
    return f"invoice:{invoice}"
