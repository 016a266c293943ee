"""Two doors, one engine: a transport in process, and a real server on loopback."""

from __future__ import annotations

import base64
import http.client
import json
import socket
from collections.abc import Iterator

import pytest

from chorus_sdk._clock import SystemClock
from chorus_sdk._http.exchange import Headers, HttpRequest, HttpResponse
from chorus_sdk.errors import (
    ConfigurationError,
    ConnectionFailedError,
    ResponseTimeoutError,
    TransportError,
)
from chorus_sdk.sandbox.data import RECIPIENT_SIRET
from chorus_sdk.sandbox.engine import Sandbox
from chorus_sdk.sandbox.faults import AnswerLost, Lost
from chorus_sdk.sandbox.http import SandboxServer, serve
from chorus_sdk.sandbox.platform import Habits
from chorus_sdk.sandbox.samples import sample_cii
from chorus_sdk.sandbox.web import WebRequest

OF_THE_WIRE = {"date", "content-length", "connection", "server"}


@pytest.fixture
def server(sandbox: Sandbox) -> Iterator[SandboxServer]:
    with serve(sandbox) as running:
        yield running


def over_the_wire(server: SandboxServer):
    def send(request: WebRequest) -> HttpResponse:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        try:
            connection.request(
                request.method, request.path, body=request.body, headers=dict(request.headers)
            )
            response = connection.getresponse()
            return HttpResponse(
                status=response.status, headers=Headers(response.getheaders()), body=response.read()
            )
        finally:
            connection.close()

    return send


def through_the_transport(sandbox: Sandbox):
    transport = sandbox.transport()

    def send(request: WebRequest) -> HttpResponse:
        return transport.send(
            HttpRequest(
                method=request.method,
                url=f"{sandbox.environment.api_url}{request.path}",
                headers=dict(request.headers),
                body=request.body,
            )
        )

    return send


def raw(server: SandboxServer, data: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while piece := connection.recv(65536):
            received += piece
    return received


def test_both_doors_answer_byte_for_byte_alike(sandbox, server, make_caller):
    near = make_caller(sandbox, through_the_transport(sandbox))
    far = make_caller(sandbox, over_the_wire(server))
    flow = near.deposit_xml(sample_cii())
    sandbox.advance(60)
    invoice = near.call("search")["listeFactures"][0]["identifiantFactureCPP"]
    requests = [
        ("search", b"{}", {}),
        ("search", b"[]", {}),
        ("search", b"{", {}),
        ("search", {"nbResultats": "x"}, {"Authorization": None}),
        ("search", b"{}", {"cpro_account": "x"}),
        ("search", b"{}", {"Content_Type": "text/plain"}),
        ("structures", {"structure": {"identifiantStructure": RECIPIENT_SIRET}}, {}),
        ("structures", {"structure": []}, {}),
        ("structure", {"idStructureCPP": 400_010}, {}),
        ("services", {"idStructure": 400_010}, {}),
        ("detailed", {"numeroFluxDepot": flow}, {}),
        ("detailed", {"numeroFluxDepot": "é"}, {}),
        ("report", {"numeroFluxDepot": flow}, {}),
        ("history", {"idFacture": invoice}, {}),
        ("/cpro/factures/v1/none", b"{}", {}),
        ("/nothing", b"", {}),
    ]
    for operation, body, changes in requests:
        one, other = (caller.post(operation, body, **changes) for caller in (near, far))
        assert one.status == other.status, operation
        assert one.body == other.body, operation
        kept = [
            sorted((n, v) for n, v in answer.headers if n not in OF_THE_WIRE)
            for answer in (one, other)
        ]
        assert kept[0] == kept[1], operation


def test_a_flow_goes_all_the_way_over_the_wire(sandbox, server, make_caller):
    caller = make_caller(sandbox, over_the_wire(server))
    flow = caller.deposit_xml(sample_cii())
    assert caller.settled(flow)["etatCourantDepotFlux"] == "IN_INTEGRE"


def test_the_portal_is_at_both_doors(sandbox, server, make_caller):
    page = WebRequest(method="GET", path="/portal/login")
    assert sandbox.handle(page).status == over_the_wire(server)(page).status == 200


def test_a_connection_is_kept_open_for_the_next_request(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    for _ in range(3):
        connection.request("GET", "/sandbox/state")
        assert connection.getresponse().read()
        assert connection.sock is not None
    connection.close()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "example.test", "::"])
def test_the_server_listens_on_loopback_only(sandbox, host):
    with pytest.raises(ConfigurationError):
        serve(sandbox, host=host)


def test_a_closed_server_is_closed_and_may_be_closed_again(sandbox):
    server = serve(sandbox)
    port = server.port
    server.close()
    server.close()
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=1).close()


def test_closing_ends_idle_connections(sandbox):
    server = serve(sandbox)
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall(b"GET /sandbox/state HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(10)
        server.close()
        while connection.recv(65536):
            pass


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
def test_another_name_for_this_machine_is_refused(server, host):
    said = raw(server, f"GET /sandbox/state HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    assert said.startswith(b"HTTP/1.1 421 ")


def test_control_addresses_are_closed_to_web_pages(server, sandbox):
    request = WebRequest(
        method="GET", path="/sandbox/state", headers=Headers({"Origin": "http://evil.example"})
    )
    assert over_the_wire(server)(request).status == 403


def test_control_tells_the_state_and_moves_the_clock(server, sandbox, caller):
    send = over_the_wire(server)
    caller.deposit_xml(sample_cii())
    before = json.loads(send(WebRequest(method="GET", path="/sandbox/state")).body)
    assert (before["flows"], before["flowsWaiting"], before["invoices"]) == (1, 1, 0)
    moved = send(WebRequest(method="POST", path="/sandbox/clock", body=b'{"advance": 30.5}'))
    assert json.loads(moved.body) == {"now": "2026-11-23T09:00:30.500000+00:00"}
    after = json.loads(send(WebRequest(method="GET", path="/sandbox/state")).body)
    assert (after["flowsWaiting"], after["invoices"]) == (0, 1)


@pytest.mark.parametrize("body", [b"", b"{}", b'{"advance": -1}', b'{"advance": 1e400}', b"[1]"])
def test_the_clock_moves_forward_only(sandbox, body):
    request = WebRequest(method="POST", path="/sandbox/clock", body=body)
    assert sandbox.handle(request).status == 400


def test_control_has_no_other_address(sandbox):
    for method, path in [
        ("POST", "/sandbox/state"),
        ("GET", "/sandbox/clock"),
        ("GET", "/sandbox/x"),
    ]:
        assert sandbox.handle(WebRequest(method=method, path=path)).status == 404


def test_control_shows_the_mails(sandbox, server):
    sandbox.add_user("camille@example.test", "the portal password")
    assert json.loads(
        over_the_wire(server)(WebRequest(method="GET", path="/sandbox/mails")).body
    ) == {"mails": []}


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"BREW /pot HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1e3\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: ::1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\nshort",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET http://[broken/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET //[ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 200 + b"\r\n",
    ],
)
def test_what_is_no_request_gets_a_4xx(server, data):
    said = raw(server, data)
    assert said.split(b" ")[1][:1] == b"4", said[:200]
    assert b"Traceback" not in said


def test_who_waits_to_be_asked_for_the_body_is_asked(server):
    head = b"POST /api/oauth/token HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall(head + b"Expect: 100-continue\r\n\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 100 ")
        connection.sendall(b"{}")
        assert connection.recv(65536).startswith(b"HTTP/1.1 400 ")


def test_a_body_that_is_too_long_is_heard_out_and_refused(clock, make_caller):
    with (
        Sandbox(clock=clock, habits=Habits(body_bytes=100_000)) as sandbox,
        serve(sandbox) as server,
    ):
        caller = make_caller(sandbox, over_the_wire(server))
        assert caller.post("search", b" " * 3_000_000).status == 413
        assert caller.post("search").status == 200


def test_a_fault_of_the_engine_is_a_plain_500(sandbox, server, monkeypatch):
    def fail(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(sandbox._portal, "handle", fail)
    response = over_the_wire(server)(WebRequest(method="GET", path="/portal/"))
    assert (response.status, response.body) == (500, b"")


def test_the_transport_answers_at_its_own_address_only(sandbox):
    transport = sandbox.transport()
    for url in ("https://example.test/", f"{sandbox.environment.api_url}.example/"):
        with pytest.raises(ConnectionFailedError):
            transport.send(HttpRequest(method="GET", url=url))
    transport.close()
    with pytest.raises(ConnectionFailedError):
        transport.send(HttpRequest(method="GET", url=sandbox.environment.token_url))


def deposit_request(caller) -> tuple[str, dict]:
    return "deposit", {
        "fichierFlux": base64.b64encode(sample_cii()).decode(),
        "nomFichier": "a.xml",
        "syntaxeFlux": "IN_DP_E1_CII_16B",
    }


def flows(sandbox) -> int:
    return json.loads(sandbox.handle(WebRequest(method="GET", path="/sandbox/state")).body)["flows"]


@pytest.mark.parametrize(("when", "left"), [(Lost.BEFORE_EFFECT, 0), (Lost.AFTER_EFFECT, 1)])
def test_an_answer_is_lost_before_or_after_the_effect(sandbox, server, make_caller, when, left):
    near = make_caller(sandbox, through_the_transport(sandbox))
    near.headers()
    sandbox.faults.lose_next_answer(when, path="deposer/flux")
    with pytest.raises(TransportError) as caught:
        near.post(*deposit_request(near))
    assert type(caught.value) is TransportError
    assert flows(sandbox) == left
    far = make_caller(sandbox, over_the_wire(server))
    far.headers()
    sandbox.faults.lose_next_answer(when, path="deposer/flux")
    with pytest.raises(http.client.RemoteDisconnected):
        far.post(*deposit_request(far))
    assert flows(sandbox) == 2 * left
    sandbox.faults.lose_next_answer()
    with pytest.raises(AnswerLost):
        sandbox.handle(WebRequest(method="GET", path="/portal/"))


def test_a_fault_waits_for_its_path(sandbox, caller):
    sandbox.faults.fail_next(502, path="deposer/flux")
    assert caller.post("search").status == 200
    assert caller.post(*deposit_request(caller)).status == 502
    assert caller.post(*deposit_request(caller)).status == 200
    assert flows(sandbox) == 1


def test_too_many_requests(sandbox, caller):
    caller.headers()
    sandbox.faults.limit_next(7, times=2)
    first = caller.post("search")
    assert (first.status, first.headers.get("retry-after")) == (429, "7")
    assert [caller.post("search").status for _ in range(2)] == [429, 200]


def test_maintenance_lasts_until_it_ends(sandbox, caller):
    caller.headers()
    sandbox.faults.maintenance(on=True)
    assert [caller.post("search").status for _ in range(2)] == [503, 503]
    assert caller.ask_token().status == 503
    sandbox.faults.maintenance(on=False)
    assert caller.post("search").status == 200


def test_a_slow_answer_passes_its_time_on_the_clock_or_runs_into_the_time_limit(sandbox, clock):
    transport = sandbox.transport()
    request = HttpRequest(method="GET", url=sandbox.environment.portal_url, timeout=20)
    sandbox.faults.slow_next(5)
    assert transport.send(request).status == 303
    assert clock.monotonic() == 5
    sandbox.faults.slow_next(25)
    with pytest.raises(ResponseTimeoutError):
        transport.send(request)
    assert clock.monotonic() == 25


def test_faults_can_be_forgotten(sandbox, caller):
    sandbox.faults.fail_next(503)
    sandbox.faults.maintenance(on=True)
    sandbox.faults.clear()
    assert caller.post("search").status == 200


def test_faults_are_what_they_say(sandbox):
    with pytest.raises(ValueError):
        sandbox.faults.fail_next(200)
    with pytest.raises(ValueError):
        sandbox.faults.slow_next(-1)


def test_with_the_system_clock_time_moves_by_itself_and_when_told():
    with Sandbox(clock=SystemClock()) as sandbox:
        before = sandbox.clock.now()
        sandbox.advance(1_000)
        assert 1_000 <= (sandbox.clock.now() - before).total_seconds() < 1_060
