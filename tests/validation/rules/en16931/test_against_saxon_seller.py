"""Who the seller is, told by numbers of which some say nothing: the official rules and ours.

For BR-CO-26 an identifier without characters is one, and in UBL that of a creditor is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from changed import invoice_with
from en16931_invoices import valid
from en16931_referee import CII_AT_LARGE, UBL, Syntax
from lxml import etree

pytest.importorskip("saxonche")

UBL_NUMBERS = {
    "cac:PartyIdentification": [
        "",
        *(
            f"<cac:PartyIdentification><cbc:ID{scheme}>{number}</cbc:ID></cac:PartyIdentification>"
            for scheme, number in product(("", ' schemeID="0088"', ' schemeID="SEPA"'), ("", "1"))
        ),
    ],
    "cbc:CompanyID": [
        "",
        *(f"<cbc:CompanyID{scheme}></cbc:CompanyID>" for scheme in ("", ' schemeID="0002"')),
    ],
    "cac:PartyTaxScheme": [
        "",
        *(
            f"<cac:PartyTaxScheme><cbc:CompanyID>{number}</cbc:CompanyID><cac:TaxScheme>"
            f"<cbc:ID>{scheme}</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>"
            for number, scheme in (("1", "FC"), ("", "VAT"), ("FR1", "VAT"))
        ),
    ],
}
"""What may tell who the seller is, each thing as it may stand; all of them are combined."""

CII_NUMBERS = {
    "ram:GlobalID": ["", "<ram:ID/>", '<ram:GlobalID schemeID="0088"/>', "<ram:ID>1</ram:ID>"],
    "ram:SpecifiedLegalOrganization": [
        "",
        *(
            f"<ram:SpecifiedLegalOrganization>{inner}</ram:SpecifiedLegalOrganization>"
            for inner in ("", "<ram:ID/>", '<ram:ID schemeID="0002"/>')
        ),
    ],
    "ram:SpecifiedTaxRegistration": [
        "",
        *(
            '<ram:SpecifiedTaxRegistration><ram:ID schemeID="'
            f'{scheme}">{number}</ram:ID></ram:SpecifiedTaxRegistration>'
            for number, scheme in (("1", "FC"), ("", "FC"), ("", "VA"), ("FR1", "VA"))
        ),
    ],
}
PLACES = {
    "cac:PartyIdentification": "<cac:PostalAddress>",
    "cbc:CompanyID": "</cac:PartyLegalEntity>",
    "cac:PartyTaxScheme": "<cac:PartyLegalEntity>",
    "ram:GlobalID": "<ram:Name>",
    "ram:SpecifiedLegalOrganization": "<ram:PostalTradeAddress>",
    "ram:SpecifiedTaxRegistration": "</ram:SellerTradeParty>",
}
"""Before what each stands, the first of its name being the seller's."""


def told(syntax: Syntax, numbers: dict[str, list[str]], owner: str) -> Iterator[bytes]:
    unknown = {"vat_identifier": None, "legal_registration": None, "identifiers": ()}
    written = syntax.write(
        invoice_with(valid(), {f"seller.{name}": value for name, value in unknown.items()})
    ).decode()
    before, seller, rest = written.partition(f"<{owner}>")
    for chosen in product(*numbers.values()):
        party = rest
        for name, text in zip(numbers, chosen, strict=True):
            party = party.replace(PLACES[name], f"{text}{PLACES[name]}", 1)
        data = f"{before}{seller}{party}".encode()
        if syntax.schema.validate(etree.fromstring(data)):
            yield data


@pytest.mark.slow
@pytest.mark.parametrize(
    ("syntax", "numbers", "owner"),
    [
        (UBL, UBL_NUMBERS, "cac:AccountingSupplierParty"),
        (CII_AT_LARGE, CII_NUMBERS, "ram:SellerTradeParty"),
    ],
    ids=["ubl", "cii"],
)
def test_a_seller_is_known_by_the_numbers_that_count(syntax, numbers, owner: str) -> None:
    documents = list(told(syntax, numbers, owner))
    assert len(documents) > 50
    assert syntax.differences(documents) == []
