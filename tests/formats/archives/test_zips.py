"""A zip is read by its directory, and one bad line of it stops nothing."""

from __future__ import annotations

import io
import stat
import struct
import zipfile

import pytest
from lots import ONE, TWO, told

from chorus_sdk.errors import (
    EncryptedDocumentError,
    LimitExceededError,
    MalformedDocumentError,
    UnsafeDocumentError,
)
from chorus_sdk.formats.archives import read_archive


def test_a_link_in_a_zip_is_refused_and_passed_over():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("link")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, b"/etc/hostname")
        archive.writestr("f.xml", ONE)
    assert told(out.getvalue()) == [("link", UnsafeDocumentError), ("f.xml", "F-1")]


def patched(data, signature, offset, value):
    """Change two bytes of the first record that begins with a signature."""
    place = data.index(signature) + offset
    return data[:place] + struct.pack("<H", value) + data[place + 2 :]


@pytest.mark.parametrize(
    ("offset", "value", "error"),
    [
        (8, 0x0001, EncryptedDocumentError),
        (8, 0x0041, EncryptedDocumentError),
        (10, 99, MalformedDocumentError),
        (16, 0xBEEF, MalformedDocumentError),
        (24, 1, MalformedDocumentError),
        (42, 0xFFF0, MalformedDocumentError),
    ],
    ids=["encrypted", "strongly encrypted", "method", "checksum", "size", "place"],
)
def test_a_member_of_a_zip_that_cannot_be_had_is_told_alone(zipped, offset, value, error):
    data = patched(zipped({"a.xml": ONE, "f.xml": TWO}), b"PK\x01\x02", offset, value)
    assert told(data) == [("a.xml", error), ("f.xml", "F-2")]


def test_a_zip_that_was_written_to_a_pipe_is_read():
    class Pipe(io.RawIOBase):
        def __init__(self):
            self.written = b""

        def writable(self):
            return True

        def write(self, data):
            self.written += bytes(data)
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("f.xml", ONE)
    assert pipe.written[6] & 0x08  # sizes stand behind the data
    assert told(pipe.written) == [("f.xml", "F-1")]


def test_a_zip_with_fields_of_64_bits_is_read():
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w") as archive,
        archive.open("f.xml", "w", force_zip64=True) as member,
    ):
        member.write(ONE)
    assert told(out.getvalue()) == [("f.xml", "F-1")]


def test_a_zip_whose_directory_states_64_bit_sizes_is_read(zipped):
    data = zipped({"f.xml": ONE}, zipfile.ZIP_STORED)
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    record = data[start:end]
    extra = struct.pack("<2H2Q", 1, 16, len(ONE), len(ONE))
    record = record[:20] + b"\xff" * 8 + record[28:30] + struct.pack("<H", 20) + record[32:] + extra
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(record), start, 0)
    assert told(data[:start] + record + tail) == [("f.xml", "F-1")]


def test_more_entries_than_the_directory_states_are_counted(zipped):
    data = zipped({f"{number}": b"" for number in range(9)})
    place = data.index(b"PK\x05\x06") + 8
    lying = data[:place] + struct.pack("<2H", 1, 1) + data[place + 4 :]
    with pytest.raises(LimitExceededError) as caught:
        told(lying, archive_entries=8)
    assert caught.value.limit == "archive_entries"


@pytest.mark.parametrize(
    ("limit", "value"), [("archive_member_bytes", 5_000), ("archive_ratio", 50)]
)
def test_a_member_over_a_limit_of_its_own_is_told_alone(zipped, limit, value):
    assert told(zipped({"big": bytes(200_000), "f.xml": ONE}), **{limit: value})[0] == (
        "big",
        LimitExceededError,
    )
    assert told(zipped({"big": bytes(200_000), "f.xml": ONE}), archive_member_bytes=100_000)[1] == (
        "f.xml",
        "F-1",
    )


def test_a_zip_cut_anywhere_is_malformed_and_gives_nothing_wrong(zipped):
    data = zipped({"f.xml": ONE})
    for size in range(4, len(data), 11):
        with pytest.raises(MalformedDocumentError):
            list(read_archive(data[:size]))
