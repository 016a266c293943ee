"""Base64 is read whatever the pieces it comes in, and strictly."""

from __future__ import annotations

import base64
import io
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chorus_sdk.errors import MalformedDocumentError
from chorus_sdk.formats.pivot.base64_text import Base64Decoder, Base64Reader


def decode(text: bytes, cuts: list[int]) -> bytes:
    decoder = Base64Decoder()
    places = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    data = b"".join(decoder.feed(text[start:end]) for start, end in pairwise(places))
    decoder.finish()
    return data


@settings(max_examples=150)
@given(
    data=st.binary(max_size=2_000),
    width=st.integers(1, 100),
    newline=st.sampled_from([b"\n", b"\r\n", b" \n", b"\t"]),
    cuts=st.lists(st.integers(0, 4_000), max_size=6),
)
def test_any_folding_and_any_cut_gives_the_bytes_back(data, width, newline, cuts):
    plain = base64.b64encode(data)
    folded = newline.join(plain[n : n + width] for n in range(0, len(plain), width))
    assert decode(folded, cuts) == data
    assert decode(plain, cuts) == data
    assert decode(b"\n" + folded + b"\n", cuts) == data


@pytest.mark.parametrize(
    "text",
    [b"QQ", b"QQ=", b"QQ==QQ==", b"QQ==Q", b"Q===", b"QU!D", b"QU\xe9D", b"====", b"A", b"QQ-_"],
)
def test_what_base64_is_not_is_refused(text):
    for cuts in ([], [1], [1, 2, 3]):
        with pytest.raises(MalformedDocumentError):
            decode(text, cuts)


@given(data=st.binary(max_size=60), place=st.integers(0, 80), cut=st.integers(0, 80))
def test_white_space_is_known_of_wherever_it_stands(data, place, cut):
    plain = base64.b64encode(data)
    place %= len(plain) + 1
    text = plain[:place] + b"\n" + plain[place:]
    cut %= len(text) + 1
    for whole, is_folded in ((plain, False), (text, True)):
        decoder = Base64Decoder()
        halves = [decoder.try_feed(memoryview(piece)) for piece in (whole[:cut], whole[cut:])]
        assert b"".join(halves) == data
        assert decoder.is_folded is is_folded


@pytest.mark.parametrize("piece", [b"Q&", b"&", b"QUJD]]>", b"QUJDQ\x01", b"QUJD\n\xc3", b"QU-"])
def test_what_waits_for_its_group_of_four_is_base64_too(piece):
    decoder = Base64Decoder()
    assert decoder.try_feed(memoryview(piece)) is None
    assert decoder.try_feed(memoryview(b"QUJD")) == b"ABC"


def test_lines_of_unequal_length_are_no_trap():
    data = bytes(range(256)) * 4
    plain = base64.b64encode(data)
    ragged = plain[:10] + b"\n" + plain[10:20] + b"\n" + plain[20:47] + b"\n" + plain[47:]
    assert decode(ragged, []) == data


@given(data=st.binary(max_size=300), size=st.integers(1, 50))
def test_the_reader_gives_any_size_asked_for(data, size):
    reader = Base64Reader(io.BytesIO(base64.b64encode(data)))
    pieces = []
    while piece := reader.read(size):
        assert len(piece) <= size
        pieces.append(piece)
    assert b"".join(pieces) == data
