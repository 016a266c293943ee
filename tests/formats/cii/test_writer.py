"""What is special in writing CII."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from chorus_sdk.errors import LossyDocumentError
from chorus_sdk.formats.cii.reader import read
from chorus_sdk.formats.cii.writer import compose, write
from chorus_sdk.invoice import (
    Contact,
    CreditTransfer,
    DirectDebit,
    Identifier,
    Invoice,
    Party,
    Payment,
    PaymentMeans,
    References,
    VatBreakdown,
)


def test_the_parts_that_the_schema_demands_are_always_there() -> None:
    content = write(Invoice(number="1"))
    for name in (b"ExchangedDocumentContext", b"HeaderTradeAgreement", b"HeaderTradeDelivery"):
        assert name in content


def test_identifiers_go_where_their_scheme_says() -> None:
    identifiers = (Identifier(value="a", scheme="0009"), Identifier(value="b"))
    content = write(Invoice(seller=Party(identifiers=identifiers)))
    assert b'<ram:ID>b</ram:ID><ram:GlobalID schemeID="0009">a</ram:GlobalID>' in content


def test_an_iban_and_another_account_have_different_places() -> None:
    accounts = ("FR76 3000 6000 0112 3456 7890 189", "ACCT-1")
    means = tuple(PaymentMeans(transfer=CreditTransfer(account=a)) for a in accounts)
    invoice = Invoice(payment=Payment(means=means))
    content = write(invoice)
    assert b"<ram:IBANID>FR76 3000" in content
    assert b"<ram:ProprietaryID>ACCT-1<" in content
    assert read(content) == invoice


def test_the_vat_point_is_written_once_in_the_first_breakdown() -> None:
    breakdown = (VatBreakdown(category="S"), VatBreakdown(category="Z"))
    invoice = Invoice(
        vat_breakdown=breakdown, vat_point_code="35", vat_point_date=date(2026, 1, 31)
    )
    content = write(invoice)
    assert content.count(b"<ram:DueDateTypeCode>29<") == 1
    assert b'<udt:DateString format="102">20260131<' in content
    assert read(content) == invoice


def test_a_vat_point_without_a_breakdown_has_no_place() -> None:
    written = compose(Invoice(vat_point_code="35"))
    assert [loss.path for loss in written.losses] == ["vat_point_code"]


def test_the_debited_account_goes_with_the_debit() -> None:
    means = (PaymentMeans(code="30"), PaymentMeans(code="59"))
    debit = DirectDebit(mandate="M", creditor="C", debited_account="FR1")
    invoice = Invoice(payment=Payment(means=means, direct_debit=debit))
    content = write(invoice)
    assert content.index(b">59<") < content.index(b"PayerPartyDebtorFinancialAccount")
    assert read(content) == invoice


def test_what_only_historic_ubl_can_say_raises_and_names_it() -> None:
    buyer = Party(
        identifiers=(Identifier(value="1", scheme_name="1"),), contact=Contact(identifier="S")
    )
    with pytest.raises(LossyDocumentError) as caught:
        write(Invoice(buyer=buyer))
    assert caught.value.places == ("buyer.identifiers[0].scheme_name", "buyer.contact.identifier")


def test_a_project_gets_the_name_that_the_schema_demands() -> None:
    invoice = Invoice(references=References(project="P1"))
    assert b"<ram:Name>Project reference<" in write(invoice)
    assert read(write(invoice)) == invoice


def test_a_number_longer_than_any_reader_takes_is_a_loss() -> None:
    invoice = Invoice(vat_breakdown=(VatBreakdown(rate=Decimal("1E+80")),))
    assert [loss.path for loss in compose(invoice).losses] == ["vat_breakdown[0].rate"]
