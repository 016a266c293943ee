"""A transport that gives prepared answers in order and remembers what it was asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import parse_qs

from chorus_sdk._http.exchange import Headers, HttpRequest, HttpResponse
from chorus_sdk.errors import TransportError


class ScriptedTransport:
    """Answers from a script; an error in it is raised; an empty script is a failure."""

    def __init__(self, *script: HttpResponse | TransportError) -> None:
        self.script = list(script)
        self.requests: list[HttpRequest] = []
        self.closed = False

    def send(self, request: HttpRequest) -> HttpResponse:
        self.requests.append(request)
        assert self.script, f"unexpected request number {len(self.requests)}"
        outcome = self.script.pop(0)
        if isinstance(outcome, TransportError):
            raise outcome
        return outcome

    def close(self) -> None:
        self.closed = True

    def sent_json(self, index: int = -1) -> dict:
        """The JSON body of a request that was sent."""
        body = self.requests[index].open_body()
        assert body is not None
        return json.loads(body)

    def sent_form(self, index: int = -1) -> dict[str, list[str]]:
        """The form of a request that was sent."""
        body = self.requests[index].open_body()
        assert body is not None
        return parse_qs(body.decode())


class Anyone:
    """An authorizer that counts its renewals."""

    def __init__(self) -> None:
        self.renewals = 0

    def headers(self) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self.renewals}"}

    def refresh(self) -> None:
        self.renewals += 1


def answer(status: int = 200, body: object = None, **headers: str) -> HttpResponse:
    """An answer whose body is JSON, or bytes as they are."""
    raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    lines = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(status=status, headers=Headers(lines), body=raw)


def success(**members: object) -> HttpResponse:
    """An answer of the platform with `codeRetour` 0."""
    return answer(200, {"codeRetour": 0, "libelle": "TRA_MSG_00.000", **members})


def refusal(code: int, label: str, status: int = 200) -> HttpResponse:
    """An answer of the platform that says no."""
    return answer(status, {"codeRetour": code, "libelle": label})
