from __future__ import annotations

from dataclasses import replace

import pytest

from chorus_sdk._http.exchange import Headers, HttpRequest, HttpResponse
from chorus_sdk.auth.pages import PageKind
from chorus_sdk.errors import SessionExpiredError, TransportError, UnexpectedResponseError


def test_a_session_lives_as_long_as_it_is_used(world):
    session = world.enter()
    for _ in range(4):
        world.clock.advance(world.rules.session_life - 1)
        assert session.is_alive()
    world.clock.advance(world.rules.session_life + 1)
    assert not session.is_alive()


def test_an_expired_session_says_so_once_and_for_all(world):
    session = world.enter()
    world.clock.advance(world.rules.session_life + 1)
    with pytest.raises(SessionExpiredError) as caught:
        session.factors.list()
    assert caught.value.hint
    asked = len(world.door.requests)
    with pytest.raises(SessionExpiredError):
        session.factors.declare_application()
    assert not session.is_alive()
    session.logout()
    assert len(world.door.requests) == asked


def test_logout_ends_the_session_on_both_sides(world):
    session = world.enter()
    cookie = world.door.requests[-1].open_headers()["Cookie"]
    session.logout()
    assert not session.is_alive()
    answer = world.door.send(
        HttpRequest(
            method="GET",
            url="https://portal.example.test/portal/home",
            headers={"Cookie": cookie},
        )
    )
    assert answer.headers.get("location").startswith("/portal/login")


def test_leaving_the_block_logs_out(world):
    with world.enter() as session:
        assert session.is_alive()
    assert not session.is_alive()
    assert world.door.posts()[-1] == "/portal/logout"


def test_an_error_inside_the_block_comes_out_even_if_logging_out_fails(world):
    def fail(request: HttpRequest) -> HttpResponse:
        raise TransportError("gone")

    def use() -> None:
        with world.enter():
            world.door.send = fail
            raise KeyError

    with pytest.raises(KeyError):
        use()


def test_a_logout_that_fails_is_told_and_still_ends_it_for_us(world):
    session = world.enter()
    world.door.change = lambda _, answer: HttpResponse(
        status=200, headers=Headers({"content-type": "text/html"}), body=b"<title>?</title>"
    )
    with pytest.raises(UnexpectedResponseError):
        session.logout()
    assert not session.is_alive()


def test_the_session_gets_a_new_name_at_each_step_of_the_login(world):
    """No fixation: what was known before the password opens nothing after it."""
    world.enter()
    names = [
        value.split(";")[0]
        for response in world.door.responses
        for value in response.headers.get_all("set-cookie")
    ]
    assert len(names) == len(set(names)) == 3
    for old in names[:2]:
        answer = world.door.send(
            HttpRequest(
                method="GET",
                url="https://portal.example.test/portal/home",
                headers={"Cookie": old},
            )
        )
        assert answer.status == 303


def test_a_session_cookie_that_an_attacker_chose_is_not_taken_over(world):
    chosen = "portal_session=chosen"
    send = world.door.send

    def with_cookie(request: HttpRequest) -> HttpResponse:
        if "Cookie" in request.headers:
            return send(request)
        return send(replace(request, headers={**request.headers, "Cookie": chosen}))

    world.door.send = with_cookie
    assert world.enter().is_alive()
    answer = send(
        HttpRequest(
            method="GET",
            url="https://portal.example.test/portal/home",
            headers={"Cookie": chosen},
        )
    )
    assert answer.status == 303


def test_a_page_of_the_description_can_be_visited(world):
    session = world.enter()
    page = session.visit(PageKind.SETTINGS)
    assert page.status == 200
    assert "add-application-form" in {form.element_id for form in page.forms}
