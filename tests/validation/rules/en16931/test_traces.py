"""What a document says beyond the model: read from documents, found by element path."""

from __future__ import annotations

import pytest
from en16931_invoices import valid

from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.cii import reader as cii_reader
from chorus_sdk.formats.cii import writer as cii_writer
from chorus_sdk.formats.ubl import reader as ubl_reader
from chorus_sdk.formats.ubl import writer as ubl_writer
from chorus_sdk.invoice import Invoice, Line
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.en16931 import EN16931
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.traces import traces

UBL = ubl_writer.write(valid()).decode()
CII = cii_writer.write(valid()).decode()
LINE = "cac:InvoiceLine"


def ubl(text: str) -> Subject:
    return Subject(invoice=ubl_reader.read(text.encode()), format=FormatId.UBL_INVOICE)


def cii(text: str) -> Subject:
    return Subject(invoice=cii_reader.read(text.encode()), format=FormatId.CII_INVOICE)


def replaced(text: str, old: str, new: str, count: int = 1) -> str:
    assert old in text
    return text.replace(old, new, count)


def codes(subject: Subject) -> set[str]:
    return {finding.code for finding in EN16931.run(subject)}


def test_a_correct_document_has_no_traces_and_breaks_no_rule() -> None:
    assert not traces(ubl(UBL))
    for subject in (ubl(UBL), cii(CII)):
        assert codes(subject) == set()
        assert invoice_of(subject) is subject.invoice


def test_an_empty_group_is_there() -> None:
    start, end = CII.index("<ram:PostalTradeAddress>"), CII.index("</ram:PostalTradeAddress>")
    empty = CII[:start] + "<ram:PostalTradeAddress>" + CII[end:]
    assert codes(cii(empty)) == {"BR-09"}
    gone = CII[:start] + CII[end + len("</ram:PostalTradeAddress>") :]
    assert codes(cii(gone)) == {"BR-08", "BR-09"}


def test_an_empty_line_is_a_line_at_its_place() -> None:
    at = UBL.index(f"<{LINE}>", UBL.index(f"<{LINE}>") + 1)
    subject = ubl(UBL[:at] + f"<{LINE}/>" + UBL[at:])
    assert len(subject.invoice.lines) == 2
    assert [line.identifier for line in invoice_of(subject).lines] == ["1", None, "2"]
    assert invoice_of(subject).lines[1] == Line()
    places = {
        finding.location.path
        for finding in EN16931.run(subject)
        if finding.code == "BR-21" and finding.location
    }
    assert places == {"lines[1].identifier"}


def test_an_empty_text_is_a_text_for_rules_that_ask_whether_it_is_there() -> None:
    subject = ubl(replaced(UBL, "<cbc:ID>S</cbc:ID>", "<cbc:ID/>", count=1))
    assert "BR-32" not in codes(subject)
    missing = ubl(replaced(UBL, "<cbc:ID>S</cbc:ID>", "", count=1))
    assert "BR-32" in codes(missing)


@pytest.mark.parametrize("scheme", ["<cbc:ID>GST</cbc:ID>", ""])
def test_another_tax_than_vat_is_none(scheme: str) -> None:
    at = UBL.index(f"<{LINE}>")
    tail = replaced(UBL[at:], "<cbc:ID>VAT</cbc:ID>", scheme, count=1)
    subject = ubl(UBL[:at] + tail)
    assert codes(subject) == {"BR-CO-04"}
    tax = "cac:Item/cac:ClassifiedTaxCategory/cac:TaxScheme/cbc:ID"
    assert traces(subject).items_but(LINE, tax, "VAT") == {0}


def test_vat_in_small_letters_is_vat() -> None:
    subject = ubl(UBL.replace("<cbc:ID>VAT</cbc:ID>", "<cbc:ID>vat</cbc:ID>"))
    assert {"BR-CO-04", "BR-47", "BR-32", "BR-37"} & codes(subject) == set()


def test_a_charge_of_another_tax_is_told_from_an_allowance() -> None:
    at = UBL.index("<cbc:ChargeIndicator>true")
    subject = ubl(UBL[:at] + replaced(UBL[at:], "<cbc:ID>VAT</cbc:ID>", "<cbc:ID>GST</cbc:ID>"))
    assert {"BR-32", "BR-37"} & codes(subject) == {"BR-37"}


def test_an_amount_that_says_its_currency_is_a_fatal_error_in_cii() -> None:
    subject = cii(replaced(CII, "<ram:LineTotalAmount>", '<ram:LineTotalAmount currencyID="EUR">'))
    assert codes(subject) == {"CII-DT-031"}


def test_a_day_without_its_format_is_no_issue_date_in_cii() -> None:
    at = CII.index("<ram:IssueDateTime>")
    subject = cii(CII[:at] + replaced(CII[at:], ' format="102"', ""))
    assert "BR-03" in codes(subject)


def test_an_impossible_day_has_the_right_shape() -> None:
    assert codes(cii(replaced(CII, ">20261102<", ">20260230<"))) == set()
    assert codes(cii(replaced(CII, ">20261102<", ">2.11.2026<"))) == {"CII-DT-097"}


def test_what_the_core_does_not_know_is_a_warning_with_its_place() -> None:
    text = replaced(
        UBL, "<cbc:IssueDate>", "<cbc:IssueTime>10:00:00</cbc:IssueTime><cbc:IssueDate>"
    )
    (finding,) = EN16931.run(ubl(text))
    assert finding.code == "UBL-CR-006"
    assert finding.location is not None
    assert finding.location.path == "/Invoice/cbc:IssueTime"


def test_a_term_of_extended_is_a_warning_too() -> None:
    named = valid().model_copy(update={"name": "Facture"})
    subject = cii(cii_writer.write(named).decode())
    assert not subject.invoice.unmapped
    assert codes(subject) == {"CII-SR-013"}


@pytest.mark.parametrize(
    ("element", "rule"),
    [
        ("cac:PaymentTerms", "UBL-SR-05"),
        ("cac:ContractDocumentReference", "UBL-SR-01"),
        ("cac:OriginatorDocumentReference", "UBL-SR-56"),
    ],
)
@pytest.mark.parametrize("second", ["A", "B"])
def test_a_second_one_is_found_whether_it_says_the_same_or_not(
    element: str, rule: str, second: str
) -> None:
    inner = "cbc:Note" if element == "cac:PaymentTerms" else "cbc:ID"

    def one(text: str) -> str:
        return f"<{element}><{inner}>{text}</{inner}></{element}>"

    text = replaced(
        UBL,
        "<cac:AccountingSupplierParty>",
        one("A") + one(second) + "<cac:AccountingSupplierParty>",
    )
    assert codes(ubl(text)) == {rule}


def test_a_registration_without_a_number_is_found() -> None:
    start = UBL.index("<cac:PartyTaxScheme>")
    scheme = "<cac:TaxScheme><cbc:ID>FC</cbc:ID></cac:TaxScheme>"
    bare = f"<cac:PartyTaxScheme>{scheme}</cac:PartyTaxScheme>"
    assert codes(ubl(UBL[:start] + bare + UBL[start:])) == {"UBL-SR-53"}


def test_an_invoice_of_another_syntax_gets_the_rules_as_the_standard_words_them() -> None:
    bare = Invoice(number="F-1")
    other = {f.code for f in EN16931.run(Subject(invoice=bare, format=FormatId.PIVOT))}
    plain = {f.code for f in EN16931.run(Subject(invoice=bare))}
    assert other == plain
    assert {"BR-01", "BR-08", "BR-12", "BR-16", "BR-CO-18", "BR-CO-26"} <= plain


def test_what_the_core_does_not_know_is_told_once_however_often_it_stands_there() -> None:
    text = UBL.replace(
        "<cbc:LineExtensionAmount currencyID=",
        "<cbc:TaxPointDate>2026-01-02</cbc:TaxPointDate><cbc:LineExtensionAmount currencyID=",
    )
    assert text.count("<cbc:TaxPointDate>") > 2, "on each line, and in the totals"
    found = [each.code for each in EN16931.run(ubl(text)) if each.code.startswith("UBL-CR-")]
    assert found
    assert len(found) == len(set(found))
