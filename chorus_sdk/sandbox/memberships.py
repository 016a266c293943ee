"""Which structure a portal account is attached to (*rattachement*)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from chorus_sdk.sandbox.store import Store

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS portal_membership (
    email TEXT PRIMARY KEY,
    structure_id INTEGER NOT NULL REFERENCES structure (id),
    follows_flows INTEGER NOT NULL
);
"""


@dataclass(frozen=True, kw_only=True)
class Membership:
    """An account's place in a structure (*rattachement*).

    `follows_flows` is the right to *Suivi des flux*, without which nobody learns why an invoice
    that was imported correctly never arrived (portal-facts §3).
    """

    structure_id: int
    follows_flows: bool


class Memberships:
    """The structure of each account (*rattachements*): one, or none yet."""

    def __init__(self, store: Store) -> None:
        self._store = store
        store.create(_SCHEMA)

    def attach(self, email: str, structure_id: int, *, follows_flows: bool = True) -> None:
        """Attach an account to a structure, in place of the one before."""
        self._store.run(
            "INSERT OR REPLACE INTO portal_membership (email, structure_id, follows_flows)"
            " VALUES (?, ?, ?)",
            (email, structure_id, follows_flows),
        )

    def of(self, email: str) -> Membership | None:
        """Return the membership of an account, if it has one."""
        row = self._store.row("SELECT * FROM portal_membership WHERE email = ?", (email,))
        if row is None:
            return None
        return Membership(
            structure_id=row["structure_id"], follows_flows=bool(row["follows_flows"])
        )
