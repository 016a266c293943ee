"""The portal login (*connexion au portail*): a generator of steps, and what runs it.

`log_in` holds the whole sequence and does no input or output: it yields what to open, send or ask,
and is sent what came of it. A wrong secret is tried once.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from chorus_sdk._clock import Clock, SystemClock
from chorus_sdk._http.transport import Transport
from chorus_sdk._log import log_event
from chorus_sdk._secrets import Secret, as_secret
from chorus_sdk.auth.browser import Browser
from chorus_sdk.auth.forms import Submission
from chorus_sdk.auth.pages import PageKind, PortalPages, pages_for, unknown_page
from chorus_sdk.auth.refusals import raise_if_refused, require
from chorus_sdk.auth.second_factor import Answer, Challenge, SecondFactor, answer_challenge
from chorus_sdk.auth.web_page import WebPage
from chorus_sdk.config import Environment, Settings

if TYPE_CHECKING:
    from chorus_sdk.auth.session import PortalSession


@dataclass(frozen=True, kw_only=True)
class Send:
    """Open an address, or send a form of a page (*envoi*)."""

    step: str
    address: str = ""
    page: WebPage | None = None
    submission: Submission | None = None


@dataclass(frozen=True, kw_only=True)
class Ask:
    """Have the second factor answered (*question*)."""

    challenge: Challenge


Step: TypeAlias = "Send | Ask"
Reply: TypeAlias = "WebPage | Answer"


def log_in(
    pages: PortalPages, email: str, password: Secret[str]
) -> Generator[Step, Reply, WebPage]:
    """Yield the steps of a login; return the page that it leads to.

    Send a `WebPage` for each `Send` and an `Answer` for each `Ask`.

    Raises:
        InvalidCredentialsError: the password is wrong.
        AccountLockedError: the account is locked.
        SecondFactorRejectedError: the code is wrong, was used, or has expired.
        SessionExpiredError: the login took too long.
        UnexpectedResponseError: a page that the description does not foresee.
    """
    first = yield from _send(Send(step="login", address=pages.address(PageKind.LOGIN)))
    form = pages.form_on(first, pages.login, step="login")
    names = pages.login.fields
    filled = form.fill(
        {names["email"]: Secret(email), names["password"]: password}, button=pages.login.button
    )
    page = yield from _send(Send(step="password", page=first, submission=filled))
    raise_if_refused(pages, page, step="password")
    if pages.kind_of(page) is PageKind.HOME:
        return page
    if pages.kind_of(page) is not PageKind.SECOND_FACTOR or not pages.offered_on(page):
        raise unknown_page(page, step="password")
    answer = yield from _ask(Ask(challenge=_challenge(pages, page)))
    spec = pages.factors[answer.kind]
    filled = pages.form_on(page, spec, step="second-factor").fill(
        {spec.fields["code"]: answer.code}, button=spec.button
    )
    page = yield from _send(Send(step="second-factor", page=page, submission=filled))
    raise_if_refused(pages, page, step="second-factor", factor=answer.kind)
    return require(pages, page, PageKind.HOME, step="second-factor")


class PortalLogin:
    """Logs a person in to the portal (*connexion au portail*).

    `environment` is taken from the settings (`CHORUS_ENVIRONMENT`, `CHORUS_BASE_URL`) where it is
    not given: there is no default. The password is sent once for each `open`.

    Raises:
        ConfigurationError: no environment, no description of its pages, or an address that is
            neither https nor on this machine.
    """

    def __init__(
        self,
        email: str,
        password: str | Secret[str],
        *,
        environment: Environment | None = None,
        transport: Transport | None = None,
        clock: Clock | None = None,
        pages: PortalPages | None = None,
    ) -> None:
        password = as_secret(password)  # no frame of ours keeps the plain text
        self._email = email
        self._password = password
        self._environment = environment or Settings.load().environment()
        self._transport = transport
        self._clock = clock or SystemClock()
        self._pages = pages or pages_for(self._environment)

    def open(self, second_factor: SecondFactor | None = None) -> PortalSession:
        """Log in and return the session, which does not know the password.

        Raises:
            InvalidCredentialsError: the login address or the password is wrong.
            AccountLockedError: the account is locked.
            SecondFactorRequiredError: the page does not offer this factor; says which it offers.
            SecondFactorRejectedError: the code was refused; `SecondFactorExpiredError` if too late.
            UnexpectedResponseError: a page that the description does not foresee.
            TransportError: no usable answer.
        """
        from chorus_sdk.auth.session import PortalSession

        transport = self._transport or _default_transport()
        is_logged_in = False
        try:
            browser = Browser(transport, self._clock, self._environment.portal_url)
            run_login(browser, log_in(self._pages, self._email, self._password), second_factor)
            is_logged_in = True
        finally:
            if not is_logged_in and self._transport is None:
                transport.close()
        log_event("auth.login", environment=self._environment.name)
        return PortalSession(
            browser,
            self._pages,
            clock=self._clock,
            own_transport=transport if self._transport is None else None,
        )

    def __repr__(self) -> str:
        return f"PortalLogin(environment={self._environment.name!r})"


def run_login(
    browser: Browser, steps: Generator[Step, Reply, WebPage], second_factor: SecondFactor | None
) -> WebPage:
    """Carry out the steps of a login until it returns its last page."""
    step = next(steps)
    while True:
        try:
            step = steps.send(_carry_out(browser, step, second_factor))
        except StopIteration as end:
            page: WebPage = end.value
            return page


def _carry_out(browser: Browser, step: Step, second_factor: SecondFactor | None) -> Reply:
    if isinstance(step, Ask):
        return answer_challenge(second_factor, step.challenge)
    if step.page is not None and step.submission is not None:
        return browser.submit(step.page, step.submission, step=step.step)
    return browser.open(step.address, step=step.step)


def _challenge(pages: PortalPages, page: WebPage) -> Challenge:
    """Say what is asked; mails carry whole seconds, so the instant is cut to its second."""
    offered = pages.offered_on(page)
    left = page.requested_at + (page.clock_offset or timedelta())
    return Challenge(
        kind=offered[0],
        offered=offered,
        sent_after=left.replace(microsecond=0),
        clock_offset=page.clock_offset,
    )


def _send(step: Send) -> Generator[Step, Reply, WebPage]:
    reply = yield step
    if not isinstance(reply, WebPage):
        raise TypeError("a Send is answered with a page")
    return reply


def _ask(step: Ask) -> Generator[Step, Reply, Answer]:
    reply = yield step
    if not isinstance(reply, Answer):
        raise TypeError("an Ask is answered with a code")
    return reply


def _default_transport() -> Transport:
    from chorus_sdk._http.requests_transport import RequestsTransport

    return RequestsTransport()
