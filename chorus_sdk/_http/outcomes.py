"""What the answer to a call amounts to: a failure to be tried again, or an error of ours."""

from __future__ import annotations

from typing import NoReturn

from chorus_sdk._http.envelope import json_object, label, return_code
from chorus_sdk._http.exchange import HttpResponse
from chorus_sdk._http.operation import Operation
from chorus_sdk._http.rest_refusals import raise_rest_refusal
from chorus_sdk._http.retry import UNAVAILABLE, Decision, Failure, Move
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


def failure_of(outcome: HttpResponse | TransportError) -> Failure | None:
    """Return the kind of a failure that may be tried again; None for any other outcome."""
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


def raise_failure(
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


def refuse(
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
