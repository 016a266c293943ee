"""The PISTE gateway (*passerelle PISTE*): tokens, subscriptions, technical accounts.

Measured answers: chorus-pro-api §1.4. What nobody has measured is marked INF.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from chorus_sdk._http.exchange import HttpResponse
from chorus_sdk._secrets import Secret
from chorus_sdk.sandbox.keys import Application, digest
from chorus_sdk.sandbox.platform import Platform
from chorus_sdk.sandbox.state import written
from chorus_sdk.sandbox.web import WebRequest, answer, json_answer

TOKEN_PATH: Final = "/api/oauth/token"  # noqa: S105 (an address)
TOKEN_SECONDS: Final = 3600
PASSWORD_DAYS: Final = 424
_REALM: Final = 'Bearer realm="DefaultRealm"'


@dataclass(frozen=True)
class Caller:
    """Who is asking: the structure of a technical account, and when its password ends."""

    structure_id: int
    password_until: datetime


class Gateway:
    """Decides who may pass."""

    def __init__(self, platform: Platform, application: Application) -> None:
        self._platform = platform
        self._store = platform.store
        self._store.run(
            "INSERT OR IGNORE INTO application (client_id, secret_digest) VALUES (?, ?)",
            (application.client_id, digest(application.client_secret)),
        )

    def token(self, request: WebRequest) -> HttpResponse:
        """Answer a request for a token: 400 alike for an unknown client and a wrong secret."""
        if request.method != "POST":
            return answer(404)
        form = request.form
        if form.get("grant_type") != "client_credentials":
            # INF: OAuth 2's own error; nobody has recorded it.
            return json_answer({"error": "unsupported_grant_type"}, 400)
        client_id = form.get("client_id", "")
        known = self._store.row(
            "SELECT secret_digest FROM application WHERE client_id = ?", (_plain(client_id),)
        )
        given = digest(Secret(_plain(form.get("client_secret", ""))))
        if known is None or not hmac.compare_digest(known["secret_digest"], given):
            return json_answer(
                {
                    "error": "invalid_client",
                    "error_description": "Client authentication failed",
                },
                400,
            )
        return self._issue(client_id, form.get("scope") or "openid")

    def bearer(self, request: WebRequest) -> HttpResponse | None:
        """Return the refusal of a missing or dead token, or None when it is good."""
        scheme, _, token = (request.headers.get("authorization") or "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            error = (
                'error="invalid_request", error_description="Unable to find token in the message"'
            )
            return answer(400, headers={"WWW-Authenticate": f"{_REALM}, {error}"})
        row = self._store.row(
            "SELECT expires_at FROM token WHERE digest = ?",
            (digest(Secret(_plain(token.strip()))),),
        )
        if row is None or row["expires_at"] <= written(self._platform.clock.now()):
            # INF: no source gives the status of an expired token.
            error = 'error="invalid_token", error_description="The token is unknown or has expired"'
            return answer(401, headers={"WWW-Authenticate": f"{_REALM}, {error}"})
        return None

    def is_subscribed(self, api: str) -> bool:
        """Say whether the application may call an API such as `factures`."""
        rows = self._store.rows("SELECT refused_apis FROM application")
        return all(api not in row["refused_apis"].split() for row in rows)

    def refuse_apis(self, apis: tuple[str, ...]) -> None:
        """Take the subscription of these APIs away; of none, give all back."""
        self._store.run("UPDATE application SET refused_apis = ?", (" ".join(apis),))

    def caller(self, request: WebRequest) -> Caller | HttpResponse:
        """Return who is asking, or the 401 of a wrong or overdue technical account."""
        given = request.headers.get("cpro-account")
        if not given:
            return _unauthorised("cpro-account header is missing")
        try:
            login, _, password = base64.b64decode(given, validate=True).decode().partition(":")
        except (binascii.Error, ValueError):
            return _unauthorised("cpro-account header cannot be decoded")
        row = self._store.row("SELECT * FROM technical_account WHERE login = ?", (login,))
        if row is None or not hmac.compare_digest(row["password_digest"], digest(Secret(password))):
            return _unauthorised("technical account is unknown or its password is wrong")
        until = datetime.fromisoformat(row["password_set_at"]) + timedelta(days=PASSWORD_DAYS)
        if until <= self._platform.clock.now():
            # The term of 424 days is attested, the 401 after it is INF.
            return _unauthorised("password of the technical account has expired")
        return Caller(row["structure_id"], until)

    def expire_tokens(self) -> None:
        """End the life of every token."""
        self._store.run("DELETE FROM token")

    def _issue(self, client_id: str, scope: str) -> HttpResponse:
        value = Secret(secrets.token_hex(27))
        now = self._platform.clock.now()
        until = written(now + timedelta(seconds=TOKEN_SECONDS))
        with self._store.transaction():
            self._store.run("DELETE FROM token WHERE expires_at <= ?", (written(now),))
            self._store.run("INSERT INTO token VALUES (?, ?, ?)", (digest(value), client_id, until))
        return json_answer(
            {
                "access_token": value.reveal(),
                "token_type": "Bearer",
                "expires_in": TOKEN_SECONDS,
                "scope": scope,
            }
        )


def _unauthorised(reason: str) -> HttpResponse:
    # The body is empty and a header may explain (OCA #425); which header is INF.
    return answer(401, headers={"WWW-Authenticate": f'Basic realm="cpro", error="{reason}"'})


def _plain(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
