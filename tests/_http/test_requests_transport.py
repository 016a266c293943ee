"""What crosses the wire through `requests`, and what never stays attached to an error."""

from __future__ import annotations

import gc
import socket
import ssl
import threading
import traceback

import pytest
import requests
import responses
from urllib3.exceptions import MaxRetryError, NewConnectionError, ProtocolError, SSLError

from chorus_sdk._http.exchange import HttpRequest
from chorus_sdk._http.requests_transport import RequestsTransport
from chorus_sdk._secrets import Secret
from chorus_sdk.errors import ConnectionFailedError, ResponseTimeoutError, TransportError
from chorus_sdk.limits import Limits

URL = "https://api.example/x"
REQUEST = HttpRequest(
    method="POST",
    url=URL,
    headers={"Authorization": Secret("Bearer canary"), "Content-Type": "application/json"},
    body=Secret(b'{"p": "canary"}'),
)


@pytest.fixture
def transport():
    transport = RequestsTransport(user_agent="test/1")
    yield transport
    transport.close()


@responses.activate
def test_headers_and_body_arrive_as_they_were_given(transport):
    responses.post(URL, body=b"ok", status=202, headers={"X-A": "1"})
    answer = transport.send(REQUEST)
    (call,) = responses.calls
    assert (answer.status, answer.body, answer.headers.get("x-a")) == (202, b"ok", "1")
    assert call.request.body == b'{"p": "canary"}'
    assert call.request.headers["Authorization"] == "Bearer canary"
    assert call.request.headers["User-Agent"] == "test/1"


@responses.activate
def test_redirects_and_cookies_are_left_to_the_caller(transport):
    responses.post(URL, status=303, headers={"Location": "/y", "Set-Cookie": "sid=1; Path=/"})
    answer = transport.send(REQUEST)
    assert (answer.status, answer.headers.get("location")) == (303, "/y")
    transport.send(REQUEST)
    assert len(responses.calls) == 2
    assert "Cookie" not in responses.calls[1].request.headers


@responses.activate
def test_a_netrc_file_does_not_replace_our_credentials(transport, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine api.example login other password other\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    responses.post(URL)
    transport.send(REQUEST)
    assert responses.calls[0].request.headers["Authorization"] == "Bearer canary"


@responses.activate
def test_the_environment_says_for_each_host_which_proxy_and_certificates(transport, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "inside.example")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/etc/ca.pem")
    said = []
    for host in ("api.example", "inside.example", "api.example"):
        url = f"https://{host}/x"
        responses.post(url)
        transport.send(HttpRequest(method="POST", url=url))
        said.append(responses.calls[-1].request.req_kwargs)
    assert [one["proxies"].get("https") for one in said] == [
        "http://proxy.example:3128",
        None,
        "http://proxy.example:3128",
    ]
    assert {one["verify"] for one in said} == {"/etc/ca.pem"}


@responses.activate
def test_the_environment_is_asked_once_a_host(transport, monkeypatch):
    asked = []
    ask = requests.Session.merge_environment_settings

    def count(session, url, **settings):
        asked.append(url)
        return ask(session, url, **settings)

    monkeypatch.setattr(requests.Session, "merge_environment_settings", count)
    for path in ("x", "y", "z"):
        responses.post(f"https://api.example/{path}")
        transport.send(HttpRequest(method="POST", url=f"https://api.example/{path}"))
    assert asked == ["https://api.example/x"]


@pytest.mark.parametrize(
    ("failure", "error"),
    [
        (requests.exceptions.ConnectTimeout("x"), ConnectionFailedError),
        (
            requests.exceptions.ConnectionError(NewConnectionError(None, "x")),  # type: ignore[arg-type]
            ConnectionFailedError,
        ),
        (requests.exceptions.ReadTimeout("x"), ResponseTimeoutError),
        (
            requests.exceptions.ConnectionError(ProtocolError("Connection aborted.")),
            TransportError,
        ),
        (requests.exceptions.ChunkedEncodingError("x"), TransportError),
        (
            requests.exceptions.SSLError(
                MaxRetryError(
                    None, "/", SSLError(ssl.SSLError("DECRYPTION_FAILED_OR_BAD_RECORD_MAC"))
                )  # type: ignore[arg-type]
            ),
            TransportError,
        ),
    ],
)
@responses.activate
def test_failures_are_told_apart_and_carry_nothing_of_the_request(transport, failure, error):
    failure.request = requests.Request("POST", URL, data=b"canary").prepare()
    responses.post(URL, body=failure)
    with pytest.raises(TransportError) as caught:
        transport.send(REQUEST)
    assert type(caught.value) is error
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    told = "".join(
        traceback.TracebackException.from_exception(caught.value, capture_locals=True).format()
    )
    assert "canary" not in told


@responses.activate
def test_an_answer_over_the_limit_is_cut_off(transport):
    small = RequestsTransport(limits=Limits(response_bytes=10))
    responses.post(URL, body=b"x" * 11)
    with pytest.raises(TransportError):
        small.send(REQUEST)
    small.close()


def test_a_port_where_nobody_listens_was_surely_not_reached(transport):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(ConnectionFailedError):
        transport.send(HttpRequest(method="GET", url=f"http://127.0.0.1:{port}/", timeout=5))


def test_a_server_that_speaks_no_tls_was_surely_not_asked(transport):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer_plainly() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=answer_plainly, daemon=True)
        thread.start()
        port = server.getsockname()[1]
        with pytest.raises(ConnectionFailedError):
            transport.send(HttpRequest(method="POST", url=f"https://127.0.0.1:{port}/", timeout=5))
        thread.join(5)


def test_certificates_that_are_not_there_are_a_typed_error(transport, monkeypatch, tmp_path):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "none.pem"))
    with pytest.raises(ConnectionFailedError):
        transport.send(HttpRequest(method="GET", url="https://127.0.0.1:9/", timeout=5))


def test_a_server_that_hangs_up_without_an_answer_may_have_seen_the_request(transport):
    import threading

    with socket.create_server(("127.0.0.1", 0)) as server:

        def hang_up() -> None:
            connection, _ = server.accept()
            connection.recv(65536)
            connection.close()

        thread = threading.Thread(target=hang_up, daemon=True)
        thread.start()
        port = server.getsockname()[1]
        with pytest.raises(TransportError) as caught:
            transport.send(HttpRequest(method="GET", url=f"http://127.0.0.1:{port}/", timeout=5))
        thread.join(5)
    assert type(caught.value) is TransportError


@pytest.mark.parametrize("url", ["no-scheme", "http://", "ftp://x/"])
def test_an_address_that_is_none_was_not_reached(transport, url):
    with pytest.raises(TransportError):
        transport.send(HttpRequest(method="GET", url=url))


def test_the_connections_of_a_thread_go_with_it():
    transport = RequestsTransport()
    workers = [threading.Thread(target=transport._session) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(5)
    own = transport._session()
    gc.collect()
    assert list(transport._sessions) == [own]
    transport.close()
