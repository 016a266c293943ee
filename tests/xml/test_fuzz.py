"""Whatever is done to a document: a value comes back, or an error that is documented."""

from __future__ import annotations

import contextlib
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chorus_sdk import _xml, detect, read
from chorus_sdk.errors import DocumentError
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.schemas import explain_schema
from chorus_sdk.sandbox.samples import (
    sample_cii,
    sample_facturx,
    sample_invoice,
    sample_ubl,
)

INVOICE = sample_invoice(number="F-1")
DOCUMENTS = {
    "cii": sample_cii(INVOICE),
    "ubl": sample_ubl(INVOICE),
    "cii-utf16": sample_cii(INVOICE).decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    "facturx": sample_facturx(INVOICE),
}
PIECES = st.one_of(
    st.sampled_from(
        [
            b"<",
            b">",
            b"</",
            b"/>",
            b"&",
            b"&x;",
            b"&#0;",
            b"<!DOCTYPE a>",
            b"<!--",
            b"-->",
            b"<![CDATA[",
            b"]]>",
            b"<?xml",
            b"?>",
            b'"',
            b"=",
            b' xmlns=""',
            b":",
            b"\0",
            b"\xff",
            b"\xef\xbb\xbf",
            b"\xff\xfe",
            b"NaN",
            b"Infinity",
            b"1e9999",
            b"-0",
            b"99999999999999999999999999999999",
            b"0000-00-00",
            b"99999999",
            b"\xd9\xa1",
            b" ",
            b"\r",
            b"%",
            b"<<",
            b"endobj",
        ]
    ),
    st.binary(max_size=6),
)
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["flip", "insert", "replace", "delete", "copy", "cut", "empty"]),
        st.floats(0, 1, exclude_max=True),
        st.integers(1, 400),
        PIECES,
    ),
    min_size=1,
    max_size=6,
)


def change(data: bytes, changes) -> bytes:
    for what, where, size, piece in changes:
        filled = b">" + piece + b"<"
        place = int(where * len(data))
        before, after = data[:place], data[place:]
        if what == "flip":
            data = before + bytes([(after[0] if after else 0) ^ (size % 255 + 1)]) + after[1:]
        elif what == "insert":
            data = before + piece + after
        elif what == "replace":
            data = before + piece + after[size:]
        elif what == "delete":
            data = before + after[size:]
        elif what == "copy":
            data = before + after[:size] + after
        elif what == "cut":
            data = before
        else:
            data = before + re.sub(rb">[^<]+<", lambda _, text=filled: text, after, count=1)
    return data


@pytest.mark.parametrize("name", DOCUMENTS)
@settings(deadline=None)
@given(changes=CHANGES)
def test_a_changed_document_is_detected_whatever_it_is_now(name, changes):
    assert detect(change(DOCUMENTS[name], changes)).format in FormatId


@pytest.mark.parametrize("name", DOCUMENTS)
@settings(deadline=None)
@given(changes=CHANGES)
def test_a_changed_document_is_read_or_refused_with_a_document_error(name, changes):
    with contextlib.suppress(DocumentError):
        assert read(change(DOCUMENTS[name], changes)) is not None


@pytest.mark.parametrize("name", ["cii", "ubl", "cii-utf16"])
@settings(deadline=None)
@given(changes=CHANGES)
def test_what_one_door_reads_to_its_end_the_others_do(name, changes, feed):
    data = change(DOCUMENTS[name], changes)
    try:
        root = _xml.parse(data)
    except DocumentError:
        return  # a stream goes on where only a namespace is wrong
    assert feed(data).seen[0] == f"<{root.tag}"
    assert _xml.sniff(data).name == _xml.local_name(str(root.tag))
    written = _xml.to_bytes(root)
    assert _xml.to_bytes(_xml.parse(written)) == written


@settings(deadline=None)
@given(data=st.binary(max_size=300))
def test_any_bytes_at_all_are_refused_or_read(data):
    for verb in (_xml.parse, _xml.sniff, _xml.parse_html, read):
        with contextlib.suppress(DocumentError):
            assert verb(data) is not None
    assert detect(io.BytesIO(data)) == detect(data)


@settings(deadline=None)
@given(changes=CHANGES)
def test_a_changed_document_is_explained_when_it_no_longer_fits(changes):
    data = change(DOCUMENTS["cii"], changes)
    with contextlib.suppress(DocumentError):
        for finding in explain_schema(data, FormatId.CII_INVOICE):
            assert finding.message
            assert finding.message_fr
