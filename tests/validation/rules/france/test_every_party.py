"""Each party whose identifiers and addresses a French rule looks at, with its term."""

from __future__ import annotations

import pytest
from changed import invoice_with
from french_parts import ids, words

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.parties import Delivery, Party
from chorus_sdk.sandbox.samples import sample_invoice
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.france import FRANCE

CII, UBL = FormatId.CII_INVOICE, FormatId.UBL_INVOICE
RIGHT = sample_invoice(framework="M1")


def found(code, changes, syntax=None):
    invoice = invoice_with(RIGHT, changes)
    said = FRANCE.run(Subject(invoice=invoice, format=syntax))
    about = [f for f in said if f.code == code and f.severity is Severity.ERROR]
    return [(f.location.path, f.location.term) for f in about]


ADDRESSED = {
    "seller": "BT-34",
    "buyer": "BT-49",
    "buyer_agent": "EXT-FR-FE-12",
    "payee": "EXT-FR-FE-29",
    "payer": "EXT-FR-FE-52",
    "sales_agent": "EXT-FR-FE-75",
    "invoicee": "EXT-FR-FE-98",
    "invoicer": "EXT-FR-FE-121",
}


@pytest.mark.parametrize("name", ADDRESSED)
def test_an_electronic_address_is_plain_and_short(name):
    path = f"{name}.electronic_address"
    place = [(path, ADDRESSED[name])]

    def about(code, scheme, value):
        address = Identifier(scheme=scheme, value=value)
        party = getattr(RIGHT, name) or Party()
        party = party.model_copy(update={"electronic_address": address})
        return found(code, {name: party})

    for value in ("a", "A+b-9_.", "x" * 125):
        assert about("BR-FR-23", "0225", value) == about("BR-FR-25", "0225", value) == []
    for value in ("a b", "a/b", "é", None, " a"):
        assert about("BR-FR-23", "0225", value) == place
        assert about("BR-FR-23", "0088", value) == []
    assert about("BR-FR-25", "EM", "x" * 126) == place
    assert about("BR-FR-25", "0225", None) == []


IDENTIFIED = {
    "seller": "BT-29",
    "buyer": "BT-46",
    "payee": "BT-60",
    "buyer_agent": "EXT-FR-FE-06",
    "payer": "EXT-FR-FE-46",
    "sales_agent": "EXT-FR-FE-69",
    "invoicee": "EXT-FR-FE-92",
    "invoicer": "EXT-FR-FE-115",
}


@pytest.mark.parametrize("name", IDENTIFIED)
def test_a_siret_begins_with_the_siren_beside_it(name):
    place = [(name, IDENTIFIED[name])]
    is_firm = name in ("seller", "buyer")

    def about(code, *pairs, siren="999000003"):
        legal = Identifier(scheme="0002", value=siren) if siren else None
        party = Party(identifiers=ids(*pairs), legal_registration=legal)
        return found(code, {name: party})

    assert about("BR-FR-09", ("0009", "99900000300015")) == []
    assert about("BR-FR-09", ("0088", "1"), ("0009", "99900000300015")) == []
    assert about("BR-FR-09", ("0088", "1")) == []
    for value in ("99900000400015", "9990000030001", "999000003000155", "9990000030001A", ""):
        assert about("BR-FR-09", ("0009", value)) == place
    alone = place if is_firm else []
    assert about("BR-FR-09", ("0009", "99900000300015"), siren=None) == alone
    assert about("BR-FR-09", ("0009", "1"), siren=None) == place
    assert about("BR-FR-CO-10", ("0009", "1"), ("0088", "1"), ("0002", "1")) == []
    assert about("BR-FR-CO-10", ("0009", "1"), ("0009", "2")) == place
    assert about("BR-FR-CO-10", (None, "1")) == place
    for scheme, wrong in (("0002", True), ("0231", True), ("0088", False)):
        expected = [(f"{name}.identifiers[1]", "BT-30, BT-47, BT-61")] if wrong else []
        assert about("BR-FR-32", (None, "1"), (scheme, "12345678")) == expected
        assert about("BR-FR-32", (None, "1"), (scheme, "123456789")) == []
    legal = [(f"{name}.legal_registration", "BT-30, BT-47, BT-61")]
    assert about("BR-FR-32", siren="1234567890") == legal
    assert about("BR-FR-32", siren=" 123456789 ") == []


def test_a_place_of_delivery_is_identified_as_a_party_is():
    def at(place, *, siren=None, location=None, recipient=None):
        party = Party(
            identifiers=ids(("0009", recipient)) if recipient else (),
            legal_registration=Identifier(scheme="0002", value=siren) if siren else None,
        )
        spot = Identifier(scheme="0009", value=location) if location else None
        return {place: Delivery(location=spot, recipient=party if recipient or siren else None)}

    for place, term in (("delivery", "BT-71"), ("lines[1].delivery", "EXT-FR-FE-146")):
        wrong = [(place, term)]
        assert found("BR-FR-09", at(place, location="99900000300015")) == []
        assert found("BR-FR-09", at(place, location="9990000030001")) == wrong
        assert found("BR-FR-09", at(place, recipient="9990000030001")) == wrong
        other = at(place, location="99900000300015", siren="123456782")
        assert found("BR-FR-09", other) == wrong
        both = at(place, location="99900000300015", recipient="99900000300015")
        assert found("BR-FR-CO-10", both) == wrong
        in_ubl = wrong if place == "delivery" else []
        assert found("BR-FR-09", at(place, location="1"), UBL) == in_ubl
        assert found("BR-FR-09", at(place, location="1"), CII) == wrong


@pytest.mark.parametrize(
    "name",
    words(
        "tax_representative buyer_tax_representative product_end_user ultimate_delivery ship_from"
        " delivery.recipient lines[1].seller lines[1].item.manufacturer"
        " lines[1].ultimate_delivery lines[1].delivery.recipient"
    ),
)
def test_every_party_s_siren_has_nine_digits(name):
    party = Party(legal_registration=Identifier(scheme="0002", value="12345678"))
    place = [(f"{name}.legal_registration", "BT-30, BT-47, BT-61")]
    for syntax in (None, UBL, CII):
        assert found("BR-FR-32", {name: party}, syntax) == place
    fine = Party(legal_registration=Identifier(scheme="0009", value="12345678"))
    assert found("BR-FR-32", {name: fine}) == []


@pytest.mark.parametrize(("name", "term"), [("seller", "BT-29"), ("buyer", "BT-46")])
def test_a_routing_code_is_plain_and_short(name, term):
    def about(code, scheme, value):
        named = Identifier(scheme=scheme, value=value)
        return found(code, {f"{name}.identifiers": (*ids(("0088", "1")), named)})

    place = [(f"{name}.identifiers[1]", term)]
    for value in ("a", "A+b-9_.", "x" * 100, None):
        assert about("BR-FR-24", "0224", value) == about("BR-FR-26", "0224", value) == []
    for value in ("a b", "a/b", "é", ""):
        assert about("BR-FR-24", "0224", value) == place
        assert about("BR-FR-24", "0088", value) == []
    assert about("BR-FR-26", "0224", "x" * 101) == place
    assert about("BR-FR-26", "0225", "x" * 101) == []
