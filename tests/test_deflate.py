"""Whatever engine there is, deflate is unpacked alike."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chorus_sdk import _deflate


def test_without_a_quicker_engine_the_standard_one_is_taken():
    assert _deflate.engine("chorus_sdk.no_such_engine") is zlib


@settings(max_examples=100)
@given(st.binary(max_size=3_000), st.integers(1, 50), st.integers(1, 5_000))
def test_what_the_standard_library_packs_is_unpacked(data, repeat, size):
    content = data * repeat
    engine = _deflate.raw_inflater()
    rest, found = zlib.compress(content, wbits=-15), b""
    while not engine.eof:
        piece = engine.decompress(rest, size)
        assert len(piece) <= size
        found, rest = found + piece, engine.unconsumed_tail
    assert found == content
    assert _deflate.crc32(content, 0) == zlib.crc32(content)


def test_what_is_no_deflate_is_refused():
    with pytest.raises(_deflate.DAMAGED):
        _deflate.raw_inflater().decompress(b"\xff" * 10)
