"""Refusals of the interfaces without an envelope: HTTP 400 and a list of reasons.

Measured: chorus-pro-api §1.4. `[{"error": "NotFoundReference", "message": …, "detail": …}]`.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk._http.exchange import HttpResponse
from chorus_sdk._http.operation import Operation
from chorus_sdk.errors import (
    Exchange,
    NotFoundError,
    RejectedRequestError,
    UnexpectedResponseError,
)

NOT_FOUND: Final = "NotFoundReference"


def raise_rest_refusal(
    operation: Operation, answer: HttpResponse, exchange: Exchange | None = None
) -> None:
    """Raise what a list of reasons says; do nothing when the body is no such list.

    Raises:
        NotFoundError: the platform has no such thing.
        RejectedRequestError: another reason; `return_code` is the HTTP status, `label` the name
            that the platform gives the error.
    """
    reason = _first_reason(answer)
    if reason is None:
        return
    if reason == NOT_FOUND:
        raise NotFoundError(
            f"{operation.name} found nothing of that kind.",
            hint="Check the identifier: a SIRET, a VAT number, or the platform's own.",
            exchange=exchange,
        )
    raise RejectedRequestError(
        f"Chorus Pro refused {operation.name}.",
        return_code=answer.status,
        label=reason,
        exchange=exchange,
    )


def _first_reason(answer: HttpResponse) -> str | None:
    try:
        body = answer.json()
    except UnexpectedResponseError:
        return None
    first = body[0] if isinstance(body, list) and body else None
    reason = first.get("error") if isinstance(first, dict) else None
    return reason if isinstance(reason, str) else None
