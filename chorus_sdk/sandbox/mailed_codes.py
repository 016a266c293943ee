"""The codes that the portal mails (*codes à usage unique*): six digits, ten minutes, once."""

from __future__ import annotations

import secrets

from chorus_sdk._clock import Clock
from chorus_sdk._secrets import Secret
from chorus_sdk.sandbox.digests import digest_matches, salted_digest
from chorus_sdk.sandbox.portal_rules import PortalRules, Verdict
from chorus_sdk.sandbox.store import Store

_KEPT = 24 * 3600
"""Seconds after which the code of an abandoned login is swept away."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS portal_code (
    login TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    sent_at REAL NOT NULL
);
"""


class MailedCodes:
    """One code for each login under way: a new one takes the place of the last (*codes*)."""

    def __init__(self, store: Store, clock: Clock, key: Secret[bytes], rules: PortalRules) -> None:
        self._store = store
        self._clock = clock
        self._key = key
        self._rules = rules
        store.create(_SCHEMA)

    def issue(self, login: str) -> Secret[str]:
        """Make the code of `login`; only its digest is kept."""
        digits, now = self._rules.code_digits, self._clock.now().timestamp()
        code = Secret(f"{secrets.randbelow(10**digits):0{digits}d}")
        self._store.run("DELETE FROM portal_code WHERE sent_at < ?", (now - _KEPT,))
        self._store.run(
            "INSERT OR REPLACE INTO portal_code (login, digest, sent_at) VALUES (?, ?, ?)",
            (
                login,
                salted_digest(code, self._key, cost=self._rules.digest_cost),
                now,
            ),
        )
        return code

    def use(self, login: str, code: Secret[str]) -> Verdict:
        """Take a code, once; one that is too old is gone, whatever it is."""
        row = self._store.row("SELECT * FROM portal_code WHERE login = ?", (login,))
        if row is None:
            return Verdict.USED
        if self._clock.now().timestamp() - row["sent_at"] > self._rules.code_life:
            self.forget(login)
            return Verdict.EXPIRED
        if not digest_matches(code, self._key, row["digest"]):
            return Verdict.WRONG
        with self._store.transaction():
            spent = self._store.row(
                "DELETE FROM portal_code WHERE login = ? AND digest = ? RETURNING login",
                (login, row["digest"]),
            )
        return Verdict.ACCEPTED if spent else Verdict.USED

    def forget(self, login: str) -> None:
        """Drop the code of a login that has ended."""
        self._store.run("DELETE FROM portal_code WHERE login = ?", (login,))
