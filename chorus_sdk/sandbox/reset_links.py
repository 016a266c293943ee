"""The links that reset a password (*liens de réinitialisation*): mailed, good once, for a while."""

from __future__ import annotations

import secrets
from typing import Final

from chorus_sdk._clock import Clock
from chorus_sdk._secrets import Secret
from chorus_sdk.sandbox.keys import digest
from chorus_sdk.sandbox.portal_rules import PortalRules
from chorus_sdk.sandbox.store import Store

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS portal_reset (
    digest TEXT PRIMARY KEY,
    email TEXT NOT NULL,
    made_at REAL NOT NULL
);
"""


class ResetLinks:
    """The keys of the links; a new one for an account takes the place of the last (*liens*)."""

    def __init__(self, store: Store, clock: Clock, rules: PortalRules) -> None:
        self._store = store
        self._clock = clock
        self._rules = rules
        store.create(_SCHEMA)

    def issue(self, email: str) -> Secret[str]:
        """Make the key of a link; only its digest is kept."""
        key = Secret(secrets.token_urlsafe(32))
        self._store.run("DELETE FROM portal_reset WHERE email = ?", (email,))
        self._store.run(
            "INSERT INTO portal_reset (digest, email, made_at) VALUES (?, ?, ?)",
            (digest(key), email, self._clock.now().timestamp()),
        )
        return key

    def owner(self, key: Secret[str]) -> str | None:
        """Return whose link this is, None where it is good no longer."""
        row = self._store.row(
            "SELECT email FROM portal_reset WHERE digest = ? AND made_at >= ?",
            (digest(key), self._clock.now().timestamp() - self._rules.reset_life),
        )
        return str(row["email"]) if row is not None else None

    def spend(self, key: Secret[str]) -> None:
        """A link is good once."""
        self._store.run("DELETE FROM portal_reset WHERE digest = ?", (digest(key),))
