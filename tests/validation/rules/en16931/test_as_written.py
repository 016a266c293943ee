"""Blanks that official rules look at: what Saxon finds in a document with blanks, ours find too."""

from __future__ import annotations

import pytest
from en16931_invoices import in_category, valid
from en16931_referee import CII, CII_AT_LARGE, CREDIT_NOTE, UBL, Syntax
from lxml import etree

from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.cii import writer as cii_writer
from chorus_sdk.formats.ubl import writer as ubl_writer
from chorus_sdk.invoice import Party
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.en16931 import EN16931
from chorus_sdk.validation.rules.en16931.as_written import as_written, with_blank_texts

PADDED = ("{} ", " {}", "\n{}\t", "{}\n ")


def in_blanks(document: bytes, end: str, shape: str) -> bytes:
    root = etree.fromstring(document)
    found = [each for each in root.iter("{*}" + end.rpartition("/")[2]) if not len(each)]
    owner = end.rpartition("/")[0]
    for each in found:
        if not owner or etree.QName(each.getparent()).localname == owner:
            each.text = shape.format(each.text or "")
    return etree.tostring(root)


def ids(document: bytes, format_id: FormatId, read) -> set[str]:
    subject = Subject(invoice=read(document), format=format_id, document=document)
    return {finding.code for finding in EN16931.run(subject)}


@pytest.mark.parametrize(
    ("syntax", "end", "shape", "code"),
    [
        (UBL, "LegalMonetaryTotal/PayableAmount", "{}  ", "BR-DEC-18"),
        (UBL, "LegalMonetaryTotal/PayableAmount", "{}\n", "UBL-DT-01"),
        (UBL, "PartyTaxScheme/CompanyID", "\n{}", "BR-CO-09"),
        (UBL, "DocumentCurrencyCode", "{} ", "BR-CO-15"),
        (CII, "DuePayableAmount", "{}  ", "BR-DEC-18"),
        (CII, "ApplicableTradeTax/TypeCode", "{} ", "CII-DT-037"),
        (CII, "ApplicableTradeTax/TypeCode", "{} ", "BR-47"),
        (CII, "SpecifiedTaxRegistration/ID", " {}", "BR-CO-09"),
    ],
)
def test_blanks_that_an_official_rule_looks_at_break_it(syntax, end, shape, code) -> None:
    sound = syntax.write(valid())
    assert code not in ids(sound, syntax.format, syntax.read)
    padded = in_blanks(sound, end, shape)
    assert code in ids(padded, syntax.format, syntax.read)


def test_a_category_in_blanks_is_no_category_in_cii_and_still_a_code() -> None:
    sound = in_category("AE")
    written = CII.write(sound.model_copy(update={"buyer": Party(name="Autre")}))
    assert "BR-AE-02" in ids(written, CII.format, CII.read)
    padded = in_blanks(written, "ApplicableTradeTax/CategoryCode", "{} ")
    found = ids(padded, CII.format, CII.read)
    assert not found & {"BR-AE-02", "BR-CL-17", "BR-CL-18"}


@pytest.mark.parametrize(
    ("syntax", "end"),
    [
        (UBL, "InvoiceTypeCode"),
        (UBL, "TaxCategory/ID"),
        (UBL, "InvoicedQuantity"),
        (CII, "ExchangedDocument/TypeCode"),
        (CII, "InvoiceCurrencyCode/none"),
    ],
)
@pytest.mark.parametrize("shape", PADDED)
def test_blanks_that_no_rule_looks_at_break_none(syntax, end, shape) -> None:
    padded = in_blanks(syntax.write(valid()), end, shape)
    assert ids(padded, syntax.format, syntax.read) == set()


@pytest.mark.parametrize(("blank", "is_wrong"), [(" ", False), ("\n  ", True), ("\t", True)])
def test_a_vat_number_of_blanks_is_looked_at_from_its_first_character(blank, is_wrong) -> None:
    """In UBL the first two are looked for in the row of all codes, which has a blank."""
    root = etree.fromstring(UBL.write(valid()))
    for each in root.iter("{*}CompanyID"):
        if etree.QName(each.getparent()).localname == "PartyTaxScheme":
            each.text = blank
    found = ids(etree.tostring(root), UBL.format, UBL.read)
    assert ("BR-CO-09" in found) is is_wrong


def test_an_invoice_without_blanks_is_looked_at_as_it_is() -> None:
    for syntax in (UBL, CII):
        data = syntax.write(valid())
        subject = Subject(invoice=syntax.read(data), format=syntax.format, document=data)
        assert as_written(subject) is subject
        assert with_blank_texts(subject) is subject
    value = Subject(invoice=valid())
    assert as_written(value) is value


def test_the_amount_is_the_same_with_its_blanks() -> None:
    data = in_blanks(UBL.write(valid()), "LegalMonetaryTotal/PayableAmount", "{} ")
    subject = Subject(invoice=UBL.read(data), format=UBL.format, document=data)
    seen = as_written(subject).invoice.totals.due
    assert seen == subject.invoice.totals.due
    assert str(seen) == f"{subject.invoice.totals.due}0"


def test_a_blank_is_a_text_for_factur_x_and_none_for_en_16931() -> None:
    data = in_blanks(CII.write(valid()), "ExchangedDocument/ID", "")
    data = data.replace(b"<ram:ID></ram:ID>", b"<ram:ID> </ram:ID>", 1).replace(
        b"<ram:ID/>", b"<ram:ID> </ram:ID>", 1
    )
    subject = Subject(invoice=CII.read(data), format=CII.format, document=data)
    assert subject.invoice.number is None
    assert as_written(subject).invoice.number is None
    assert with_blank_texts(subject).invoice.number is not None


def every_text_in_blanks(document: bytes) -> list[bytes]:
    made = []
    for number, each in enumerate(etree.fromstring(document).iter()):
        for shape in PADDED if not len(each) else ():
            root = etree.fromstring(document)
            element = list(root.iter())[number]
            element.text = shape.format(element.text or "")
            made.append(etree.tostring(root))
    return made


KNOWN = {
    "UBL-SR-13",  # blanks around the name of a tax scheme
    "UBL-SR-44",  # blanks around a payment reference
    "UBL-SR-47",  # blanks around the code of one of several payment means
}


@pytest.mark.slow
@pytest.mark.parametrize("syntax", [UBL, CREDIT_NOTE, CII], ids=["ubl", "credit-note", "cii"])
def test_every_text_in_blanks_is_judged_as_saxon_does(syntax: Syntax) -> None:
    pytest.importorskip("saxonche")
    made = every_text_in_blanks(syntax.write(valid()))
    documents = [each for each in made if syntax.schema.validate(etree.fromstring(each))]
    assert len(documents) > 100
    wrong = [each for each in syntax.differences(documents) if not KNOWN.issuperset(each[0])]
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("syntax", [UBL, CREDIT_NOTE, CII_AT_LARGE], ids=["ubl", "note", "cii"])
def test_a_blank_that_is_none_of_xml_is_a_text_as_saxon_does(syntax: Syntax) -> None:
    pytest.importorskip("saxonche")
    written = syntax.write(valid())
    names = {etree.QName(each).localname for each in etree.fromstring(written).iter("*")}
    made = [in_blanks(written, name, "\xa0") for name in sorted(names)]
    documents = [each for each in made if syntax.schema.validate(etree.fromstring(each))]
    assert len(documents) > 20
    assert syntax.differences(documents) == []


@pytest.mark.parametrize(
    "blank", ["\x85", "\xa0", *"\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000"]
)
@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_a_number_of_blanks_that_are_none_of_xml_is_a_number(blank: str, encoding: str) -> None:
    """XPath's normalize-space takes off four characters, and BR-02 wants more than nothing."""
    root = etree.fromstring(UBL.write(valid()))
    (number,) = root.findall("cbc:ID", root.nsmap)
    for text, is_missing in ((blank, False), (" ", True)):
        number.text = text
        found = ids(etree.tostring(root, encoding=encoding), UBL.format, UBL.read)
        assert ("BR-02" in found) is is_missing


def test_both_writers_are_read_under_their_formats() -> None:
    assert UBL.read(ubl_writer.write(valid())).number == valid().number
    assert CII.read(cii_writer.write(valid())).number == valid().number
