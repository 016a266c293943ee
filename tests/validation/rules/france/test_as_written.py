"""Texts and numbers as the document writes them: where they stand, and when it is read again."""

from __future__ import annotations

import pytest
from french_parts import words

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.documents import read
from chorus_sdk.invoice.provenance import EMPTY, Origin, Unmapped
from chorus_sdk.sandbox.samples import sample_cii, sample_invoice, sample_ubl
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.france import FRANCE
from chorus_sdk.validation.rules.france.as_written import as_written
from chorus_sdk.validation.rules.france.written_numbers import number_texts

CII, UBL = FormatId.CII_INVOICE, FormatId.UBL_INVOICE
RIGHT = sample_invoice(framework="M1")
MAKERS = {CII: sample_cii, UBL: sample_ubl}


def subject(syntax, before="", after="", number=1):
    """The sample as a document, in which the n-th of a text is another."""
    document = MAKERS[syntax](RIGHT).decode()
    parts = document.split(before) if before else [document]
    assert len(parts) > number or not before
    if before:
        document = before.join(parts[:number]) + after + before.join(parts[number:])
    data = document.encode()
    return Subject(invoice=read(data), format=syntax, document=data)


def said(about):
    found = [f for f in FRANCE.run(about) if f.severity is Severity.ERROR]
    return [(f.code, f.location.path, f.found) for f in found]


@pytest.mark.parametrize("syntax", [CII, UBL])
def test_what_is_written_plainly_is_looked_at_as_it_was_read(syntax):
    plain = subject(syntax)
    assert as_written(plain) is plain
    assert number_texts(plain) == {}
    name = RIGHT.lines[0].item.name
    for text in (f" {name}", f"{name}\n", f"\n{name} "):
        padded = subject(syntax, f">{name}<", f">{text}<")
        assert as_written(padded) is padded


def test_only_documents_of_the_two_syntaxes_are_read_again():
    padded = subject(UBL, ">F2026-0001<", "> F2026-0001<")
    assert as_written(padded).invoice.number == " F2026-0001"
    for other in (None, FormatId.PIVOT):
        about = Subject(invoice=RIGHT, format=other, document=padded.document)
        assert as_written(about) is about
    bare = Subject(invoice=RIGHT, format=UBL)
    assert as_written(bare) is bare
    assert number_texts(bare) == {}


def test_a_document_in_utf_16_is_passed_over():
    text = sample_ubl(RIGHT).decode().replace(">F2026-0001<", "> F2026-0001<")
    data = text.replace("UTF-8", "UTF-16").encode("utf-16")
    about = Subject(invoice=read(data), format=UBL, document=data)
    assert as_written(about) is about
    assert said(about) == []


@pytest.mark.parametrize("syntax", [CII, UBL])
@pytest.mark.parametrize("text", [" {}", "\t{}", "{}\n", "\n\t {} \t"])
def test_a_text_keeps_its_blanks_and_nothing_else_changes(syntax, text):
    name = "URIID" if syntax is CII else "EndpointID"
    address = RIGHT.seller.electronic_address.value
    prefix = "ram" if syntax is CII else "cbc"
    end = f">{address}</{prefix}:{name}>"
    about = subject(syntax, end, end.replace(address, text.format(address)))
    other = as_written(about).invoice
    assert other.seller.electronic_address.value == text.format(address)
    assert about.invoice == RIGHT
    same = other.model_copy(update={"seller": RIGHT.seller})
    assert same == RIGHT


def test_the_first_eight_signs_of_a_day_are_looked_at_in_cii():
    day = ">20261120<"
    assert said(subject(CII, day, ">20261120\n <")) == []
    ((code, place, found),) = said(subject(CII, day, "> 20261120<"))
    assert (code, found) == ("BR-FR-03", " 20261120")
    assert place.endswith("/ram:IssueDateTime/udt:DateTimeString")


CATEGORY = {CII: ("<ram:CategoryCode>S<", "ram:CategoryCode"), UBL: ("<cbc:ID>S<", "cbc:ID")}


@pytest.mark.parametrize("syntax", [CII, UBL])
@pytest.mark.parametrize("text", [" S", "S ", ""])
def test_a_category_in_blanks_or_empty_is_told_where_it_stands(syntax, text):
    before, name = CATEGORY[syntax]
    number = 2 if syntax is CII else 3  # UBL has the breakdown before the lines, CII after them
    about = subject(syntax, before, f"<{name}>{text}<", number)
    assert said(about) == [("BR-FR-15", "lines[1].vat.category", text)]


def test_an_empty_element_without_a_rule_on_it_changes_nothing():
    remarks = (
        Unmapped(path="/Invoice/cac:Party/cbc:Name", text="", reason=EMPTY),
        Unmapped(path="/Invoice/cac:Party[2]/cbc:ID", text="", reason=EMPTY),
        Unmapped(path="/Invoice/cbc:ProfileID", text="", reason="other"),
    )
    origin = Origin(format="ubl-invoice", sha256="", remarks=remarks)
    invoice = RIGHT.model_copy(update={"origin": origin})
    about = Subject(invoice=invoice, format=UBL, document=sample_ubl(RIGHT))
    assert as_written(about) is about


@pytest.mark.parametrize("text", ["", " ", " EUR", "EUR\n"])
@pytest.mark.parametrize("syntax", [CII, UBL])
def test_a_currency_that_is_not_written_as_one_is_another(syntax, text):
    name = "DocumentCurrencyCode" if syntax is UBL else "InvoiceCurrencyCode"
    about = subject(syntax, f"{name}>EUR<", f"{name}>{text}<")
    assert as_written(about).invoice.currency == text
    assert as_written(about).invoice.totals == about.invoice.totals
    assert [code for code, _, _ in said(about)] == ["BR-FR-CO-12"]


NUMBERS = [
    (UBL, ">97.00</cbc:LineExtensionAmount", "lines[0].net_amount", "BR-FR-DEC-01", "97.00"),
    (UBL, ">48.50</cbc:PriceAmount", "lines[0].price.net", "BR-FR-DEC-03", "48.50"),
    (UBL, ">2</cbc:InvoicedQuantity", "lines[0].quantity", "BR-FR-DEC-02", "2"),
    (CII, ">97.00</ram:LineTotalAmount", "lines[0].net_amount", "BR-FR-DEC-01", "97.00"),
    (CII, ">48.50</ram:ChargeAmount", "lines[0].price.net", "BR-FR-DEC-03", "48.50"),
    (CII, ">2</ram:BilledQuantity", "lines[0].quantity", "BR-FR-DEC-02", "2"),
]


@pytest.mark.parametrize(("syntax", "end", "place", "code", "number"), NUMBERS)
def test_a_number_that_is_oddly_written_is_told_where_it_stands(syntax, end, place, code, number):
    for text in (f"+{number}", f" +{number}\n", f"{number.partition('.')[0]}."):
        about = subject(syntax, end, end.replace(number, text))
        assert number_texts(about) == {place: text}
        assert said(about) == [(code, place, text)]
    for text in (f"0{number}", f" 00{number} "):
        about = subject(syntax, end, end.replace(number, text))
        assert number_texts(about) == {place: text}
        assert said(about) == []


@pytest.mark.parametrize("syntax", [CII, UBL])
def test_a_rate_is_held_to_the_text_of_the_list(syntax):
    name = "ram:RateApplicablePercent" if syntax is CII else "cbc:Percent"
    for text, codes in (
        ("020", ["BR-FR-16"]),
        (" 20", ["BR-FR-16"]),
        ("20\n", ["BR-FR-16"]),
        ("00020", words("BR-FR-16 BR-FR-DEC-04")),
        ("+20", words("BR-FR-16 BR-FR-DEC-04")),
        ("20.0", []),
    ):
        number = 2 if syntax is CII else 3
        about = subject(syntax, f">20</{name}>", f">{text}</{name}>", number)
        assert said(about) == [(code, "lines[1].vat.rate", text) for code in codes]


def test_a_number_beside_the_model_is_told_by_its_path():
    for text, reason, wrong in (
        ("+1", None, True),
        (".5", None, True),
        ("-.5", None, True),
        ("5.", None, True),
        ("5", None, False),
        ("abc", None, False),
        ("abc", "not a number", True),
        ("5", "not a number", True),
    ):
        for name, rule in (("Amount", "BR-FR-DEC-01"), ("Other", None)):
            path = f"/Invoice/cac:Thing[2]/cbc:{name}"
            kept = Unmapped(path=path, text=text, reason=reason)
            about = Subject(invoice=RIGHT.model_copy(update={"unmapped": (kept,)}), format=UBL)
            assert said(about) == ([(rule, path, text)] if wrong and rule else [])
