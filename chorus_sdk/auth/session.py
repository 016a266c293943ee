"""A portal session (*session*): pages behind the login, until logout or the portal's own end."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import Self

from chorus_sdk._clock import Clock
from chorus_sdk._http.transport import Transport
from chorus_sdk._log import log_event
from chorus_sdk._secrets import Secret, as_secret
from chorus_sdk.auth.account import AccountHealth, read_health
from chorus_sdk.auth.browser import Browser
from chorus_sdk.auth.factors import Factors
from chorus_sdk.auth.forms import Submission
from chorus_sdk.auth.pages import PageKind, PortalPages
from chorus_sdk.auth.password_forms import fill_passwords, require_change
from chorus_sdk.auth.refusals import require
from chorus_sdk.auth.session_keeper import SessionKeeper
from chorus_sdk.auth.web_page import WebPage
from chorus_sdk.errors import ChorusError, SessionExpiredError


class PortalSession:
    """Someone who is logged in (*session*); made by `PortalLogin.open`, never holds the password.

    As a context manager it logs out at the end, unless it lies in a store that others share: then
    it stays there for the next one, and `logout()` ends it for all. It cannot be pickled.
    """

    def __init__(
        self,
        browser: Browser,
        pages: PortalPages,
        *,
        clock: Clock,
        keeper: SessionKeeper,
        own_transport: Transport | None = None,
        is_shared: bool = False,
        renews: bool = False,
    ) -> None:
        self._browser = browser
        self._pages = pages
        self._clock = clock
        self._keeper = keeper
        self._own_transport = own_transport
        self._is_shared = is_shared
        self._renews = renews
        self._is_over = False

    @property
    def factors(self) -> Factors:
        """The account's authentication factors (*mes facteurs d'authentification*)."""
        return Factors(self, self._pages, self._clock)

    def health(self) -> AccountHealth:
        """Look whether the account is fit: see `AccountHealth.report` for what is not.

        Raises:
            SessionExpiredError: the session has ended: log in again.
        """
        page = self.visit(PageKind.ACCOUNT)
        return read_health(self._pages, page, self._clock.now())

    def change_password(self, current: str | Secret[str], new: str | Secret[str]) -> None:
        """Change the password (*changer le mot de passe*); the portal ends every session then.

        Raises:
            InvalidCredentialsError: the current one is wrong; it was sent once.
            PasswordRefusedError: the new one is not taken.
            SessionExpiredError: the session has ended: log in again.
        """
        current, new = as_secret(current), as_secret(new)
        page = self.visit(PageKind.PASSWORD)
        filled = fill_passwords(self._pages, page, current=current, new=new)
        answer = self.send(page, filled, step="password")
        require_change(self._pages, answer)
        self.end()
        log_event("auth.password_changed", status="done")

    @property
    def opened_at(self) -> datetime:
        """When this session was logged in to, by this process or by another one."""
        return self._keeper.opened_at

    def is_alive(self) -> bool:
        """Ask the portal whether the session is alive; counts as its use, and renews nothing.

        Raises:
            TransportError: no usable answer.
            UnexpectedResponseError: a page that the description does not foresee.
        """
        if self._is_over:
            return False
        try:
            self._look(PageKind.HOME)
        except SessionExpiredError:
            if not self._renews:
                self.end()
            return False
        return True

    def logout(self) -> None:
        """Log out (*se déconnecter*), for all who share the session; nothing where it has ended."""
        try:
            if not self._is_over:
                self._leave()
        except SessionExpiredError:
            log_event("auth.logout", status="ended before")
        finally:
            self.end()

    def close(self) -> None:
        """Let go of the session without logging out: a store keeps it for the next one."""
        if not self._is_over:
            self._keeper.keep(self._browser)
            self._forget()

    def visit(self, kind: PageKind) -> WebPage:
        """Open a page of the portal's description and return it.

        A session that was opened with `renews=True` logs in again where the portal has ended it.

        Raises:
            SessionExpiredError: the session has ended: log in again.
            UnexpectedResponseError: another page came.
        """
        self._require_life()
        try:
            return self._look(kind)
        except SessionExpiredError:
            if not self._renews:
                self.end()
                raise
        self._keeper.renew(self._browser)
        return self._look(kind)

    def send(self, page: WebPage, submission: Submission, *, step: str) -> WebPage:
        """Send a form of a page, once; raises SessionExpiredError where the session has ended."""
        self._require_life()
        answer = self._browser.submit(page, submission, step=step)
        self._keeper.keep(self._browser)
        return answer

    def expect(self, page: WebPage, kind: PageKind, *, step: str) -> WebPage:
        """Return the page if it is of that kind; raises what it says otherwise."""
        try:
            return require(self._pages, page, kind, step=step)
        except SessionExpiredError:
            self.end()
            raise

    def end(self) -> None:
        """Forget the session on our side, and in its store: the portal has ended it."""
        if not self._is_over:
            self._keeper.drop()
            self._forget()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        leave = self.close if self._is_shared else self.logout
        if error is None:
            leave()
            return
        with suppress(ChorusError):
            leave()

    def __repr__(self) -> str:
        return f"PortalSession({'over' if self._is_over else 'open'}, pages={self._pages.name!r})"

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a session cannot be pickled: share it through a store")

    def _look(self, kind: PageKind) -> WebPage:
        page = self._browser.open(self._pages.address(kind), step=kind.value)
        found = require(self._pages, page, kind, step=kind.value)
        self._keeper.keep(self._browser)
        return found

    def _leave(self) -> None:
        page = self._look(PageKind.HOME)
        form = self._pages.form_on(page, self._pages.logout, step="logout")
        filled = form.fill({}, button=self._pages.logout.button)
        self._browser.submit(page, filled, step="logout")
        log_event("auth.logout", status="done")

    def _forget(self) -> None:
        self._is_over = True
        self._browser.forget()
        if self._own_transport is not None:
            self._own_transport.close()

    def _require_life(self) -> None:
        if self._is_over:
            raise SessionExpiredError(
                "The portal session has ended.", hint="Log in again with PortalLogin(…).open(…)."
            )
