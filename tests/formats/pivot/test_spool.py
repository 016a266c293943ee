"""Attachments wait in bounded room: what nobody holds is used again."""

from __future__ import annotations

import pytest

from chorus_sdk.formats.pivot.spool import Spool


def fill(spool: Spool, data: bytes):
    spool.next_invoice()
    piece = spool.new_slice()
    for start in range(0, len(data), 100_000):
        piece.write(data[start : start + 100_000])
    return piece


def test_all_that_is_held_stays_readable():
    spool = Spool()
    pieces = [fill(spool, bytes([n]) * 3_000_000) for n in range(5)]
    assert [piece.read_at(2_999_998, 10) for piece in pieces] == [bytes([n]) * 2 for n in range(5)]
    spool.close()


def test_room_of_what_is_dropped_is_used_again():
    spool = Spool()
    previous = fill(spool, b"a" * 1_000_000)
    for _ in range(20):
        current = fill(spool, b"b" * 1_000_000)
        assert previous.read_at(0, 1) in b"ab"
        previous = current
    held = sum(area.end + area._in_memory for area in spool._areas)
    assert held <= 2_000_000
    spool.close()


def test_reading_past_the_end_gives_what_there_is():
    spool = Spool()
    piece = fill(spool, b"abc")
    assert piece.read_at(1, 10) == b"bc"
    assert piece.read_at(3, 10) == b""
    spool.close()


def test_a_closed_spool_says_so():
    spool = Spool()
    piece = fill(spool, b"abc")
    spool.close()
    with pytest.raises(ValueError):
        piece.read_at(0, 1)


def test_what_is_in_one_piece_is_given_uncopied_and_never_more_than_asked_for():
    piece = Spool().new_slice()
    first = b"abcd"
    piece.write(first)
    piece.write(b"efgh")
    assert piece.some_at(0, 9) is first
    assert bytes(piece.some_at(1, 9)) == b"bcd"
    assert bytes(piece.some_at(4, 2)) == b"ef"
    assert bytes(piece.some_at(8, 2)) == b""
    assert [piece.read_at(at, 5) for at in (0, 2, 4)] == [b"abcde", b"cdefg", b"efgh"]
