"""One call to the platform: authorised, tried again by its effect, its envelope opened."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn, Protocol

from chorus_sdk._clock import Clock
from chorus_sdk._http.envelope import json_object, label, open_envelope, return_code
from chorus_sdk._http.exchange import HttpRequest, HttpResponse, JsonObject, encode_json
from chorus_sdk._http.operation import Effect, Operation
from chorus_sdk._http.rate import RateLimiter
from chorus_sdk._http.rest_refusals import raise_rest_refusal
from chorus_sdk._http.retry import (
    UNAVAILABLE,
    Decision,
    Failure,
    Move,
    RetryPolicy,
    decide,
    parse_retry_after,
)
from chorus_sdk._http.transport import Transport
from chorus_sdk._log import log_event
from chorus_sdk._secrets import Secret
from chorus_sdk.errors import (
    AccessDeniedError,
    ApiError,
    ChorusError,
    ConnectionFailedError,
    Exchange,
    Fingerprint,
    InvalidCredentialsError,
    NotFoundError,
    OutcomeUnknownError,
    PlatformUnavailableError,
    RateLimitedError,
    RejectedRequestError,
    TransportError,
    UnexpectedResponseError,
)

MEDIA_TYPE = "application/json;charset=utf-8"


class Authorizer(Protocol):
    """Says who is asking, with headers (*autorisation*)."""

    def headers(self) -> Mapping[str, str | Secret[str]]:
        """Return the headers that authorise a request now."""
        ...

    def refresh(self) -> None:
        """Take a new token: the platform refused the one that `headers` gave this thread."""
        ...


@dataclass(frozen=True, kw_only=True)
class Api:
    """The platform behind its gateway (*passerelle*); safe to share between threads.

    `timeout` is in seconds, for each attempt. `on_event` is told each exchange, redacted; an
    exception of it is logged, so that no answer is lost by it. Every attempt waits for the
    `limiter`, outside of the time that is told of it.
    """

    base_url: str
    transport: Transport
    authorizer: Authorizer
    clock: Clock
    policy: RetryPolicy = field(default_factory=RetryPolicy)
    timeout: float = 60.0
    on_event: Callable[[Exchange], None] | None = None
    limiter: RateLimiter | None = None

    def call(
        self,
        operation: Operation,
        payload: Mapping[str, object] | None = None,
        *,
        fingerprint: Fingerprint | None = None,
    ) -> JsonObject:
        """Call an operation and return the members of its answer.

        Raises:
            OutcomeUnknownError: an operation with an effect may have happened.
            TransportError: no usable answer to a read, after all attempts.
            AuthenticationError: the credentials are not accepted.
            ApiError: the platform says no.
        """
        attempt, refreshed = 0, False
        while True:
            attempt += 1
            outcome, exchange = self._attempt(operation, payload, attempt)
            if isinstance(outcome, HttpResponse) and 200 <= outcome.status < 300:
                return _members(operation, outcome, exchange, fingerprint)
            failure = _failure(outcome)
            if failure is None:
                _refuse(operation, outcome, exchange)
            decision = decide(
                operation.effect,
                failure,
                attempt,
                policy=self.policy,
                refreshed=refreshed,
                retry_after=self._retry_after(outcome),
            )
            if decision.move is Move.REFRESH:
                self.authorizer.refresh()
                refreshed = True
            elif decision.move is Move.REPEAT:
                if self.limiter is not None and failure is Failure.RATE_LIMITED:
                    self.limiter.hold(decision.after)
                self.clock.sleep(decision.after)
            else:
                _end(operation, outcome, decision, exchange, fingerprint)

    def _attempt(
        self, operation: Operation, payload: Mapping[str, object] | None, attempt: int
    ) -> tuple[HttpResponse | TransportError, Exchange]:
        if self.limiter is not None:
            self.limiter.wait()
        has_body = operation.method in ("POST", "PATCH", "PUT")
        headers = {**self.authorizer.headers(), "Accept": MEDIA_TYPE}
        if has_body:
            headers["Content-Type"] = MEDIA_TYPE
        request = HttpRequest(
            method=operation.method,
            url=self.base_url + operation.path,
            headers=headers,
            body=encode_json(payload or {}) if has_body else None,
            timeout=self.timeout,
        )
        started = self.clock.monotonic()
        outcome: HttpResponse | TransportError
        try:
            outcome = self.transport.send(request)
        except TransportError as error:
            outcome = error
        exchange = Exchange(
            operation=operation.name,
            method=operation.method,
            status=outcome.status if isinstance(outcome, HttpResponse) else None,
            attempt=attempt,
            duration=self.clock.monotonic() - started,
        )
        self._tell(operation, exchange)
        return outcome, exchange

    def _tell(self, operation: Operation, exchange: Exchange) -> None:
        log_event(
            "http.exchange",
            operation=operation.name,
            effect=operation.effect.value,
            status=exchange.status,
            attempt=exchange.attempt,
            duration_ms=round(1000 * (exchange.duration or 0)),
        )
        if self.on_event is None:
            return
        try:
            self.on_event(exchange)
        except Exception as error:  # noqa: BLE001 (the answer may be that of a deposit)
            log_event("http.observer_failed", level=logging.WARNING, code=type(error).__name__)

    def _retry_after(self, outcome: HttpResponse | TransportError) -> float | None:
        if isinstance(outcome, TransportError):
            return None
        return parse_retry_after(outcome.headers.get("retry-after"), self.clock.now())


def _members(
    operation: Operation,
    answer: HttpResponse,
    exchange: Exchange,
    fingerprint: Fingerprint | None,
) -> JsonObject:
    try:
        return open_envelope(operation, answer, exchange)
    except UnexpectedResponseError as error:
        if operation.effect is Effect.READ:
            raise
        unreadable = error
    # A cut or foreign body after a deposit does not say that the deposit failed.
    raise outcome_unknown(operation, fingerprint, exchange) from unreadable


def _failure(outcome: HttpResponse | TransportError) -> Failure | None:
    if isinstance(outcome, ConnectionFailedError):
        return Failure.NOT_SENT
    if isinstance(outcome, TransportError):
        return Failure.ANSWER_LOST
    if outcome.status == 401 or _misses_token(outcome):
        return Failure.UNAUTHORISED
    if outcome.status == 429:
        return Failure.RATE_LIMITED
    return Failure.UNAVAILABLE if outcome.status in UNAVAILABLE else None


def _misses_token(answer: HttpResponse) -> bool:
    # Measured: the gateway answers 400, not 401, when it finds no token.
    challenge = answer.headers.get("www-authenticate") or ""
    return answer.status == 400 and challenge.startswith("Bearer")


def outcome_unknown(
    operation: Operation, fingerprint: Fingerprint | None, exchange: Exchange | None = None
) -> OutcomeUnknownError:
    """Make the error for an operation with an effect that may have happened."""
    return OutcomeUnknownError(
        f"The answer to {operation.name} was lost: it may have happened.",
        fingerprint=fingerprint or Fingerprint(operation=operation.name),
        hint="Search for it on the platform before sending again.",
        exchange=exchange,
    )


def _end(
    operation: Operation,
    outcome: HttpResponse | TransportError,
    decision: Decision,
    exchange: Exchange,
    fingerprint: Fingerprint | None,
) -> NoReturn:
    """Raise what a failure that is not tried again amounts to."""
    if decision.move is Move.UNKNOWN:
        raise outcome_unknown(operation, fingerprint, exchange)
    if isinstance(outcome, TransportError):
        outcome.exchange = exchange
        raise outcome
    if outcome.status == 429:
        raise RateLimitedError(
            "The platform asks for fewer calls.",
            retry_after=decision.after or None,
            hint="Wait before the next call.",
            exchange=exchange,
        )
    if outcome.status in UNAVAILABLE:
        raise PlatformUnavailableError(
            f"The platform answered {outcome.status} to {operation.name}.",
            hint="It may be in maintenance: try later.",
            exchange=exchange,
        )
    raise _with(exchange, _credentials_refused())


def _credentials_refused() -> InvalidCredentialsError:
    return InvalidCredentialsError(
        "The platform does not accept the technical account.",
        hint="Its login or password is wrong, was changed by a colleague, or is older than its "
        "424 days: the structure's main manager resets it on the portal.",
    )


def _with(exchange: Exchange, error: ChorusError) -> ChorusError:
    error.exchange = exchange
    return error


def _refuse(
    operation: Operation, outcome: HttpResponse | TransportError, exchange: Exchange
) -> NoReturn:
    """Raise what a final HTTP status amounts to."""
    if isinstance(outcome, TransportError):
        raise outcome
    name, status = operation.name, outcome.status
    if status == 403:
        raise AccessDeniedError(
            f"The application may not call {name}.",
            hint="On PISTE, accept this API's terms of use for this application; on Chorus Pro, "
            "declare the application under « Raccordement EDI et API ».",
            exchange=exchange,
        )
    if status == 404:
        raise NotFoundError(f"The platform does not know {name}.", exchange=exchange)
    if status == 413:
        raise ApiError(
            f"What {name} sends or asks for is too big for the platform.",
            hint="A file is at most 10 MB, a download 120 MB: send or ask for less at once.",
            exchange=exchange,
        )
    if not operation.enveloped:
        raise_rest_refusal(operation, outcome, exchange)
    _raise_business_refusal(operation, outcome, exchange)
    raise UnexpectedResponseError(
        f"The platform answered {status} to {name}.", field="status", exchange=exchange
    )


def _raise_business_refusal(operation: Operation, answer: HttpResponse, exchange: Exchange) -> None:
    # Some refusals come as HTTP 400 with the same envelope.
    try:
        members = json_object(answer, operation, exchange)
    except UnexpectedResponseError:
        return
    code = return_code(members)
    if code:
        raise RejectedRequestError(
            f"Chorus Pro refused {operation.name} with return code {code}.",
            return_code=code,
            label=label(members),
            exchange=exchange,
        )
