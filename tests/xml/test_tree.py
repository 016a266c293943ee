"""A whole document is read as it is written, or refused with its place."""

from __future__ import annotations

import pytest

from chorus_sdk import _xml
from chorus_sdk.errors import LimitExceededError, MalformedDocumentError, UnsafeDocumentError
from chorus_sdk.limits import Limits


@pytest.mark.parametrize(
    ("data", "line"), [(b"<a>\n<b></a>", 2), (b"", 1), (b"<a", 1), (b"plain text", 1)]
)
def test_a_broken_document_says_where(data, line):
    with pytest.raises(MalformedDocumentError) as caught:
        _xml.parse(data)
    assert caught.value.line == line


def test_a_wrong_encoding_is_malformed_not_garbled():
    with pytest.raises(MalformedDocumentError):
        _xml.parse('<?xml version="1.0" encoding="utf-8"?><a>é</a>'.encode("latin-1"))


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "iso-8859-15", "cp1252"],
)
def test_declared_encodings_are_read(encoding):
    name = encoding.removesuffix("-sig").removesuffix("-le").removesuffix("-be")
    data = f'<?xml version="1.0" encoding="{name}"?><a>é</a>'.encode(encoding)
    assert _xml.parse(data).text == "é"


def test_a_text_over_ten_million_characters_is_read_within_our_limit():
    data = b"<a><b>" + b"x" * 10_100_000 + b"</b></a>"
    root = _xml.parse(data)
    assert len(root[0].text or "") == 10_100_000
    with pytest.raises(LimitExceededError) as caught:
        _xml.parse(data, Limits(xml_text_bytes=10_000_000))
    assert caught.value.limit == "xml_text_bytes"


def test_a_cdata_section_over_ten_million_characters_is_a_text_too():
    assert len(_xml.parse(b"<a><![CDATA[" + b"x" * 10_100_000 + b"]]></a>").text) == 10_100_000


@pytest.mark.slow
def test_a_text_of_a_hundred_megabytes_is_read():
    assert len(_xml.parse(b"<a>" + b"x" * 100_000_000 + b"</a>").text) == 100_000_000


def test_depth_is_bounded_even_beside_a_huge_text():
    deep = b"<a>" * 300 + b"</a>" * 300
    with pytest.raises(LimitExceededError) as caught:
        _xml.parse(deep)
    assert caught.value.limit == "xml_depth"
    huge = b"<r>" + b"<t>" + b"x" * 10_100_000 + b"</t>" + deep + b"</r>"
    with pytest.raises(LimitExceededError):
        _xml.parse(huge)


def test_a_lower_depth_limit_holds_for_whole_documents_too():
    shallow = b"<a>" * 10 + b"</a>" * 10
    assert _xml.parse(shallow, Limits(xml_depth=10)) is not None
    with pytest.raises(LimitExceededError) as caught:
        _xml.parse(shallow, Limits(xml_depth=9))
    assert (caught.value.limit, caught.value.maximum) == ("xml_depth", 9)


def test_a_document_over_the_size_limit_is_not_parsed():
    with pytest.raises(LimitExceededError) as caught:
        _xml.parse(b"<a></a>", Limits(document_bytes=6))
    assert (caught.value.value, caught.value.maximum) == (7, 6)


def test_elements_are_counted_before_they_take_memory():
    data = b"<a>" + b"<b/>" * 9 + b"</a>"
    assert len(_xml.parse(data, Limits(xml_elements=10))) == 9
    with pytest.raises(LimitExceededError) as caught:
        _xml.parse(data, Limits(xml_elements=9))
    assert (caught.value.limit, caught.value.value) == ("xml_elements", 10)


def test_a_doctype_is_refused_before_the_limits_of_the_engine_are_lifted():
    start = b'<!DOCTYPE r [<!ENTITY a "' + b"a" * 100_000 + b'">]><r><t>' + b"x" * 10_100_000
    with pytest.raises(UnsafeDocumentError):
        _xml.parse(start + b'</t><q b="' + b"&a;" * 2_000 + b'"/></r>')


def test_a_path_has_the_prefixes_of_its_document_and_numbers_where_they_are_needed():
    root = _xml.parse(b'<r xmlns="urn:r" xmlns:p="urn:p"><p:a/><p:a><b/></p:a></r>')
    assert _xml.path_of(root[1][0]) == "/r/p:a[2]/b"
