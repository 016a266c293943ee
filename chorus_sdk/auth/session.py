"""A portal session (*session du portail*): alive until logged out, expired, or ended by a page."""

from __future__ import annotations

from contextlib import suppress
from types import TracebackType
from typing import Self

from chorus_sdk._clock import Clock
from chorus_sdk._http.transport import Transport
from chorus_sdk._log import log_event
from chorus_sdk.auth.browser import Browser
from chorus_sdk.auth.enrolment import Factors
from chorus_sdk.auth.forms import Submission
from chorus_sdk.auth.pages import PageKind, PortalPages
from chorus_sdk.auth.refusals import require
from chorus_sdk.auth.web_page import WebPage
from chorus_sdk.errors import ChorusError, SessionExpiredError


class PortalSession:
    """Someone who is logged in (*session*); made by `PortalLogin.open`, never holds the password.

    As a context manager it logs out at the end. It cannot be pickled.
    """

    def __init__(
        self,
        browser: Browser,
        pages: PortalPages,
        *,
        clock: Clock,
        own_transport: Transport | None = None,
    ) -> None:
        self._browser = browser
        self._pages = pages
        self._clock = clock
        self._own_transport = own_transport
        self._is_over = False

    @property
    def factors(self) -> Factors:
        """The account's authentication factors (*mes facteurs d'authentification*)."""
        return Factors(self, self._pages, self._clock)

    def is_alive(self) -> bool:
        """Ask the portal whether the session is alive; counts as its use.

        Raises:
            TransportError: no usable answer.
            UnexpectedResponseError: a page that the description does not foresee.
        """
        if self._is_over:
            return False
        try:
            self.visit(PageKind.HOME)
        except SessionExpiredError:
            return False
        return True

    def logout(self) -> None:
        """Log out (*se déconnecter*); does nothing where the session has ended."""
        try:
            if not self._is_over:
                self._leave()
        except SessionExpiredError:
            log_event("auth.logout", status="ended before")
        finally:
            self.end()

    def visit(self, kind: PageKind) -> WebPage:
        """Open a page of the portal's description and return it.

        Raises:
            SessionExpiredError: the session has ended: log in again.
            UnexpectedResponseError: another page came.
        """
        self._require_life()
        page = self._browser.open(self._pages.address(kind), step=kind.value)
        return self.expect(page, kind, step=kind.value)

    def send(self, page: WebPage, submission: Submission, *, step: str) -> WebPage:
        """Send a form of a page; raises SessionExpiredError where the session has ended."""
        self._require_life()
        return self._browser.submit(page, submission, step=step)

    def expect(self, page: WebPage, kind: PageKind, *, step: str) -> WebPage:
        """Return the page if it is of that kind; raises what it says otherwise."""
        try:
            return require(self._pages, page, kind, step=step)
        except SessionExpiredError:
            self.end()
            raise

    def end(self) -> None:
        """Forget the session on our side."""
        self._is_over = True
        self._browser.forget()
        if self._own_transport is not None:
            self._own_transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is None:
            self.logout()
            return
        with suppress(ChorusError):
            self.logout()

    def __repr__(self) -> str:
        return f"PortalSession({'over' if self._is_over else 'open'}, pages={self._pages.name!r})"

    def _leave(self) -> None:
        page = self.visit(PageKind.HOME)
        form = self._pages.form_on(page, self._pages.logout, step="logout")
        filled = form.fill({}, button=self._pages.logout.button)
        self._browser.submit(page, filled, step="logout")
        log_event("auth.logout", status="done")

    def _require_life(self) -> None:
        if self._is_over:
            raise SessionExpiredError(
                "The portal session has ended.", hint="Log in again with PortalLogin(…).open(…)."
            )
