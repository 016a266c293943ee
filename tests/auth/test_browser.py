from __future__ import annotations

import pytest

from chorus_sdk._clock import ManualClock
from chorus_sdk._http.exchange import Headers, HttpRequest, HttpResponse
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.browser import MOST_REDIRECTS, Browser
from chorus_sdk.errors import ConfigurationError, UnexpectedResponseError

HOME = "https://portal.example.test/app"


class Script:
    """Answers by path: a page body, or a redirect as (status, location)."""

    def __init__(self, pages: dict[str, str | tuple[int, str]]) -> None:
        self.pages = pages
        self.seen: list[HttpRequest] = []

    def send(self, request: HttpRequest) -> HttpResponse:
        self.seen.append(request)
        said = self.pages[request.url.removeprefix("https://portal.example.test")]
        if isinstance(said, tuple):
            lines = [("Location", said[1])] if said[1] else []
            return HttpResponse(status=said[0], headers=Headers(lines))
        return HttpResponse(
            status=200, headers=Headers({"content-type": "text/html"}), body=said.encode()
        )

    def close(self) -> None:
        self.seen.clear()


def browser(pages: dict[str, str | tuple[int, str]]) -> tuple[Browser, Script]:
    script = Script(pages)
    return Browser(script, ManualClock(), HOME), script


def test_addresses_are_relative_to_the_portal_and_redirects_to_the_page():
    walker, script = browser({"/app/a/b": (302, "../c?x=1#top"), "/app/c?x=1": "<p>there"})
    page = walker.open("a/b", step="there")
    assert page.url.reveal() == "https://portal.example.test/app/c?x=1"
    assert [r.method for r in script.seen] == ["GET", "GET"]


@pytest.mark.parametrize(
    "location",
    [
        "https://elsewhere.example.test/app",
        "http://portal.example.test/app",
        "https://portal.example.test:8443/app",
        "//elsewhere.example.test/",
        "https://user@portal.example.test/app",
        "https://portal.example.test.evil.example/",
        "javascript:alert(1)",
        "https://[broken/",
        "https://portal.example.test:99999/",
        "",
    ],
)
def test_a_redirect_to_another_place_is_not_followed(location):
    walker, script = browser({"/app/a": (303, location)})
    with pytest.raises(UnexpectedResponseError) as caught:
        walker.open("a", step="there")
    assert caught.value.field == "location"
    assert len(script.seen) == 1
    assert "elsewhere" not in str(caught.value)


def test_a_form_that_posts_to_another_place_is_not_sent():
    walker, script = browser(
        {"/app/a": "<form method=post action=//evil.example/x><input name=p></form>"}
    )
    page = walker.open("a", step="there")
    with pytest.raises(UnexpectedResponseError):
        walker.submit(page, page.forms[0].fill({"p": Secret("pw")}), step="there")
    assert len(script.seen) == 1


def test_a_base_element_cannot_lead_a_form_away():
    walker, script = browser(
        {
            "/app/a": "<base href=https://evil.example/><form method=post action=x>"
            "<input name=p></form>"
        }
    )
    page = walker.open("a", step="there")
    with pytest.raises(UnexpectedResponseError):
        walker.submit(page, page.forms[0].fill({"p": Secret("pw")}), step="there")
    assert len(script.seen) == 1


def test_a_base_element_of_the_portal_is_honoured():
    walker, _ = browser(
        {
            "/app/a": "<base href=/other/><form method=post action=x><input name=p></form>",
            "/other/x": "<p>there",
        }
    )
    page = walker.open("a", step="there")
    assert walker.submit(page, page.forms[0].fill({}), step="there").status == 200


def test_a_form_without_an_action_goes_to_its_own_page():
    walker, script = browser({"/app/a": "<form method=post><input name=p value=1></form>"})
    page = walker.open("a", step="there")
    walker.submit(page, page.forms[0].fill({}), step="there")
    assert [r.method for r in script.seen] == ["GET", "POST"]
    assert script.seen[1].url == "https://portal.example.test/app/a"
    assert script.seen[1].open_headers()["Origin"] == "https://portal.example.test"


def test_a_redirect_loop_ends():
    walker, script = browser({"/app/a": (302, "b"), "/app/b": (302, "a")})
    with pytest.raises(UnexpectedResponseError):
        walker.open("a", step="there")
    assert len(script.seen) == MOST_REDIRECTS + 1


@pytest.mark.parametrize("status", [307, 308])
def test_a_form_is_never_sent_twice(status):
    walker, script = browser(
        {
            "/app/a": "<form method=post action=x><input name=p></form>",
            "/app/x": (status, "/app/a"),
        }
    )
    page = walker.open("a", step="there")
    with pytest.raises(UnexpectedResponseError):
        walker.submit(page, page.forms[0].fill({"p": Secret("pw")}), step="there")
    assert [r.method for r in script.seen] == ["GET", "POST"]


@pytest.mark.parametrize(
    ("url", "is_fit"),
    [
        ("https://portal.example.com", True),
        ("http://127.0.0.1:8420/portal", True),
        ("http://[::1]:8420/portal", True),
        ("http://sandbox.localhost", True),
        ("http://portal.example.com", False),
        ("http://127.evil.example.com", False),
        ("http://127.0.0.1.example.com", False),
        ("ftp://localhost", False),
        ("portal", False),
        ("https://[broken", False),
        ("https://", False),
        ("https://a.example:99999/", False),
    ],
)
def test_plain_http_is_for_this_machine_only(url, is_fit):
    if is_fit:
        assert Browser(Script({}), ManualClock(), url) is not None
        return
    with pytest.raises(ConfigurationError) as caught:
        Browser(Script({}), ManualClock(), url)
    assert caught.value.setting == "environment"
