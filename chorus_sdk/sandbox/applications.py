"""Authenticator applications of the sandbox's accounts (*application d'authentification*).

One for each account, exactly. The secret is not in the database: it is derived from the sandbox's
key, the account and a generation number, and only the number is kept. The arithmetic of RFC 6238
is written out here, so that the client's own engine is proven against another one.
"""

from __future__ import annotations

import base64
import hmac
from urllib.parse import quote, urlencode

from chorus_sdk._clock import Clock
from chorus_sdk._secrets import Secret
from chorus_sdk.sandbox.portal_rules import PortalRules, Verdict
from chorus_sdk.sandbox.store import Store

ISSUER = "Chorus Pro (sandbox)"
"""What an application shows as the account's origin."""
_SECRET_BYTES = 20

_SCHEMA = """
CREATE TABLE IF NOT EXISTS portal_application (
    email TEXT PRIMARY KEY,
    generation INTEGER NOT NULL,
    declared INTEGER NOT NULL DEFAULT 0,
    last_step INTEGER NOT NULL DEFAULT -1
);
"""


class Applications:
    """The one application of each account (*applications déclarées*)."""

    def __init__(self, store: Store, clock: Clock, key: Secret[bytes], rules: PortalRules) -> None:
        self._store = store
        self._clock = clock
        self._key = key
        self._rules = rules
        store.create(_SCHEMA)

    def is_declared(self, email: str) -> bool:
        """Say whether the account has its application."""
        return self._state(email)[1]

    def offer(self, email: str) -> bool:
        """Begin a declaration under a new secret; False where the account has its application."""
        with self._store.transaction():
            if self.is_declared(email):
                return False
            self._store.run(
                "INSERT INTO portal_application (email, generation) VALUES (?, 1)"
                " ON CONFLICT (email) DO UPDATE SET generation = generation + 1, last_step = -1",
                (email,),
            )
        return True

    def is_offered(self, email: str) -> bool:
        """Say whether a declaration is under way."""
        generation, declared, _ = self._state(email)
        return generation > 0 and not declared

    def secret(self, email: str) -> Secret[str]:
        """Return the secret of the current generation in base32, 160 bits."""
        return Secret(base64.b32encode(self._seed(email).reveal()).decode())

    def provisioning_uri(self, email: str) -> Secret[str]:
        """Return the `otpauth://` address that an application scans."""
        return Secret(
            f"otpauth://totp/{quote(ISSUER)}:{quote(email)}?"
            + urlencode(
                {
                    "secret": self.secret(email).reveal(),
                    "issuer": ISSUER,
                    "algorithm": "SHA1",
                    "digits": self._rules.code_digits,
                    "period": self._rules.totp_step,
                },
                quote_via=quote,
            )
        )

    def confirm(self, email: str, code: Secret[str]) -> Verdict:
        """End a declaration with a code of the new application."""
        verdict = self.use(email, code)
        if verdict is Verdict.ACCEPTED:
            self._store.run("UPDATE portal_application SET declared = 1 WHERE email = ?", (email,))
        return verdict

    def remove(self, email: str) -> None:
        """Take the application away, as support does for a lost telephone."""
        self._store.run(
            "UPDATE portal_application SET declared = 0, generation = generation + 1,"
            " last_step = -1 WHERE email = ?",
            (email,),
        )

    def use(self, email: str, code: Secret[str]) -> Verdict:
        """Take a code, once: a step that was used, or one before it, is refused."""
        step = self._matching_step(email, code)
        if step is None:
            return Verdict.WRONG
        with self._store.transaction():
            if step <= self._state(email)[2]:
                return Verdict.USED
            if step < self._now_step() - self._rules.totp_drift:
                return Verdict.EXPIRED
            self._store.run(
                "UPDATE portal_application SET last_step = ? WHERE email = ?", (step, email)
            )
        return Verdict.ACCEPTED

    def _matching_step(self, email: str, code: Secret[str]) -> int | None:
        drift = self._rules.totp_drift
        seed = self._seed(email)
        for step in range(self._now_step() - drift - 1, self._now_step() + drift + 1):
            if totp_code(seed, step, self._rules.code_digits) == code:
                return step
        return None

    def _now_step(self) -> int:
        return int(self._clock.now().timestamp()) // self._rules.totp_step

    def _seed(self, email: str) -> Secret[bytes]:
        label = f"totp\0{email}\0{self._state(email)[0]}".encode()
        return Secret(hmac.digest(self._key.reveal(), label, "sha256")[:_SECRET_BYTES])

    def _state(self, email: str) -> tuple[int, bool, int]:
        row = self._store.row("SELECT * FROM portal_application WHERE email = ?", (email,))
        if row is None:
            return 0, False, -1
        return row["generation"], bool(row["declared"]), row["last_step"]


def totp_code(seed: Secret[bytes], step: int, digits: int = 6) -> Secret[str]:
    """Compute the code of one step (RFC 6238, HMAC-SHA-1)."""
    mac = hmac.digest(seed.reveal(), step.to_bytes(8, "big"), "sha1")
    place = mac[-1] & 0x0F
    number = int.from_bytes(mac[place : place + 4], "big") & 0x7FFF_FFFF
    return Secret(f"{number % 10**digits:0{digits}d}")
