"""A stream is told piece by piece, in constant memory."""

from __future__ import annotations

import io

import pytest

from chorus_sdk import _xml
from chorus_sdk.errors import LimitExceededError, MalformedDocumentError, UnsafeDocumentError
from chorus_sdk.limits import Limits


def test_the_depth_limit_itself_is_still_allowed(feed):
    assert feed(b"<a>" * 10 + b"</a>" * 10, Limits(xml_depth=10)).seen[-1] == "end"
    with pytest.raises(LimitExceededError):
        feed(b"<a>" * 11, Limits(xml_depth=10))


def test_a_stream_hands_a_large_text_over_in_pieces(feed):
    target = feed(b"<a>" + b"x" * 20_000_000 + b"</a>")
    assert target.longest <= 1_000_000
    assert target.seen == ["<a", "a>", "end"]


@pytest.mark.parametrize(
    "data",
    [
        b"<a><![CDATA[" + b"x" * 11_000_000 + b"]]></a>",
        b'<a b="' + b"x" * 11_000_000 + b'"/>',
        b"<a><!--" + b"x" * 11_000_000 + b"--></a>",
        b"<" + b"a" * 60_000 + b"/>",
    ],
    ids=["cdata", "attribute", "comment", "name"],
)
def test_what_cannot_be_handed_over_in_pieces_is_bounded(feed, data):
    with pytest.raises(UnsafeDocumentError):
        feed(data)


def test_a_truncated_stream_gives_what_came_and_then_its_offset(collector):
    data = b"<a><b></b>" + b"<c>" + b"y" * 70_000
    with pytest.raises(MalformedDocumentError) as caught:
        for _ in _xml.stream(io.BytesIO(data), collector):
            pass
    assert collector.seen[:3] == ["<a", "<b", "b>"]
    assert caught.value.offset == len(data)


def test_comments_and_instructions_never_reach_the_target(feed):
    data = b'<?xml-stylesheet href="x.xsl"?><!-- c --><a><?go now?><!-- d --></a>'
    assert feed(data).seen == ["<a", "a>", "end"]
