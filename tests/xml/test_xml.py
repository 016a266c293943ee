"""The one XML door refuses what is dangerous, and says where the rest is broken."""

from __future__ import annotations

import io

import pytest

from chorus_sdk import _xml
from chorus_sdk.errors import LimitExceededError, MalformedDocumentError, UnsafeDocumentError
from chorus_sdk.limits import Limits

BOMB = (
    b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(
        f'<!ENTITY {c} "{"&" + p + ";" * 1}{("&" + p + ";") * 9}">'.encode()
        for p, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + b"]><a>&i;</a>"
)
XXE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'


class Collector:
    def __init__(self) -> None:
        self.seen: list[str] = []
        self.longest = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.seen.append(f"<{tag}")

    def data(self, text: str) -> None:
        self.longest = max(self.longest, len(text))

    def end(self, tag: str) -> None:
        self.seen.append(f"{tag}>")

    def close(self) -> None:
        self.seen.append("end")


def feed(data: bytes, **limits: int) -> Collector:
    target = Collector()
    for _ in _xml.stream(io.BytesIO(data), target, Limits(**limits)):
        pass
    return target


@pytest.mark.parametrize("data", [BOMB, XXE, b"<!DOCTYPE a><a/>"], ids=["bomb", "xxe", "bare"])
@pytest.mark.parametrize("door", [_xml.parse, _xml.sniff, feed])
def test_a_doctype_is_refused_at_every_door(door, data):
    with pytest.raises(UnsafeDocumentError):
        door(data)


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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_declared_encodings_are_read(encoding):
    name = encoding.removesuffix("-sig")
    data = f'<?xml version="1.0" encoding="{name}"?><a>é</a>'.encode(encoding)
    assert _xml.parse(data).text == "é"


def test_a_text_over_ten_million_characters_is_read_within_our_limit():
    data = b"<a><b>" + b"x" * 10_100_000 + b"</b></a>"
    root = _xml.parse(data)
    assert len(root[0].text or "") == 10_100_000
    with pytest.raises(LimitExceededError) as caught:
        _xml.parse(data, Limits(xml_text_bytes=10_000_000))
    assert caught.value.limit == "xml_text_bytes"


def test_depth_is_bounded_even_beside_a_huge_text():
    deep = b"<a>" * 300 + b"</a>" * 300
    with pytest.raises(LimitExceededError) as caught:
        _xml.parse(deep)
    assert caught.value.limit == "xml_depth"
    huge = b"<r>" + b"<t>" + b"x" * 10_100_000 + b"</t>" + deep + b"</r>"
    with pytest.raises(LimitExceededError):
        _xml.parse(huge)
    with pytest.raises(LimitExceededError):
        feed(b"<a>" * 11, xml_depth=10)


def test_a_lower_depth_limit_holds_for_whole_documents_too():
    shallow = b"<a>" * 10 + b"</a>" * 10
    assert _xml.parse(shallow, Limits(xml_depth=10)) is not None
    with pytest.raises(LimitExceededError) as caught:
        _xml.parse(shallow, Limits(xml_depth=9))
    assert (caught.value.limit, caught.value.maximum) == ("xml_depth", 9)


def test_the_depth_limit_itself_is_still_allowed():
    assert feed(b"<a>" * 10 + b"</a>" * 10, xml_depth=10).seen[-1] == "end"


def test_a_document_over_the_size_limit_is_not_parsed():
    with pytest.raises(LimitExceededError) as caught:
        _xml.parse(b"<a></a>", Limits(document_bytes=6))
    assert (caught.value.value, caught.value.maximum) == (7, 6)


def test_a_stream_hands_a_large_text_over_in_pieces():
    target = feed(b"<a>" + b"x" * 20_000_000 + b"</a>")
    assert target.longest <= 1_000_000
    assert target.seen == ["<a", "a>", "end"]


def test_a_truncated_stream_gives_what_came_and_then_its_offset():
    target = Collector()
    data = b"<a><b></b>" + b"<c>" + b"y" * 70_000
    with pytest.raises(MalformedDocumentError) as caught:
        for _ in _xml.stream(io.BytesIO(data), target):
            pass
    assert target.seen[:3] == ["<a", "<b", "b>"]
    assert caught.value.offset == len(data)


def test_sniffing_reads_the_root_and_what_stands_first():
    root = _xml.sniff(
        b'<?xml version="1.0"?><!-- c --><n:R xmlns:n="urn:x" v="1"><A>1</A><B><C>2</C'
    )
    assert (root.namespace, root.name, root.attributes) == ("urn:x", "R", {"v": "1"})
    assert root.head == (("A", "1"), ("B", None), ("B/C", None))


def test_sniffing_nothing_is_malformed():
    with pytest.raises(MalformedDocumentError):
        _xml.sniff(b"   ")
