"""Elements and attributes that are missed, doubled or more, judged by the official rules and ours.

Documents with everything that EN 16931 has a place for lose what they have, and get what the whole
schema has a place for: what the core does not use, and a second one of what it uses once.
"""

from __future__ import annotations

import re
from itertools import product

import pytest
from changed import invoice_with
from changed_values import DOCUMENTS
from document_changes import enlarged, every_change, misspelt
from en16931_invoices import valid
from en16931_referee import CII, CII_AT_LARGE, CREDIT_NOTE, UBL, Syntax
from full_invoice import RICH, fuller
from lxml import etree
from schema_places import Places

from chorus_sdk.invoice import Invoice

pytest.importorskip("saxonche")

SYNTAXES, NAMES = (UBL, CREDIT_NOTE, CII_AT_LARGE), ("ubl", "credit-note", "cii")


def sparse() -> Invoice:
    """An invoice with one of each that may repeat, and with a seller whom one number tells."""
    changes = {
        **RICH,
        "references.invoiced_object": None,
        "supporting_documents": (
            DOCUMENTS[3].model_copy(
                update={"description": "d", "location": "https://example.org/r"}
            ),
        ),
        "seller.vat_identifier": None,
        "seller.legal_registration": None,
    }
    return invoice_with(valid(), changes)


def is_told(data: bytes) -> bool:
    """Pass over what the page on differences lists among "What cannot be told apart"."""
    root = etree.fromstring(data)
    discounts = root.iterfind(".//{*}AppliedTradeAllowanceCharge")
    parts = root.iterfind(".//{*}SpecifiedTradeAllowanceCharge")
    return (
        all(len(each) > 0 for each in discounts)
        and all(len(each.findall("{*}CategoryTradeTax")) < 2 for each in parts)
        and not any(each.getparent().tag.endswith("TradeParty") for each in misnamed(root))
        and is_typed(root)
        and all(len(each.findall("{*}PartyTaxScheme")) < 3 for each in root.iter())
    )


def misnamed(root: etree._Element) -> list[etree._Element]:
    """Identifiers with a scheme where there should be none, and without where there should be."""
    plain = root.findall(".//{*}GlobalID")
    return [each for each in plain if "schemeID" not in each.attrib] + [
        each for each in root.iterfind(".//{*}ID") if "schemeID" in each.attrib
    ]


def is_typed(root: etree._Element) -> bool:
    """Tell whether all documents beside a tender or an object say of which type they are."""
    types = [
        (each.findtext("{*}TypeCode") or "").strip()
        for each in root.iterfind(
            ".//{*}ApplicableHeaderTradeAgreement/{*}AdditionalReferencedDocument"
        )
    ]
    return "" not in types or not {"50", "130"} & set(types)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("syntax", "make"),
    [
        (UBL, fuller),
        (UBL, sparse),
        (CREDIT_NOTE, fuller),
        (CII, fuller),
        (CII_AT_LARGE, fuller),
        (CII_AT_LARGE, sparse),
    ],
    ids=["ubl", "ubl-sparse", "credit-note", "cii", "at-large", "at-large-sparse"],
)
def test_every_element_is_missed_or_found_twice_as_saxon_does(syntax: Syntax, make) -> None:
    documents = list(every_change(syntax.schema, syntax.write(make()), at_once=2))
    assert len(documents) > 100
    assert syntax.differences([each for each in documents if is_told(each)]) == []


@pytest.mark.slow
@pytest.mark.parametrize("syntax", SYNTAXES, ids=NAMES)
def test_whatever_the_schema_has_a_place_for_is_found_as_saxon_does(syntax: Syntax) -> None:
    places = Places(syntax.schema_file)
    documents = list(enlarged(syntax.schema, places, syntax.write(fuller()), at_once=5))
    assert len(documents) > 200
    assert syntax.differences([each for each in documents if is_told(each)]) == []


@pytest.mark.slow
@pytest.mark.parametrize("syntax", SYNTAXES, ids=NAMES)
def test_every_text_and_attribute_that_says_another_is_judged_as_saxon_does(syntax) -> None:
    written = syntax.write(fuller())
    other = [
        each for text in ("QQ", "") for each in misspelt(syntax.schema, written, text, at_once=3)
    ]
    assert len(other) > 100
    assert syntax.differences([each for each in other if is_told(each)]) == []


DAYS = [
    f'<udt:DateTimeString format="{form}">{day}</udt:DateTimeString>'
    for form, day in product(("102", "203"), ("20260102", "2.1.2026", "20261302"))
]


@pytest.mark.slow
def test_a_day_of_cii_is_written_as_its_format_says_wherever_it_stands() -> None:
    written = CII_AT_LARGE.write(fuller()).decode()
    known = ("IssueDateTime", "OccurrenceDateTime", "StartDateTime")
    documents = [
        re.sub(f"(<ram:{name}>).*?(</ram:{name}>)", rf"\1{day}\2", written, count=1).encode()
        for name, day in product(known, DAYS)
    ]
    owner, end = "ram:SignatoryDocumentAuthentication", "</rsm:ExchangedDocument>"
    for day in DAYS:
        signed = f"<{owner}><ram:ActualDateTime>{day}</ram:ActualDateTime></{owner}>"
        documents.append(written.replace(end, f"{signed}{end}").encode())
    assert CII_AT_LARGE.differences(documents) == []
