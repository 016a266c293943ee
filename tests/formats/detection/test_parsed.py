"""A parsed document is told to be what detection tells of its bytes."""

from __future__ import annotations

import pytest

from chorus_sdk._xml import parse
from chorus_sdk.errors import DocumentError
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.detect import detect
from chorus_sdk.formats.detection.parsed import INVOICES, may_be_invoice, recognised
from chorus_sdk.sandbox.samples import sample_cii, sample_ubl

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"


def test_it_says_what_detection_says_of_every_document_of_the_corpus(corpus):
    seen = set()
    for path in sorted(corpus.rglob("*.xml")):
        data = path.read_bytes()
        try:
            root = parse(data)
        except DocumentError:
            continue
        found, told = recognised(root), detect(data)
        if found is None:
            assert told.format not in INVOICES, path.name
        else:
            assert found == (told.format, told.profile, told.guideline), path.name
            seen.add(found.format)
    assert seen == INVOICES


@pytest.mark.parametrize(
    ("root", "format_id"),
    [("Invoice", FormatId.UBL_INVOICE), ("CreditNote", FormatId.UBL_CREDIT_NOTE)],
)
@pytest.mark.parametrize("before", ["", "<c:UBLVersionID>2.1</c:UBLVersionID>", "<!-- x -->"])
def test_the_guideline_is_what_stands_in_it_without_blanks(root, format_id, before):
    stated = (
        "<c:CustomizationID> </c:CustomizationID><c:CustomizationID> urn:x </c:CustomizationID>"
    )
    data = (
        f'<{root} xmlns="{UBL}{root}-2" xmlns:c="{UBL}CommonBasicComponents-2">{before}{stated}'
        f"<c:ID>1</c:ID></{root}>"
    ).encode()
    assert recognised(parse(data)) == (format_id, Profile("urn:x"), "urn:x")


def test_without_a_guideline_there_is_no_profile():
    data = f'<Invoice xmlns="{UBL}Invoice-2"/>'.encode()
    assert recognised(parse(data)) == (FormatId.UBL_INVOICE, None, None)


@pytest.mark.parametrize("data", [b"<x/>", b"<Invoice/>", b'<Invoice xmlns="urn:other"/>'])
def test_another_root_is_no_invoice(data):
    assert recognised(parse(data)) is None


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_what_names_an_invoice_in_its_head_is_worth_parsing(start):
    assert may_be_invoice(start + sample_ubl())
    assert may_be_invoice(start + sample_cii())


@pytest.mark.parametrize(
    "data",
    [b"", b"Invoice", b"<x/>", b"%PDF-1.7 <Invoice/>", b"<!--%PDF-1.4--><Invoice/>", b"<x>" * 2000],
)
def test_everything_else_is_left_to_detection(data):
    assert not may_be_invoice(data)
