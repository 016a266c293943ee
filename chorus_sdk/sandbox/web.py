"""Requests as the sandbox sees them, and the answers it makes: values, without a socket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cached_property
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlsplit

from chorus_sdk._http.exchange import Headers, HttpRequest, HttpResponse, encode_json
from chorus_sdk.sandbox.multipart import (
    MalformedFormError,
    MultipartForm,
    Upload,
    read_multipart,
)


@dataclass(frozen=True, kw_only=True)
class WebRequest:
    """One request that came in, whichever door it took."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    headers: Headers = field(default_factory=Headers, repr=False)
    body: bytes = field(default=b"", repr=False)

    @classmethod
    def of(cls, request: HttpRequest) -> WebRequest:
        """Take a request of the client apart, as a server would receive it."""
        url = urlsplit(request.url)
        return cls(
            method=request.method.upper(),
            path=url.path or "/",
            query=dict(parse_qsl(url.query, keep_blank_values=True)),
            headers=Headers({"Host": url.netloc, **request.open_headers()}),
            body=request.open_body() or b"",
        )

    @cached_property
    def form(self) -> Mapping[str, str]:
        """Fields of a form, urlencoded or with files; empty when the body is none."""
        kind = self.headers.get("content-type") or ""
        if kind.lower().startswith("multipart/"):
            return self._multipart.fields
        if "urlencoded" not in kind:
            return {}
        text = self.body.decode("utf-8", "replace")
        return dict(parse_qsl(text, keep_blank_values=True))

    @property
    def files(self) -> Mapping[str, Upload]:
        """Files that came with a form, by the name of their field."""
        return self._multipart.files

    @cached_property
    def _multipart(self) -> MultipartForm:
        try:
            return read_multipart(self.headers.get("content-type") or "", self.body)
        except MalformedFormError:
            return MultipartForm(fields={}, files={})

    @cached_property
    def cookies(self) -> Mapping[str, str]:
        """Cookies that came with the request."""
        jar: SimpleCookie = SimpleCookie()
        try:
            jar.load(self.headers.get("cookie") or "")
        except CookieError:
            return {}
        return {name: morsel.value for name, morsel in jar.items()}


def answer(
    status: int,
    body: bytes = b"",
    *,
    media_type: str | None = None,
    headers: Mapping[str, str] | None = None,
    cookies: tuple[str, ...] = (),
) -> HttpResponse:
    """Make an answer; `cookies` are whole `Set-Cookie` values."""
    lines = list((headers or {}).items())
    if media_type:
        lines.append(("Content-Type", media_type))
    lines.extend(("Set-Cookie", cookie) for cookie in cookies)
    return HttpResponse(status=status, headers=Headers(lines), body=body)


def json_answer(value: object, status: int = 200) -> HttpResponse:
    """Make a JSON answer; decimals are written as numbers, digit by digit."""
    return answer(status, encode_json(value), media_type="application/json;charset=utf-8")


def dated(response: HttpResponse, now: datetime) -> HttpResponse:
    """Add the `Date` that a server puts on every answer, unless there is one."""
    if response.headers.get("date") is not None:
        return response
    line = ("Date", format_datetime(now.astimezone(UTC), usegmt=True))
    return replace(response, headers=Headers([*response.headers, line]))


def html_answer(page: str, status: int = 200, *, cookies: tuple[str, ...] = ()) -> HttpResponse:
    """Make an HTML answer that no cache keeps."""
    return answer(
        status,
        page.encode(),
        media_type="text/html; charset=utf-8",
        headers={"Cache-Control": "no-store"},
        cookies=cookies,
    )


def redirect(location: str, *, cookies: tuple[str, ...] = ()) -> HttpResponse:
    """Send the browser elsewhere with GET (303)."""
    return answer(303, headers={"Location": location}, cookies=cookies)
