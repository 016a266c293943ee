"""Asks for pages and sends forms (*navigateur*): cookies, redirects, one origin, nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urldefrag, urljoin, urlsplit

from chorus_sdk._clock import Clock
from chorus_sdk._http.exchange import HttpRequest, HttpResponse
from chorus_sdk._http.transport import Transport
from chorus_sdk._log import log_event
from chorus_sdk._secrets import Secret, as_secret
from chorus_sdk.auth.cookies import CookieJar
from chorus_sdk.auth.forms import Submission
from chorus_sdk.auth.web_page import WebPage, read_page
from chorus_sdk.errors import (
    ConfigurationError,
    DocumentError,
    Exchange,
    PlatformUnavailableError,
    RateLimitedError,
    UnexpectedResponseError,
)
from chorus_sdk.limits import MIB, Limits

PAGE_LIMITS: Final = Limits(document_bytes=8 * MIB)
"""No page of a portal is larger."""
MOST_REDIRECTS: Final = 10
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_KEEPING_METHOD: Final = frozenset({307, 308})
_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})
_NOT_ROUTED: Final = (".localhost", ".test", ".invalid", ".example")
_PORTS: Final = {"http": 80, "https": 443}


class Browser:
    """A visitor of one portal (*navigateur*): it never leaves its origin.

    Raises:
        ConfigurationError: the portal's address is neither https nor on this machine.
    """

    def __init__(self, transport: Transport, clock: Clock, portal_url: str) -> None:
        if not _is_safe_line(Secret(portal_url)):
            raise ConfigurationError(
                "The portal's address must be https: a password does not travel in the open.",
                setting="environment",
                hint="Plain http is for a sandbox on this machine only.",
            )
        self._transport = transport
        self._clock = clock
        self._base = Secret(portal_url.rstrip("/") + "/")
        self._origin = _origin(urlsplit(portal_url))
        self._cookies = CookieJar()

    def open(self, address: str | Secret[str], *, step: str) -> WebPage:
        """Ask for a page by its address relative to the portal's.

        Raises:
            UnexpectedResponseError: a redirect that leads away or in circles, or no page.
            PlatformUnavailableError: the portal is down.
            TransportError: no usable answer.
        """
        return self._walk("GET", self._resolve(self._base, as_secret(address), step), None, step)

    def submit(self, page: WebPage, submission: Submission, *, step: str) -> WebPage:
        """Send a form of a page; raises what `open` raises."""
        base = self._resolve(page.url, page.base, step) if page.base else page.url
        target = self._resolve(base, submission.action, step) if submission.action else page.url
        return self._walk(submission.method, target, submission.body(), step)

    @property
    def cookies(self) -> CookieJar:
        """What the portal has asked us to bring along (*témoins*)."""
        return self._cookies

    def forget(self) -> None:
        """Drop the cookies: the session is over for us."""
        self._cookies.clear()

    def __repr__(self) -> str:
        return f"Browser({self._cookies!r})"

    def _walk(
        self, method: str, url: Secret[str], body: Secret[bytes] | None, step: str
    ) -> WebPage:
        began = self._clock.now()
        for _ in range(MOST_REDIRECTS + 1):
            response = self._exchange(method, url, body, step)
            asked = Exchange(operation=f"portal.{step}", method=method, status=response.status)
            if response.status not in _REDIRECTS:
                return self._page(response, url, asked, began)
            if method != "GET" and response.status in _KEEPING_METHOD:
                raise _unexpected("The portal wants a form sent twice.", asked)
            url = self._resolve(url, Secret(response.headers.get("location") or ""), step)
            method, body = "GET", None
        raise _unexpected(
            "The portal redirects in circles.", Exchange(operation=f"portal.{step}", method=method)
        )

    def _exchange(
        self, method: str, url: Secret[str], body: Secret[bytes] | None, step: str
    ) -> HttpResponse:
        began = self._clock.monotonic()
        response = self._transport.send(
            HttpRequest(
                method=method, url=url.reveal(), headers=self._headers(url, body), body=body
            )
        )
        self._cookies.take(
            response.headers.get_all("set-cookie"), urlsplit(url.reveal()), self._clock.now()
        )
        took = int((self._clock.monotonic() - began) * 1000)
        log_event("portal.exchange", step=step, status=response.status, duration_ms=took)
        return response

    def _headers(
        self, url: Secret[str], body: Secret[bytes] | None
    ) -> dict[str, str | Secret[str]]:
        headers: dict[str, str | Secret[str]] = {
            "Accept": "text/html,application/xhtml+xml",
            "Accept-Language": "fr,en;q=0.5",
        }
        cookie = self._cookies.header(urlsplit(url.reveal()), self._clock.now())
        if cookie is not None:
            headers["Cookie"] = cookie
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = self._origin
        return headers

    def _page(
        self, response: HttpResponse, url: Secret[str], asked: Exchange, began: datetime
    ) -> WebPage:
        _refuse_failure(response, asked)
        media_type, charset = _content_type(response)
        if media_type not in _HTML:
            raise _unexpected("The portal's answer is no web page.", asked)
        try:
            return read_page(
                response.body,
                url=url,
                method=asked.method,
                status=response.status,
                charset=charset,
                requested_at=began,
                clock_offset=self._offset(response),
                limits=PAGE_LIMITS,
            )
        except DocumentError:
            raise _unexpected("The portal's page cannot be read.", asked) from None

    def _offset(self, response: HttpResponse) -> timedelta | None:
        """Return the portal's time less ours, from its `Date`, to the second."""
        try:
            said = parsedate_to_datetime(response.headers.get("date") or "")
        except (TypeError, ValueError, IndexError, OverflowError):
            return None
        said = said if said.tzinfo is not None else said.replace(tzinfo=UTC)
        return said - self._clock.now()

    def _resolve(self, base: Secret[str], address: Secret[str], step: str) -> Secret[str]:
        target = _joined(base, address)
        if not address or target is None or _origin(urlsplit(target.reveal())) != self._origin:
            raise UnexpectedResponseError(
                f"At the step {step!r} the portal leads to another place, which is not followed.",
                field="location",
                hint="A login that runs over another host is not supported.",
            )
        return target


def origin_of(url: Secret[str]) -> str:
    """Return scheme, host and port of an address, the port where it is not the usual one."""
    return _origin(urlsplit(url.reveal()))


def _joined(base: Secret[str], address: Secret[str]) -> Secret[str] | None:
    try:
        joined = Secret(urldefrag(urljoin(base.reveal(), address.reveal())).url)
        parts = urlsplit(joined.reveal())
        usable = parts.scheme in _PORTS and parts.port != 0 and not parts.username
    except ValueError:
        return None
    return joined if usable else None


def _origin(url: SplitResult) -> str:
    port = url.port or _PORTS.get(url.scheme)
    shown = "" if port == _PORTS.get(url.scheme) else f":{port}"
    host = (url.hostname or "").lower()
    return f"{url.scheme}://{f'[{host}]' if ':' in host else host}{shown}"


def _is_safe_line(url: Secret[str]) -> bool:
    joined = _joined(url, url)
    if joined is None:
        return False
    parts = urlsplit(joined.reveal())
    host = (parts.hostname or "").lower()
    return bool(host) and (parts.scheme == "https" or _is_near(host))


def _is_near(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(_NOT_ROUTED)


def _refuse_failure(response: HttpResponse, asked: Exchange) -> None:
    if response.status == 429:
        said = response.headers.get("retry-after") or ""
        raise RateLimitedError(
            "The portal wants fewer calls.",
            retry_after=float(said) if said.isdecimal() else None,
            hint="Wait before the next login.",
            exchange=asked,
        )
    if response.status >= 500:
        raise PlatformUnavailableError(
            "The portal is not available.", hint="Log in again later.", exchange=asked
        )


def _content_type(response: HttpResponse) -> tuple[str, str]:
    message = Message()
    message["content-type"] = response.headers.get("content-type") or ""
    return message.get_content_type(), message.get_content_charset() or "utf-8"


def _unexpected(message: str, asked: Exchange) -> UnexpectedResponseError:
    step = asked.operation.removeprefix("portal.")
    return UnexpectedResponseError(
        f"At the step {step!r}: {message}",
        field=step,
        hint="The portal may have changed, or something stands between it and us.",
        exchange=asked,
    )
