"""Access tokens of PISTE: taken once, renewed in time, by one thread for all.

Two windows before the end of a token: in the *advisory* one a renewal is tried, and the old token
goes on being used should it fail; in the *mandatory* one it must succeed.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol
from urllib.parse import urlencode

from chorus_sdk._clock import Clock
from chorus_sdk._http.exchange import HttpRequest, HttpResponse, JsonValue
from chorus_sdk._http.operation import Effect
from chorus_sdk._http.retry import UNAVAILABLE, Failure, Move, RetryPolicy, decide
from chorus_sdk._http.transport import Transport
from chorus_sdk._log import log_event
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.credentials import OAuthClient
from chorus_sdk.errors import (
    AuthenticationError,
    ConnectionFailedError,
    InvalidCredentialsError,
    TokenRefreshError,
    TransportError,
    UnexpectedResponseError,
)

ADVISORY: Final = timedelta(seconds=240)
MANDATORY: Final = timedelta(seconds=60)
SCOPE: Final = "openid"


@dataclass(frozen=True, kw_only=True)
class Token:
    """An access token (*jeton d'accès*) and the instant at which it ends."""

    value: Secret[str]
    expires_at: datetime


class TokenSource(Protocol):
    """Gives a token that is good now (*source de jetons*)."""

    def token(self) -> Token:
        """Return a token that is good now."""
        ...

    def renew(self, refused: Token) -> Token:
        """Return another token than the one that the platform refused."""
        ...


class PisteTokenSource:
    """Tokens of a PISTE application (*jetons PISTE*), kept in memory; safe to share.

    Source: chorus-pro-api §1.2.
    """

    def __init__(
        self,
        application: OAuthClient,
        *,
        token_url: str,
        transport: Transport,
        clock: Clock,
        policy: RetryPolicy | None = None,
        timeout: float = 30.0,
    ) -> None:
        self._application = application
        self._url = token_url
        self._transport = transport
        self._clock = clock
        self._policy = policy or RetryPolicy()
        self._timeout = timeout
        self._lock = threading.Lock()
        self._held: Token | None = None

    def token(self) -> Token:
        """Return a token with more than a minute to live.

        Raises:
            InvalidCredentialsError: PISTE knows no such application and secret.
            TokenRefreshError: no token could be had.
        """
        held = self._held
        if held is not None and self._left(held) > ADVISORY:
            return held
        must = held is None or self._left(held) <= MANDATORY
        if not self._lock.acquire(blocking=must):
            assert held is not None  # noqa: S101 (a renewal is under way; the old token is good)
            return held
        try:
            return self._renewed(held)
        finally:
            self._lock.release()

    def renew(self, refused: Token) -> Token:
        """Take a new token unless another thread has done so since `refused` was given.

        Raises:
            InvalidCredentialsError, TokenRefreshError: as for `token`.
        """
        with self._lock:
            if self._held is None or self._held == refused:
                self._held = self._take()
            return self._held

    def _renewed(self, seen: Token | None) -> Token:
        held = self._held
        if held is not None and held is not seen and self._left(held) > MANDATORY:
            return held
        try:
            self._held = taken = self._take()
        except AuthenticationError:
            if held is not None and self._left(held) > MANDATORY:
                return held
            raise
        return taken

    def _left(self, token: Token) -> timedelta:
        return token.expires_at - self._clock.now()

    def _take(self) -> Token:
        answer = self._ask()
        token = _read_token(answer, self._clock.now())
        if token is None:
            raise TokenRefreshError(
                "PISTE's answer has no usable token.", hint="Try later; PISTE may be in trouble."
            )
        if self._left(token) <= MANDATORY:
            raise TokenRefreshError(
                "PISTE gave a token that is already at its end.",
                hint="Check this machine's clock against a time server.",
            )
        log_event("token.refreshed", source="piste", expires_at=token.expires_at.isoformat())
        return token

    def _ask(self) -> HttpResponse:
        attempt = 0
        while True:
            attempt += 1
            failure: Failure
            try:
                answer = self._transport.send(self._request())
            except TransportError as error:
                lost = not isinstance(error, ConnectionFailedError)
                failure = Failure.ANSWER_LOST if lost else Failure.NOT_SENT
            else:
                if answer.status not in UNAVAILABLE:
                    _refuse(answer)
                    return answer
                failure = Failure.UNAVAILABLE
            decision = decide(Effect.READ, failure, attempt, policy=self._policy)
            if decision.move is not Move.REPEAT:
                raise TokenRefreshError(
                    "PISTE gave no token.", hint="Check the network and the environment, or wait."
                )
            self._clock.sleep(decision.after)

    def _request(self) -> HttpRequest:
        return HttpRequest(
            method="POST",
            url=self._url,
            headers={"Content-Type": "application/x-www-form-urlencoded"},
            body=Secret(
                urlencode(
                    {
                        "grant_type": "client_credentials",
                        "client_id": self._application.client_id,
                        "client_secret": self._application.secret.reveal(),
                        "scope": SCOPE,
                    }
                ).encode()
            ),
            timeout=self._timeout,
        )


def _refuse(answer: HttpResponse) -> None:
    if answer.status == 200:
        return
    if answer.status in (400, 401) and _error_word(answer) == "invalid_client":
        raise InvalidCredentialsError(
            "PISTE does not know this application and secret.",
            hint="It does not say which of the two is wrong. Take the pair under « OAuth "
            "Credentials », not « API Keys », of the same environment.",
        )
    raise TokenRefreshError(
        f"PISTE answered {answer.status} where a token was asked for.",
        hint="Check the environment's token address.",
    )


def _error_word(answer: HttpResponse) -> JsonValue:
    try:
        members = answer.json()
    except UnexpectedResponseError:
        return None
    return members.get("error") if isinstance(members, dict) else None


def _read_token(answer: HttpResponse, now: datetime) -> Token | None:
    """Read a token; nothing is raised here, as this frame holds it in clear."""
    try:
        members = answer.json()
    except UnexpectedResponseError:
        return None
    if not isinstance(members, dict):
        return None
    value, life = members.get("access_token"), members.get("expires_in")
    if isinstance(life, str) and life.isdecimal():
        life = int(life)
    if not isinstance(value, str) or not value or not isinstance(life, int):
        return None
    return Token(value=Secret(value), expires_at=now + timedelta(seconds=life))
