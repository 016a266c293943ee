"""What a page's handler is given and what it gives back (*visite*)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from chorus_sdk._secrets import Secret
from chorus_sdk.sandbox.accounts import Accounts
from chorus_sdk.sandbox.mail import Mailbox
from chorus_sdk.sandbox.pages import View
from chorus_sdk.sandbox.portal_sessions import Session, Sessions, Stage
from chorus_sdk.sandbox.web import WebRequest


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What the handlers work with (*guichet*)."""

    accounts: Accounts
    sessions: Sessions
    mailbox: Mailbox
    show_mailbox: bool


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One request, with the session that it belongs to."""

    request: WebRequest
    session: Session
    base: str
    lang: str

    def field(self, name: str) -> Secret[str]:
        """Return what was typed into a field."""
        return Secret(self.request.form.get(name, ""))

    def token(self, path: str) -> Secret[str]:
        """Return the token of the form that posts to `path`."""
        return self.session.form_token(path)

    def view(self, name: str = "") -> View:
        """Return what pages need to know; the way out is shown to who is logged in."""
        is_open = self.session.stage is Stage.OPEN
        return View(
            base=self.base,
            lang=self.lang,
            name=name,
            logout=self.token("/logout") if is_open else None,
        )


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A page, or the way to another one; `session` is the session afterwards, None when ended."""

    session: Session | None
    html: str = field(default="", repr=False)
    location: str = ""
    status: int = 200
    allow: str = ""


Handler: TypeAlias = Callable[[Desk, Visit], Reply]


@dataclass(frozen=True, kw_only=True)
class Route:
    """One address of the portal, and how far the login must have come to use it."""

    stage: Stage
    get: Handler | None = None
    post: Handler | None = None
