"""What a page's handler is given and what it gives back (*visite*)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from chorus_sdk._secrets import Secret
from chorus_sdk.sandbox.accounts import Accounts
from chorus_sdk.sandbox.mail import Mailbox
from chorus_sdk.sandbox.multipart import Upload
from chorus_sdk.sandbox.portal_pages.layout import NO_MENU, Menu, View
from chorus_sdk.sandbox.portal_sessions import Session, Sessions, Stage
from chorus_sdk.sandbox.portal_workspace import Workspace
from chorus_sdk.sandbox.web import WebRequest

FORM_BYTES: Final = 64 * 1024
"""No form of the portal without a file is longer."""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What the handlers work with (*guichet*)."""

    accounts: Accounts
    sessions: Sessions
    mailbox: Mailbox
    show_mailbox: bool
    workspace: Workspace | None = None


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One request, with the session that it belongs to."""

    request: WebRequest
    session: Session
    base: str
    lang: str
    menu: Menu = NO_MENU

    def field(self, name: str) -> Secret[str]:
        """Return what was typed into a field."""
        return Secret(self.request.form.get(name, ""))

    def upload(self, name: str) -> Upload | None:
        """Return the file that was chosen in a field, or None where none was."""
        file = self.request.files.get(name)
        return file if file is not None and (file.name or file.content) else None

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
            menu=self.menu,
            path=self.request.path.removeprefix(self.base),
            query=self.request.query if self.request.method == "GET" else {},
            user=self.session.email if is_open else "",
        )


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A page, or the way to another one; `session` is the session afterwards, None when ended.

    `file` is a file to be saved under `file_name`, instead of a page.
    """

    session: Session | None
    html: str = field(default="", repr=False)
    location: str = ""
    status: int = 200
    allow: str = ""
    file: bytes = field(default=b"", repr=False)
    file_name: str = ""
    media_type: str = "text/html; charset=utf-8"


Handler: TypeAlias = Callable[[Desk, Visit], Reply]


@dataclass(frozen=True, kw_only=True)
class Route:
    """One address of the portal, and how far the login must have come to use it.

    `body_bytes` is how long a form may be that is sent there.
    """

    stage: Stage
    get: Handler | None = None
    post: Handler | None = None
    body_bytes: int = FORM_BYTES
