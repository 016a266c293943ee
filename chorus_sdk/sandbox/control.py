"""The sandbox's own addresses, for tests in any language (*pilotage*).

They belong to no Chorus Pro. They need no token, show no credential, and answer JSON:

- `GET /sandbox/state`: `{"now", "flows", "flowsWaiting", "invoices", "mails"}`
- `POST /sandbox/clock` with `{"advance": seconds}`: moves the clock, answers `{"now"}`
- `GET /sandbox/mails`: `{"mails": [{"to", "subject", "text", "sentAt"}]}`, oldest first
- `GET /sandbox/openapi.json`: the API in OpenAPI 3.1
- `GET /sandbox/faults`: `{"waiting", "maintenance"}`; `POST` plants one, `DELETE` forgets all
- `POST /sandbox/rejections` with `{"label", "incident"}`: the next flow is rejected
- `POST /sandbox/statuses` with `{"number", "status", "comment", "force"}`: gives one, if legal
- `POST /sandbox/approvers` with `{"number", "siret", "level"}`: who approves an A9 or A12
- `POST /sandbox/project-managers` with `{"number", "siret"}`: whose turn a works invoice is
- `POST /sandbox/pieces` with `{"number", "framework", "nextNumber", "issuer"}`: the next piece
- `POST /sandbox/subscriptions` with `{"refused": ["factures"]}`: APIs that answer 403
- `POST /sandbox/data` with `{}`: loads the qualification data set, answers `{"added"}`

What a `POST` cannot use is answered with 400 and `{"error"}`.

A request with an `Origin` header is refused, so that no web page can reach them.
"""

from __future__ import annotations

from email.message import EmailMessage
from typing import TYPE_CHECKING

from chorus_sdk._http.exchange import HttpResponse, JsonValue
from chorus_sdk.sandbox.order import Order, UnusableOrderError
from chorus_sdk.sandbox.orders import ORDERS
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
        ("GET", "/sandbox/openapi.json"): _openapi,
        ("GET", "/sandbox/faults"): _faults,
        ("DELETE", "/sandbox/faults"): _clear,
    }
    handler = handlers.get((request.method, request.path))
    if handler is not None:
        return json_answer(handler(sandbox))
    order = ORDERS.get(request.path) if request.method == "POST" else None
    if order is None:
        return answer(404)
    try:
        return json_answer(order(sandbox, Order.of(request.body)))
    except UnusableOrderError as refusal:
        return json_answer({"error": str(refusal)}, 400)


def _state(sandbox: Sandbox) -> dict[str, JsonValue]:
    return {
        "now": sandbox.clock.now().isoformat(),
        "flows": _count(sandbox, "SELECT count(*) AS n FROM flow WHERE number IS NOT NULL"),
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


def _faults(sandbox: Sandbox) -> dict[str, JsonValue]:
    return {"waiting": sandbox.faults.waiting, "maintenance": sandbox.faults.in_maintenance}


def _clear(sandbox: Sandbox) -> dict[str, JsonValue]:
    sandbox.faults.clear()
    return _faults(sandbox)


def _openapi(_sandbox: Sandbox) -> JsonValue:
    from chorus_sdk.sandbox.openapi import describe

    return describe()
