"""The portal of the sandbox (*portail*): real pages over HTTP, without a socket of its own."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from email.utils import format_datetime
from typing import Final

from chorus_sdk._clock import Clock
from chorus_sdk._http.exchange import HttpResponse
from chorus_sdk._secrets import Secret
from chorus_sdk.sandbox.accounts import Accounts
from chorus_sdk.sandbox.mail import Mailbox
from chorus_sdk.sandbox.pages import refusal_page
from chorus_sdk.sandbox.portal_account import ACCOUNT_ROUTES
from chorus_sdk.sandbox.portal_deposit import DEPOSIT_ROUTES
from chorus_sdk.sandbox.portal_factors import FACTOR_ROUTES
from chorus_sdk.sandbox.portal_flows import FLOW_ROUTES
from chorus_sdk.sandbox.portal_home import HOME_ROUTES
from chorus_sdk.sandbox.portal_invoices import INVOICE_ROUTES
from chorus_sdk.sandbox.portal_login import LOGIN_ROUTES
from chorus_sdk.sandbox.portal_pages.layout import CSRF_FIELD, Menu
from chorus_sdk.sandbox.portal_pages.security_key import SCRIPT
from chorus_sdk.sandbox.portal_pages.style import ICON, STYLE
from chorus_sdk.sandbox.portal_sessions import Session, Sessions, Stage
from chorus_sdk.sandbox.portal_visit import FORM_BYTES, Desk, Handler, Reply, Route, Visit
from chorus_sdk.sandbox.portal_workspace import Workspace
from chorus_sdk.sandbox.store import Store
from chorus_sdk.sandbox.web import WebRequest, answer
from chorus_sdk.sandbox.wording import LANGUAGES, choose_language

SESSION_COOKIE: Final = "portal_session"
LANGUAGE_COOKIE: Final = "portal_language"

_ROUTES: Final[Mapping[str, Route]] = {
    **LOGIN_ROUTES,
    **FACTOR_ROUTES,
    **ACCOUNT_ROUTES,
    **HOME_ROUTES,
}
_WORK_ROUTES: Final[Mapping[str, Route]] = {**DEPOSIT_ROUTES, **INVOICE_ROUTES, **FLOW_ROUTES}
_STILL: Final[Mapping[str, tuple[str, str]]] = {
    "/style.css": (STYLE, "text/css; charset=utf-8"),
    "/icon.svg": (ICON, "image/svg+xml"),
    "/key.js": (SCRIPT, "text/javascript; charset=utf-8"),
}
"""What is the same for everybody: address, content, media type."""
_HEADERS: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self';"
        " form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_NEXT: Final[Mapping[Stage, str]] = {
    Stage.ANONYMOUS: "/login",
    Stage.PASSWORD: "/login/code",
    Stage.OPEN: "/home",
}
_FORGET: Final = "; Max-Age=0"


class Portal:
    """The portal's pages below `base_path`; `show_mailbox` adds `/mailbox`, for tests by hand.

    With a `workspace` there are pages to deposit files and to look for invoices and flows. Every
    answer carries a `Date` of the sandbox's clock.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        accounts: Accounts,
        mailbox: Mailbox,
        base_path: str = "/portal",
        *,
        show_mailbox: bool = False,
        workspace: Workspace | None = None,
    ) -> None:
        self._clock = clock
        self._base = "/" + base_path.strip("/") if base_path.strip("/") else ""
        self._secure = accounts.rules.secure_cookies
        self._desk = Desk(
            accounts=accounts,
            sessions=Sessions(store, clock, life=accounts.rules.session_life),
            mailbox=mailbox,
            show_mailbox=show_mailbox,
            workspace=workspace,
        )
        self._menu = Menu(has_work=workspace is not None, has_mailbox=show_mailbox)
        self._routes = {**_ROUTES, **(_WORK_ROUTES if workspace is not None else {})}

    def handle(self, request: WebRequest) -> HttpResponse:
        """Answer one request; never raises for what a visitor sends."""
        still = _STILL.get(request.path.removeprefix(self._base))
        if still is not None and request.method in {"GET", "HEAD"} and self.answers(request.path):
            body = b"" if request.method == "HEAD" else still[0].encode()
            return self._respond(200, body, media_type=still[1])
        key = request.cookies.get(SESSION_COOKIE, "")
        known = self._desk.sessions.find(Secret(key)) if key else None
        lang = choose_language(
            request.query.get("lang"),
            request.cookies.get(LANGUAGE_COOKIE),
            request.headers.get("accept-language"),
        )
        reply = self._reply(request, known, lang)
        return self._written(request, known, reply)

    def _reply(self, request: WebRequest, known: Session | None, lang: str) -> Reply:
        path = request.path.removeprefix(self._base) if self.answers(request.path) else ""
        if path in {"", "/"} and self.answers(request.path):
            return Reply(session=known, location="/home")
        visitor = known or Session(key=Secret(""), email="", stage=Stage.ANONYMOUS)
        visit = Visit(request=request, session=visitor, base=self._base, lang=lang, menu=self._menu)
        route = self._routes.get(path)
        if route is None:
            return Reply(session=known, html=refusal_page(visit.view(), "not-found"), status=404)
        handler = _handler(route, request.method)
        if handler is None:
            html = refusal_page(visit.view(), "method")
            return Reply(session=known, html=html, status=405, allow=_allowed(route))
        return self._guarded(route, handler, path, visit, known)

    def _guarded(
        self, route: Route, handler: Handler, path: str, visit: Visit, known: Session | None
    ) -> Reply:
        """Let a request through to its page if its session and its form's token are right."""
        if visit.request.method != "POST" and route.stage is Stage.ANONYMOUS:
            session = known or self._desk.sessions.begin()
            return handler(self._desk, replace(visit, session=session))
        if known is None:
            notice = "?notice=session-ended" if visit.request.cookies.get(SESSION_COOKIE) else ""
            return Reply(session=None, location=f"/login{notice}")
        if route.stage not in {Stage.ANONYMOUS, known.stage}:
            return Reply(session=known, location=_NEXT[known.stage])
        if visit.request.method == "POST" and not _form_is_ours(visit, path, route):
            return _refused_form(visit, known, route)
        return handler(self._desk, visit)

    def _written(self, request: WebRequest, known: Session | None, reply: Reply) -> HttpResponse:
        headers = {"Location": f"{self._base}{reply.location}"} if reply.location else {}
        if reply.allow:
            headers["Allow"] = reply.allow
        if reply.file_name:
            headers["Content-Disposition"] = f'attachment; filename="{reply.file_name}"'
        return self._respond(
            303 if reply.location else reply.status,
            b"" if request.method == "HEAD" else reply.file or reply.html.encode(),
            media_type="" if reply.location else reply.media_type,
            headers=headers,
            cookies=self._cookies(request, known, reply.session),
        )

    def _cookies(
        self, request: WebRequest, known: Session | None, after: Session | None
    ) -> tuple[str, ...]:
        lines: list[str] = []
        if after is not None and (known is None or known.digest != after.digest):
            lines.append(self._cookie(SESSION_COOKIE, after.key.reveal()))
        elif after is None and SESSION_COOKIE in request.cookies:
            lines.append(self._cookie(SESSION_COOKIE, "") + _FORGET)
        if (asked := request.query.get("lang")) in LANGUAGES:
            lines.append(self._cookie(LANGUAGE_COOKIE, str(asked)))
        return tuple(lines)

    def _cookie(self, name: str, value: str) -> str:
        secure = "; Secure" if self._secure else ""
        return f"{name}={value}; Path={self._base or '/'}; HttpOnly; SameSite=Lax{secure}"

    def _respond(
        self,
        status: int,
        body: bytes,
        *,
        media_type: str,
        headers: Mapping[str, str] | None = None,
        cookies: tuple[str, ...] = (),
    ) -> HttpResponse:
        date = {"Date": format_datetime(self._clock.now().astimezone(UTC), usegmt=True)}
        return answer(
            status,
            body,
            media_type=media_type or None,
            headers={**_HEADERS, **date, **(headers or {})},
            cookies=cookies,
        )

    def answers(self, path: str) -> bool:
        """Tell whether an address is one of the portal's."""
        return path == self._base or path.startswith(f"{self._base}/")


def _handler(route: Route, method: str) -> Handler | None:
    if method in {"GET", "HEAD"}:
        return route.get
    return route.post if method == "POST" else None


def _form_is_ours(visit: Visit, path: str, route: Route) -> bool:
    if len(visit.request.body) > route.body_bytes:
        return False
    given = visit.request.form.get(CSRF_FIELD, "").encode()
    return hmac.compare_digest(given, visit.token(path).reveal().encode())


def _refused_form(visit: Visit, known: Session, route: Route) -> Reply:
    if len(visit.request.body) > route.body_bytes > FORM_BYTES:
        html = refusal_page(visit.view(), "upload-too-large", title="deposit.title")
        return Reply(session=known, html=html, status=413)
    return Reply(session=known, html=refusal_page(visit.view(), "form"), status=403)


def _allowed(route: Route) -> str:
    return ", ".join(
        name for name, handler in (("GET, HEAD", route.get), ("POST", route.post)) if handler
    )
