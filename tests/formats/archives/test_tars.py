"""A tar is read to its end mark, and says so where there is none."""

from __future__ import annotations

import gzip
import io
import tarfile

import pytest
from lots import ONE, TWO, told

from chorus_sdk.errors import (
    LimitExceededError,
    MalformedDocumentError,
    UnsafeDocumentError,
)
from chorus_sdk.formats.archives import read_archive


def test_the_second_file_of_a_name_is_refused(tarred):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for content in (ONE, TWO):
            header = tarfile.TarInfo("./f.xml")
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))
    assert told(out.getvalue()) == [("f.xml", "F-1"), ("f.xml", UnsafeDocumentError)]


@pytest.mark.parametrize(
    "kind",
    [
        tarfile.SYMTYPE,
        tarfile.LNKTYPE,
        tarfile.CHRTYPE,
        tarfile.BLKTYPE,
        tarfile.FIFOTYPE,
        b"S",
        b"V",
    ],
)
def test_what_is_no_plain_file_in_a_tar_is_refused_and_passed_over(tarred, kind):
    header = tarfile.TarInfo("odd")
    header.type, header.linkname = kind, "f.xml"
    data = header.tobuf(tarfile.GNU_FORMAT) + tarred({"f.xml": ONE})
    assert told(data) == [("odd", UnsafeDocumentError), ("f.xml", "F-1")]


def test_a_sparse_file_by_description_is_refused(tarred):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, keys in (("s", {"GNU.sparse.major": "1", "GNU.sparse.minor": "0"}), ("f", {})):
            header = tarfile.TarInfo(name)
            header.size, header.pax_headers = len(ONE), keys
            archive.addfile(header, io.BytesIO(ONE))
    assert told(out.getvalue()) == [("s", UnsafeDocumentError), ("f", "F-1")]


def test_a_large_member_of_a_tar_is_passed_over(tar_gzipped):
    data = tar_gzipped({"big": bytes(200_000), "f.xml": ONE})
    assert told(data, archive_member_bytes=100_000) == [
        ("big", LimitExceededError),
        ("f.xml", "F-1"),
    ]


def test_a_tar_without_compression_is_read(tarred):
    assert told(tarred({"f.xml": ONE})) == [("f.xml", "F-1")]


def test_a_single_file_under_gzip_is_read_by_the_archive_s_name(tmp_path):
    (tmp_path / "F-1.xml.GZ").write_bytes(gzip.compress(ONE))
    assert told(tmp_path / "F-1.xml.GZ") == [("F-1.xml", "F-1")]
    assert told(gzip.compress(ONE)) == [("content", "F-1")]
    assert told(gzip.compress(ONE), archive_member_bytes=100) == [("content", LimitExceededError)]


def test_a_tar_gz_cut_anywhere_gives_what_came_before_and_then_an_error(tar_gzipped):
    files = {f"{number}.xml": bytes([number]) * 3_000 for number in range(4)}
    data = tar_gzipped(files)
    for size in range(2, len(data), 7):
        seen = []
        with pytest.raises(MalformedDocumentError):
            seen.extend(item.name for item in read_archive(data[:size]))
        assert seen == list(files)[: len(seen)]


def test_a_tar_cut_anywhere_gives_what_came_before_and_then_an_error(tarred):
    files = {"a.xml": b"1" * 700, "b.xml": b"2" * 700}
    data = tarred(files).rstrip(b"\0")
    for size in range(512, len(data)):
        seen = []
        with pytest.raises(MalformedDocumentError):
            seen.extend(item.name for item in read_archive(data[:size]))
        assert seen == list(files)[: len(seen)]


def test_a_damaged_header_is_no_end(tarred):
    data = bytearray(tarred({"a": b"1", "b": b"2", "c": b"3"}))
    data[1_024 + 3] ^= 1
    items = read_archive(bytes(data))
    assert next(items).name == "a"
    with pytest.raises(MalformedDocumentError):
        next(items)


def test_a_wrong_checksum_behind_the_last_file_is_told(tar_gzipped):
    data = bytearray(tar_gzipped({"f.xml": ONE}))
    data[-5] ^= 1
    items = read_archive(bytes(data))
    assert next(items).invoice.number == "F-1"
    with pytest.raises(MalformedDocumentError):
        next(items)
