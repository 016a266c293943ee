"""Numbers, days, types, frames, notes and due dates: both sides of each edge."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from french_parts import NOTES, SIREN, ids, words

from chorus_sdk.formats.base import FormatId
from chorus_sdk.invoice.amounts import Period
from chorus_sdk.invoice.codes import FRENCH_INVOICE_TYPES
from chorus_sdk.invoice.notes import Note
from chorus_sdk.invoice.parties import Delivery
from chorus_sdk.invoice.payments import PaymentTerms
from chorus_sdk.invoice.references import LineReferences, PrecedingInvoice

CII, UBL, NOTE = FormatId.CII_INVOICE, FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE
D = Decimal
BEFORE = PrecedingInvoice(number="F-1", issue_date=date(2026, 1, 2))
UNDATED = PrecedingInvoice(number="F-1")
LINE_BEFORE = LineReferences(preceding_invoice=BEFORE)

CASES = [
    # numbers
    ("BR-FR-01", {"number": "F" * 35}, []),
    ("BR-FR-01", {"number": "F" * 36}, ["number"]),
    (
        "BR-FR-01",
        {"references.preceding_invoices": (BEFORE, PrecedingInvoice(number="F" * 36))},
        ["references.preceding_invoices[1].number"],
    ),
    (
        "BR-FR-01",
        {
            "lines[1].references": LineReferences(
                preceding_invoice=PrecedingInvoice(number="F" * 36)
            )
        },
        ["lines[1].references.preceding_invoice.number"],
    ),
    ("BR-FR-01", {"number": "F 1"}, ["number"]),
    ("BR-FR-02", {"number": "Aa0-9_/+"}, []),
    *(("BR-FR-02", {"number": f"F{sign}1"}, ["number"]) for sign in " .,#é:"),
    (
        "BR-FR-02",
        {"references.preceding_invoices": (PrecedingInvoice(number="F.1"),)},
        ["references.preceding_invoices[0].number"],
    ),
    # days
    ("BR-FR-03", {"issue_date": date(2000, 1, 1)}, []),
    ("BR-FR-03", {"due_date": date(2099, 12, 31)}, []),
    ("BR-FR-03", {"issue_date": date(1999, 12, 31)}, ["issue_date"]),
    ("BR-FR-03", {"due_date": date(2100, 1, 1)}, ["due_date"]),
    ("BR-FR-03", {"vat_point_date": date(1999, 1, 1)}, ["vat_point_date"]),
    ("BR-FR-03", {"delivery": Delivery(date=date(1999, 1, 1))}, ["delivery.date"]),
    (
        "BR-FR-03",
        {"invoicing_period": Period(start=date(1999, 1, 1), end=date(2100, 1, 1))},
        ["invoicing_period.start", "invoicing_period.end"],
    ),
    (
        "BR-FR-03",
        {"lines[1].period": Period(start=date(1999, 1, 1), end=date(2100, 1, 1))},
        ["lines[1].period.start", "lines[1].period.end"],
    ),
    (
        "BR-FR-03",
        {"lines[0].delivery": Delivery(date=date(1999, 1, 1))},
        ["lines[0].delivery.date"],
    ),
    (
        "BR-FR-03",
        {"references.preceding_invoices": (PrecedingInvoice(issue_date=date(1999, 1, 1)),)},
        ["references.preceding_invoices[0].issue_date"],
    ),
    (
        "BR-FR-03",
        {
            "lines[0].references": LineReferences(
                preceding_invoice=PrecedingInvoice(issue_date=date(1999, 1, 1))
            )
        },
        ["lines[0].references.preceding_invoice.issue_date"],
    ),
    (
        "BR-FR-03",
        {"further_payment_terms": (PaymentTerms(due_date=date(1999, 1, 1)),)},
        ["further_payment_terms[0].due_date"],
    ),
    # types and frames
    *(("BR-FR-04", {"type_code": code}, []) for code in sorted(FRENCH_INVOICE_TYPES)),
    *(("BR-FR-04", {"type_code": code}, ["type_code"]) for code in ("326", "751", "388", "x")),
    ("BR-FR-04", {"type_code": None}, []),
    (
        "BR-FR-04",
        {"references.preceding_invoices": (PrecedingInvoice(number="F-1", type_code="326"),)},
        ["references.preceding_invoices[0].type_code"],
    ),
    (
        "BR-FR-04",
        {
            "lines[1].references": LineReferences(
                preceding_invoice=PrecedingInvoice(number="F-1", type_code="326")
            )
        },
        ["lines[1].references.preceding_invoice.type_code"],
    ),
    *(
        ("BR-FR-08", {"business_process": code}, [])
        for code in words("B1 S1 M1 B2 S2 M2 S3 B4 S4 M4 S5 S6 B7 S7 B8 S8 M8 B9 S9 M9")
    ),
    *(
        ("BR-FR-08", {"business_process": code}, ["business_process"])
        for code in ("A1", "B3", "M5", "M7", "s1", "", None)
    ),
    *(
        ("BR-FR-CO-08", {"business_process": frame, "type_code": code}, ["type_code"])
        for frame in ("B4", "S4", "M4")
        for code in ("386", "500", "503")
    ),
    ("BR-FR-CO-08", {"business_process": "B4", "type_code": "380"}, []),
    ("BR-FR-CO-08", {"business_process": "B1", "type_code": "386"}, []),
    *(
        ("BR-FR-CO-09", {"business_process": frame}, ["totals.paid", "totals.due"])
        for frame in ("B2", "S2", "M2")
    ),
    (
        "BR-FR-CO-09",
        {"business_process": "S2", "totals.paid": D("134.4"), "totals.due": D("0.00")},
        [],
    ),
    (
        "BR-FR-CO-09",
        {
            "business_process": "S2",
            "totals.paid": D("134.39"),
            "totals.due": None,
            "due_date": None,
        },
        ["totals.paid", "totals.due", "due_date"],
    ),
    # notes
    ("BR-FR-05", {}, []),
    ("BR-FR-05", {"notes": ()}, ["notes"] * 3),
    ("BR-FR-05", {"notes": NOTES[1:]}, ["notes"]),
    ("BR-FR-05", {"notes": (Note(text="PMT"), *NOTES[1:])}, ["notes"]),
    ("BR-FR-06", {"notes": (*NOTES, NOTES[0])}, ["notes"]),
    ("BR-FR-06", {"notes": (*NOTES, *NOTES)}, ["notes"] * 3),
    ("BR-FR-06", {"notes": (*NOTES, Note(subject="TXD", text="a"))}, []),
    ("BR-FR-06", {"notes": (*NOTES, *(Note(subject="TXD", text="a"),) * 2)}, ["notes"]),
    ("BR-FR-06", {"notes": (*NOTES, *(Note(subject="REG", text="a"),) * 2)}, []),
    *(
        ("BR-FR-20", {"notes": (*NOTES, Note(subject="BAR", text=text))}, [])
        for text in ("B2B", "B2BINT", "B2C", "B2CINT", "OUTOFSCOPE", "ARCHIVEONLY")
    ),
    ("BR-FR-20", {"notes": (*NOTES, Note(subject="BAR", text="B2G"))}, ["notes"]),
    ("BR-FR-20", {"notes": (*NOTES, Note(subject="BAR", text="b2b"))}, ["notes"]),
    ("BR-FR-CO-14", {"seller.identifiers": ids(("0231", SIREN))}, ["notes"]),
    (
        "BR-FR-CO-14",
        {
            "seller.identifiers": ids(("0231", SIREN)),
            "notes": (*NOTES, Note(subject="TXD", text="MEMBRE_ASSUJETTI_UNIQUE")),
        },
        [],
    ),
    (
        "BR-FR-CO-14",
        {
            "seller.identifiers": ids(("0231", SIREN)),
            "notes": (*NOTES, Note(subject="TXD", text="oui")),
        },
        ["notes"],
    ),
    # due dates
    ("BR-FR-CO-07", {"due_date": date(2026, 11, 20)}, []),
    ("BR-FR-CO-07", {"due_date": date(2026, 11, 19)}, ["due_date"]),
    *(
        ("BR-FR-CO-07", {"due_date": date(2026, 11, 19), "type_code": code}, [])
        for code in ("386", "500", "503")
    ),
    *(
        ("BR-FR-CO-07", {"due_date": date(2026, 11, 19), "business_process": frame}, [])
        for frame in ("B2", "S2", "M2")
    ),
    ("BR-FR-CO-07", {"due_date": None}, []),
]


@pytest.mark.parametrize(("code", "changes", "places"), CASES)
def test_a_rule_names_the_places_that_break_it(breaches, syntax, code, changes, places):
    if syntax in (CII, FormatId.FACTURX) and code == "BR-FR-01" and changes.get("number") == "F 1":
        places = []  # CII files the signs under BR-FR-02 alone
    assert breaches(code, changes, syntax) == places


def test_without_a_day_of_issue_cii_finds_every_due_date_too_early(breaches, syntax):
    places = ["due_date"] if syntax in (CII, FormatId.FACTURX) else []
    assert breaches("BR-FR-CO-07", {"issue_date": None}, syntax) == places


def test_ubl_does_not_look_at_due_dates_within_the_payment_terms(breaches, syntax):
    early = {"further_payment_terms": (PaymentTerms(due_date=date(2026, 11, 19)),)}
    places = [] if syntax is UBL else ["further_payment_terms[0].due_date"]
    assert breaches("BR-FR-CO-07", early, syntax) == places
