"""Security keys of the sandbox's accounts (*clés de sécurité*): declared and checked over WebAuthn.

One for each account: how many the real portal takes is not published. Needs `fido2`; without it
no key can be declared here. Public keys alone are kept, and each challenge is good once.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from chorus_sdk._clock import Clock
from chorus_sdk._secrets import Secret
from chorus_sdk.sandbox.portal_rules import PortalRules, Verdict
from chorus_sdk.sandbox.store import Store

if TYPE_CHECKING:
    from fido2.server import Fido2Server
    from fido2.webauthn import AttestedCredentialData, UserVerificationRequirement

_SCHEMA = """
CREATE TABLE IF NOT EXISTS portal_key (
    email TEXT PRIMARY KEY,
    credential BLOB NOT NULL,
    counter INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS portal_key_challenge (
    login TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    made_at REAL NOT NULL
);
"""


class SecurityKeys:
    """The one security key of each account (*clés déclarées*).

    `login` names the session that a challenge belongs to, `host` is where the browser is: an
    answer that was signed for another place is refused.
    """

    def __init__(self, store: Store, clock: Clock, rules: PortalRules) -> None:
        self._store = store
        self._clock = clock
        self._rules = rules
        store.create(_SCHEMA)

    @staticmethod
    def are_possible() -> bool:
        """Say whether the engine is installed."""
        try:
            import fido2.server  # noqa: F401
        except ImportError:
            return False
        return True

    def is_declared(self, email: str) -> bool:
        """Say whether the account has its key."""
        return self._credential(email) is not None

    def offer(self, email: str, login: str, host: str) -> str:
        """Begin to declare a key: what the page hands to it, in JSON."""
        from fido2.webauthn import PublicKeyCredentialUserEntity

        known = self._credential(email)
        options, state = _server(host).register_begin(
            PublicKeyCredentialUserEntity(
                id=hashlib.sha256(email.encode()).digest(), name=email, display_name=email
            ),
            [known] if known is not None else [],
            user_verification=_touch_alone(),
        )
        self._remember(login, state)
        return json.dumps(dict(options.public_key))

    def declare(self, email: str, login: str, host: str, answer: Secret[str]) -> Verdict:
        """End a declaration with what the key made."""
        state = self._take_state(login)
        if state is None:
            return Verdict.EXPIRED
        try:
            made = _server(host).register_complete(state, json.loads(answer.reveal()))
        except (ValueError, KeyError, TypeError, AttributeError):
            return Verdict.WRONG
        if made.credential_data is None:
            return Verdict.WRONG
        self._store.run(
            "INSERT OR REPLACE INTO portal_key (email, credential, counter) VALUES (?, ?, ?)",
            (email, bytes(made.credential_data), made.counter),
        )
        return Verdict.ACCEPTED

    def challenge(self, email: str, login: str, host: str) -> str:
        """Begin a login: what the page hands to the key, in JSON."""
        known = self._credential(email)
        options, state = _server(host).authenticate_begin(
            [known] if known is not None else [], user_verification=_touch_alone()
        )
        self._remember(login, state)
        return json.dumps(dict(options.public_key))

    def use(self, email: str, login: str, host: str, answer: Secret[str]) -> Verdict:
        """Check a signature, once; a counter that does not go up is a copied key's."""
        from cryptography.exceptions import InvalidSignature
        from fido2.webauthn import AuthenticationResponse

        known, state = self._credential(email), self._take_state(login)
        if known is None or state is None:
            return Verdict.EXPIRED
        try:
            said = AuthenticationResponse.from_dict(json.loads(answer.reveal()))
            _server(host).authenticate_complete(state, [known], said)
            counter = said.response.authenticator_data.counter
        except (ValueError, KeyError, TypeError, AttributeError, InvalidSignature):
            return Verdict.WRONG
        return self._count_up(email, counter)

    def remove(self, email: str) -> None:
        """Take the key away."""
        self._store.run("DELETE FROM portal_key WHERE email = ?", (email,))

    def _count_up(self, email: str, counter: int) -> Verdict:
        with self._store.transaction():
            row = self._store.row("SELECT counter FROM portal_key WHERE email = ?", (email,))
            if row is None or ((counter or row["counter"]) and counter <= row["counter"]):
                return Verdict.USED
            self._store.run("UPDATE portal_key SET counter = ? WHERE email = ?", (counter, email))
        return Verdict.ACCEPTED

    def _remember(self, login: str, state: object) -> None:
        now = self._clock.now().timestamp()
        self._store.run(
            "DELETE FROM portal_key_challenge WHERE made_at < ?", (now - self._rules.code_life,)
        )
        self._store.run(
            "INSERT OR REPLACE INTO portal_key_challenge (login, state, made_at) VALUES (?, ?, ?)",
            (login, json.dumps(state), now),
        )

    def _take_state(self, login: str) -> dict[str, object] | None:
        with self._store.transaction():
            row = self._store.row(
                "DELETE FROM portal_key_challenge WHERE login = ? RETURNING state, made_at",
                (login,),
            )
        if row is None or self._clock.now().timestamp() - row["made_at"] > self._rules.code_life:
            return None
        state: dict[str, object] = json.loads(row["state"])
        return state

    def _credential(self, email: str) -> AttestedCredentialData | None:
        row = self._store.row("SELECT credential FROM portal_key WHERE email = ?", (email,))
        if row is None:
            return None
        from fido2.webauthn import AttestedCredentialData

        return AttestedCredentialData(row["credential"])


def _server(host: str) -> Fido2Server:
    """Make the checker for a place; http and https are one here, as the sandbox has no TLS."""
    from fido2.server import Fido2Server
    from fido2.webauthn import PublicKeyCredentialRpEntity

    site = PublicKeyCredentialRpEntity(
        id=urlsplit(f"//{host}").hostname or "", name="Chorus Pro (sandbox)"
    )
    return Fido2Server(site, verify_origin=lambda origin: urlsplit(origin).netloc == host)


def _touch_alone() -> UserVerificationRequirement:
    """Ask for no PIN of the key: the password was the first factor."""
    from fido2.webauthn import UserVerificationRequirement

    return UserVerificationRequirement.DISCOURAGED
