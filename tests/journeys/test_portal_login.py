"""A person's whole way on the portal, and the proof that nothing secret shows on it."""

from __future__ import annotations

import logging
import pickle
import re
import traceback
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from chorus_sdk._clock import ManualClock
from chorus_sdk._http.exchange import Headers, HttpRequest, HttpResponse
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.email_code import EmailCode
from chorus_sdk.auth.login import PortalLogin
from chorus_sdk.auth.second_factor import Prompt
from chorus_sdk.config import Environment
from chorus_sdk.errors import (
    ChorusError,
    FactorAlreadyDeclaredError,
    InvalidCredentialsError,
    SecondFactorExpiredError,
    SecondFactorRejectedError,
    SecondFactorRequiredError,
    SessionExpiredError,
    TransportError,
    UnexpectedResponseError,
)
from chorus_sdk.sandbox.accounts import Accounts
from chorus_sdk.sandbox.mail import Mailbox
from chorus_sdk.sandbox.portal import Portal
from chorus_sdk.sandbox.portal_rules import PortalRules
from chorus_sdk.sandbox.store import Store
from chorus_sdk.sandbox.web import WebRequest

EMAIL, PASSWORD, WRONG = "camille@example.test", "canary-pw-5d20", "canary-wrong-e77a"
CODE = "canary-code-31337"


class Line:
    """The portal in process; everything that must stay secret is noted as it passes."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.secrets: set[str] = {PASSWORD, WRONG}
        self.answer: HttpResponse | None = None
        self.is_cut = False

    def send(self, request: HttpRequest) -> HttpResponse:
        if self.is_cut:
            raise TransportError("The line is cut.")
        response = self.answer or self.portal.handle(WebRequest.of(request))
        for line in response.headers.get_all("set-cookie"):
            if value := line.split(";")[0].partition("=")[2]:
                self.secrets.add(value)
        return response

    def close(self) -> None:
        self.answer = None


class Story:
    def __init__(self) -> None:
        self.clock = ManualClock(datetime(2026, 11, 23, 9, 0, 5, tzinfo=UTC))
        self.store = Store()
        self.accounts = Accounts(
            self.store, self.clock, Secret(b"k" * 32), rules=PortalRules(digest_cost=2)
        )
        self.mailbox = Mailbox(None, self.clock)
        self.line = Line(Portal(self.store, self.clock, self.accounts, self.mailbox))
        self.accounts.add(EMAIL, PASSWORD)

    def login(self, password: str = PASSWORD) -> PortalLogin:
        return PortalLogin(
            EMAIL,
            Secret(password),
            environment=Environment.at("https://portal.example.test"),
            transport=self.line,
            clock=self.clock,
        )

    def mailed(self) -> EmailCode:
        return EmailCode(self.mailbox.inbox(EMAIL), clock=self.clock)


@pytest.fixture
def story() -> Story:
    return Story()


def test_from_the_first_login_to_the_application_and_out(story):
    with story.login().open(story.mailed()) as session:
        enrolment = session.factors.declare_application()
        enrolment.confirm()
        assert not session.is_alive()
    with pytest.raises(SecondFactorRequiredError) as caught:
        story.login().open(story.mailed())
    assert caught.value.offered == ("totp",)
    with story.login().open(enrolment.totp()) as session:
        assert [factor.kind for factor in session.factors.list()] == ["totp"]
        with pytest.raises(FactorAlreadyDeclaredError):
            session.factors.declare_application()
        assert session.is_alive()
    assert not session.is_alive()


def test_a_day_with_every_mishap_ends_logged_in(story):
    with pytest.raises(InvalidCredentialsError):
        story.login(WRONG).open(story.mailed())
    slow = Prompt(lambda _: story.clock.advance(601) or "000000")
    with pytest.raises(SecondFactorExpiredError):
        story.login().open(slow)
    story.line.is_cut = True
    with pytest.raises(TransportError):
        story.login().open(story.mailed())
    story.line.is_cut = False
    session = story.login().open(story.mailed())
    story.clock.advance(3600)
    with pytest.raises(SessionExpiredError):
        session.factors.list()
    assert story.login().open(story.mailed()).is_alive()


def told_by(error: BaseException) -> str:
    told = traceback.TracebackException.from_exception(error, capture_locals=True)
    pickled = pickle.dumps(error) if isinstance(error, ChorusError) else b""
    return "".join(told.format()) + repr(error) + pickled.decode("latin-1")


def failures(story: Story) -> list[BaseException]:
    """Let every kind of failure happen and keep its error."""
    errors: list[BaseException] = []

    def fails(expected: type[BaseException], act) -> None:
        with pytest.raises(expected) as caught:
            act()
        errors.append(caught.value)

    def refuse(_: object) -> str:
        story.line.secrets.add(CODE)
        return CODE

    fails(InvalidCredentialsError, lambda: story.login(WRONG).open(story.mailed()))
    fails(SecondFactorRequiredError, lambda: story.login().open())
    fails(SecondFactorRejectedError, lambda: story.login().open(Prompt(refuse)))
    session = story.login().open(story.mailed())
    enrolment = session.factors.declare_application()
    uri = enrolment.provisioning_uri.reveal()
    story.line.secrets.update({uri, parse_qs(urlsplit(uri).query)["secret"][0]})
    fails(SecondFactorRejectedError, lambda: enrolment.confirm(Secret(CODE)))
    away = Headers({"location": "https://elsewhere.example/?k=canary-away"})
    story.line.secrets.add("canary-away")
    story.line.answer = HttpResponse(status=302, headers=away)
    fails(UnexpectedResponseError, session.is_alive)
    story.line.answer = HttpResponse(
        status=200, headers=Headers({"content-type": "text/html"}), body=uri.encode()
    )
    fails(UnexpectedResponseError, enrolment.confirm)
    story.line.answer = None
    story.line.is_cut = True
    fails(TransportError, session.is_alive)
    fails(TransportError, lambda: story.login().open(story.mailed()))
    story.line.is_cut = False
    enrolment.confirm()
    fails(SessionExpiredError, session.factors.list)
    inside = story.login().open(enrolment.totp())
    fails(FactorAlreadyDeclaredError, inside.factors.declare_application)
    story.clock.advance(3600)
    fails(SessionExpiredError, inside.factors.list)
    return errors


def test_no_secret_shows_anywhere(story, caplog):
    """Passwords, codes, session ids and secrets of applications, all of them unique markers."""
    caplog.set_level(logging.DEBUG)
    errors = failures(story)
    shown = {type(error).__name__ + str(n): told_by(error) for n, error in enumerate(errors)}
    shown["log"] = "\n".join(f"{r.getMessage()} {r.fields}" for r in caplog.records)
    shown["database"] = story.store.dump()
    mailed = {
        word
        for message in story.mailbox.messages()
        for word in message.get_body(("plain",)).get_content().split()
        if word.isdecimal() and len(word) == 6
    }
    assert len(errors) == 11
    assert len(story.line.secrets) > 12
    assert mailed
    assert caplog.records
    leaks = {
        (place, secret)
        for place, text in shown.items()
        for secret in story.line.secrets
        if secret in text
    }
    leaks |= {
        (place, code)
        for place, text in shown.items()
        for code in mailed
        if re.search(rf"(?<![\w.]){code}(?![\w.])", text)
    }
    assert leaks == set()
