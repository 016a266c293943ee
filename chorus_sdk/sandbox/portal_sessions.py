"""Sessions of the portal (*sessions*): kept by digest, renewed at each step of the login."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from enum import StrEnum

from chorus_sdk._clock import Clock
from chorus_sdk._secrets import Secret
from chorus_sdk.sandbox.store import Store

_SCHEMA = """
CREATE TABLE IF NOT EXISTS portal_session (
    digest TEXT PRIMARY KEY,
    email TEXT,
    stage TEXT NOT NULL,
    last_seen REAL NOT NULL
);
"""


class Stage(StrEnum):
    """How far a login has come (*étape*)."""

    ANONYMOUS = "anonymous"
    PASSWORD = "password"  # noqa: S105 (a stage's name)
    OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class Session:
    """One visitor (*session*)."""

    key: Secret[str]
    email: str
    stage: Stage

    @property
    def digest(self) -> str:
        """The digest that stands for the session in the database."""
        return hashlib.sha256(self.key.reveal().encode()).hexdigest()

    def form_token(self, form: str) -> Secret[str]:
        """Return the token that a form of this session carries against forged requests."""
        mac = hmac.digest(self.key.reveal().encode(), f"form\0{form}".encode(), "sha256")
        return Secret(base64.urlsafe_b64encode(mac).decode().rstrip("="))


class Sessions:
    """The sessions that are alive; one unused for `life` seconds is over."""

    def __init__(self, store: Store, clock: Clock, *, life: int) -> None:
        self._store = store
        self._clock = clock
        self._life = life
        store.create(_SCHEMA)

    def begin(self, *, email: str = "", stage: Stage = Stage.ANONYMOUS) -> Session:
        """Open a session under a key that nobody could have known before."""
        session = Session(key=Secret(secrets.token_urlsafe(32)), email=email, stage=stage)
        self._store.run("DELETE FROM portal_session WHERE last_seen < ?", (self._horizon(),))
        self._store.run(
            "INSERT INTO portal_session (digest, email, stage, last_seen) VALUES (?, ?, ?, ?)",
            (session.digest, email, stage.value, self._clock.now().timestamp()),
        )
        return session

    def find(self, key: Secret[str]) -> Session | None:
        """Return the living session of a cookie, and count this as its use."""
        session = Session(key=key, email="", stage=Stage.ANONYMOUS)
        row = self._store.row(
            "SELECT * FROM portal_session WHERE digest = ? AND last_seen >= ?",
            (session.digest, self._horizon()),
        )
        if row is None:
            return None
        self._store.run(
            "UPDATE portal_session SET last_seen = ? WHERE digest = ?",
            (self._clock.now().timestamp(), session.digest),
        )
        return Session(key=key, email=row["email"], stage=Stage(row["stage"]))

    def advance(self, session: Session, *, email: str, stage: Stage) -> Session:
        """Take a session to its next stage under a new key: the old one is dead."""
        self.end(session)
        return self.begin(email=email, stage=stage)

    def end(self, session: Session) -> None:
        """End a session."""
        self._store.run("DELETE FROM portal_session WHERE digest = ?", (session.digest,))

    def end_all(self, email: str) -> None:
        """End every session of an account: a new factor asks for a new login."""
        self._store.run("DELETE FROM portal_session WHERE email = ?", (email,))

    def _horizon(self) -> float:
        return self._clock.now().timestamp() - self._life
