"""What is special in reading CII, on documents small enough to see."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from chorus_sdk.errors import UnknownFormatError
from chorus_sdk.formats.cii.reader import read
from chorus_sdk.formats.cii.rows import QDT, RAM, RSM, UDT
from chorus_sdk.invoice import Identifier, Invoice, Price

NAMES = f'xmlns:rsm="{RSM}" xmlns:ram="{RAM}" xmlns:udt="{UDT}" xmlns:qdt="{QDT}"'


def document(content: str) -> bytes:
    return f"<rsm:CrossIndustryInvoice {NAMES}>{content}</rsm:CrossIndustryInvoice>".encode()


def header(part: str, content: str) -> bytes:
    name = f"ram:ApplicableHeaderTrade{part}"
    return document(
        f"<rsm:SupplyChainTradeTransaction><{name}>{content}</{name}>"
        "</rsm:SupplyChainTradeTransaction>"
    )


def texts(invoice: Invoice) -> dict[str, str]:
    return {unmapped.path.rpartition(":")[2]: unmapped.text for unmapped in invoice.unmapped}


def issue_date(text: str, format_code: str = "102") -> Invoice:
    return read(
        document(
            "<rsm:ExchangedDocument><ram:IssueDateTime>"
            f'<udt:DateTimeString format="{format_code}">{text}</udt:DateTimeString>'
            "</ram:IssueDateTime></rsm:ExchangedDocument>"
        )
    )


def test_a_day_is_read_and_a_day_that_is_none_is_kept_as_text() -> None:
    assert issue_date("20240229").issue_date == date(2024, 2, 29)
    impossible = issue_date("20240230")
    assert impossible.issue_date is None
    assert [(u.text, u.reason is None) for u in impossible.unmapped] == [("20240230", False)]


def test_a_day_with_a_time_gives_the_day_and_keeps_the_text() -> None:
    invoice = issue_date("202402291030", "203")
    assert invoice.issue_date == date(2024, 2, 29)
    assert [u.text for u in invoice.unmapped] == ["202402291030", "203"]


def test_identifiers_without_scheme_are_ids_and_with_one_global_ids() -> None:
    invoice = read(
        header(
            "Agreement",
            "<ram:SellerTradeParty><ram:ID>own</ram:ID>"
            '<ram:GlobalID schemeID="0009">73282932000074</ram:GlobalID></ram:SellerTradeParty>',
        )
    )
    assert invoice.seller.identifiers == (
        Identifier(value="own"),
        Identifier(value="73282932000074", scheme="0009"),
    )
    assert invoice.seller.siret == "73282932000074"


def test_va_and_fc_are_told_apart_and_a_third_scheme_is_kept() -> None:
    registration = (
        '<ram:SpecifiedTaxRegistration><ram:ID schemeID="{}">{}</ram:ID>'
        "</ram:SpecifiedTaxRegistration>"
    )
    parts = (("FC", "201/1"), ("VA", "DE1"), ("XX", "z"))
    content = "".join(registration.format(*part) for part in parts)
    invoice = read(header("Agreement", f"<ram:SellerTradeParty>{content}</ram:SellerTradeParty>"))
    assert (invoice.seller.vat_identifier, invoice.seller.tax_registration) == ("DE1", "201/1")
    assert sorted(u.text for u in invoice.unmapped) == ["XX", "z"]


def test_referenced_documents_are_told_apart_by_type_code() -> None:
    reference = (
        "<ram:AdditionalReferencedDocument><ram:IssuerAssignedID>{}</ram:IssuerAssignedID>"
        "<ram:TypeCode>{}</ram:TypeCode>{}</ram:AdditionalReferencedDocument>"
    )
    scheme = "<ram:ReferenceTypeCode>AVE</ram:ReferenceTypeCode>"
    invoice = read(
        header(
            "Agreement",
            reference.format("doc", 916, "")
            + reference.format("lot", 50, "")
            + reference.format("obj", 130, scheme),
        )
    )
    assert invoice.references.tender == "lot"
    assert invoice.references.invoiced_object == Identifier(value="obj", scheme="AVE")
    assert [d.reference for d in invoice.supporting_documents] == ["doc"]


@pytest.mark.parametrize(("text", "code"), [("5", "3"), ("29", "35"), ("72", "432"), ("9", "9")])
def test_the_vat_point_code_has_one_meaning_in_both_syntaxes(text: str, code: str) -> None:
    tax = f"<ram:DueDateTypeCode>{text}</ram:DueDateTypeCode>"
    content = f"<ram:ApplicableTradeTax>{tax}</ram:ApplicableTradeTax>" * 2
    invoice = read(header("Settlement", content))
    assert (invoice.vat_point_code, invoice.unmapped) == (code, ())


def test_a_vat_point_code_of_the_other_list_is_not_taken() -> None:
    tax = "<ram:DueDateTypeCode>35</ram:DueDateTypeCode>"
    invoice = read(header("Settlement", f"<ram:ApplicableTradeTax>{tax}</ram:ApplicableTradeTax>"))
    assert invoice.vat_point_code is None
    assert texts(invoice) == {"DueDateTypeCode": "35"}


def test_the_base_quantity_may_stand_beside_the_gross_price_alone() -> None:
    line = (
        "<ram:IncludedSupplyChainTradeLineItem><ram:SpecifiedLineTradeAgreement>"
        "<ram:GrossPriceProductTradePrice><ram:ChargeAmount>9</ram:ChargeAmount>"
        '<ram:BasisQuantity unitCode="C62">{}</ram:BasisQuantity>'
        "</ram:GrossPriceProductTradePrice><ram:NetPriceProductTradePrice>"
        "<ram:ChargeAmount>8</ram:ChargeAmount>{}</ram:NetPriceProductTradePrice>"
        "</ram:SpecifiedLineTradeAgreement></ram:IncludedSupplyChainTradeLineItem>"
    )
    net = "<ram:BasisQuantity>{}</ram:BasisQuantity>"

    def price_of(gross: str, content: str) -> Price:
        invoice = read(
            document(
                "<rsm:SupplyChainTradeTransaction>"
                f"{line.format(gross, content)}</rsm:SupplyChainTradeTransaction>"
            )
        )
        assert invoice.unmapped == ()
        return invoice.lines[0].price

    same = Price(gross=Decimal(9), net=Decimal(8), base_quantity=Decimal(10), base_unit="C62")
    assert price_of("10", "") == same
    assert price_of("10", net.format(10)) == same
    other = {"base_quantity": Decimal(5), "base_unit": None}
    assert price_of("10", net.format(5)) == same.model_copy(
        update={**other, "gross_base_quantity": Decimal(10), "gross_base_unit": "C62"}
    )


def test_vat_totals_are_told_apart_by_currency() -> None:
    invoice = read(
        header(
            "Settlement",
            "<ram:TaxCurrencyCode>SEK</ram:TaxCurrencyCode>"
            "<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>"
            "<ram:SpecifiedTradeSettlementHeaderMonetarySummation>"
            '<ram:TaxTotalAmount currencyID="SEK">220</ram:TaxTotalAmount>'
            '<ram:TaxTotalAmount currencyID="EUR">20</ram:TaxTotalAmount>'
            "</ram:SpecifiedTradeSettlementHeaderMonetarySummation>",
        )
    )
    totals = invoice.totals
    assert (totals.vat, totals.vat_in_accounting_currency) == (Decimal(20), Decimal(220))


def test_person_and_department_are_both_kept() -> None:
    invoice = read(
        header(
            "Agreement",
            "<ram:BuyerTradeParty><ram:DefinedTradeContact><ram:PersonName>Ada</ram:PersonName>"
            "<ram:DepartmentName>Lab</ram:DepartmentName></ram:DefinedTradeContact>"
            "</ram:BuyerTradeParty>",
        )
    )
    contact = invoice.buyer.contact
    assert (contact.name, contact.department, contact.point) == ("Ada", "Lab", "Ada")


def test_the_service_code_of_a_factur_x_is_the_buyer_reference() -> None:
    invoice = read(header("Agreement", "<ram:BuyerReference>SERV-1</ram:BuyerReference>"))
    assert invoice.chorus.service_code == "SERV-1"


def test_zugferd_1_and_ubl_are_refused() -> None:
    for data in (b"<CrossIndustryInvoice/>", b"<Invoice/>"):
        with pytest.raises(UnknownFormatError):
            read(data)
