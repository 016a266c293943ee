"""What attackers have tried on XML parsers does not work here."""

from __future__ import annotations

import pytest

from chorus_sdk import _xml
from chorus_sdk.errors import (
    DocumentError,
    LimitExceededError,
    MalformedDocumentError,
    UnsafeDocumentError,
)
from chorus_sdk.limits import Limits

LAUGHS = b"".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">'.encode()
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
DOCTYPES = {
    "bare": b"<!DOCTYPE a><a/>",
    "laughs": b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + LAUGHS + b"]><a>&i;</a>",
    "laughs in an attribute": b'<!DOCTYPE a [<!ENTITY a "a">' + LAUGHS + b']><a b="&i;"/>',
    "quadratic": b'<!DOCTYPE a [<!ENTITY q "' + b"q" * 50_000 + b'">]><a>' + b"&q;" * 900 + b"</a>",
    "file": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>',
    "network": b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>',
    "parameter": b'<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/hostname">%p;]><a/>',
    "public": b'<!DOCTYPE a PUBLIC "-//X//Y" "file:///etc/hostname"><a/>',
    "default": b'<!DOCTYPE a [<!ATTLIST a b CDATA "given">]><a/>',
    "loop": b'<!DOCTYPE a [<!ENTITY a "&b;"><!ENTITY b "&a;">]><a>&a;</a>',
    "after a comment": b"<!-- c --><?p q?><!DOCTYPE a><a/>",
}


@pytest.mark.parametrize("data", DOCTYPES.values(), ids=list(DOCTYPES))
def test_a_doctype_is_refused_at_every_door(door, data):
    with pytest.raises(UnsafeDocumentError):
        door(data)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_doctype_in_another_encoding_is_no_way_round(door, encoding):
    text = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
    with pytest.raises(UnsafeDocumentError):
        door(text.encode(encoding))


def test_an_entity_that_nobody_declared_is_refused():
    with pytest.raises(UnsafeDocumentError):
        _xml.parse(b"<a>&nbsp;</a>")


@pytest.mark.parametrize(
    "name", ["UTF-7", "utf-7", "HZ", "ISO-2022-JP", "IBM037", "x-unknown", "C99"]
)
def test_an_encoding_that_can_hide_markup_is_refused(door, name):
    with pytest.raises(MalformedDocumentError):
        door(f'<?xml version="1.0" encoding="{name}"?><a>+ADw-b/+AD4-</a>'.encode())


@pytest.mark.parametrize("spaces", [1_000, 5_000])
def test_such_an_encoding_is_refused_wherever_it_stands(door, spaces):
    name = " " * spaces + 'encoding="UTF-7"'
    with pytest.raises(MalformedDocumentError):
        door(f'<?xml version="1.0" {name}?><a>+ADw-b/+AD4-</a>'.encode())


def test_a_document_without_a_mark_or_declaration_is_never_guessed():
    with pytest.raises(MalformedDocumentError):
        _xml.parse("<a>é</a>".encode("utf-16-be"))


def test_an_include_is_an_element_like_any_other(tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    document = (
        '<a xmlns:xi="http://www.w3.org/2001/XInclude">'
        f'<xi:include href="{tmp_path}/secret.txt" parse="text"/></a>'
    )
    root = _xml.parse(document.encode())
    assert b"secret<" not in _xml.to_bytes(root)
    assert [_xml.local_name(str(child.tag)) for child in root] == ["include"]


def test_an_instruction_is_kept_aside_and_never_followed():
    root = _xml.parse(b'<?xml-stylesheet type="text/xsl" href="file:///etc/hostname"?><a>b</a>')
    assert (root.tag, root.text) == ("a", "b")


def test_attributes_on_one_element_are_bounded_at_every_door(door):
    def document(count):
        names = " ".join(f'a{number}=""' for number in range(count))
        return f"<r {names}/>".encode()

    door(document(256))
    with pytest.raises(LimitExceededError) as caught:
        door(document(257))
    assert (caught.value.limit, caught.value.maximum) == ("xml_attributes", 256)


def test_attributes_deep_inside_are_bounded_too():
    data = b"<r><s>" + b"<t/>" * 50 + b'<t a="" b="" c=""/></s></r>'
    assert _xml.parse(data, Limits(xml_attributes=3)) is not None
    with pytest.raises(LimitExceededError):
        _xml.parse(data, Limits(xml_attributes=2))


@pytest.mark.timeout(20)
def test_a_flood_of_namespaces_costs_no_more_than_its_bytes(door):
    declared = " ".join(f'xmlns:n{number}="urn:{number}"' for number in range(20_000))
    used = "".join(f"<n{number}:a/>" for number in range(20_000))
    door(f"<r {declared}>{used}</r>".encode())


@pytest.mark.parametrize(
    "data",
    [
        b"<" + b"a" * 60_000 + b"/>",
        b'<a b="' + b"x" * 11_000_000 + b'"/>',
        b"<a><!--" + b"x" * 11_000_000 + b"--></a>",
        b"<a><?p " + b"x" * 11_000_000 + b"?></a>",
        b"<a" + b" " * 11_000_000 + b"/>",
    ],
    ids=["name", "attribute", "comment", "instruction", "space"],
)
def test_what_is_longer_than_any_invoice_has_it_is_unsafe(data):
    with pytest.raises(UnsafeDocumentError):
        _xml.parse(data)


@pytest.mark.parametrize("place", range(8))
def test_a_nul_byte_is_malformed_anywhere(door, place):
    data = bytearray(b"<a>xyz</a>")
    data.insert(place, 0)
    with pytest.raises(MalformedDocumentError):
        _xml.parse(bytes(data))
    try:
        door(bytes(data))
    except DocumentError:
        pass
    else:
        assert door is _xml.sniff  # a head may stand before the byte


@pytest.mark.parametrize(
    "data",
    [
        b"<a:b/>",
        b'<a b:c=""/>',
        b'<a b="" b=""/>',
        b'<a xmlns:p=""/>',
        b"<a>&#0;</a>",
        b"<a>&#x110000;</a>",
        b"<a>\xff</a>",
        b"<a>\xed\xa0\x80</a>",
        b'<?xml version="2.0"?><a/>',
        b"<a/><b/>",
        b"<a/>text",
        b"<a>]]></a>",
    ],
)
def test_what_is_not_well_formed_is_never_mended(data):
    with pytest.raises(MalformedDocumentError):
        _xml.parse(data)


def test_a_document_cut_at_any_byte_is_malformed(door):
    data = (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- c --><p:r xmlns:p="urn:p" a="1">'
        b"<p:b>\xc3\xa9 &amp; &#233;</p:b><![CDATA[<x>]]><?i j?></p:r>"
    )
    door(data)
    for size in range(len(data)):
        try:
            door(data[:size])
        except MalformedDocumentError:
            continue
        assert door is _xml.sniff, size
