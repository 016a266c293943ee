"""Web pages are mended as a browser would, within limits."""

from __future__ import annotations

import contextlib

import pytest

from chorus_sdk import _xml
from chorus_sdk.errors import LimitExceededError, MalformedDocumentError
from chorus_sdk.limits import Limits

FLOOD = b" ".join(b'a%d="1"' % number for number in range(300))


def test_a_broken_page_is_mended():
    root = _xml.parse_html(b"<title>T<p>one<p>two<br>three")
    assert [element.tag for element in root] == ["head"] or root.tag == "html"
    page = _xml.parse_html(b"<body><p>one<p>two")
    assert [p.text for p in page.iter("p")] == ["one", "two"]


def test_the_character_set_is_the_one_that_is_told():
    page = _xml.parse_html("<p>é".encode("latin-1"), charset="iso-8859-1")
    assert next(page.iter("p")).text == "é"


@pytest.mark.parametrize("charset", ["nope", "", "é", "a\0b", "x" * 100, 'utf-8"'])
def test_an_unknown_character_set_is_an_error_of_ours(charset):
    with pytest.raises(MalformedDocumentError):
        _xml.parse_html(b"<p>x", charset=charset)


@pytest.mark.parametrize("data", [b"", b"  ", b"<!-- nothing -->"])
def test_an_empty_page_is_malformed(data):
    with pytest.raises(MalformedDocumentError):
        _xml.parse_html(data)


@pytest.mark.parametrize(
    "page",
    [
        b"<p " + FLOOD + b">",
        b"<!--><p " + FLOOD + b">",
        b"<!-- > --><p " + FLOOD + b">",
        b"<p\n" + FLOOD.replace(b" ", b"/") + b">",
        b"<p " + FLOOD.replace(b'"', b"'") + b">",
        b"<p " + FLOOD.replace(b'"', b"") + b">",
        b"<script>'<p '</script><p " + FLOOD + b" '>",
        b'<p x="\'" ' + FLOOD + b' y="\'">',
        b"<p '" + FLOOD,
    ],
)
def test_a_flood_of_attributes_is_refused_before_it_costs_time(page):
    with pytest.raises(LimitExceededError) as caught:
        _xml.parse_html(page)
    assert caught.value.limit == "xml_attributes"


@pytest.mark.parametrize(
    "page",
    [
        b"<script>if (a < b) { " + b"x = 1; " * 300 + b"}</script><p>end",
        b"<p>" + b"1 < 2 and a = b " * 300 + b"</p>",
        b"<!-- <p " + FLOOD + b"> --><p>end",
        b"<p title='" + FLOOD + b"'>end",
    ],
)
def test_what_only_looks_like_a_flood_is_read(page):
    assert next(_xml.parse_html(page).iter("p")) is not None


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "piece", [b"<script>", b"<!--", b"<!", b"<?", b"<p a='", b"<p a=\"'", b"</", b"<a<", b"<p ="]
)
def test_what_never_ends_is_looked_at_once(piece):
    page = b"<p>x</p>" + piece * 20_000
    with contextlib.suppress(LimitExceededError):
        assert _xml.parse_html(page) is not None


def test_the_attribute_limit_itself_is_allowed():
    page = b'<p a="1" b="2" c="3">x'
    assert _xml.parse_html(page, limits=Limits(xml_attributes=3)) is not None
    with pytest.raises(LimitExceededError):
        _xml.parse_html(page, limits=Limits(xml_attributes=2))


@pytest.mark.parametrize("name", ["html_bytes", "document_bytes"])
def test_a_page_over_the_size_limit_is_not_parsed(name):
    with pytest.raises(LimitExceededError) as caught:
        _xml.parse_html(b"<p>text</p>", limits=Limits(**{name: 10}))
    assert (caught.value.limit, caught.value.value) == (name, 11)


def test_deep_nesting_is_cut_off_and_not_followed():
    page = _xml.parse_html(b"<div>" * 20_000)
    depth, element = 0, page
    while len(element):
        depth, element = depth + 1, element[0]
    assert depth <= 256


def test_a_page_with_every_byte_is_read_or_refused():
    for value in range(256):
        data = b"<html><body><p>a" + bytes([value]) * 3 + b"<b" + bytes([value]) + b">c</p>"
        assert _xml.parse_html(data) is not None
