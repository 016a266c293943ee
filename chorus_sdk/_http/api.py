"""One call to the platform: authorised, tried again by its effect, its envelope opened."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from chorus_sdk._clock import Clock
from chorus_sdk._http.envelope import open_envelope
from chorus_sdk._http.exchange import HttpRequest, HttpResponse, JsonObject, encode_json
from chorus_sdk._http.operation import Effect, Operation
from chorus_sdk._http.outcomes import (
    failure_of,
    outcome_unknown,
    raise_failure,
    refuse,
)
from chorus_sdk._http.rate import RateLimiter
from chorus_sdk._http.retry import (
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
    Exchange,
    Fingerprint,
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
            failure = failure_of(outcome)
            if failure is None:
                refuse(operation, outcome, exchange)
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
                raise_failure(operation, outcome, decision, exchange, fingerprint)

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
