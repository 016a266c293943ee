"""The one entry of a zip is read as the standard library reads it."""

from __future__ import annotations

import io
import random
import struct
import tracemalloc
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chorus_sdk.errors import DocumentError, MalformedDocumentError
from chorus_sdk.formats.pivot.content import ZippedContent
from chorus_sdk.formats.pivot.spool import Spool
from chorus_sdk.formats.pivot.streams import FileRange
from chorus_sdk.formats.pivot.zip_entry import (
    ZipEntry,
    inflate,
    inflate_at_once,
    read_single_entry,
)
from chorus_sdk.limits import Limits


def unpack(data: bytes) -> tuple[str, bytes]:
    source = FileRange(io.BytesIO(data))
    entry = read_single_entry(source)
    return entry.name, b"".join(inflate(source, entry))


@settings(max_examples=80)
@given(
    data=st.binary(max_size=5_000),
    repeat=st.integers(1, 60),
    name=st.text(st.characters(exclude_characters="/\0\\", exclude_categories=["Cs"]), min_size=1),
    method=st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]),
    comment=st.binary(max_size=40),
)
def test_what_the_standard_library_packs_is_unpacked(data, repeat, name, method, comment):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        archive.comment = comment
        archive.writestr(zipfile.ZipInfo(name), data * repeat, method)
    if b"PK\x05\x06" not in comment:
        assert unpack(target.getvalue()) == (name, data * repeat)


@pytest.mark.parametrize("size", range(120))
def test_what_is_no_zip_is_refused_whatever_its_length(size):
    with pytest.raises(MalformedDocumentError):
        unpack(b"\0" * size)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_large_sizes_are_read_from_their_own_field(method):
    target = io.BytesIO()
    with (
        zipfile.ZipFile(target, "w", method) as archive,
        archive.open(zipfile.ZipInfo("a"), "w", force_zip64=True) as member,
    ):
        member.write(b"content" * 1_000)
    raw = target.getvalue()
    assert unpack(raw) == ("a", b"content" * 1_000)


@settings(max_examples=200)
@given(place=st.integers(0, 400), value=st.integers(0, 255), cut=st.integers(0, 400))
def test_any_damage_is_a_typed_error_or_no_damage(place, value, cut):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.pdf", bytes(range(256)))
    raw = bytearray(target.getvalue())
    if place < len(raw):
        raw[place] = value
    try:
        source = FileRange(io.BytesIO(bytes(raw[cut:]) if cut < 4 else bytes(raw)))
        entry = read_single_entry(source)
        data = b"".join(inflate(source, entry))
    except DocumentError:
        return
    assert data == bytes(range(256)) or len(data) == entry.unpacked


def test_a_directory_that_hides_a_second_entry_is_refused(make_zip):
    raw = bytearray(make_zip(("a", b"1"), ("b", b"2")))
    end = raw.rindex(b"PK\x05\x06")
    raw[end + 8 : end + 12] = b"\1\0\1\0"
    with pytest.raises(MalformedDocumentError):
        unpack(bytes(raw))


def test_limits_are_asked_for_apart(make_zip):
    entry = read_single_entry(FileRange(io.BytesIO(make_zip(("a", b"12345")))))
    from chorus_sdk.formats.pivot.zip_entry import check_size

    check_size(entry, Limits(attachment_bytes=5))
    with pytest.raises(DocumentError):
        check_size(entry, Limits(attachment_bytes=4))


def large(content: bytes, *, extra_size: int | None = None) -> bytes:
    """A stored zip by hand, all of whose sizes and places stand in their 64-bit fields."""
    name, unset = b"a.pdf", 0xFFFFFFFF
    crc = zlib.crc32(content)
    local = struct.pack(
        "<4s5H3L2H", b"PK\3\4", 45, 0, 0, 0, 0, crc, len(content), len(content), len(name), 0
    )
    body = local + name + content
    sizes = struct.pack("<3Q", len(content), len(content), 0)
    extra = struct.pack("<2H", 1, len(sizes) if extra_size is None else extra_size) + sizes
    central = struct.pack(
        "<4s6H3L5H2L",
        *(b"PK\1\2", 45, 45, 0, 0, 0, 0, crc, unset, unset),
        *(len(name), len(extra), 0, 0, 0, 0, unset),
    )
    central += name + extra
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, len(central), len(body))
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, len(body) + len(central), 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, unset, unset, 0)
    return body + central + end64 + locator + end


def test_a_zip_with_64_bit_fields_is_read_as_the_standard_library_reads_it():
    raw = large(b"content" * 100)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert archive.read("a.pdf") == b"content" * 100
    assert unpack(raw) == ("a.pdf", b"content" * 100)


def test_damaged_64_bit_fields_are_typed_errors():
    good = large(b"content")
    for wrong in (
        large(b"content", extra_size=4),
        good.replace(b"PK\6\7", b"PK\0\0"),
        good.replace(b"PK\6\6", b"PK\0\0"),
    ):
        with pytest.raises(MalformedDocumentError):
            unpack(wrong)


def test_a_directory_larger_than_one_entry_needs_is_refused_unread():
    raw = bytearray(large(b"content"))
    place = raw.index(b"PK\6\6")
    struct.pack_into("<Q", raw, place + 40, 10**15)
    with pytest.raises(MalformedDocumentError):
        unpack(bytes(raw))


def outcome(read) -> object:
    try:
        return b"".join(read())
    except DocumentError as error:
        return type(error), str(error)


@settings(max_examples=300, deadline=None)
@given(
    data=st.binary(max_size=400),
    repeat=st.integers(0, 300),
    method=st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]),
    damage=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=3),
    stated=st.none() | st.integers(0, 100_000),
    cuts=st.lists(st.integers(1, 20_000), max_size=6),
)
def test_all_at_once_and_piece_by_piece_are_the_same(data, repeat, method, damage, stated, cuts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        archive.writestr("a.pdf", data * repeat)
    raw = bytearray(target.getvalue())
    for place, value in damage:
        raw[place % len(raw)] = value
    room = Spool().new_slice()
    while raw:
        size = cuts.pop() if cuts else len(raw)
        room.write(bytes(raw[:size]))
        del raw[:size]
    try:
        entry = read_single_entry(room)
    except DocumentError:
        return
    if stated is not None:
        entry = entry._replace(unpacked=stated)
    content = ZippedContent(room, entry)
    expected = outcome(lambda: inflate(room, entry))
    limits = Limits(attachment_ratio=10**9)
    if entry.unpacked <= limits.attachment_bytes:
        assert outcome(lambda: content.chunks(limits)) == expected
    at_once = content.at_once()
    if at_once is not None:
        assert b"".join(at_once) == expected
    elif entry.unpacked <= 2**20 and entry.packed <= 2**20:
        assert isinstance(expected, tuple)


def test_a_bomb_is_not_unpacked_beyond_what_it_states():
    engine = zlib.compressobj(9, wbits=-15)
    bomb = engine.compress(bytes(50_000_000)) + engine.flush()
    entry = ZipEntry("a", 8, len(bomb), 10, 0, 0)
    tracemalloc.start()
    try:
        assert inflate_at_once([bomb], entry) is None
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()


def test_what_is_large_or_on_disk_is_not_unpacked_at_once(make_zip):
    for size, count in ((2**20 + 1, 1), (500_000, 9)):
        spool = Spool()
        rooms = [spool.new_slice() for _ in range(count)]
        content = bytes(random.Random(5).randbytes(size))
        for room in rooms:
            room.write(make_zip(("a.pdf", content), method=zipfile.ZIP_STORED))
        zipped = ZippedContent(rooms[-1], read_single_entry(rooms[-1]))
        assert zipped.at_once() is None
        assert b"".join(zipped.chunks(Limits())) == content
        spool.close()
