from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_sdk.sandbox.portal_pages.markup import Markup, element, join

HOSTILE = st.text(st.sampled_from("<>&\"'/= abscript\N{NO-BREAK SPACE}é"), max_size=30)


class Reader(HTMLParser):
    """What an independent reader of HTML finds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags, self.texts = [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


@given(HOSTILE, HOSTILE)
def test_text_and_attributes_come_out_as_they_went_in(text, value):
    read = Reader(element("p", text, attributes={"title": value}))
    assert "".join(read.texts) == text
    ((tag, attributes),) = read.tags
    assert (tag, attributes["title"] or "") == ("p", value)


@given(HOSTILE, HOSTILE)
def test_adding_and_joining_escape_what_is_not_markup(first, second):
    for shown in (element("b", first) + second, join(element("b", first), second)):
        read = Reader(shown)
        assert isinstance(shown, Markup)
        assert [tag for tag, _ in read.tags] == ["b"]
        assert "".join(read.texts) == first + second


@pytest.mark.parametrize(
    ("attributes", "written"),
    [({}, "<input>"), ({"required": ""}, "<input required>"), ({"required": None}, "<input>")],
)
def test_an_attribute_is_left_out_empty_or_written(attributes, written):
    assert element("input", attributes=attributes) == written
