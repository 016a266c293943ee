"""What an account's own page shows (*mon compte*): addresses, password's age, other managers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from chorus_sdk._clock import Clock
from chorus_sdk.sandbox.store import Store

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS portal_profile (
    email TEXT PRIMARY KEY,
    contact TEXT NOT NULL DEFAULT '',
    password_set_at REAL,
    other_managers INTEGER NOT NULL DEFAULT 0
);
"""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One account (*compte*); `other_managers` of its structure could let it in again."""

    contact: str = ""
    password_set_at: datetime | None = None
    other_managers: int = 0


class Profiles:
    """The profiles of the accounts (*profils*)."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        store.create(_SCHEMA)

    def of(self, email: str) -> Profile:
        """Return an account's profile."""
        row = self._store.row("SELECT * FROM portal_profile WHERE email = ?", (email,))
        if row is None:
            return Profile()
        set_at = row["password_set_at"]
        return Profile(
            contact=row["contact"],
            password_set_at=datetime.fromtimestamp(set_at, UTC) if set_at is not None else None,
            other_managers=row["other_managers"],
        )

    def describe(self, email: str, *, contact: str = "", other_managers: int = 0) -> None:
        """Set what support or a manager would: the contact address, and how many managers."""
        self._begin(email)
        self._store.run(
            "UPDATE portal_profile SET contact = ?, other_managers = ? WHERE email = ?",
            (contact, other_managers, email),
        )

    def password_was_set(self, email: str) -> None:
        """Note that the password is new."""
        self._begin(email)
        self._store.run(
            "UPDATE portal_profile SET password_set_at = ? WHERE email = ?",
            (self._clock.now().timestamp(), email),
        )

    def _begin(self, email: str) -> None:
        self._store.run("INSERT OR IGNORE INTO portal_profile (email) VALUES (?)", (email,))
