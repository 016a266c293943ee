"""The API as the gateway and Chorus Pro answer it together (*API*), from request to answer."""

from __future__ import annotations

from typing import Final

from chorus_sdk._http.exchange import HttpResponse, JsonObject, decode_json
from chorus_sdk.sandbox import repository_api
from chorus_sdk.sandbox.gateway import TOKEN_PATH, Caller, Gateway
from chorus_sdk.sandbox.operations.call import (
    Call,
    Fields,
    RefusalError,
    TooLargeError,
    UnreadableCallError,
)
from chorus_sdk.sandbox.operations.routes import HEALTH_PATH, PRODUCTION_ONLY, ROUTES
from chorus_sdk.sandbox.platform import Platform
from chorus_sdk.sandbox.web import WebRequest, answer, json_answer

API_PREFIX: Final = "/cpro/"


class ChorusApi:
    """Answers what comes in below `/cpro/` and at the token's address."""

    def __init__(self, platform: Platform, gateway: Gateway) -> None:
        self._platform = platform
        self._gateway = gateway

    @staticmethod
    def answers(path: str) -> bool:
        """Say whether a path is one of the API's."""
        return path == TOKEN_PATH or path.startswith(API_PREFIX)

    def handle(self, request: WebRequest) -> HttpResponse:
        """Answer one request.

        The gateway looks at the token, then at the route, then at the technical account: measured
        in that order (chorus-pro-api §1.4). Content type and JSON come after it (INF).
        """
        if request.path == TOKEN_PATH:
            return self._gateway.token(request)
        refusal = self._gateway.bearer(request) or self._route_refusal(request)
        if refusal is not None:
            return refusal
        caller = self._gateway.caller(request)
        if request.path.startswith(repository_api.PREFIX):
            if isinstance(caller, HttpResponse):
                return repository_api.unauthorised()
            return repository_api.answer_call(self._platform, request, caller)
        if isinstance(caller, HttpResponse):
            return caller
        return _health() if request.path == HEALTH_PATH else self._business(request, caller)

    def _business(self, request: WebRequest, caller: Caller) -> HttpResponse:
        if not _is_json(request.headers.get("content-type")):
            return answer(415)
        body = decode_json(request.body)
        if not isinstance(body, dict):
            return answer(400)
        now = self._platform.clock.now()
        return self._run(
            request.path,
            Call(platform=self._platform, caller=caller, fields=Fields(body), now=now),
        )

    def _route_refusal(self, request: WebRequest) -> HttpResponse | None:
        api = request.path.removeprefix(API_PREFIX).partition("/")[0]
        in_repository = repository_api.is_known(request.path)
        known = request.path in ROUTES or request.path == HEALTH_PATH or in_repository
        if request.path in PRODUCTION_ONLY and not self._platform.habits.production_services:
            return self._forbidden(request)
        if not known or not self._gateway.is_subscribed(api):
            return self._forbidden(request)
        if in_repository:
            return None
        if request.method != ("GET" if request.path == HEALTH_PATH else "POST"):
            return answer(404)
        return None

    def _forbidden(self, request: WebRequest) -> HttpResponse:
        if not self._platform.habits.echo_forbidden:
            return answer(403)
        sent = request.body if isinstance(decode_json(request.body), dict) else b"{}"
        body = b'{"idUtilisateurCourant": 0, "parametres": %b}' % sent
        return answer(403, body, media_type="application/json;charset=utf-8")

    def _run(self, path: str, call: Call) -> HttpResponse:
        try:
            said = ROUTES[path](call)
        except RefusalError as refusal:
            said = {"codeRetour": refusal.code, "libelle": refusal.label}
            return json_answer(said, 400 if self._platform.habits.business_errors_as_400 else 200)
        except UnreadableCallError:
            return answer(400)
        except TooLargeError:
            return too_large()
        return json_answer(said)


def too_large() -> HttpResponse:
    """Answer that a request or a file is too big: 413, not JSON (its text is free choice)."""
    return answer(413, b"Request Entity Too Large", media_type="text/plain")


def _health() -> HttpResponse:
    said: JsonObject = {
        "body": "Le service est disponible.",
        "statusCode": "OK",
        "statusCodeValue": 200,
    }
    return json_answer(said)


def _is_json(content_type: str | None) -> bool:
    return (content_type or "").partition(";")[0].strip().lower() == "application/json"
