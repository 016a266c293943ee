from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from chorus_sdk.auth.cookies import CookieJar

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
URL = urlsplit("https://portal.example.test/app/login")


def jar(*lines: str, url: str = URL.geturl()) -> CookieJar:
    kept = CookieJar()
    kept.take(lines, urlsplit(url), NOW)
    return kept


def header(kept: CookieJar, url: str = URL.geturl(), *, later: float = 0) -> str | None:
    found = kept.header(urlsplit(url), NOW + timedelta(seconds=later))
    return found.reveal() if found else None


def test_a_cookie_comes_back_below_its_path_only():
    kept = jar("a=1; Path=/app; HttpOnly; SameSite=Lax; Priority=High; Partitioned")
    assert header(kept) == "a=1"
    assert header(kept, "https://portal.example.test/app") == "a=1"
    assert header(kept, "https://portal.example.test/application") is None
    assert header(kept, "https://portal.example.test/") is None


def test_without_a_path_it_is_that_of_the_page():
    kept = jar("a=1")
    assert header(kept, "https://portal.example.test/app/other") == "a=1"
    assert header(kept, "https://portal.example.test/") is None


def test_the_longest_path_comes_first():
    assert header(jar("a=1; Path=/", "a=2; Path=/app")) == "a=2; a=1"


@pytest.mark.parametrize(
    "life", ["Max-Age=60", "Expires=Mon, 23 Nov 2026 09:01:00 GMT", "Max-Age=60; Expires=x"]
)
def test_a_cookie_ends_with_its_life(life):
    kept = jar(f"a=1; Path=/; {life}")
    assert header(kept, later=59) == "a=1"
    assert header(kept, later=60) is None


@pytest.mark.parametrize(
    "end", ["Max-Age=0", "Max-Age=-1", "Expires=Thu, 01 Jan 1970 00:00:00 GMT", "Max-Age=000"]
)
def test_the_server_can_take_a_cookie_back(end):
    kept = jar("a=1; Path=/")
    kept.take((f"a=; Path=/; {end}",), URL, NOW)
    assert len(kept) == 0


@pytest.mark.parametrize("odd", ["Max-Age=9999999999999999", "Max-Age=soon", "Expires=never"])
def test_a_life_that_makes_no_sense_does_no_harm(odd):
    assert header(jar(f"a=1; Path=/; {odd}")) == "a=1"


def test_a_secure_cookie_does_not_travel_in_the_open():
    kept = jar("a=1; Path=/; Secure")
    assert header(kept, "http://portal.example.test/") is None
    assert header(kept, "http://127.0.0.1:8000/") == "a=1"
    assert len(jar("a=1; Secure", url="http://portal.example.test/")) == 0


def test_a_cookie_for_another_host_is_dropped():
    assert len(jar("a=1; Domain=other.example.test")) == 0
    assert len(jar("a=1; Domain=ortal.example.test")) == 0
    assert len(jar("a=1; Domain=.example.test")) == 1


@pytest.mark.parametrize("line", ["", "nothing", "=value", ";;;", "  ; Path=/"])
def test_a_line_that_is_no_cookie_is_passed_over(line):
    assert len(jar(line)) == 0


def test_a_flood_of_cookies_is_bounded():
    assert len(jar(*(f"c{n}=1" for n in range(500)))) == 100


def test_a_cookie_may_hold_equals_signs_and_quotes():
    assert header(jar('a="x=y=="; Path=/')) == "a=x=y=="


def test_values_do_not_show():
    assert "canary" not in repr(jar("a=canary"))
