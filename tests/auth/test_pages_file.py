from __future__ import annotations

import json

import pytest

from chorus_sdk.auth.known_pages import SANDBOX_PAGES
from chorus_sdk.auth.pages import PageKind, Refusal
from chorus_sdk.auth.pages_file import LARGEST, read_pages, written_pages
from chorus_sdk.errors import ConfigurationError


def test_a_description_that_was_written_is_read_again(tmp_path):
    place = tmp_path / "portal.json"
    place.write_text(written_pages(SANDBOX_PAGES))
    assert read_pages(place) == SANDBOX_PAGES


def test_a_login_runs_on_a_description_from_a_file(world, tmp_path):
    """What an edit of the file does, no code does: the portal renames a field."""
    place = tmp_path / "portal.json"
    place.write_text(written_pages(SANDBOX_PAGES).replace('"login_password"', '"pass_phrase"'))

    def rename(request, answer):
        return type(answer)(
            status=answer.status,
            headers=answer.headers,
            body=answer.body.replace(b"login_password", b"pass_phrase"),
        )

    send = world.door.send

    def understand(request):
        body = request.open_body()
        if body is not None:
            request = type(request)(
                method=request.method,
                url=request.url,
                headers=request.headers,
                body=body.replace(b"pass_phrase", b"login_password"),
            )
        return send(request)

    world.door.change, world.door.send = rename, understand
    session = world.login(pages=read_pages(place)).open(world.email_code())
    assert session.is_alive()


def test_toml_is_read_by_the_same_names(tmp_path):
    place = tmp_path / "portal.toml"
    place.write_text(
        """
name = "ours"
[pages.login]
address = "login"
marks = [{ fields = ["user", "secret"] }, { attribute = ["role", "dialog"] }]
[refusals]
credentials = [{ text = "incorrect" }]
[login]
fields = { email = "user", password = "secret" }
[factors.totp]
element_id = "otp"
fields = { code = "code" }
[declared.totp]
element_id = "has-otp"
[add_application]
element_id = "add"
[confirm_application]
element_id = "confirm"
[logout]
element_id = "out"
"""
    )
    pages = read_pages(place)
    assert pages.pages[PageKind.LOGIN].marks[1].attribute == ("role", "dialog")
    assert pages.refusals[Refusal.CREDENTIALS][0].text == "incorrect"
    assert pages.factors["totp"].fields == {"code": "code"}
    assert pages.reset is None


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda d: d.pop("login"), "login"),
        (lambda d: d.update(unheard_of=1), "unheard_of"),
        (lambda d: d["pages"].update(nowhere={"marks": []}), "pages.nowhere"),
        (lambda d: d["login"].update(colour="red"), "login.colour"),
        (lambda d: d["pages"]["login"].update(marks=[{}]), "pages.login.marks.0"),
    ],
)
def test_what_does_not_belong_there_is_named(tmp_path, change, where):
    described = json.loads(written_pages(SANDBOX_PAGES))
    change(described)
    place = tmp_path / "portal.json"
    place.write_text(json.dumps(described))
    with pytest.raises(ConfigurationError) as caught:
        read_pages(place)
    assert where in caught.value.message
    assert caught.value.setting == "pages"


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b"x" * (LARGEST + 1), b"[" * 9999])
def test_what_is_no_description_is_refused(tmp_path, content):
    place = tmp_path / "portal.json"
    place.write_bytes(content)
    with pytest.raises(ConfigurationError):
        read_pages(place)
    with pytest.raises(ConfigurationError):
        read_pages(tmp_path / "missing.toml")
