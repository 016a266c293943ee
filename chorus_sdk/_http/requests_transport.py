"""The one door to `requests`: sends bytes, brings back bytes, translates what goes wrong.

An error of `requests` keeps the prepared request with its headers and body, secrets included, and
so does its traceback. Here errors are turned into ours and raised after the handler has been left,
so that nothing of them stays attached.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator, MutableMapping
from http.cookiejar import DefaultCookiePolicy
from traceback import walk_tb
from typing import NamedTuple
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import (
    ConnectTimeoutError,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ProxyError,
    SSLError,
)

from chorus_sdk._http.exchange import Headers, HttpRequest, HttpResponse
from chorus_sdk.errors import ConnectionFailedError, ResponseTimeoutError, TransportError
from chorus_sdk.limits import DEFAULT_LIMITS, KIB, Limits

_NEVER_SENT = (ConnectTimeoutError, NameResolutionError, NewConnectionError, ProxyError)
_CONNECTING = "connect"
"""How `urllib3` names what opens a connection: what fails in it is surely not sent."""
_OPENING_CERTIFICATES = "cert_verify"
"""How `requests` names what looks for the certificates, before it connects."""


class _Surroundings(NamedTuple):
    """What the environment says about calls to one host."""

    proxies: MutableMapping[str, str]
    verify: bool | str | None


class RequestsTransport:
    """A transport on `requests` (*transport HTTP*): one session a thread, no cookie kept.

    `user_agent` names the program to the platform. Proxies and certificates come from the
    environment as usual, which is read once for each host and thread; credentials of a `.netrc`
    file are never used, as they would replace ours.
    """

    def __init__(self, *, user_agent: str = "chorus_sdk", limits: Limits = DEFAULT_LIMITS) -> None:
        self._user_agent = user_agent
        self._limits = limits
        self._local = threading.local()
        # held weakly: a session, and its connections, go with the thread that they belong to
        self._sessions: weakref.WeakSet[requests.Session] = weakref.WeakSet()
        self._lock = threading.Lock()

    def send(self, request: HttpRequest) -> HttpResponse:
        """Send one request.

        Raises:
            ConnectionFailedError: surely not sent.
            ResponseTimeoutError: no answer within `request.timeout`.
            TransportError: the answer was lost, cut, or longer than `limits.response_bytes`.
        """
        outcome = self._attempt(request)
        if isinstance(outcome, TransportError):
            raise outcome
        return outcome

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            sessions, self._sessions = list(self._sessions), weakref.WeakSet()
        for session in sessions:
            session.close()
        self._local = threading.local()

    def _attempt(self, request: HttpRequest) -> HttpResponse | TransportError:
        try:
            with self._exchange(request) as answer:
                body = self._read(answer.iter_content(64 * KIB))
                if body is None:
                    return TransportError(
                        "The answer is longer than response_bytes allows.",
                        hint="Ask for fewer invoices at once, or pass wider limits.",
                    )
                lines = [(str(n), str(v)) for n, v in answer.raw.headers.items()]
                return HttpResponse(status=answer.status_code, headers=Headers(lines), body=body)
        except requests.RequestException as error:
            return _translated(error)
        except OSError as error:
            return _own_files_failed(error)

    def _exchange(self, request: HttpRequest) -> requests.Response:
        session = self._session()
        prepared = session.prepare_request(
            requests.Request(
                request.method,
                request.url,
                headers=request.open_headers(),
                data=request.open_body(),
                auth=_keep_headers,
            )
        )
        around = self._surroundings(session, prepared.url or "")
        return session.send(
            prepared,
            timeout=request.timeout,
            allow_redirects=False,
            stream=True,
            proxies=around.proxies,
            verify=around.verify,
        )

    def _read(self, pieces: Iterator[bytes]) -> bytes | None:
        body = bytearray()
        for piece in pieces:
            body += piece
            if len(body) > self._limits.response_bytes:
                return None
        return bytes(body)

    def _surroundings(self, session: requests.Session, url: str) -> _Surroundings:
        # asking the environment takes longer than all else that is done for a call here
        known: dict[tuple[str, str], _Surroundings] = self._local.surroundings
        host = urlsplit(url)[:2]
        if host not in known:
            merged = session.merge_environment_settings(
                url, proxies={}, stream=True, verify=None, cert=None
            )
            known[host] = _Surroundings(merged["proxies"], merged["verify"])
        return known[host]

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = requests.Session()
            session.headers["User-Agent"] = self._user_agent
            session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
            self._local.session, self._local.surroundings = session, {}
            with self._lock:
                self._sessions.add(session)
        return session


def _keep_headers(prepared: requests.PreparedRequest) -> requests.PreparedRequest:
    return prepared


def _translated(error: requests.RequestException) -> TransportError:
    if isinstance(error, requests.exceptions.ConnectTimeout) or _never_sent(error):
        return ConnectionFailedError(
            "No connection to the platform could be opened.",
            hint="Check the network, the proxy and the environment's addresses.",
        )
    if isinstance(error, requests.exceptions.Timeout):
        return ResponseTimeoutError("The platform did not answer in time.")
    if isinstance(error, (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema)):
        return ConnectionFailedError(
            "The environment's address is not one.", hint="It begins with https://."
        )
    return TransportError("The platform's answer was lost or cut.")


def _never_sent(error: requests.RequestException) -> bool:
    if not isinstance(error, requests.exceptions.ConnectionError):
        return False
    cause: object = error.args[0] if error.args else None
    if isinstance(cause, MaxRetryError):
        cause = cause.reason
    return isinstance(cause, _NEVER_SENT) or _is_handshake(cause)


def _is_handshake(cause: object) -> bool:
    """Tell a TLS that was never agreed on from one that broke after the request had left."""
    inner = cause.args[0] if isinstance(cause, SSLError) and cause.args else None
    return isinstance(inner, BaseException) and _went_through(inner, _CONNECTING)


def _own_files_failed(error: OSError) -> TransportError:
    # what a network does is translated by the engine: this is a file of this machine
    if not _went_through(error, _OPENING_CERTIFICATES):
        return TransportError("The platform's answer was lost or cut.")
    return ConnectionFailedError(
        "The certificates that REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE names cannot be read."
    )


def _went_through(error: BaseException, name: str) -> bool:
    return any(frame.f_code.co_name == name for frame, _ in walk_tb(error.__traceback__))
