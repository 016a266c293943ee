"""What Chorus Pro reads in an invoice."""

from __future__ import annotations

import pytest

from chorus_sdk.invoice import (
    Contact,
    Identifier,
    Invoice,
    InvoicingFramework,
    Party,
    References,
)


def test_the_list_is_a1_to_a25_each_with_two_labels() -> None:
    assert [f.value for f in InvoicingFramework] == [f"A{n}" for n in range(1, 26)]
    for framework in InvoicingFramework:
        assert framework.is_known
        assert framework.value not in (framework.label_en, framework.label_fr)
    assert len({f.label_fr for f in InvoicingFramework}) == 25


def test_a_framework_of_tomorrow_keeps_its_code() -> None:
    other = InvoicingFramework("A26")
    assert (other, other.is_known, other.label_fr) == ("A26", False, "A26")


@pytest.mark.parametrize(
    ("process", "framework"),
    [
        ("A1", "A1"),
        (" a9 ", "A9"),
        ("S1", "S1"),
        ("urn:fdc:peppol.eu:2017:poacc:billing:01:1.0", None),
        (None, None),
    ],
)
def test_the_framework_is_bt_23_where_that_is_a_frame(process, framework) -> None:
    assert Invoice(business_process=process).chorus.framework == framework


def test_the_service_code_comes_from_the_nearest_convention() -> None:
    routed = Party(
        identifiers=(Identifier(value="ROUTE", scheme="0224"),),
        contact=Contact(identifier="CONTACT"),
    )
    contact = Party(contact=Contact(identifier="CONTACT"))
    references = References(buyer="REFERENCE")
    codes = [
        Invoice(buyer=buyer, references=references).chorus.service_code
        for buyer in (routed, contact, Party())
    ]
    assert codes == ["ROUTE", "CONTACT", "REFERENCE"]


def test_commitment_is_bt_13_and_contract_bt_12() -> None:
    chorus = Invoice(references=References(purchase_order="E", contract="M")).chorus
    assert (chorus.commitment_number, chorus.contract_number) == ("E", "M")
