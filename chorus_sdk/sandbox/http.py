"""The door with a network: a real HTTP server, on loopback only (*serveur local*).

It speaks plain HTTP/1.1 and hands every request to the one engine, so that both doors answer
alike. Beside the API and the portal it serves the sandbox's own addresses, described in
`chorus_sdk.sandbox.control`.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseServer
from typing import TYPE_CHECKING, Final, Self, cast
from urllib.parse import parse_qsl, urlsplit

from chorus_sdk._http.exchange import Headers, HttpResponse
from chorus_sdk.config import Environment
from chorus_sdk.errors import ConfigurationError
from chorus_sdk.sandbox.chorus_api import too_large
from chorus_sdk.sandbox.faults import AnswerCut, AnswerLost
from chorus_sdk.sandbox.web import WebRequest, answer

if TYPE_CHECKING:
    from chorus_sdk.sandbox.engine import Sandbox

SOCKET_SECONDS: Final = 10.0
"""How long a client may keep silent."""
_PIECE: Final = 64 * 1024
_THROWN_AWAY: Final = 64 * 1024 * 1024
"""How much of a body that is too long is read on, so that its sender hears the answer."""
_CLOSING_SECONDS: Final = 5.0


class SandboxServer:
    """A sandbox that listens (*serveur*): a context manager that closes what it opened.

    `base_url` is where it is, `environment` what a client needs to know of it. The sandbox itself
    stays open when the server closes.

    Raises:
        ConfigurationError: `host` is not a loopback address.
    """

    def __init__(self, sandbox: Sandbox, host: str = "127.0.0.1", port: int = 0) -> None:
        address = _loopback(host)
        self._server = _Server(sandbox, address, port)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )
        self._thread.start()

    @property
    def port(self) -> int:
        """The port that the server listens at."""
        return int(self._server.server_address[1])

    @property
    def base_url(self) -> str:
        """The address of the server, without a slash at its end."""
        host = str(self._server.server_address[0])
        shown = f"[{host}]" if ":" in host else host
        return f"http://{shown}:{self.port}"

    @property
    def environment(self) -> Environment:
        """The environment that a client uses to call this server."""
        return Environment.at(self.base_url)

    def close(self) -> None:
        """Stop listening, end open connections and let their threads go; harmless if repeated."""
        if not self._thread.is_alive():
            return
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._server.end_connections()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def serve(sandbox: Sandbox, host: str = "127.0.0.1", port: int = 0) -> SandboxServer:
    """Start a server for a sandbox; port 0 takes any free one.

    Raises:
        ConfigurationError: `host` is not a loopback address.
        OSError: the port is taken.
    """
    return SandboxServer(sandbox, host, port)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(
        self, sandbox: Sandbox, address: ipaddress.IPv4Address | ipaddress.IPv6Address, port: int
    ) -> None:
        self.address_family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
        self.sandbox = sandbox
        self._busy = threading.Condition()
        self._connections: set[socket.socket] = set()
        super().__init__((str(address), port), _Handler)

    def server_bind(self) -> None:
        """Bind without asking a name server for the host's name."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def process_request_thread(self, request: object, client_address: object) -> None:
        connection = cast("socket.socket", request)
        with self._busy:
            self._connections.add(connection)
        try:
            super().process_request_thread(connection, client_address)
        finally:
            with self._busy:
                self._connections.discard(connection)
                self._busy.notify_all()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing on the console: a client that goes away is no fault of the sandbox."""

    def end_connections(self) -> None:
        """Cut what is still open and wait for its threads, for a bounded time."""
        with self._busy:
            for connection in self._connections:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # it has ended by itself
            self._busy.wait_for(lambda: not self._connections, _CLOSING_SECONDS)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "ChorusSandbox"
    sys_version = ""
    timeout = SOCKET_SECONDS
    # head and body leave together: apart, each answer would wait for an acknowledgement of its head
    wbufsize = -1
    disable_nagle_algorithm = True
    headers: Message

    def __init__(self, request: socket.socket, client_address: object, server: BaseServer) -> None:
        self._engine = cast("_Server", server).sandbox
        super().__init__(request, client_address, server)

    def __getattr__(self, name: str) -> object:
        # every method of HTTP goes the same way; the engine knows which of them it likes
        if name.startswith("do_"):
            return self._serve
        raise AttributeError(name)

    def handle_expect_100(self) -> bool:
        """Ask for the body at once: who waits for that must not wait until it gives up."""
        goes_on = super().handle_expect_100()
        self.wfile.flush()
        return goes_on

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name upstream)
        """Write nothing to the console."""

    def send_error(self, code: int, *_: object, **__: object) -> None:
        """Refuse what is no HTTP request: the status alone, never a page or a trace."""
        self.close_connection = True
        self.request_version = self.protocol_version  # what cannot be read counts as ours
        self._write(answer(400 if code >= 500 else code))

    def _serve(self) -> None:
        if not self._is_for_us():
            self.close_connection = True
            self._write(answer(421))
            return
        body = self._body()
        if isinstance(body, HttpResponse):
            self.close_connection = True
            self._write(body)
            return
        try:
            response = self._engine.handle(self._request(body))
        except AnswerCut as cut:
            self.close_connection = True
            self._write(cut.response, cut=True)
            return
        except AnswerLost:
            self.close_connection = True
            return
        except Exception:  # noqa: BLE001 (whatever it is, its trace must not reach the client)
            self.close_connection = True
            response = answer(500)
        self._write(response)

    def _request(self, body: bytes) -> WebRequest:
        url = urlsplit(self.path if self.path.startswith("/") else f"/{self.path}")
        return WebRequest(
            method=self.command.upper(),
            path=url.path or "/",
            query=dict(parse_qsl(url.query, keep_blank_values=True)),
            headers=Headers([(name, str(value)) for name, value in self.headers.items()]),
            body=body,
        )

    def _is_for_us(self) -> bool:
        """Refuse names that only point here: a page of another site must not reach the sandbox."""
        host = (self.headers.get("host") or "").strip().lower()
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        return name in {"127.0.0.1", "localhost", "[::1]"} or _is_loopback(name)

    def _body(self) -> bytes | HttpResponse:
        if self.headers.get("transfer-encoding") is not None:
            return answer(411)
        lengths = set(self.headers.get_all("content-length") or ["0"])
        text = lengths.pop().strip()
        if lengths or not (text.isascii() and text.isdigit() and len(text) < 19):
            return answer(400)
        length = int(text)
        if length > self._engine.body_bytes:
            self._throw_away(length)
            return too_large()
        body = self.rfile.read(length)
        return body if len(body) == length else answer(400)

    def _throw_away(self, length: int) -> None:
        left = min(length, _THROWN_AWAY)
        while left > 0 and (piece := self.rfile.read(min(_PIECE, left))):
            left -= len(piece)

    def _write(self, response: HttpResponse, *, cut: bool = False) -> None:
        lines = list(response.headers)
        self.send_response_only(response.status)
        if response.headers.get("date") is None:
            self.send_header("Date", self.date_time_string())
        for name, value in lines:
            self.send_header(name.title(), value)
        if response.status not in {204, 304}:
            self.send_header("Content-Length", str(len(response.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            body = response.body
            self.wfile.write(body[: len(body) // 2] if cut else body)


def _loopback(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    name = "127.0.0.1" if host == "localhost" else host
    if not _is_loopback(name):
        raise ConfigurationError(
            "The sandbox listens on loopback only.",
            setting="host",
            hint="Use 127.0.0.1, ::1 or localhost.",
        )
    return ipaddress.ip_address(name)


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False
