"""The steps of a portal login (*étapes de la connexion*): a generator, and what runs it.

`log_in` holds the whole sequence and does no input or output: it yields what to open, send or ask,
and is sent what came of it. A wrong secret is tried once.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from chorus_sdk._secrets import Secret
from chorus_sdk.auth.browser import Browser, origin_of
from chorus_sdk.auth.forms import Submission
from chorus_sdk.auth.pages import PageKind, PortalPages, unknown_page
from chorus_sdk.auth.refusals import raise_if_refused, require
from chorus_sdk.auth.second_factor import Answer, Challenge, SecondFactor, answer_challenge
from chorus_sdk.auth.web_page import WebPage
from chorus_sdk.errors import SecondFactorExpiredError


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
    pages: PortalPages, email: str, password: Secret[str], *, new_codes: int = 1
) -> Generator[Step, Reply, WebPage]:
    """Yield the steps of a login; return the page that it leads to.

    Send a `WebPage` for each `Send` and an `Answer` for each `Ask`; throw the
    `SecondFactorExpiredError` of a factor whose code came too late to be sent, and the portal is
    asked for a new one, `new_codes` times at most.

    Raises:
        InvalidCredentialsError: the password is wrong.
        AccountLockedError: the account is locked.
        SecondFactorRejectedError: the code is wrong, was used, or has expired.
        SessionExpiredError: the login took too long.
        UnexpectedResponseError: a page that the description does not foresee.
    """
    page = yield from _send_password(pages, email, password)
    if pages.kind_of(page) is PageKind.HOME:
        return page
    answer: Answer | None = None
    while answer is None:
        _require_code_page(pages, page)
        try:
            answer = yield from _ask(Ask(challenge=_challenge(pages, page)))
        except SecondFactorExpiredError:
            if new_codes <= 0:
                raise
            new_codes -= 1
            page = yield from _have_new_code(pages, page, email, password)
    return (yield from _send_code(pages, page, answer))


def _send_password(
    pages: PortalPages, email: str, password: Secret[str]
) -> Generator[Step, Reply, WebPage]:
    first = yield from _send(Send(step="login", address=pages.address(PageKind.LOGIN)))
    form = pages.form_on(first, pages.login, step="login")
    names = pages.login.fields
    filled = form.fill(
        {names["email"]: Secret(email), names["password"]: password}, button=pages.login.button
    )
    page = yield from _send(Send(step="password", page=first, submission=filled))
    raise_if_refused(pages, page, step="password")
    return page


def _send_code(
    pages: PortalPages, page: WebPage, answer: Answer
) -> Generator[Step, Reply, WebPage]:
    spec = pages.factors[answer.kind]
    filled = pages.form_on(page, spec, step="second-factor").fill(
        {spec.fields["code"]: answer.code}, button=spec.button
    )
    page = yield from _send(Send(step="second-factor", page=page, submission=filled))
    raise_if_refused(pages, page, step="second-factor", factor=answer.kind)
    return require(pages, page, PageKind.HOME, step="second-factor")


def _have_new_code(
    pages: PortalPages, page: WebPage, email: str, password: Secret[str]
) -> Generator[Step, Reply, WebPage]:
    """Ask for a new code by the page's own button, else by starting the login again."""
    form = pages.new_code.find(page) if pages.new_code is not None else None
    if pages.new_code is not None and form is not None:
        filled = form.fill({}, button=pages.new_code.button)
        page = yield from _send(Send(step="new-code", page=page, submission=filled))
        if pages.kind_of(page) is PageKind.SECOND_FACTOR:
            return page
    return (yield from _send_password(pages, email, password))


def _require_code_page(pages: PortalPages, page: WebPage) -> None:
    if pages.kind_of(page) is not PageKind.SECOND_FACTOR or not pages.offered_on(page):
        raise unknown_page(page, step="password")


def run_login(
    browser: Browser,
    steps: Generator[Step, Reply, WebPage],
    factors: Sequence[SecondFactor] = (),
) -> WebPage:
    """Carry out the steps of a login until it returns its last page."""
    step = next(steps)
    while True:
        try:
            step = _advance(browser, steps, step, factors)
        except StopIteration as end:
            page: WebPage = end.value
            return page


def _advance(
    browser: Browser,
    steps: Generator[Step, Reply, WebPage],
    step: Step,
    factors: Sequence[SecondFactor],
) -> Step:
    if isinstance(step, Send):
        if step.page is not None and step.submission is not None:
            return steps.send(browser.submit(step.page, step.submission, step=step.step))
        return steps.send(browser.open(step.address, step=step.step))
    try:
        answer = answer_challenge(factors, step.challenge)
    except SecondFactorExpiredError as late:
        return steps.throw(late)
    return steps.send(answer)


def _challenge(pages: PortalPages, page: WebPage) -> Challenge:
    """Say what is asked; mails carry whole seconds, so the instant is cut to its second."""
    offered = pages.offered_on(page)
    left = page.requested_at + (page.clock_offset or timedelta())
    return Challenge(
        kind=offered[0],
        offered=offered,
        sent_after=left.replace(microsecond=0),
        clock_offset=page.clock_offset,
        key_request=page.attribute(pages.key_request),
        origin=origin_of(page.url),
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
