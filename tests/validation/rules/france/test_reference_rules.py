"""What types of invoices must refer to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from chorus_sdk.formats.base import FormatId
from chorus_sdk.invoice.amounts import Period
from chorus_sdk.invoice.references import LineReferences, PrecedingInvoice

CII, UBL, NOTE = FormatId.CII_INVOICE, FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE
D = Decimal
BEFORE = PrecedingInvoice(number="F-1", issue_date=date(2026, 1, 2))
UNDATED = PrecedingInvoice(number="F-1")
LINE_BEFORE = LineReferences(preceding_invoice=BEFORE)


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({"type_code": "262"}, ["references.contract", "period.start", "period.end"]),
        ({"type_code": "381"}, []),
        ({"type_code": "262", "references.contract": "M"}, ["period.start", "period.end"]),
        (
            {
                "type_code": "262",
                "references.contract": "M",
                "invoicing_period": Period(start=date(2026, 1, 1)),
            },
            ["period.end"],
        ),
        (
            {
                "type_code": "262",
                "references.contract": "M",
                "invoicing_period": Period(start=date(2026, 1, 1), end=date(2026, 2, 1)),
            },
            [],
        ),
    ],
)
@pytest.mark.parametrize("syntax", [None, CII, NOTE])
def test_a_global_rebate_names_contract_and_period(breaches, syntax, changes, places):
    found = breaches("BR-FR-CO-03", changes, syntax)
    assert [place.removeprefix("invoicing_") for place in found] == places


@pytest.mark.parametrize("code", ["384", "471", "472", "473"])
@pytest.mark.parametrize("syntax", [None, CII, UBL])
def test_a_correction_refers_to_exactly_one_invoice(breaches, syntax, code):
    for before, places in (
        ((), ["references.preceding_invoices"]),
        ((BEFORE,), []),
        ((BEFORE, BEFORE), ["references.preceding_invoices"]),
    ):
        changes = {"type_code": code, "references.preceding_invoices": before}
        assert breaches("BR-FR-CO-04", changes, syntax) == places
    assert breaches("BR-FR-CO-04", {"type_code": "380"}, syntax) == []


@pytest.mark.parametrize("code", ["261", "381", "396", "502", "503"])
@pytest.mark.parametrize("syntax", [None, CII, NOTE])
def test_a_credit_note_refers_to_a_dated_invoice_somewhere(breaches, syntax, code):
    header = "references.preceding_invoices"
    for changes, places in (
        ({}, [header]),
        ({header: (UNDATED,)}, [header]),
        ({header: (PrecedingInvoice(issue_date=date(2026, 1, 1)),)}, [header]),
        ({header: (UNDATED, BEFORE)}, []),
        ({"lines[0].references": LINE_BEFORE}, [header]),
        ({"lines[0].references": LINE_BEFORE, "lines[1].references": LINE_BEFORE}, []),
        ({"lines[0].references": LINE_BEFORE, "lines[1].kind": "GROUP"}, []),
        ({"lines[0].references": LINE_BEFORE, "lines[1].kind": "DETAIL"}, [header]),
    ):
        assert breaches("BR-FR-CO-05", {"type_code": code, **changes}, syntax) == places
    assert breaches("BR-FR-CO-05", {"type_code": "262"}, syntax) == []


def test_ubl_asks_credit_notes_what_credit_notes_can_answer(breaches):
    assert breaches("BR-FR-CO-03", {"type_code": "262"}, UBL) == []
    assert breaches("BR-FR-CO-05", {"type_code": "381"}, UBL) == []
    assert breaches("BR-FR-CO-04", {"type_code": "384"}, NOTE) == []
    assert breaches("BR-FR-16", {"lines[0].vat.rate": D(21)}, NOTE) == []
    assert breaches("BR-FR-16", {"vat_breakdown[0].rate": D(21)}, NOTE) == ["vat_breakdown[0].rate"]
