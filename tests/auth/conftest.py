"""A portal in process, and a person with an account on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from chorus_sdk._clock import ManualClock
from chorus_sdk._http.exchange import HttpRequest, HttpResponse
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.email_code import EmailCode
from chorus_sdk.auth.login import PortalLogin
from chorus_sdk.auth.session import PortalSession
from chorus_sdk.auth.totp import Totp
from chorus_sdk.config import Environment
from chorus_sdk.sandbox.accounts import Accounts
from chorus_sdk.sandbox.mail import Mailbox
from chorus_sdk.sandbox.portal import Portal
from chorus_sdk.sandbox.portal_rules import PortalRules
from chorus_sdk.sandbox.store import Store
from chorus_sdk.sandbox.web import WebRequest

EMAIL = "camille.martin@example.test"
PASSWORD = "canary-password-71f3"
ORIGIN = "https://portal.example.test"


class Door:
    """A transport that calls the portal; `change` may alter an answer on its way back."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.requests: list[HttpRequest] = []
        self.responses: list[HttpResponse] = []
        self.change: Callable[[HttpRequest, HttpResponse], HttpResponse] = lambda _, answer: answer

    def send(self, request: HttpRequest) -> HttpResponse:
        self.requests.append(request)
        self.responses.append(self.portal.handle(WebRequest.of(request)))
        return self.change(request, self.responses[-1])

    def close(self) -> None:
        self.requests.clear()

    def posts(self) -> list[str]:
        return [r.url.removeprefix(ORIGIN) for r in self.requests if r.method == "POST"]


class World:
    """Portal, clock, mailbox and one account; every figure at its published value."""

    def __init__(self) -> None:
        self.email, self.password = EMAIL, PASSWORD
        self.clock = ManualClock(datetime(2026, 11, 23, 9, 0, 5, tzinfo=UTC))
        self.store = Store()
        self.rules = PortalRules(digest_cost=2)
        self.accounts = Accounts(self.store, self.clock, Secret(b"k" * 32), rules=self.rules)
        self.mailbox = Mailbox(None, self.clock)
        self.portal = Portal(self.store, self.clock, self.accounts, self.mailbox)
        self.door = Door(self.portal)
        self.accounts.add(EMAIL, PASSWORD, name="Camille Martin")

    def login(self, password: str = PASSWORD, **settings: object) -> PortalLogin:
        chosen = {"transport": self.door, "clock": self.clock, "environment": self.environment}
        return PortalLogin(EMAIL, password, **{**chosen, **settings})

    @property
    def environment(self) -> Environment:
        return Environment.at(ORIGIN)

    def email_code(self, **settings: object) -> EmailCode:
        return EmailCode(self.mailbox.inbox(EMAIL), clock=self.clock, **settings)

    def last_code(self) -> str:
        found = self.mailbox.inbox(EMAIL).find_code(datetime(2026, 1, 1, tzinfo=UTC))
        assert found is not None
        return found.code.reveal()

    def enter(self) -> PortalSession:
        return self.login().open(self.email_code())

    def declare(self) -> Totp:
        enrolment = self.enter().factors.declare_application()
        enrolment.confirm()
        return enrolment.totp()


def factor(kind: str, *codes: str) -> SimpleNamespace:
    """A second factor that says what it is told to."""
    said = iter(codes)
    return SimpleNamespace(kind=kind, answer=lambda challenge: Secret(next(said)))


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def say():
    """Make a second factor that says what it is told to."""
    return factor
