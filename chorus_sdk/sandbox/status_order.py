"""An invoice is given a status on demand (*changement de statut*): along legal transitions."""

from __future__ import annotations

from chorus_sdk.errors import IllegalMoveError, NotFoundError
from chorus_sdk.sandbox.invoice_life import TRANSITIONS
from chorus_sdk.sandbox.platform import Platform
from chorus_sdk.sandbox.state import written


def give_status(
    platform: Platform, number: str, status: str, *, comment: str | None, force: bool
) -> None:
    """Give the invoice of a number a status, as whoever may would; with `force` any at all.

    Raises:
        NotFoundError: no invoice of this number is integrated.
        IllegalMoveError: nobody may move it there from where it stands.
    """
    row = platform.store.row("SELECT id FROM invoice WHERE number = ?", (number,))
    invoice = platform.invoice(row["id"]) if row else None
    if invoice is None:
        raise NotFoundError("The sandbox has no invoice with this number.")
    now = platform.clock.now()
    present = platform.steps(invoice, now)[-1][0].state
    allowed = _ways_from(present)
    if not force and status not in allowed:
        raise IllegalMoveError(
            _refusal(present, allowed),
            invoice_id=invoice.invoice_id,
            status=present,
            target=status,
            allowed=allowed,
            hint="force gives it any status all the same, an invented one too.",
        )
    platform.store.run(
        "INSERT INTO invoice_step (invoice_id, status, at, comment) VALUES (?, ?, ?, ?)",
        (invoice.invoice_id, status, written(now), comment),
    )


def _refusal(present: str, allowed: tuple[str, ...]) -> str:
    if allowed:
        return f"From {present} an invoice goes to {', '.join(allowed)}; force sets any status."
    return f"In {present} it is nobody's turn: let time pass; force sets any status."


def _ways_from(status: str) -> tuple[str, ...]:
    """Return where any actor may take an invoice from a status, each once."""
    return tuple(dict.fromkeys(row.target for row in TRANSITIONS if row.start == status))
