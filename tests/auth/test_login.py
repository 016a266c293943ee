from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import responses

from chorus_sdk._http.exchange import Headers, HttpResponse
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.known_pages import SANDBOX_PAGES
from chorus_sdk.auth.login import PortalLogin
from chorus_sdk.auth.login_steps import Ask, Send, log_in
from chorus_sdk.auth.second_factor import Answer, Challenge, Prompt
from chorus_sdk.auth.web_page import read_page
from chorus_sdk.config import Environment
from chorus_sdk.errors import (
    AccountLockedError,
    ConfigurationError,
    InvalidCredentialsError,
    PlatformUnavailableError,
    RateLimitedError,
    SecondFactorExpiredError,
    SecondFactorRejectedError,
    SecondFactorRequiredError,
    SessionExpiredError,
    UnexpectedResponseError,
)

ASKED = Challenge(kind="totp", offered=("totp",), sent_after=datetime(2026, 11, 23, tzinfo=UTC))


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def html(body: str, status: int = 200, **headers: str) -> HttpResponse:
    lines = [("Content-Type", "text/html; charset=utf-8"), *headers.items()]
    return HttpResponse(status=status, headers=Headers(lines), body=body.encode())


def test_a_login_with_the_mailed_code_opens_a_session(world):
    session = world.enter()
    assert session.is_alive()
    assert world.door.posts() == ["/portal/login", "/portal/login/code"]


def test_a_login_with_the_application_mails_nothing(world):
    totp = world.declare()
    mails = len(world.mailbox.messages())
    assert world.login().open(totp).is_alive()
    assert len(world.mailbox.messages()) == mails


def test_a_wrong_password_is_sent_once(world):
    with pytest.raises(InvalidCredentialsError) as caught:
        world.login("not it").open(world.email_code())
    assert caught.value.hint
    assert world.door.posts() == ["/portal/login"]
    assert world.mailbox.messages() == ()


def test_an_unknown_address_is_refused_like_a_wrong_password(world):
    login = PortalLogin(
        "nobody@example.test",
        world.password,
        environment=world.environment,
        transport=world.door,
        clock=world.clock,
    )
    with pytest.raises(InvalidCredentialsError):
        login.open(world.email_code())


def test_too_many_wrong_passwords_lock_the_account(world):
    for _ in range(world.rules.wrong_passwords - 1):
        with pytest.raises(InvalidCredentialsError):
            world.login("not it").open()
    with pytest.raises(AccountLockedError):
        world.login("not it").open()
    with pytest.raises(AccountLockedError) as caught:
        world.login().open(world.email_code())
    assert caught.value.hint
    assert world.mailbox.messages() == ()


def test_too_many_wrong_codes_lock_the_account(world, say):
    totp = world.declare()
    for _ in range(world.rules.wrong_codes - 1):
        with pytest.raises(SecondFactorRejectedError):
            world.login().open(say("totp", "nonsense"))
    with pytest.raises(AccountLockedError):
        world.login().open(say("totp", "nonsense"))
    with pytest.raises(AccountLockedError):
        world.login().open(totp)


def test_a_wrong_mailed_code_is_sent_once(world):
    prompt = Prompt(lambda _: wrong(world.last_code()))
    with pytest.raises(SecondFactorRejectedError) as caught:
        world.login().open(prompt)
    assert caught.value.code == "auth.second_factor.rejected"
    assert caught.value.hint
    assert world.door.posts() == ["/portal/login", "/portal/login/code"]


@pytest.mark.parametrize("age", [0, 599, 600])
def test_a_mailed_code_works_up_to_ten_minutes(world, age):
    def ask(_: object) -> str:
        world.clock.advance(age)
        return world.last_code()

    assert world.login().open(Prompt(ask)).is_alive()


@pytest.mark.parametrize("age", [601, 1200])
def test_a_mailed_code_is_expired_after_ten_minutes(world, age):
    def ask(_: object) -> str:
        world.clock.advance(age)
        return world.last_code()

    with pytest.raises(SecondFactorExpiredError) as caught:
        world.login().open(Prompt(ask))
    assert caught.value.hint
    assert world.enter().is_alive()


def test_a_login_that_takes_longer_than_the_session_is_over(world):
    def ask(_: object) -> str:
        world.clock.advance(world.rules.session_life + 1)
        return world.last_code()

    with pytest.raises(SessionExpiredError):
        world.login().open(Prompt(ask))


def test_a_code_of_an_earlier_login_is_refused(world):
    world.enter()
    old = world.last_code()
    with pytest.raises(SecondFactorRejectedError):
        world.login().open(Prompt(lambda _: old if old != world.last_code() else wrong(old)))


def test_an_application_code_is_not_taken_twice(world, say):
    totp = world.declare()
    code = totp.answer(ASKED).reveal()
    assert world.login().open(say("totp", code)).is_alive()
    with pytest.raises(SecondFactorRejectedError) as caught:
        world.login().open(say("totp", code))
    assert not isinstance(caught.value, SecondFactorExpiredError)


def test_an_application_code_of_the_step_before_is_expired(world, say):
    totp = world.declare()
    code = totp.answer(ASKED).reveal()
    world.clock.advance(30)
    with pytest.raises(SecondFactorExpiredError):
        world.login().open(say("totp", code))


@pytest.mark.parametrize("given", [None, "totp", "security-key"])
def test_a_factor_that_the_page_does_not_offer_is_told_what_it_offers(world, say, given):
    with pytest.raises(SecondFactorRequiredError) as caught:
        world.login().open(say(given, "123456") if given else None)
    assert caught.value.offered == ("email-code",)
    assert world.door.posts() == ["/portal/login"]


def test_once_an_application_is_declared_a_mailed_code_is_not_offered(world):
    world.declare()
    with pytest.raises(SecondFactorRequiredError) as caught:
        world.login().open(world.email_code())
    assert caught.value.offered == ("totp",)


def test_a_clock_that_is_wrong_is_named_in_the_hint(world, say):
    world.declare()
    ours = world.clock.__class__(world.clock.now().replace(minute=7))
    with pytest.raises(SecondFactorRejectedError) as caught:
        world.login(clock=ours).open(say("totp", "nonsense"))
    offset = (world.clock.now() - ours.now()).total_seconds()
    assert f"{abs(offset):.0f} seconds" in caught.value.hint
    with pytest.raises(SecondFactorRejectedError) as caught:
        world.login().open(say("totp", "nonsense"))
    assert "clock" not in caught.value.hint


def test_an_unknown_page_names_its_title_and_the_step(world):
    world.door.change = lambda request, answer: html(
        "<title>Maintenance du portail 4f6c1b2aa8d94e0f9a7b6c5d4e3f2a1b</title><p>Bientôt"
    )
    with pytest.raises(UnexpectedResponseError) as caught:
        world.login().open(world.email_code())
    assert caught.value.field == "login"
    assert "Maintenance du portail" in str(caught.value)
    assert "4f6c1b2a" not in str(caught.value)


def test_a_page_after_the_password_that_nobody_knows_stops_the_login(world):
    def change(request, answer):
        return html("<title>Nouveau</title>") if request.method == "POST" else answer

    world.door.change = change
    with pytest.raises(UnexpectedResponseError) as caught:
        world.login().open(world.email_code())
    assert caught.value.field == "password"
    assert caught.value.exchange.method == "POST"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (html("down", 503), PlatformUnavailableError),
        (html("slow", 429), RateLimitedError),
        (HttpResponse(status=200, body=b"{}"), UnexpectedResponseError),
        (html(""), UnexpectedResponseError),
    ],
)
def test_an_answer_that_is_no_page_is_a_typed_error(world, answer, error):
    world.door.change = lambda *_: answer
    with pytest.raises(error):
        world.login().open(world.email_code())


def test_the_real_portals_need_a_description_of_their_pages():
    for environment in (Environment.PRODUCTION, Environment.QUALIFICATION):
        with pytest.raises(ConfigurationError) as caught:
            PortalLogin("a@example.test", "x", environment=environment)
        assert caught.value.setting == "pages"


def test_a_password_does_not_travel_in_the_open(world):
    open_line = Environment.at("http://portal.example.com")
    with pytest.raises(ConfigurationError):
        world.login(environment=open_line).open(world.email_code())
    assert world.door.requests == []


def test_without_an_environment_the_settings_say_it(world, monkeypatch):
    monkeypatch.delenv("CHORUS_ENVIRONMENT", raising=False)
    monkeypatch.delenv("CHORUS_BASE_URL", raising=False)
    with pytest.raises(ConfigurationError):
        PortalLogin("a@example.test", "x")
    monkeypatch.setenv("CHORUS_BASE_URL", "https://portal.example.test")
    assert PortalLogin("a@example.test", "x", transport=world.door) is not None


def test_the_steps_can_be_run_without_any_network(world):
    """The generator alone: whoever runs it decides how pages come."""

    def page(body: str):
        return read_page(
            body.encode(),
            url=Secret("https://portal.example.test/portal/login"),
            method="GET",
            status=200,
            charset="utf-8",
            requested_at=world.clock.now(),
            clock_offset=None,
        )

    steps = log_in(SANDBOX_PAGES, "a@example.test", Secret("pw"))
    first = next(steps)
    assert isinstance(first, Send)
    assert first.address == "login"
    form = "<form method=post><input name=login_address><input name=login_password></form>"
    second = steps.send(page(form))
    assert [(n, v.reveal()) for n, v in second.submission.fields] == [
        ("login_address", "a@example.test"),
        ("login_password", "pw"),
    ]
    code_page = "<main id=page-code><form method=post><input name=app_code></form></main>"
    question = steps.send(page(code_page))
    assert isinstance(question, Ask)
    assert question.challenge.offered == ("totp",)
    third = steps.send(Answer(kind="totp", code=Secret("123456")))
    assert [(n, v.reveal()) for n, v in third.submission.fields] == [("app_code", "123456")]
    home = page("<main id=page-home></main>")
    with pytest.raises(StopIteration) as end:
        steps.send(home)
    assert end.value.value is home


def test_neither_login_nor_session_can_be_pickled(world):
    session = world.enter()
    for holder in (world.login(), session, world.email_code()):
        with pytest.raises((TypeError, AttributeError, pickle.PicklingError)):
            pickle.dumps(holder)
    assert world.password not in repr(vars(session))


def test_a_form_whose_token_was_lost_is_not_tried_again(world):
    send = world.door.send

    def without_token(request):
        body = request.open_body()
        if body is not None:
            request = replace(request, body=body.replace(b"csrf_token", b"lost"))
        return send(request)

    world.door.send = without_token
    with pytest.raises(UnexpectedResponseError) as caught:
        world.enter()
    assert caught.value.field == "password"
    assert world.door.posts() == ["/portal/login"]


def test_a_portal_that_asks_for_no_second_factor_is_let_be(world):
    home = html("<main id=page-home></main>")
    world.door.change = lambda request, answer: home if request.method == "POST" else answer
    session = world.login().open()
    assert world.door.posts() == ["/portal/login"]
    with pytest.raises(SessionExpiredError):
        session.factors.list()


def test_a_page_after_the_code_that_nobody_knows_stops_the_login(world):
    def change(request, answer):
        return html("<title>Nouveau</title>") if request.url.endswith("/home") else answer

    world.door.change = change
    with pytest.raises(UnexpectedResponseError) as caught:
        world.enter()
    assert caught.value.field == "second-factor"


def test_a_code_page_without_a_field_that_is_known_stops_the_login(world):
    def change(request, answer):
        return replace(answer, body=answer.body.replace(b"mailed_code", b"renamed"))

    world.door.change = change
    with pytest.raises(UnexpectedResponseError) as caught:
        world.enter()
    assert caught.value.field == "password"


def test_steps_take_only_the_reply_that_they_asked_for():
    steps = log_in(SANDBOX_PAGES, "a@example.test", Secret("pw"))
    next(steps)
    with pytest.raises(TypeError):
        steps.send(Answer(kind="totp", code=Secret("123456")))


@responses.activate
def test_without_a_transport_requests_carries_the_login(world):
    responses.get("https://portal.example.test/portal/login", status=503)
    login = PortalLogin("a@example.test", "x", environment=world.environment)
    with pytest.raises(PlatformUnavailableError):
        login.open()
    assert len(responses.calls) == 1
