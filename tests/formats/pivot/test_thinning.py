"""A thinned document is a document with the same verdict, whatever the pieces."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from chorus_sdk.formats.pivot.thinning import Thinner

LONG = b"QUJD" * 50_000


def thinned(document, size):
    thinner = Thinner()
    return b"".join(
        thinner.thin(document[start : start + size]) for start in range(0, len(document), size)
    )


@pytest.mark.parametrize("size", [1_000, 4_096, 65_536])
def test_a_long_text_is_cut_and_lines_keep_their_numbers(size):
    folded = b"\n".join(LONG[start : start + 76] for start in range(0, len(LONG), 76))
    short = thinned(b"<a><b>" + folded + b"</b>\n<c/></a>", size)
    assert len(short) < size + 2_000 + len(LONG) // 76 + 100
    root = etree.fromstring(short)
    assert root[1].sourceline == folded.count(b"\n") + 2
    assert root[0].text.startswith("QUJDQUJD")


@pytest.mark.parametrize(
    "text",
    [
        b"<a>" + b" " * 9_000 + b"12.50</a>",
        b"<a>" + "é".encode() * 9_000 + b"</a>",
        b"<a>x&amp;" + b"y" * 9_000 + b"</a>",
        b"<a>&#" + b"0" * 9_000 + b"65;</a>",
        b"<a b='" + b"y" * 9_000 + b"'/>",
        b"<a><![CDATA[" + b"y" * 9_000 + b"]]></a>",
    ],
)
@pytest.mark.parametrize("size", [7, 500])
def test_what_is_not_plain_text_is_left_as_it_is(text, size):
    assert thinned(text, size) == text


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("size", [600, 4_096, 65_537])
def test_a_long_text_in_utf_16_is_cut_as_well(codec, size):
    folded = "\n".join("QUJD" * 19 for _ in range(3_000))
    declared = '<?xml version="1.0"\nencoding="UTF-16"?>' if codec == "utf-16" else ""
    text = f"{declared}<a n='\U0001f600'><b>{folded}</b>\n<c>é</c></a>"
    short = thinned(text.encode(codec), size)
    assert len(short) < size + 2_000 + 3_100
    root = etree.fromstring(short)
    assert (root.get("n"), root[1].text) == ("\U0001f600", "é")
    assert root[1].sourceline == text[: text.index("<c>")].count("\n") + 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([b"x" * 700, b"<b>", b"</b>", b" \n ", b"&lt;", "é".encode(), b"<!--y-->"]),
        max_size=30,
    ),
    st.integers(1, 900),
)
def test_markup_lines_and_short_texts_never_change(parts, size):
    document = b"<a>" + b"".join(parts) + b"</a>"
    short = thinned(document, size)
    assert short.count(b"\n") == document.count(b"\n")
    try:
        before = etree.fromstring(document)
    except etree.XMLSyntaxError:
        with pytest.raises(etree.XMLSyntaxError):
            etree.fromstring(short)
        return
    after = etree.fromstring(short)
    assert [one.tag for one in after.iter()] == [one.tag for one in before.iter()]
    for new, old in zip(after.iter(), before.iter(), strict=True):
        for text, whole in ((new.text, old.text), (new.tail, old.tail)):
            assert text == whole or len(text) > 1_000
