"""Whether a supplier has dealt with a rejection (*rejet traité*)."""

from __future__ import annotations

from typing import Final

from chorus_sdk.sandbox.platform import Platform

REJECTION_PROCESSED: Final = "TRAITEMENT_REJET"


def is_processed(platform: Platform, invoice_id: int) -> bool:
    """Return whether a rejection of the invoice was dealt with."""
    row = platform.store.row(
        "SELECT 1 FROM invoice_action WHERE invoice_id = ? AND action = ?",
        (invoice_id, REJECTION_PROCESSED),
    )
    return row is not None
