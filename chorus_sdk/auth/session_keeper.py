"""One login for all who share a store (*conservation de la session*).

Under the store's lock the kept session is tried first; only where there is none, or it has ended,
is the password sent. Who waited for the lock while another's login was refused does not try the
same again: a wrong secret is sent once, however many processes there are.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from chorus_sdk._clock import Clock
from chorus_sdk._log import log_event
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.browser import Browser
from chorus_sdk.auth.cookies import Cookie
from chorus_sdk.auth.kept_session import KeptSession
from chorus_sdk.auth.pages import PageKind, PortalPages
from chorus_sdk.auth.refusals import require
from chorus_sdk.auth.stores import SecretStore
from chorus_sdk.errors import (
    AccountLockedError,
    InvalidCredentialsError,
    SecondFactorExpiredError,
    SecondFactorRejectedError,
    SessionExpiredError,
)

_REFUSED: Final = "-refused"
_WHOLE_NO: Final = (InvalidCredentialsError, AccountLockedError, SecondFactorRejectedError)

Cookies = tuple[tuple[str, Cookie], ...]


class SessionKeeper:
    """Finds the session of one person in a store, or logs in (*conservation de session*).

    `log_in` takes a browser without cookies and leaves it logged in. `life` bounds how long after
    its login a kept session is still taken up.
    """

    def __init__(
        self,
        store: SecretStore,
        name: str,
        pages: PortalPages,
        clock: Clock,
        log_in: Callable[[Browser], None],
        *,
        life: timedelta | None = None,
    ) -> None:
        self._store = store
        self._name = name
        self._pages = pages
        self._clock = clock
        self._log_in: Callable[[Browser], None] | None = log_in
        self._life = life
        self._known: Cookies = ()
        self._opened_at = clock.now()

    @property
    def opened_at(self) -> datetime:
        """When the session was opened, by our clock."""
        return self._opened_at

    def open(self, browser: Browser) -> None:
        """Leave `browser` with a session that is alive; raises what a login raises."""
        self._open(browser, dead=())

    def renew(self, browser: Browser) -> None:
        """Do so again after the portal has ended the session that the browser had."""
        self._open(browser, dead=self._known)

    def forget_login(self) -> None:
        """Let go of who knows the password: there is no renewal after this."""
        self._log_in = None

    def keep(self, browser: Browser) -> None:
        """Keep the browser's cookies where the portal has changed them since."""
        if browser.cookies.kept() == self._known:
            return
        with self._store.hold(self._name):
            if self._is_still_ours():
                self._write(browser)

    def drop(self) -> None:
        """Remove the session from the store, unless another process has put a new one there."""
        with self._store.hold(self._name):
            if self._is_still_ours():
                self._store.write(self._name, None)

    def __repr__(self) -> str:
        return f"SessionKeeper({self._store!r})"

    def _open(self, browser: Browser, dead: Cookies) -> None:
        began = self._clock.now()
        browser.forget()
        with self._store.hold(self._name):
            if self._take_up(browser, dead):
                return
            self._refuse_what_was_refused(began)
            self._enter(browser)
            self._opened_at = self._clock.now()
            self._write(browser)

    def _enter(self, browser: Browser) -> None:
        if self._log_in is None:
            raise SessionExpiredError("The portal session has ended.", hint="Log in again.")
        try:
            self._log_in(browser)
        except SecondFactorExpiredError:
            raise
        except _WHOLE_NO:
            told = Secret(self._clock.now().isoformat())
            self._store.write(self._name + _REFUSED, told)
            raise

    def _take_up(self, browser: Browser, dead: Cookies) -> bool:
        kept = self._read()
        if kept is None or kept.cookies == dead or self._is_too_old(kept):
            return False
        browser.cookies.restore(kept.cookies)
        try:
            page = browser.open(self._pages.address(PageKind.HOME), step="resume")
            require(self._pages, page, PageKind.HOME, step="resume")
        except SessionExpiredError:
            browser.forget()
            return False
        self._known, self._opened_at = kept.cookies, kept.opened_at
        log_event("auth.session_resumed", source="store")
        return True

    def _refuse_what_was_refused(self, began: datetime) -> None:
        told = self._store.read(self._name + _REFUSED)
        if told is None:
            return
        try:
            refused_at = datetime.fromisoformat(told.reveal())
        except ValueError:
            return
        if refused_at.tzinfo is not None and began < refused_at <= self._clock.now():
            raise InvalidCredentialsError(
                "The portal refused the login of another process while this one waited.",
                hint="Nothing was sent again: see what the other one was told, then log in anew.",
            )

    def _is_too_old(self, kept: KeptSession) -> bool:
        return self._life is not None and self._clock.now() - kept.opened_at > self._life

    def _is_still_ours(self) -> bool:
        kept = self._read()
        return kept is not None and kept.cookies == self._known

    def _read(self) -> KeptSession | None:
        text = self._store.read(self._name)
        return KeptSession.read(text) if text is not None else None

    def _write(self, browser: Browser) -> None:
        self._known = browser.cookies.kept()
        kept = KeptSession(cookies=self._known, opened_at=self._opened_at)
        self._store.write(self._name, kept.written())
