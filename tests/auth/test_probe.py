from __future__ import annotations

from dataclasses import replace

import pytest

from chorus_sdk._http.exchange import Headers, HttpResponse
from chorus_sdk.auth.known_pages import SANDBOX_PAGES
from chorus_sdk.auth.pages import FormSpec
from chorus_sdk.auth.probe import probe
from chorus_sdk.errors import ConfigurationError, PlatformUnavailableError, UnexpectedResponseError

LOGIN = "https://portal.example.test/portal/login"
OTHER = replace(SANDBOX_PAGES, name="other", pages={}, login=FormSpec(element_id="sign-on"))


def look(world, url: str = LOGIN):
    return probe(url, transport=world.door, clock=world.clock, descriptions=(SANDBOX_PAGES, OTHER))


def test_the_description_that_fits_is_told_and_nothing_is_sent(world):
    found = look(world)
    assert found.fitting == ("sandbox",)
    assert [(m.description, m.page, m.can_log_in) for m in found.matches] == [
        ("sandbox", "login", True),
        ("other", None, False),
    ]
    assert (found.origin, found.status) == ("https://portal.example.test", 200)
    assert found.probed_at == world.clock.now()
    assert [request.method for request in world.door.requests] == ["GET"]
    assert world.door.requests[0].open_body() is None


def test_forms_are_told_by_names_and_never_by_values(world):
    found = look(world)
    (form,) = (form for form in found.forms if form.element_id == "login-form")
    assert form.method == "POST"
    assert form.fields == ("csrf_token", "login_address", "login_password")
    token = world.door.responses[0].body.split(b'name="csrf_token" value="')[1].split(b'"')[0]
    assert token.decode() not in repr(found)


def test_the_way_to_the_login_is_followed_and_a_refusal_recognised(world):
    assert look(world, "https://portal.example.test/portal/home").fitting == ("sandbox",)
    world.door.change = lambda _, answer: replace(
        answer, body=b"<p id=error-locked></p>", status=403
    )
    found = look(world)
    assert found.matches[0].refusal == "locked"
    assert found.fitting == ()


def test_a_portal_that_leads_to_another_host_is_reported_as_such(world):
    away = HttpResponse(status=302, headers=Headers({"location": "https://sso.example/"}))
    world.door.change = lambda *_: away
    found = look(world)
    assert found.is_led_away
    assert found.matches == ()
    assert len(world.door.requests) == 1


def test_what_is_no_portal_is_a_typed_error(world):
    with pytest.raises(ConfigurationError):
        look(world, "http://portal.example.com/")
    world.door.change = lambda *_: HttpResponse(status=200, body=b"{}")
    with pytest.raises(UnexpectedResponseError):
        look(world)
    world.door.change = lambda *_: HttpResponse(status=503)
    with pytest.raises(PlatformUnavailableError):
        look(world)
