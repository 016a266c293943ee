"""Portal accounts of the sandbox: login address, password, lock (*comptes utilisateurs*)."""

from __future__ import annotations

import re
import sqlite3

from chorus_sdk._clock import Clock
from chorus_sdk._secrets import Secret, as_secret
from chorus_sdk.sandbox.applications import Applications
from chorus_sdk.sandbox.digests import digest_matches, salted_digest
from chorus_sdk.sandbox.mailed_codes import MailedCodes
from chorus_sdk.sandbox.portal_rules import PortalRules, Verdict
from chorus_sdk.sandbox.profiles import Profiles
from chorus_sdk.sandbox.reset_links import ResetLinks
from chorus_sdk.sandbox.security_keys import SecurityKeys
from chorus_sdk.sandbox.store import Store

_MAILBOX = re.compile(r"[^@\s<>\",;:()\[\]\\]+@[^@\s<>\",;:()\[\]\\]+")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS portal_account (
    email TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    password TEXT NOT NULL,
    wrong_passwords INTEGER NOT NULL DEFAULT 0,
    wrong_codes INTEGER NOT NULL DEFAULT 0,
    locked INTEGER NOT NULL DEFAULT 0
);
"""


class Accounts:
    """The people who may log in to the sandbox's portal (*comptes*).

    `codes` are the mailed codes, `applications` the authenticator applications, `keys` the
    security keys, `links` the mailed resets of a password, `profiles` what an account's page
    shows. `key` is what the digests and the applications' secrets are derived with; it is kept
    out of the database.

    Example:
        >>> from chorus_sdk._clock import ManualClock
        >>> accounts = Accounts(Store(), ManualClock(), Secret(b"a key of the sandbox"))
        >>> accounts.add("Camille@example.test", "correct horse", name="Camille Martin")
        >>> accounts.check_password("camille@example.test", Secret("correct horse")).value
        'accepted'
    """

    def __init__(
        self, store: Store, clock: Clock, key: Secret[bytes], *, rules: PortalRules | None = None
    ) -> None:
        self.rules = rules or PortalRules()
        self._store = store
        self._key = key
        store.create(_SCHEMA)
        self.codes = MailedCodes(store, clock, key, self.rules)
        self.applications = Applications(store, clock, key, self.rules)
        self.keys = SecurityKeys(store, clock, self.rules)
        self.links = ResetLinks(store, clock, self.rules)
        self.profiles = Profiles(store, clock)
        self._nobody = salted_digest(Secret(""), key, cost=self.rules.digest_cost)

    def add(
        self, email: str, password: str | Secret[str], *, name: str = "", is_old: bool = False
    ) -> None:
        """Open an account; its login address is what codes are mailed to.

        One that `is_old` is from before February 2022, when a login could be any word: nothing
        can be mailed to it.

        Raises:
            ValueError: the address is no mailbox, the account exists, or the password is empty.
        """
        password = as_secret(password)
        address = normal_address(email)
        if not (is_old or _MAILBOX.fullmatch(address)):
            raise ValueError("the login address of an account is a mailbox")
        if not password:
            raise ValueError("an account needs a password")
        if self._row(address) is not None:
            raise ValueError("there is an account with this login address")
        self._store.run(
            "INSERT INTO portal_account (email, name, password) VALUES (?, ?, ?)",
            (address, name, self._digest(password)),
        )
        self.profiles.password_was_set(address)

    def exists(self, email: str) -> bool:
        """Say whether there is such an account."""
        return self._row(email) is not None

    def is_mailbox(self, email: str) -> bool:
        """Say whether something can be mailed to this login."""
        return _MAILBOX.fullmatch(normal_address(email)) is not None

    def set_password(self, email: str, password: Secret[str]) -> bool:
        """Take a new password; False where the rules do not allow it."""
        if len(password.reveal()) < self.rules.password_least:
            return False
        self._store.run(
            "UPDATE portal_account SET password = ? WHERE email = ?",
            (self._digest(password), normal_address(email)),
        )
        self.profiles.password_was_set(normal_address(email))
        return True

    def name(self, email: str) -> str:
        """Return the person's name, or the address where none is known."""
        row = self._row(email)
        return str(row["name"] or row["email"]) if row else normal_address(email)

    def is_locked(self, email: str) -> bool:
        """Say whether the account is locked."""
        row = self._row(email)
        return bool(row and row["locked"])

    def unlock(self, email: str) -> None:
        """Let a locked account in again: what support does."""
        self._store.run(
            "UPDATE portal_account SET locked = 0, wrong_passwords = 0, wrong_codes = 0"
            " WHERE email = ?",
            (normal_address(email),),
        )

    def check_password(self, email: str, password: Secret[str]) -> Verdict:
        """Compare a password; the wrong one counts towards the lock.

        An unknown address costs the same time as a known one and gets the same answer.
        """
        row = self._row(email)
        right = digest_matches(password, self._key, row["password"] if row else self._nobody)
        if row is None:
            return Verdict.WRONG
        if row["locked"]:
            return Verdict.LOCKED
        if not right:
            return self._count(row["email"], "wrong_passwords", self.rules.wrong_passwords)
        return Verdict.ACCEPTED

    def check_mailed_code(self, email: str, login: str, code: Secret[str]) -> Verdict:
        """Use the mailed code of one login; `login` is the key that it was issued under."""
        if self.is_locked(email):
            return Verdict.LOCKED
        return self._settle(email, self.codes.use(login, code))

    def check_application_code(self, email: str, code: Secret[str]) -> Verdict:
        """Use a code of the account's declared application."""
        if self.is_locked(email):
            return Verdict.LOCKED
        return self._settle(email, self.applications.use(normal_address(email), code))

    def check_key(self, email: str, login: str, host: str, answer: Secret[str]) -> Verdict:
        """Check the answer of the account's security key to the challenge of one login."""
        if self.is_locked(email):
            return Verdict.LOCKED
        return self._settle(email, self.keys.use(normal_address(email), login, host, answer))

    def _settle(self, email: str, verdict: Verdict) -> Verdict:
        if verdict is Verdict.ACCEPTED:
            self.unlock(email)
            return verdict
        counted = self._count(normal_address(email), "wrong_codes", self.rules.wrong_codes)
        return counted if counted is Verdict.LOCKED else verdict

    def _count(self, email: str, column: str, allowed: int) -> Verdict:
        with self._store.transaction():
            self._store.run(
                f"UPDATE portal_account SET {column} = {column} + 1,"  # noqa: S608 (our own names)
                f" locked = locked OR {column} + 1 >= ? WHERE email = ?",
                (allowed, email),
            )
            return Verdict.LOCKED if self.is_locked(email) else Verdict.WRONG

    def _digest(self, password: Secret[str]) -> str:
        return salted_digest(password, self._key, cost=self.rules.digest_cost)

    def _row(self, email: str) -> sqlite3.Row | None:
        return self._store.row(
            "SELECT * FROM portal_account WHERE email = ?", (normal_address(email),)
        )


def normal_address(email: str) -> str:
    """Return a login address as the accounts are kept: without edge spaces, in lower case."""
    return email.strip().lower()
