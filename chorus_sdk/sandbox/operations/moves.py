"""Giving an invoice a status (*changement de statut*): where it stands, and where it went."""

from __future__ import annotations

from typing import Final

from chorus_sdk.sandbox.operations.call import Call
from chorus_sdk.sandbox.state import InvoiceRow, written

NOT_IN_THIS_STATUS: Final = (20003, "GDP_MSG_11.001")
"""The label is the one that `soumettre` says it with; its number here is INF."""


def status_of(call: Call, invoice: InvoiceRow) -> str:
    """Return the status that an invoice has now."""
    return call.platform.steps(invoice, call.now)[-1][0].state


def give_status(call: Call, invoice: InvoiceRow, status: str, comment: str | None = None) -> None:
    """Write into the records that somebody gave an invoice a status."""
    call.platform.store.run(
        "INSERT INTO invoice_step (invoice_id, status, at, comment) VALUES (?, ?, ?, ?)",
        (invoice.invoice_id, status, written(call.now), comment),
    )
