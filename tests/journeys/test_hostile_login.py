"""Who attacks a login: refused by the portal, survived or reported by the client."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlencode

import pytest

from chorus_sdk._clock import ManualClock
from chorus_sdk._http.exchange import Headers, HttpRequest, HttpResponse
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.email_code import EmailCode
from chorus_sdk.auth.login import PortalLogin
from chorus_sdk.auth.pages import PageKind
from chorus_sdk.auth.second_factor import Challenge, Prompt
from chorus_sdk.auth.totp import Totp
from chorus_sdk.errors import (
    SecondFactorExpiredError,
    SecondFactorRejectedError,
    SessionExpiredError,
    UnexpectedResponseError,
)
from chorus_sdk.sandbox import Sandbox
from chorus_sdk.sandbox.portal_rules import PortalRules

EMAIL, PASSWORD = "camille@example.test", "canary-hostile-04d1"
START = datetime(2026, 11, 23, 9, 0, 5, tzinfo=UTC)
HOME = "/portal/home"


class Wire:
    """The line to the sandbox: it keeps what passes, and `change` may alter both ways."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.inner = sandbox.transport()
        self.base = sandbox.environment.api_url
        self.requests: list[HttpRequest] = []
        self.before: Callable[[HttpRequest], HttpRequest] = lambda request: request
        self.after: Callable[[HttpRequest, HttpResponse], HttpResponse] = lambda _, answer: answer

    def send(self, request: HttpRequest) -> HttpResponse:
        self.requests.append(request)
        return self.after(request, self.inner.send(self.before(request)))

    def close(self) -> None:
        self.requests.clear()

    def cookie(self) -> str:
        return self.requests[-1].open_headers()["Cookie"]

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.inner.send(HttpRequest(method="GET", url=self.base + path, headers=headers))

    def post(self, path: str, fields: dict[str, str], **headers: str) -> HttpResponse:
        kind = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        body = Secret(urlencode(fields).encode())
        return self.inner.send(
            HttpRequest(method="POST", url=self.base + path, headers=kind, body=body)
        )


class World:
    def __init__(self, sandbox: Sandbox, clock: ManualClock) -> None:
        self.sandbox, self.clock, self.wire = sandbox, clock, Wire(sandbox)

    def login(self, clock: ManualClock | None = None) -> PortalLogin:
        return PortalLogin(
            EMAIL,
            PASSWORD,
            environment=self.sandbox.environment,
            transport=self.wire,
            clock=clock or self.clock,
        )

    def mailed(self, clock: ManualClock | None = None) -> EmailCode:
        return EmailCode(self.sandbox.mailbox.inbox(EMAIL), clock=clock or self.clock)

    def application(self, clock: ManualClock | None = None) -> Totp:
        enrolment = self.login().open(self.mailed()).factors.declare_application()
        enrolment.confirm()
        self.clock.advance(30)
        return Totp(enrolment.provisioning_uri, clock=clock or self.clock)

    def leads_to(self, path: str, **headers: str) -> str:
        return self.wire.get(path, **headers).headers.get("location") or ""


@pytest.fixture
def world():
    clock = ManualClock(START)
    with Sandbox(clock=clock, rules=PortalRules(digest_cost=2)) as sandbox:
        sandbox.add_user(EMAIL, PASSWORD)
        yield World(sandbox, clock)


@pytest.mark.parametrize("skew", [90, -90, 31, -31])
def test_a_clock_that_is_off_logs_in_with_mail_and_application(world, skew):
    ours = ManualClock(START + timedelta(seconds=skew))
    assert world.login(ours).open(world.mailed(ours)).is_alive()
    ahead = ManualClock(world.clock.now() + timedelta(seconds=skew + 30))
    totp = world.application(ahead)
    assert world.login(ahead).open(totp).is_alive()


def test_a_clock_that_is_far_off_is_named(world):
    ours = ManualClock(START + timedelta(seconds=930))
    totp = world.application(ours)
    with pytest.raises(SecondFactorRejectedError) as caught:
        world.login(ours).open(totp)
    assert "900 seconds" in caught.value.hint


@pytest.mark.parametrize("second", [0, 1, 27, 27.9, 28.1, 29.9])
def test_a_code_at_the_edge_of_its_step_is_right_or_waited_for(world, second):
    totp = world.application()
    into = world.clock.now().timestamp() % 30
    world.clock.advance((30 + second - into) % 30)
    assert world.login().open(totp).is_alive()


def test_a_code_that_was_seen_is_worth_nothing(world):
    totp = world.application()
    seen: list[str] = []

    def spy(challenge: Challenge) -> str:
        seen.append(totp.answer(challenge).reveal())
        return seen[0]

    world.login().open(Prompt(spy))
    with pytest.raises(SecondFactorRejectedError) as caught:
        world.login().open(Prompt(lambda _: seen[0]))
    assert not isinstance(caught.value, SecondFactorExpiredError)


def test_a_whole_login_played_again_opens_nothing(world):
    """What a listener on the line would have: every request, cookies and all."""
    world.login().open(world.mailed())
    requests = list(world.wire.requests)
    for request in requests:
        answer = world.wire.inner.send(request)
        assert answer.headers.get("location") != HOME
    cookies = [r.open_headers()["Cookie"] for r in requests if "Cookie" in r.open_headers()]
    reached = [world.wire.get(HOME, Cookie=cookie).status for cookie in set(cookies[:-1])]
    assert 200 not in reached


def test_a_stolen_cookie_is_dead_after_logout(world):
    session = world.login().open(world.mailed())
    session.visit(PageKind.FACTORS)
    stolen = world.wire.cookie()
    assert world.wire.get(HOME, Cookie=stolen).status == 200
    session.logout()
    assert world.leads_to(HOME, Cookie=stolen) == "/portal/login?notice=session-ended"


def test_a_stolen_cookie_is_dead_after_its_life_and_after_a_new_factor(world):
    session = world.login().open(world.mailed())
    session.visit(PageKind.HOME)
    stolen = world.wire.cookie()
    other = world.login().open(world.mailed())
    other.factors.declare_application().confirm()
    assert world.leads_to(HOME, Cookie=stolen).startswith("/portal/login")
    assert not session.is_alive()


@pytest.mark.parametrize(
    "path",
    [
        *("/portal/logout", "/portal/factors/application", "/portal/factors/application/confirm"),
        *(
            "/portal/factors/application/remove",
            "/portal/factors/key/remove",
            "/portal/factors/key",
        ),
    ],
)
@pytest.mark.parametrize("token", [None, "", "forged"])
def test_a_form_without_its_own_token_does_nothing(world, path, token):
    session = world.login().open(world.mailed())
    session.visit(PageKind.FACTORS)
    fields = {"csrf_token": token} if token is not None else {}
    answer = world.wire.post(path, {**fields, "app_code": "1"}, Cookie=world.wire.cookie())
    assert answer.status == 403
    assert session.is_alive()
    assert [factor.kind for factor in session.factors.list()] == ["email-code"]


def test_a_token_of_one_form_or_session_is_none_for_another(world):
    mine = world.login().open(world.mailed())
    page = mine.visit(PageKind.SETTINGS)
    tokens = {
        form.element_id: dict(form.fill({}).fields)["csrf_token"].reveal() for form in page.forms
    }
    cookie = world.wire.cookie()
    swapped = {"csrf_token": tokens["add-application-form"]}
    assert world.wire.post("/portal/logout", swapped, Cookie=cookie).status == 403
    other = world.login().open(world.mailed())
    other.visit(PageKind.HOME)
    theirs = {"csrf_token": tokens["logout-form"]}
    assert world.wire.post("/portal/logout", theirs, Cookie=world.wire.cookie()).status == 403
    assert mine.is_alive()


def test_a_client_whose_token_is_lost_says_so_and_sends_nothing_again(world):
    def without(request: HttpRequest) -> HttpRequest:
        body = request.open_body()
        if body is None:
            return request
        fields = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        fields.pop("csrf_token")
        return replace(request, body=Secret(urlencode(fields).encode()))

    world.wire.before = without
    with pytest.raises(UnexpectedResponseError) as caught:
        world.login().open(world.mailed())
    assert caught.value.field == "password"
    assert [r.method for r in world.wire.requests].count("POST") == 1


@pytest.mark.parametrize(
    "asked",
    [
        "/portal/login?next=https://evil.example/",
        "/portal/login?return_to=//evil.example",
        "/portal//evil.example/",
        "/portal/%2F%2Fevil.example",
        "/portal/\\evil.example",
        "/portal/login?notice=https://evil.example",
    ],
)
def test_the_portal_leads_nobody_elsewhere(world, asked):
    answer = world.wire.get(asked)
    location = answer.headers.get("location") or "/portal"
    assert location.startswith("/portal")
    assert not location.startswith("//")
    assert b'href="https://evil.example' not in answer.body
    assert b'href="//evil.example' not in answer.body


@pytest.mark.parametrize(
    "place",
    [
        "https://evil.example/portal/login",
        "//evil.example/portal/login",
        "https://chorus-sandbox.invalid.evil.example/portal/login",
        "https://chorus-sandbox.invalid@evil.example/portal/login",
        "http://chorus-sandbox.invalid/portal/login",
        "https://chorus-sandbox.invalid:8443/portal/login",
        "javascript:alert(1)",
        "data:text/html,x",
    ],
)
def test_a_client_that_is_led_elsewhere_does_not_go(world, place):
    def lead(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
        return HttpResponse(status=303, headers=Headers({"location": place}))

    world.wire.after = lead
    with pytest.raises(UnexpectedResponseError) as caught:
        world.login().open(world.mailed())
    assert caught.value.field == "location"
    assert len(world.wire.requests) == 1


def test_a_form_that_points_elsewhere_gets_no_password(world):
    def point(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
        body = answer.body.replace(b'action="/portal/login"', b'action="https://evil.example/"')
        return replace(answer, body=body)

    world.wire.after = point
    with pytest.raises(UnexpectedResponseError):
        world.login().open(world.mailed())
    assert [r.method for r in world.wire.requests] == ["GET"]


def test_a_session_that_an_attacker_planted_is_not_the_one_that_logs_in(world):
    planted = (world.wire.get("/portal/login").headers.get("set-cookie") or "").split(";")[0]
    assert planted.startswith("portal_session=")

    def plant(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
        if len(world.wire.requests) > 1:
            return answer
        line = ("Set-Cookie", f"{planted}; Path=/portal")
        return replace(answer, headers=Headers([*answer.headers, line]))

    world.wire.after = plant
    try:
        session = world.login().open(world.mailed())
    except UnexpectedResponseError:
        session = None  # the planted session's forms carry other tokens: refused, and said
    assert world.leads_to(HOME, Cookie=planted).startswith("/portal/login")
    assert session is None or session.is_alive()


def test_a_portal_that_logs_in_without_ending_the_old_session_is_not_ours(world):
    """Each stage of the login has a session name of its own, and the one before is dead."""
    names: list[str] = []

    def note(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
        names.extend(line.split(";")[0] for line in answer.headers.get_all("set-cookie"))
        return answer

    world.wire.after = note
    world.login().open(world.mailed())
    assert len(set(names)) == 3
    reached = [world.wire.get(HOME, Cookie=name).status for name in names]
    assert reached == [303, 303, 200]


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(world):
    line = world.wire.get("/portal/login").headers.get("set-cookie") or ""
    said = {part.strip().lower() for part in line.split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/portal"} <= said


def test_what_ends_the_session_on_the_way_is_told(world):
    session = world.login().open(world.mailed())
    world.wire.before = lambda r: replace(r, headers={**r.open_headers(), "Cookie": "gone=1"})
    with pytest.raises(SessionExpiredError):
        session.factors.list()
    assert not session.is_alive()
