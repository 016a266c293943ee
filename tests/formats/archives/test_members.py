"""Archives: what is given out, and what is refused."""

import contextlib
import gzip
import io
import stat
import tarfile
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chorus_sdk.errors import (
    ChorusError,
    LimitExceededError,
    MalformedDocumentError,
    UnknownFormatError,
    UnsafeDocumentError,
)
from chorus_sdk.formats.archives import Member, members
from chorus_sdk.limits import Limits

HOSTILE_NAMES = [
    "../evil.xml",
    "a/../../evil.xml",
    "/etc/evil.xml",
    "C:\\evil.xml",
    "c:evil.xml",
    "..\\evil.xml",
    "a\\..\\..\\evil.xml",
    "nul",
    "a/COM1.xml",
    "a\nb.xml",
]


def test_files_come_in_their_order_with_their_content(make):
    files = {"b/2.xml": b"two", "a.xml": b"", "é.xml": b"three"}
    assert list(members(make(files))) == [Member(n, c) for n, c in files.items()]


@settings(deadline=None)
@given(
    files=st.dictionaries(
        st.text("abcdéf-_ ", min_size=1, max_size=20).map(lambda n: f"f{n}.xml"),
        st.binary(max_size=2_000),
        max_size=5,
    )
)
def test_what_goes_in_comes_out(make, files):
    assert {m.name: m.content for m in members(make(files))} == files


@pytest.mark.parametrize("tar_format", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_a_long_path_is_read_from_a_tar(tar_gzipped, tar_format):
    name = "/".join(["folder" * 10] * 4) + "/facture.xml"
    assert [m.name for m in members(tar_gzipped({name: b"x"}, tar_format))] == [name]


def test_a_stream_is_as_good_as_bytes(zipped):
    assert [m.name for m in members(io.BytesIO(zipped({"a": b""})))] == ["a"]


def test_folders_are_passed_over():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.mkdir("folder")
        archive.writestr("folder/a.xml", b"x")
    assert [m.name for m in members(out.getvalue())] == ["folder/a.xml"]


def test_an_empty_archive_has_no_files(make):
    assert list(members(make({}))) == []


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_name_is_refused(make, name):
    with pytest.raises(UnsafeDocumentError):
        list(members(make({name: b"x"})))


@pytest.mark.parametrize("name", ["a..b.xml", "console.xml", "nulle.xml", "C.xml", "..."])
def test_a_name_that_only_looks_hostile_is_taken(zipped, name):
    assert [m.name for m in members(zipped({name: b"x"}))] == [name]


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE]
)
def test_a_link_or_device_in_a_tar_is_refused(kind):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        header = tarfile.TarInfo("link")
        header.type, header.linkname = kind, "a.xml"
        archive.addfile(header)
    with pytest.raises(UnsafeDocumentError):
        list(members(out.getvalue()))


def test_a_link_in_a_zip_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("link")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, b"/etc/hostname")
    with pytest.raises(UnsafeDocumentError):
        list(members(out.getvalue()))


@pytest.mark.parametrize(
    ("limit", "value", "files"),
    [
        ("archive_entries", 2, {"a": b"", "b": b"", "c": b""}),
        ("archive_member_bytes", 9, {"a": b"0123456789"}),
        ("archive_total_bytes", 19, {"a": b"0123456789", "b": b"0123456789"}),
        ("file_name_characters", 9, {"a/0123456789": b""}),
    ],
)
def test_each_limit_holds_at_its_edge(make, limit, value, files):
    with pytest.raises(LimitExceededError) as caught:
        list(members(make(files), limits=Limits(**{limit: value})))
    assert caught.value.limit == limit
    assert list(members(make(files), limits=Limits(**{limit: value + 1})))


def test_what_is_denser_than_any_invoice_is_refused(make):
    with pytest.raises(LimitExceededError) as caught:
        list(members(make({"a.xml": bytes(30_000_000)}), limits=Limits(archive_ratio=100)))
    assert caught.value.limit == "archive_ratio"


def test_a_long_name_header_may_not_be_a_bomb():
    header = tarfile.TarInfo("././@LongLink")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 50_000_000
    data = header.tobuf(tarfile.GNU_FORMAT) + b"a" * 50_000_000
    with pytest.raises(LimitExceededError):
        list(members(gzip.compress(data, 1)))


def test_an_archive_inside_is_opened_once(zipped, tar_gzipped):
    inner = zipped({"facture.xml": b"x"})
    assert list(members(tar_gzipped({"lot.zip": inner}))) == [
        Member("facture.xml", b"x", archives=("lot.zip",))
    ]


def test_an_archive_inside_an_archive_inside_is_refused(zipped):
    deep = zipped({"b.zip": zipped({"c.zip": zipped({"d.xml": b"x"})})})
    with pytest.raises(LimitExceededError) as caught:
        list(members(deep))
    assert caught.value.limit == "archive_nesting"
    assert [m.name for m in members(deep, limits=Limits(archive_nesting=2))] == ["d.xml"]


def test_limits_count_over_all_nested_archives(zipped):
    outer = zipped({"a.zip": zipped({"1": b"", "2": b""}), "b.zip": zipped({"3": b""})})
    with pytest.raises(LimitExceededError):
        list(members(outer, limits=Limits(archive_entries=4)))
    assert len(list(members(outer, limits=Limits(archive_entries=5)))) == 3


def test_an_office_document_is_a_file_and_no_archive(zipped):
    sheet = zipped({"xl/workbook.xml": b"<x/>"})
    assert [m.name for m in members(zipped({"annexe.xlsx": sheet}))] == ["annexe.xlsx"]


@pytest.mark.parametrize("data", [b"", b"<Invoice/>", b"PK", b"%PDF-1.7"])
def test_what_is_no_archive_is_named_so(data):
    with pytest.raises(UnknownFormatError):
        list(members(data))


def test_a_cut_archive_is_malformed(make):
    data = make({"a.xml": bytes(range(256)) * 40})
    with pytest.raises(MalformedDocumentError):
        list(members(data[: len(data) // 2]))


def test_a_gzip_that_holds_no_tar_is_malformed():
    with pytest.raises(MalformedDocumentError):
        list(members(gzip.compress(b"<Invoice/>" * 200)))


@settings(deadline=None)
@given(data=st.data())
def test_a_changed_byte_gives_files_or_a_typed_error(zipped, tar_gzipped, data):
    make = data.draw(st.sampled_from([zipped, tar_gzipped]))
    original = bytearray(make({"a.xml": b"hello" * 50, "b.xml": b"x"}))
    place = data.draw(st.integers(4, len(original) - 1))
    original[place] ^= data.draw(st.integers(1, 255))
    with contextlib.suppress(ChorusError):
        assert all(isinstance(member, Member) for member in members(bytes(original)))
