"""The sandbox's own addresses, for tests in any language (*pilotage*).

They belong to no Chorus Pro. They need no token, show no credential, and answer JSON:

- `GET /sandbox/state`: `{"now", "flows", "flowsWaiting", "invoices", "mails"}`
- `POST /sandbox/clock` with `{"advance": seconds}`: moves the clock, answers `{"now"}`
- `GET /sandbox/mails`: `{"mails": [{"to", "subject", "text", "sentAt"}]}`, oldest first

A request with an `Origin` header is refused, so that no web page can reach them.
"""

from __future__ import annotations

from decimal import Decimal
from email.message import EmailMessage
from typing import TYPE_CHECKING

from chorus_sdk._http.exchange import HttpResponse, JsonValue, decode_json
from chorus_sdk.sandbox.web import WebRequest, answer, json_answer

if TYPE_CHECKING:
    from chorus_sdk.sandbox.engine import Sandbox


def control(sandbox: Sandbox, request: WebRequest) -> HttpResponse:
    """Answer a request under `/sandbox/`."""
    if request.headers.get("origin") is not None:
        return answer(403)
    handlers = {
        ("GET", "/sandbox/state"): _state,
        ("GET", "/sandbox/mails"): _mails,
    }
    handler = handlers.get((request.method, request.path))
    if handler is not None:
        return json_answer(handler(sandbox))
    if (request.method, request.path) == ("POST", "/sandbox/clock"):
        return _advance(sandbox, request)
    return answer(404)


def _state(sandbox: Sandbox) -> dict[str, JsonValue]:
    return {
        "now": sandbox.clock.now().isoformat(),
        "flows": _count(sandbox, "SELECT count(*) AS n FROM flow"),
        "flowsWaiting": _count(sandbox, "SELECT count(*) AS n FROM flow WHERE outcome IS NULL"),
        "invoices": _count(sandbox, "SELECT count(*) AS n FROM invoice"),
        "mails": len(sandbox.mailbox.messages()),
    }


def _count(sandbox: Sandbox, sql: str) -> int:
    row = sandbox.store.row(sql)
    return int(row["n"]) if row else 0


def _mails(sandbox: Sandbox) -> dict[str, JsonValue]:
    return {"mails": [_told(message) for message in sandbox.mailbox.messages()]}


def _told(message: EmailMessage) -> JsonValue:
    text = message.get_body(("plain",))
    return {
        "to": str(message["To"]),
        "subject": str(message["Subject"]),
        "text": str(text.get_content()) if text is not None else "",
        "sentAt": str(message["Date"]),
    }


def _advance(sandbox: Sandbox, request: WebRequest) -> HttpResponse:
    body = decode_json(request.body)
    seconds = body.get("advance") if isinstance(body, dict) else None
    if isinstance(seconds, bool) or not isinstance(seconds, (int, Decimal)):
        return answer(400)
    try:
        sandbox.advance(float(seconds))
    except (ValueError, OverflowError):
        return answer(400)
    return json_answer({"now": sandbox.clock.now().isoformat()})
