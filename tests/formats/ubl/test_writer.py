"""What is special in writing UBL."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from chorus_sdk.errors import LossyDocumentError, UnknownFormatError
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.ubl.reader import read
from chorus_sdk.formats.ubl.writer import compose, write
from chorus_sdk.invoice import (
    Contact,
    Identifier,
    Invoice,
    Line,
    Note,
    Party,
    Payment,
    Price,
    References,
    Totals,
    Unmapped,
)


def tags(data: bytes) -> list[str]:
    return re.findall(r"<(c[ab]c:\w+)", data.decode())


def test_the_root_is_chosen_by_the_format() -> None:
    invoice = Invoice(number="1", lines=(Line(quantity=Decimal(1), unit="C62"),))
    note = write(invoice, FormatId.UBL_CREDIT_NOTE)
    assert tags(write(invoice)) == ["cbc:ID", "cac:InvoiceLine", "cbc:InvoicedQuantity"]
    assert tags(note) == ["cbc:ID", "cac:CreditNoteLine", "cbc:CreditedQuantity"]
    assert read(note).origin.format == "ubl-credit-note"
    with pytest.raises(UnknownFormatError):
        write(invoice, FormatId.CII_INVOICE)


def test_the_project_of_a_credit_note_is_a_document_of_type_50() -> None:
    invoice = Invoice(references=References(project="P1"))
    assert tags(write(invoice)) == ["cac:ProjectReference", "cbc:ID"]
    content = write(invoice, FormatId.UBL_CREDIT_NOTE)
    assert b"<cbc:ID>P1</cbc:ID><cbc:DocumentTypeCode>50<" in content


def test_what_has_no_place_raises_and_names_it() -> None:
    buyer = Party(contact=Contact(name="Ada", department="Lab"))
    with pytest.raises(LossyDocumentError) as caught:
        write(Invoice(buyer=buyer, payment=Payment(remittance="R")))
    assert caught.value.places == ("buyer.contact.department", "payment.remittance")


def test_compose_returns_the_losses_with_their_values() -> None:
    written = compose(Invoice(number="1", payee=Party(trading_name="Bank")))
    assert [(loss.path, loss.text) for loss in written.losses] == [("payee.trading_name", "Bank")]
    assert read(written.content).number == "1"


def test_a_department_stands_for_a_missing_person() -> None:
    content = write(Invoice(seller=Party(contact=Contact(department="Sales"))))
    assert read(content).seller.contact.name == "Sales"


def test_nothing_empty_is_written() -> None:
    invoice = Invoice(number="1", seller=Party(name=""), payee=Party(), lines=(Line(),))
    assert tags(write(invoice)) == ["cbc:ID"]


def test_unmapped_content_belongs_to_the_source_and_is_not_written() -> None:
    invoice = Invoice(number="1", unmapped=(Unmapped(path="/Invoice/cbc:UUID", text="u"),))
    assert b"UUID" not in write(invoice)


def test_amounts_keep_their_scale_and_carry_the_currency() -> None:
    invoice = Invoice(currency="EUR", totals=Totals(due=Decimal("1E+2"), lines=Decimal("1.10")))
    content = write(invoice)
    assert b'<cbc:PayableAmount currencyID="EUR">100<' in content
    assert b'<cbc:LineExtensionAmount currencyID="EUR">1.10<' in content


def test_a_gross_price_without_discount_gets_the_discount_of_zero_that_the_schema_wants() -> None:
    invoice = Invoice(currency="EUR", lines=(Line(price=Price(gross=Decimal(5))),))
    assert read(write(invoice)).lines[0].price == Price(gross=Decimal(5), discount=Decimal(0))


def test_a_sales_order_alone_is_written_beside_peppols_na_and_read_back() -> None:
    invoice = Invoice(references=References(sales_order="S1"))
    assert b"<cbc:ID>NA<" in write(invoice)
    assert read(write(invoice)) == invoice


@pytest.mark.parametrize("subject", ["TOOLONG", "A B", "##X"])
def test_a_subject_code_that_could_not_be_read_back_is_a_loss(subject: str) -> None:
    written = compose(Invoice(notes=(Note(subject=subject, text="t"),)))
    assert [loss.path for loss in written.losses] == ["notes[0].text", "notes[0].subject"]


def test_a_plain_note_that_looks_like_one_with_a_subject_is_a_loss() -> None:
    assert [loss.path for loss in compose(Invoice(notes=(Note(text="#AAI#x"),))).losses] == [
        "notes[0].text"
    ]


def test_a_character_that_xml_has_not_is_a_loss() -> None:
    written = compose(Invoice(number="a\x00b", seller=Party(name="ok")))
    assert [loss.path for loss in written.losses] == ["number"]


def test_identifiers_carry_scheme_and_chorus_pro_type() -> None:
    party = Party(identifiers=(Identifier(value="73282932000074", scheme_name="1"),))
    content = write(Invoice(seller=party))
    assert b'<cbc:ID schemeName="1">73282932000074<' in content
