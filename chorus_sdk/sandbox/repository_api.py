"""The repository of organisations behind the gateway: which address, which answer."""

from __future__ import annotations

from typing import Final

from chorus_sdk._http.exchange import HttpResponse, decode_json
from chorus_sdk.sandbox.gateway import Caller
from chorus_sdk.sandbox.operations.repository import (
    REPOSITORY_ROUTES,
    Handler,
    RestCall,
    RestRefusalError,
)
from chorus_sdk.sandbox.platform import Platform
from chorus_sdk.sandbox.web import WebRequest, answer, json_answer

PREFIX: Final = "/cpro/organisations/"


def is_known(path: str) -> bool:
    """Say whether the repository has that address, by whatever method."""
    return any(pattern.fullmatch(path) for _, pattern, _ in REPOSITORY_ROUTES)


def answer_call(platform: Platform, request: WebRequest, caller: Caller) -> HttpResponse:
    """Answer a request that has passed the gateway; a wrong method is a 404."""
    found = _route(request)
    if found is None:
        return answer(404)
    handler, parts = found
    body = decode_json(request.body) if request.body else {}
    if not isinstance(body, dict):
        return answer(400)
    call = RestCall(
        platform=platform, caller=caller, parts=parts, body=body, now=platform.clock.now()
    )
    try:
        return handler(call)
    except RestRefusalError as refusal:
        return refusal.response()


def unauthorised() -> HttpResponse:
    """Answer a wrong technical account: here the 401 has a body (measured)."""
    return json_answer({"ErrorCode": "401", "Description": "[invalid field]"}, 401)


def _route(request: WebRequest) -> tuple[Handler, dict[str, str]] | None:
    for method, pattern, handler in REPOSITORY_ROUTES:
        found = pattern.fullmatch(request.path)
        if found and method == request.method:
            return handler, found.groupdict()
    return None
