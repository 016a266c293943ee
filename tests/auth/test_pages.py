from __future__ import annotations

import re
from dataclasses import replace

import pytest

from chorus_sdk._secrets import Secret
from chorus_sdk.auth.known_pages import SANDBOX_PAGES, pages_for
from chorus_sdk.auth.pages import FormSpec, Mark, PageKind, PageSpec, Refusal
from chorus_sdk.auth.web_page import WebPage, read_page
from chorus_sdk.config import Environment
from chorus_sdk.errors import ConfigurationError, InvalidCredentialsError, UnexpectedResponseError


@pytest.fixture
def page(world):
    def make(html: str, charset: str = "utf-8") -> WebPage:
        return read_page(
            html.encode(charset),
            url=Secret("https://portal.example.test/"),
            method="GET",
            status=200,
            charset=charset,
            requested_at=world.clock.now(),
            clock_offset=None,
        )

    return make


def test_a_mark_needs_all_that_it_names(page):
    shown = page("<p id=a class='x error' role=alert>Code expiré<form><input name=u></form>")
    assert Mark(element_id="a", text="EXPIRÉ").is_on(shown)
    assert Mark(attribute=("class", "error"), fields=("u",)).is_on(shown)
    assert not Mark(element_id="a", text="locked").is_on(shown)
    assert not Mark(attribute=("class", "x error")).is_on(shown)
    assert not Mark(fields=("u", "v")).is_on(shown)


def test_a_mark_that_names_nothing_is_a_mistake():
    with pytest.raises(ValueError):
        Mark()


def test_text_in_scripts_and_styles_is_not_what_a_reader_sees(page):
    shown = page("<style>locked</style><script>locked</script><p>open<p>wide")
    assert not Mark(text="locked").is_on(shown)
    assert Mark(text="open").is_on(shown)


def test_the_character_set_of_the_answer_is_honoured(page):
    assert Mark(text="authentifié").is_on(page("<p>authentifié", charset="iso-8859-1"))


def test_a_form_is_found_by_id_or_by_its_fields(page):
    shown = page(
        "<form method=post id=a><input name=q></form><form method=post id=b><input name=u>"
        "<button name=resend></button></form>"
    )
    assert FormSpec(fields={"code": "u"}).find(shown).element_id == "b"
    assert FormSpec(element_id="a").find(shown).element_id == "a"
    assert FormSpec(button="resend").find(shown).element_id == "b"
    assert FormSpec(element_id="a", fields={"code": "u"}).find(shown) is None
    assert FormSpec().find(shown) is None


def test_an_unknown_page_is_neither_kind_nor_refusal(page):
    shown = page("<h1>Hello")
    assert SANDBOX_PAGES.kind_of(shown) is None
    assert SANDBOX_PAGES.refusal_on(shown) is None
    assert SANDBOX_PAGES.offered_on(shown) == ()


def test_a_description_without_an_address_says_so():
    described = replace(SANDBOX_PAGES, pages={PageKind.HOME: PageSpec(marks=())})
    for kind in (PageKind.HOME, PageKind.LOGIN):
        with pytest.raises(ConfigurationError):
            described.address(kind)


def test_an_environment_of_ones_own_is_a_sandbox():
    assert pages_for(Environment.at("https://example.test")) is SANDBOX_PAGES


def test_every_refusal_of_the_sandbox_is_described():
    assert set(SANDBOX_PAGES.refusals) == set(Refusal)


def hostile(body: str) -> str:
    """The same forms in other clothes: what a browser takes, a driver must take."""
    body = re.sub(r'action="/', 'ACTION="https://portal.example.test:443/', body)
    body = re.sub(r'(name|type|id)="([\w-]+)"', r"\1=\2", body)
    body = re.sub(r'method="post"', "METHOD=Post novalidate", body)
    body = re.sub(r"<main([^>]*)>", r"<table><tr><td><main\1><div class=a><div class=b>", body)
    body = re.sub(r"(<form[^>]*>)", r"\1<input type=hidden name=added value='a&amp;b'>", body)
    decoy = "<form action=/search><input name=q><input type=submit></form><!-- <form> -->"
    body = re.sub(r"<body>", f"<BODY onload=x()>{decoy}<script>'<form>'</script>", body)
    return body.replace("</p>", "").replace("</form>", "</form><p>").replace("csrf_token", "_k9")


def test_other_markup_is_read_like_a_browser_reads_it(world):
    def change(request, answer):
        return replace(answer, body=hostile(answer.body.decode()).encode())

    def back(request):
        body = request.open_body()
        if body is not None:
            assert b"added=a%26b" in body
            request = replace(request, body=body.replace(b"_k9=", b"csrf_token="))
        return send(request)

    send, world.door.send = world.door.send, back
    world.door.change = change
    totp = world.declare()
    session = world.login().open(totp)
    assert [f.kind for f in session.factors.list()] == ["totp"]
    session.logout()
    with pytest.raises(InvalidCredentialsError):
        world.login("wrong").open(totp)


def test_a_renamed_field_that_takes_the_password_is_not_guessed(world):
    def change(request, answer):
        return replace(answer, body=answer.body.replace(b"login_password", b"pw2"))

    world.door.change = change
    with pytest.raises(UnexpectedResponseError) as caught:
        world.enter()
    assert caught.value.field == "login"
    assert world.door.posts() == []


def test_another_description_drives_the_renamed_portal(world):
    def change(request, answer):
        return replace(answer, body=answer.body.replace(b"login_password", b"pw2"))

    def back(request):
        body = request.open_body() or b""
        return send(replace(request, body=body.replace(b"pw2=", b"login_password=") or None))

    send, world.door.send = world.door.send, back
    world.door.change = change
    login = FormSpec(fields={"email": "login_address", "password": "pw2"})
    described = replace(
        SANDBOX_PAGES,
        login=login,
        pages={
            **SANDBOX_PAGES.pages,
            PageKind.LOGIN: PageSpec(marks=(Mark(fields=("pw2",)),), address="login"),
        },
    )
    assert world.login(pages=described).open(world.email_code()).is_alive()
