from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chorus_sdk._secrets import Secret
from chorus_sdk._xml import parse_html
from chorus_sdk.auth.web_page import WebPage, read_page, visible_text
from chorus_sdk.errors import LimitExceededError, MalformedDocumentError
from chorus_sdk.limits import Limits


def page(html: str | bytes, charset: str = "utf-8") -> WebPage:
    return read_page(
        html.encode() if isinstance(html, str) else html,
        url=Secret("https://portal.example.test/?k=canary"),
        method="GET",
        status=200,
        charset=charset,
        requested_at=datetime(2026, 11, 23, tzinfo=UTC),
        clock_offset=None,
    )


@pytest.mark.parametrize("html", [b"", b"   ", b"<!-- nothing -->"])
def test_no_page_is_a_typed_error(html):
    with pytest.raises(MalformedDocumentError):
        page(html)


def test_an_unknown_character_set_is_a_typed_error():
    with pytest.raises(MalformedDocumentError):
        page("<p>x", charset="klingon")


def test_a_page_over_the_limit_is_refused():
    with pytest.raises(LimitExceededError) as caught:
        parse_html(b"<p>" + b"x" * 100, Limits(document_bytes=100))
    assert (caught.value.limit, caught.value.value) == ("document_bytes", 103)


def test_nesting_without_end_does_no_harm():
    assert page("<div>" * 50_000 + "<form id=deep>").forms == ()


def test_entities_of_a_doctype_are_not_resolved(tmp_path):
    (tmp_path / "secret").write_text("canary")
    html = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><p>&x;</p>'
    assert "canary" not in page(html).text.reveal()


def test_the_title_is_short_and_without_tokens():
    title = page(f"<title> Hello\n <b>123456</b> {'t0ken' * 9} {'word ' * 40}</title>").title
    assert title.startswith("Hello")
    assert "123456" not in title
    assert "t0ken" not in title
    assert len(title) == 80


def test_text_stands_in_the_order_of_the_page():
    seen = visible_text(b"<p>one <b>two</b> three</p><script>no</script>four").reveal()
    assert seen.split() == ["one", "two", "three", "four"]


@pytest.mark.parametrize(
    "html",
    [
        "<a href='otpauth://totp/x?secret=A&amp;digits=6'>QR</a>",
        "<p>Adresse : otpauth://totp/x?secret=A&amp;digits=6</p>",
        "<p>Adresse : <code>otpauth://totp/x?secret=A&digits=6</code> fin",
    ],
)
def test_an_address_is_found_in_a_link_or_in_the_text(html):
    assert page(html).find_uri("otpauth").reveal() == "otpauth://totp/x?secret=A&digits=6"
    assert page("<p>none").find_uri("otpauth") is None


def test_nothing_of_a_page_shows():
    shown = page(
        "<title>T</title><p id=canary>canary<a href=canary></a>"
        "<form method=post action=canary><input name=a value=canary></form>"
    )
    assert "canary" not in repr(shown)
