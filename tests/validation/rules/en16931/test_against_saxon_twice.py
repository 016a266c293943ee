"""What stands twice in a document of UBL, judged by the official rules and by ours.

Some of these documents are none of the schema; the official rules judge them all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from changed import invoice_with
from en16931_invoices import valid
from en16931_referee import UBL
from full_invoice import fuller
from lxml import etree
from saxon_referee import fatal_rules

from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.en16931 import EN16931

pytest.importorskip("saxonche")

CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
OWNERS = {
    "seller": "cac:AccountingSupplierParty/cac:Party",
    "buyer": "cac:AccountingCustomerParty/cac:Party",
}


def registration(number: str, scheme: str) -> etree._Element:
    return etree.fromstring(
        f'<cac:PartyTaxScheme xmlns:cac="{CAC}" xmlns:cbc="{CBC}"><cbc:CompanyID>{number}'
        f"</cbc:CompanyID><cac:TaxScheme><cbc:ID>{scheme}</cbc:ID></cac:TaxScheme>"
        "</cac:PartyTaxScheme>"
    )


def with_registrations(who: str, *numbers: str) -> Iterator[bytes]:
    """Each choice of schemes for these numbers."""
    written = UBL.write(invoice_with(valid(), {f"{who}.vat_identifier": None}))
    for schemes in product(("VAT", "FC"), repeat=len(numbers)):
        root = etree.fromstring(written)
        name = root.find(f"{OWNERS[who]}/cac:PartyLegalEntity", root.nsmap)
        for number, scheme in zip(numbers, schemes, strict=True):
            name.addprevious(registration(number, scheme))
        yield etree.tostring(root)


def with_two_mandates() -> Iterator[bytes]:
    """A second mandate, and a second number of the first one."""
    written = UBL.write(fuller()).decode()
    mandate = "<cac:PaymentMandate>"
    start, end = written.index(mandate), written.index("</cac:PaymentMandate>")
    number = written.index("</cbc:ID>", start) + len("</cbc:ID>")
    inner = written[start + len(mandate) : number]
    whole = written[start:end] + "</cac:PaymentMandate>"
    yield (written[:start] + whole + written[start:]).encode()
    yield (written[:number] + inner + written[number:]).encode()


PAIRS = (("FR00100000009", "FR00100000009"), ("FR00100000009", "00123"), ("00123", "FR1"))
"""One number twice or two of them, of which one may be from nowhere."""


@pytest.mark.slow
@pytest.mark.parametrize("who", list(OWNERS))
def test_a_second_tax_registration_is_judged_as_saxon_does(who: str) -> None:
    documents = [each for pair in PAIRS for each in with_registrations(who, *pair)]
    assert UBL.differences(documents) == []
    rules = {"UBL-SR-12", "UBL-SR-13", "UBL-SR-18"}
    for document, said in zip(documents, fatal_rules(UBL.rules, documents), strict=True):
        subject = Subject(invoice=UBL.read(document), format=UBL.format)
        assert {each.code for each in EN16931.run(subject)} & rules == (said or set()) & rules


@pytest.mark.slow
@pytest.mark.parametrize("who", list(OWNERS))
def test_a_third_tax_registration_is_judged_as_saxon_does(who: str) -> None:
    documents = list(with_registrations(who, "FR00100000009", "FR2", "FR3"))
    documents += with_registrations(who, "FR1", "FR1", "FR1")
    assert UBL.differences(documents) == []


@pytest.mark.slow
def test_a_second_mandate_is_found_as_saxon_does() -> None:
    documents = list(with_two_mandates())
    for said, document in zip(fatal_rules(UBL.rules, documents), documents, strict=True):
        assert said is not None
        assert "UBL-SR-28" in said & UBL.ours(document)
