"""Many invoices in one archive: each is read or says why not, and none stops the rest."""

from __future__ import annotations

import io
import tarfile
import zipfile

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lots import ONE, TWO, told

from chorus_sdk import read
from chorus_sdk.errors import (
    DocumentError,
    LimitExceededError,
    MalformedDocumentError,
    UnknownFormatError,
    UnsafeDocumentError,
)
from chorus_sdk.formats.archives import read_archive
from chorus_sdk.formats.base import FormatId
from chorus_sdk.limits import Limits


def test_invoices_come_in_their_order_with_what_they_are(make):
    items = list(read_archive(make({"b/2.xml": TWO, "1.xml": ONE})))
    assert [item.name for item in items] == ["b/2.xml", "1.xml"]
    assert [item.detection.format for item in items] == [FormatId.CII_INVOICE] * 2
    assert [item.invoice for item in items] == [read(TWO), read(ONE)]
    assert [item.error for item in items] == [None, None]


def test_a_bad_file_never_stops_the_rest(make):
    files = {
        "text.txt": b"bonjour",
        "broken.xml": ONE[:500],
        "bomb.xml": b'<!DOCTYPE a [<!ENTITY a "b">]><a>&a;</a>',
        "empty.xml": b"",
        "f.xml": ONE,
    }
    assert told(make(files)) == [
        ("text.txt", UnknownFormatError),
        ("broken.xml", MalformedDocumentError),
        ("bomb.xml", UnsafeDocumentError),
        ("empty.xml", UnknownFormatError),
        ("f.xml", "F-1"),
    ]


@pytest.mark.parametrize(
    ("name", "harmless"),
    [("../../etc/evil.xml", "evil.xml"), ("/evil", "evil"), ("a\nb.xml", "a_b.xml"), ("..", "_")],
)
def test_a_hostile_name_is_refused_and_told_without_its_sting(make, name, harmless):
    assert told(make({name: ONE, "f.xml": ONE})) == [
        (harmless, UnsafeDocumentError),
        ("f.xml", "F-1"),
    ]


def test_a_limit_of_the_whole_archive_stops_it_after_what_came_before(make):
    items = read_archive(
        make({"f.xml": ONE, "g.xml": TWO}), limits=Limits(archive_total_bytes=len(ONE))
    )
    assert next(items).invoice.number == "F-1"
    with pytest.raises(LimitExceededError) as caught:
        next(items)
    assert caught.value.limit == "archive_total_bytes"


def test_an_archive_inside_is_opened_once(zipped, tar_gzipped):
    inner = tar_gzipped({"f.xml": ONE, "deeper.zip": zipped({"g.xml": TWO})})
    items = list(read_archive(zipped({"lot/inner.tar.gz": inner, "h.xml": TWO})))
    assert [(i.name, i.archives, i.invoice and i.invoice.number) for i in items] == [
        ("f.xml", ("lot/inner.tar.gz",), "F-1"),
        ("deeper.zip", ("lot/inner.tar.gz",), None),
        ("h.xml", (), "F-2"),
    ]
    assert items[1].error.limit == "archive_nesting"


def test_a_damaged_archive_inside_is_told_by_its_name(zipped, tar_gzipped):
    inner = tar_gzipped({"f.xml": ONE, "g.xml": TWO})
    assert told(zipped({"in.tgz": inner[: len(inner) // 2], "h.xml": TWO}))[-2:] == [
        ("in.tgz", MalformedDocumentError),
        ("h.xml", "F-2"),
    ]


def test_limits_of_the_whole_count_over_archives_inside(zipped):
    outer = zipped({"a.zip": zipped({"1": b"", "2": b""}), "b.zip": zipped({"3": b""})})
    with pytest.raises(LimitExceededError):
        told(outer, archive_entries=4)
    assert len(told(outer, archive_entries=5)) == 3


@pytest.mark.parametrize("source", ["bytes", "path", "stream", "pipe"])
def test_an_archive_comes_from_anywhere(make, tmp_path, source):
    data = make({"f.xml": ONE})
    (tmp_path / "lot").write_bytes(data)

    class Pipe(io.RawIOBase):
        left = data

        def read(self, size=-1):
            size = 7 if size < 0 else min(size, 7)
            piece, self.left = self.left[:size], self.left[size:]
            return piece

    sources = {"bytes": data, "path": tmp_path / "lot", "stream": io.BytesIO(data), "pipe": Pipe()}
    assert told(sources[source]) == [("f.xml", "F-1")]


def test_a_stream_is_read_from_where_it_stands(make):
    stream = io.BytesIO(b"before" + make({"f.xml": ONE}))
    stream.seek(6)
    assert told(stream) == [("f.xml", "F-1")]
    assert not stream.closed


@pytest.mark.parametrize("data", [b"", b"PK", b"%PDF-1.7", ONE, b"\x1f"])
def test_what_is_no_archive_is_named_so(data):
    with pytest.raises(UnknownFormatError):
        list(read_archive(data))


def test_what_is_no_source_is_a_mistake_of_the_program():
    with pytest.raises(TypeError):
        list(read_archive(1))
    with pytest.raises(TypeError):
        list(read_archive(io.StringIO("PK")))
    with pytest.raises(OSError):
        list(read_archive("/no/such/file"))


@settings(deadline=None)
@given(
    files=st.dictionaries(
        st.text("abcdé-_/ ", min_size=1, max_size=200).map(
            lambda name: "/".join(f"f{part}" for part in name.split("/")) + ".bin"
        ),
        st.binary(max_size=1_500),
        max_size=4,
    ),
    form=st.sampled_from(
        ["zip", "stored", tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, "ustar.gz", "pax.gz"]
    ),
)
def test_every_file_gives_one_item_in_every_form(zipped, tarred, files, form):
    assume(files or form in ("zip", "stored"))  # a tar of nothing is zeros and nothing else
    if form in ("zip", "stored"):
        method = zipfile.ZIP_STORED if form == "stored" else zipfile.ZIP_DEFLATED
        data = zipped(files, method)
    elif form == "ustar.gz":
        files = {name[-60:].lstrip("/"): content for name, content in files.items()}
        data = tarred(files, "w:gz", tarfile.USTAR_FORMAT)
    elif form == "pax.gz":
        data = tarred(files, "w:gz")
    else:
        data = tarred(files, "w", form)
    assert [item.name for item in read_archive(data)] == list(files)


def test_hostile_archives_of_the_corpus_give_items_or_a_typed_error(corpus, corpus_index):
    formats = ("zip", ".tar.gz", ".tar", ".gz")
    failures = []
    seen = 0
    for row in corpus_index:
        if not row["path"].endswith(formats):
            continue
        seen += 1
        try:
            items = list(read_archive(corpus / row["path"]))
        except DocumentError:
            items = []
        name = row["path"].rpartition("/")[2]
        numbers = [item.invoice.number for item in items if item.invoice]
        if "2-invoices" in name and len(numbers) != 2:
            failures.append(name)
        if ("empty" in name or "ratio" in name) and numbers:
            failures.append(name)
        if "nested" in name and [len(item.archives) for item in items] != [1]:
            failures.append(name)
    assert failures == []
    assert seen >= 9
