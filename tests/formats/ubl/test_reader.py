"""What is special in reading UBL, on documents small enough to see."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal

import pytest

from chorus_sdk.errors import LimitExceededError, MalformedDocumentError, UnknownFormatError
from chorus_sdk.formats.ubl.reader import read
from chorus_sdk.formats.ubl.rows import CAC, CBC
from chorus_sdk.invoice import Identifier, Invoice, Note
from chorus_sdk.limits import Limits

NAMES = f'xmlns:cac="{CAC}" xmlns:cbc="{CBC}"'
UBL = "urn:oasis:names:specification:ubl:schema:xsd:"


def document(content: str, root: str = "Invoice") -> bytes:
    return f'<{root} xmlns="{UBL}{root}-2" {NAMES}>{content}</{root}>'.encode()


def paths(invoice: Invoice) -> dict[str, str]:
    return {unmapped.path: unmapped.text for unmapped in invoice.unmapped}


def test_a_credit_note_has_its_own_names() -> None:
    invoice = read(
        document(
            "<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>"
            "<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>"
            "<cbc:PaymentDueDate>2026-12-31</cbc:PaymentDueDate></cac:PaymentMeans>"
            "<cac:AdditionalDocumentReference><cbc:ID>P1</cbc:ID>"
            "<cbc:DocumentTypeCode>50</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>"
            '<cac:CreditNoteLine><cbc:CreditedQuantity unitCode="C62">2</cbc:CreditedQuantity>'
            "</cac:CreditNoteLine>",
            "CreditNote",
        )
    )
    assert invoice.type_code == "381"
    assert invoice.due_date == date(2026, 12, 31)
    assert invoice.references.project == "P1"
    assert (invoice.lines[0].quantity, invoice.lines[0].unit) == (Decimal(2), "C62")
    assert (invoice.origin.format, invoice.unmapped) == ("ubl-credit-note", ())


def test_the_names_of_an_invoice_are_foreign_in_a_credit_note() -> None:
    invoice = read(document("<cbc:DueDate>2026-12-31</cbc:DueDate>", "CreditNote"))
    assert invoice.due_date is None
    assert paths(invoice) == {"/CreditNote/cbc:DueDate": "2026-12-31"}


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("#AAI#General terms", Note(subject="AAI", text="General terms")),
        ("plain", Note(text="plain")),
        ("see #AAI# here", Note(text="see #AAI# here")),
        ("#1# first", Note(text="#1# first")),
        ("#PMD#two\nlines", Note(subject="PMD", text="two\nlines")),
    ],
)
def test_a_subject_code_stands_at_the_head_of_a_note(text: str, note: Note) -> None:
    assert read(document(f"<cbc:Note>{text}</cbc:Note>")).notes == (note,)


def test_two_tax_totals_are_told_apart_by_currency() -> None:
    invoice = read(
        document(
            "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>"
            "<cbc:TaxCurrencyCode>SEK</cbc:TaxCurrencyCode>"
            '<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">220.00</cbc:TaxAmount></cac:TaxTotal>'
            '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">20.00</cbc:TaxAmount></cac:TaxTotal>'
        )
    )
    assert invoice.totals.vat == Decimal("20.00")
    assert invoice.totals.vat_in_accounting_currency == Decimal("220.00")


def test_a_vat_total_of_a_third_currency_is_none_of_both() -> None:
    invoice = read(
        document(
            "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>"
            '<cac:TaxTotal><cbc:TaxAmount currencyID="USD">20.00</cbc:TaxAmount></cac:TaxTotal>'
        )
    )
    assert invoice.totals.vat is None
    assert paths(invoice)["/Invoice/cac:TaxTotal/cbc:TaxAmount"] == "20.00"


def test_another_currency_on_an_amount_is_kept() -> None:
    invoice = read(
        document(
            "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cac:LegalMonetaryTotal>"
            '<cbc:PayableAmount currencyID="USD">1</cbc:PayableAmount></cac:LegalMonetaryTotal>'
        )
    )
    assert invoice.totals.due == Decimal(1)
    assert paths(invoice) == {
        "/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount/@currencyID": "USD"
    }


def supplier(content: str) -> str:
    return (
        f"<cac:AccountingSupplierParty><cac:Party>{content}"
        "</cac:Party></cac:AccountingSupplierParty>"
    )


def test_the_sepa_creditor_is_no_identifier_of_the_seller() -> None:
    invoice = read(
        document(
            supplier(
                '<cac:PartyIdentification><cbc:ID schemeID="SEPA">FR12</cbc:ID>'
                "</cac:PartyIdentification><cac:PartyIdentification>"
                '<cbc:ID schemeID="0009">73282932000074</cbc:ID></cac:PartyIdentification>'
            )
        )
    )
    assert invoice.payment.direct_debit.creditor == "FR12"
    assert invoice.seller.identifiers == (Identifier(value="73282932000074", scheme="0009"),)


def test_vat_and_other_registrations_are_told_apart_by_scheme() -> None:
    scheme = "<cac:TaxScheme><cbc:ID>{}</cbc:ID></cac:TaxScheme>"
    registration = "<cac:PartyTaxScheme><cbc:CompanyID>{}</cbc:CompanyID>{}</cac:PartyTaxScheme>"
    invoice = read(
        document(
            supplier(
                registration.format("N1", scheme.format("LOC"))
                + registration.format("FR1", scheme.format("VAT"))
            )
        )
    )
    assert (invoice.seller.vat_identifier, invoice.seller.tax_registration) == ("FR1", "N1")
    assert invoice.seller.tax_registration_scheme == "LOC"
    assert invoice.unmapped == ()


def test_a_historic_chorus_pro_file_shows_siret_and_service_code() -> None:
    invoice = read(
        document(
            "<cac:AccountingCustomerParty><cac:Party><cac:PartyIdentification>"
            '<cbc:ID schemeName="1">73282932000074</cbc:ID></cac:PartyIdentification>'
            "<cac:Contact><cbc:ID>SERVICE-1</cbc:ID></cac:Contact>"
            "</cac:Party></cac:AccountingCustomerParty>"
        )
    )
    assert invoice.buyer.siret == "73282932000074"
    assert invoice.chorus.service_code == "SERVICE-1"
    assert invoice.unmapped == ()


def test_repeated_payment_means_are_all_kept() -> None:
    means = (
        "<cac:PaymentMeans><cbc:PaymentMeansCode>{}</cbc:PaymentMeansCode>"
        "<cbc:PaymentID>R</cbc:PaymentID><cac:PayeeFinancialAccount><cbc:ID>{}</cbc:ID>"
        "</cac:PayeeFinancialAccount></cac:PaymentMeans>"
    )
    invoice = read(document(means.format(30, "A") + means.format(58, "B")))
    assert [(m.code, m.transfer.account) for m in invoice.payment.means] == [
        ("30", "A"),
        ("58", "B"),
    ]
    assert (invoice.payment.remittance, invoice.unmapped) == ("R", ())


def test_document_references_are_told_apart_by_type_code() -> None:
    reference = (
        "<cac:AdditionalDocumentReference><cbc:ID>{}</cbc:ID>{}</cac:AdditionalDocumentReference>"
    )
    code = "<cbc:DocumentTypeCode>130</cbc:DocumentTypeCode>"
    invoice = read(document(reference.format("doc", "") + reference.format("obj", code)))
    assert invoice.references.invoiced_object == Identifier(value="obj")
    assert [d.reference for d in invoice.supporting_documents] == ["doc"]


def test_peppols_na_beside_a_sales_order_is_no_order_number() -> None:
    order = "<cac:OrderReference><cbc:ID>NA</cbc:ID>{}</cac:OrderReference>"
    with_sales = read(document(order.format("<cbc:SalesOrderID>S1</cbc:SalesOrderID>")))
    assert with_sales.references.purchase_order is None
    assert with_sales.references.sales_order == "S1"
    assert read(document(order.format(""))).references.purchase_order == "NA"


def test_the_origin_is_the_digest_of_the_bytes_and_does_not_count() -> None:
    plain, spaced = document("<cbc:ID>1</cbc:ID>"), document(" <cbc:ID>1</cbc:ID> ")
    assert read(plain).origin.sha256 == hashlib.sha256(plain).hexdigest()
    assert read(plain) == read(spaced)
    assert read(plain).origin != read(spaced).origin


def test_another_root_broken_xml_and_limits_are_typed_errors() -> None:
    with pytest.raises(UnknownFormatError):
        read(b"<Invoice/>")
    with pytest.raises(MalformedDocumentError) as caught:
        read(b"<Invoice>\n<a></b></Invoice>")
    assert caught.value.line == 2
    with pytest.raises(LimitExceededError):
        read(document(""), Limits(document_bytes=10))
