"""The platform's envelope: `codeRetour` and `libelle`, opened in this one place.

HTTP 200 with a `codeRetour` other than 0 is an error; so is a 400 that carries one.
"""

from __future__ import annotations

import re

from chorus_sdk._http.exchange import HttpResponse, JsonObject, JsonValue
from chorus_sdk._http.operation import Answer, Operation
from chorus_sdk.errors import Exchange, RejectedRequestError, UnexpectedResponseError

RETURN_CODE = "codeRetour"
LABEL = "libelle"
_CODE = re.compile(r"-?\d{1,18}")
ROWS = "rows"
"""Under this name a bare list is given, so that every answer is an object."""


def open_envelope(
    operation: Operation, response: HttpResponse, exchange: Exchange | None = None
) -> JsonObject:
    """Return the answer's members when `codeRetour` is 0.

    Raises:
        RejectedRequestError: `codeRetour` is not 0; `label` is the platform's `libelle`, verbatim.
        UnexpectedResponseError: not what the operation answers with, or no readable `codeRetour`.
    """
    if operation.answer is Answer.EMPTY:
        return {}
    if operation.answer is Answer.LIST:
        return {ROWS: _json_list(response, operation, exchange)}
    members = json_object(response, operation, exchange)
    code = return_code(members)
    if code is None and not operation.enveloped:
        return members
    if code is None:
        raise UnexpectedResponseError(
            f"The answer to {operation.name} has no readable return code.",
            field=RETURN_CODE,
            exchange=exchange,
        )
    if code != 0:
        raise RejectedRequestError(
            f"Chorus Pro refused {operation.name} with return code {code}.",
            return_code=code,
            label=label(members),
            exchange=exchange,
        )
    return members


def json_object(
    response: HttpResponse, operation: Operation, exchange: Exchange | None = None
) -> JsonObject:
    """Return the answer as a JSON object; raises UnexpectedResponseError for anything else."""
    try:
        value: JsonValue = response.json()
    except UnexpectedResponseError:
        value = None
    if isinstance(value, dict):
        return value
    raise UnexpectedResponseError(
        f"The answer to {operation.name} is not a JSON object.",
        field="body",
        hint="A proxy or a maintenance page may have answered in the platform's place.",
        exchange=exchange,
    )


def _json_list(
    response: HttpResponse, operation: Operation, exchange: Exchange | None
) -> list[JsonValue]:
    try:
        value: JsonValue = response.json()
    except UnexpectedResponseError:
        value = None
    if isinstance(value, list):
        return value
    raise UnexpectedResponseError(
        f"The answer to {operation.name} is not a JSON list.", field="body", exchange=exchange
    )


def return_code(members: JsonObject) -> int | None:
    """Return `codeRetour`, a number or its text, or None."""
    code = members.get(RETURN_CODE)
    if isinstance(code, int) and not isinstance(code, bool):
        return code
    if isinstance(code, str) and _CODE.fullmatch(code.strip()):
        return int(code)
    return None


def label(members: JsonObject) -> str:
    """Return `libelle`, or an empty text."""
    text = members.get(LABEL)
    return text if isinstance(text, str) else ""
