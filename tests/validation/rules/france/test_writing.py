"""What the document says and the model cannot: blanks, odd numbers, empty elements."""

from __future__ import annotations

import re

import pytest
from french_parts import words
from saxon_referee import CII_FRANCE, UBL_FRANCE, broken_rules

from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.documents import read
from chorus_sdk.invoice.provenance import EMPTY, Origin, Unmapped
from chorus_sdk.sandbox.samples import sample_cii, sample_invoice, sample_ubl
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.france import FRANCE
from chorus_sdk.validation.rules.france.writing import last_step, without_positions

CII, UBL = FormatId.CII_INVOICE, FormatId.UBL_INVOICE
RIGHT = sample_invoice(framework="M1")


def codes(document, syntax):
    found = FRANCE.run(Subject(invoice=read(document), format=syntax, document=document))
    return {finding.code for finding in found}


SHEETS = {UBL: UBL_FRANCE, CII: CII_FRANCE}
MAKERS = {UBL: sample_ubl, CII: sample_cii}
STEM = re.compile(r"BR-FR-(?:(?:CO|DEC|MV|BD)-)?\d\d")


@pytest.mark.parametrize("syntax", [UBL, CII])
def test_blanks_around_a_number_are_taken_as_the_official_rules_take_them(syntax):
    document, number = MAKERS[syntax](RIGHT), "F2026-0001"
    shapes = (number, f" {number}", f"{number} ", f"\n\t{number}\n", f"{number} {number}")
    asked = [document.replace(b">F2026-0001<", f">{each}<".encode()) for each in shapes]
    official = [
        {STEM.match(each).group() for each in said} for said in broken_rules(SHEETS[syntax], asked)
    ]
    wrong = {"BR-FR-02"} if syntax is CII else {"BR-FR-01", "BR-FR-02"}
    assert official == [set(), wrong, wrong, set(), wrong]
    assert [codes(each, syntax) for each in asked] == official


NUMBERS = [
    ("BR-FR-DEC-01", UBL, "LineExtensionAmount", "97.00"),
    ("BR-FR-DEC-01", UBL, "TaxAmount", "22.40"),
    ("BR-FR-DEC-02", UBL, "InvoicedQuantity", "2"),
    ("BR-FR-DEC-03", UBL, "PriceAmount", "48.50"),
    ("BR-FR-DEC-04", UBL, "Percent", "20"),
    ("BR-FR-DEC-01", CII, "LineTotalAmount", "97.00"),
    ("BR-FR-DEC-02", CII, "BilledQuantity", "2"),
    ("BR-FR-DEC-03", CII, "ChargeAmount", "48.50"),
    ("BR-FR-DEC-04", CII, "RateApplicablePercent", "20"),
]


@pytest.mark.parametrize(("code", "syntax", "name", "text"), NUMBERS)
@pytest.mark.parametrize("written", ["+{}", "7.", ".5", "-.5", "{},5", "abc"])
def test_a_number_that_is_oddly_written_breaks_the_rule_on_its_kind(
    code, syntax, name, text, written
):
    document = (sample_ubl if syntax is UBL else sample_cii)(RIGHT)
    said = f">{text}</".encode()
    head, mark, tail = document.partition(
        said + (b"cbc:" if syntax is UBL else b"ram:") + name.encode()
    )
    assert mark
    odd = head + mark.replace(text.encode(), written.format(text).encode()) + tail
    assert code in codes(odd, syntax)
    assert not {"BR-FR-DEC-01", "BR-FR-DEC-02", "BR-FR-DEC-03", "BR-FR-DEC-04"} & codes(
        document, syntax
    )


def test_a_sentence_that_ends_with_a_number_is_no_odd_number():
    document = sample_cii(RIGHT).replace(b"40 euros.", b"40.")
    assert codes(document, CII) == set()


def test_an_empty_amount_and_an_empty_number_break_their_rules():
    path = "/Invoice/cac:LegalMonetaryTotal/cbc:{}"
    remarks = tuple(
        Unmapped(path=path.format(name), text="", reason=EMPTY)
        for name in words("PayableAmount Other")
    )
    origin = Origin(format="ubl-invoice", sha256="", remarks=remarks)
    invoice = RIGHT.model_copy(update={"origin": origin})
    found = [(f.code, f.location.path) for f in FRANCE.run(Subject(invoice=invoice, format=UBL))]
    assert found == [("BR-FR-DEC-01", path.format("PayableAmount"))]
    for syntax, expected in ((UBL, {"BR-FR-01", "BR-FR-02"}), (CII, {"BR-FR-02"})):
        document = MAKERS[syntax](RIGHT).replace(b">F2026-0001<", b"><")
        assert codes(document, syntax) == expected


def test_paths_are_told_without_positions_and_by_their_last_step():
    assert without_positions("/a:b/c:d[12]/e[1]") == "/a:b/c:d/e"
    assert last_step("/a:b/c:d[12]") == "d"
    assert last_step("d") == "d"
