"""Several invoices in one: groups of lines in frames x8 and x9."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from changed import invoice_with
from french_parts import SIREN, ids

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.invoice.amounts import VatBreakdown
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.lines import Line, LineTotals, LineVat
from chorus_sdk.invoice.parties import Address, Party
from chorus_sdk.invoice.references import LineReferences, PrecedingInvoice
from chorus_sdk.sandbox.samples import sample_invoice
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.france import FRANCE

CII, UBL = FormatId.CII_INVOICE, FormatId.UBL_INVOICE
D = Decimal
OTHER = "999000011"
BUYER = "123456782"
BEFORE = PrecedingInvoice(number="F-0", issue_date=date(2026, 1, 2))


def seller(siren):
    return Party(
        name="A",
        legal_registration=Identifier(scheme="0002", value=siren),
        address=Address(country="FR"),
    )


def group(identifier, siren, number, net, vat):
    return Line(
        identifier=identifier,
        kind="GROUP",
        seller=seller(siren),
        object_identifier=Identifier(scheme="AFL", value=number),
        further_objects=ids(("AVV", "B1")),
        net_amount=D(net),
        totals=LineTotals(vat=D(vat), with_vat=D(net) + D(vat)),
        references=LineReferences(preceding_invoice=BEFORE),
    )


def detail(identifier, parent, siren, number, net):
    return Line(
        identifier=identifier,
        parent=parent,
        kind="DETAIL",
        seller=seller(siren),
        object_identifier=Identifier(scheme="AFL", value=number),
        net_amount=D(net),
        vat=LineVat(category="S", rate=D(20), exemption_reason=f"#{number}# TVA"),
    )


MULTI_VENDOR = invoice_with(
    sample_invoice(number="F-1", framework="B8"),
    {
        "lines": (
            group("1", SIREN, "F-1", "30.00", "6.00"),
            detail("2", "1", SIREN, "F-1", "10.00"),
            detail("3", "1", SIREN, "F-1", "20.00"),
            group("4", OTHER, "G-1", "50.00", "10.00"),
            detail("5", "4", OTHER, "G-1", "50.00"),
        ),
        "vat_breakdown": (
            VatBreakdown(tax_amount=D("6.00"), category="S", exemption_reason="#F-1# TVA"),
            VatBreakdown(tax_amount=D("10.00"), category="S", exemption_reason="#G-1# TVA"),
        ),
    },
)
BIDIRECTIONAL = invoice_with(
    MULTI_VENDOR,
    {
        "business_process": "B9",
        "type_code": "389",
        "lines[3].seller": seller(BUYER),
        "lines[4].seller": seller(BUYER),
    },
)


def breaches(invoice, code, changes, syntax=None, severity=Severity.ERROR):
    found = FRANCE.run(Subject(invoice=invoice_with(invoice, changes), format=syntax))
    return [f.location.path for f in found if f.code == code and f.severity is severity]


@pytest.mark.parametrize("invoice", [MULTI_VENDOR, BIDIRECTIONAL])
@pytest.mark.parametrize("syntax", [None, CII, UBL])
def test_what_is_right_breaks_no_rule_of_groups(invoice, syntax):
    found = FRANCE.run(Subject(invoice=invoice, format=syntax))
    assert [str(f) for f in found if "-MV-" in f.code or "-BD-" in f.code] == []


CASES = [
    ("BR-FR-MV-01", {"lines[4].kind": None}, ["lines[4].kind"]),
    ("BR-FR-MV-03", {"lines[0].seller.name": None}, ["lines[0].seller.name"]),
    (
        "BR-FR-MV-03",
        {"lines[3].seller.legal_registration": None},
        ["lines[3].seller.legal_registration"],
    ),
    ("BR-FR-MV-03", {"lines[0].seller.address": None}, ["lines[0].seller.address.country"]),
    ("BR-FR-MV-03", {"lines[0].totals.vat": None}, ["lines[0].totals.vat"]),
    ("BR-FR-MV-03", {"lines[0].object_identifier": None}, ["lines[0].object_identifier"]),
    ("BR-FR-MV-03", {"lines[0].further_objects": ()}, ["lines[0].object_identifier"]),
    *(
        (
            "BR-FR-MV-03",
            {"lines[0].further_objects": ids(("AVV", frame))},
            ["lines[0].object_identifier"],
        )
        for frame in ("B8", "S8", "M8")
    ),
    (
        "BR-FR-MV-03",
        {"vat_currency": "USD"},
        [f"lines[{i}].totals.vat_in_accounting_currency" for i in (0, 3)],
    ),
    ("BR-FR-MV-03", {"lines[1].seller.name": None}, []),
    ("BR-FR-MV-05", {"lines[0].net_amount": D("30.02")}, []),
    ("BR-FR-MV-05", {"lines[0].net_amount": D("30.03")}, ["lines[0].net_amount"]),
    ("BR-FR-MV-05", {"lines[0].net_amount": D("29.97")}, ["lines[0].net_amount"]),
    ("BR-FR-MV-05", {"lines[0].net_amount": None}, ["lines[0].net_amount"]),
    ("BR-FR-MV-05", {"lines[1].net_amount": D("9.97")}, ["lines[0].net_amount"]),
    ("BR-FR-MV-05", {"lines[1].kind": "INFORMATION"}, ["lines[0].net_amount"]),
    (
        "BR-FR-MV-06",
        {"lines[1].seller": seller("111111111")},
        ["lines[1].seller.legal_registration"],
    ),
    ("BR-FR-MV-06", {"lines[2].seller": None}, ["lines[2].seller.legal_registration"]),
    ("BR-FR-MV-06", {"lines[2].parent": "9"}, ["lines[2].seller.legal_registration"]),
    (
        "BR-FR-MV-07",
        {"lines[1].object_identifier.value": "X"},
        ["lines[1].object_identifier"],
    ),
    ("BR-FR-MV-07", {"lines[2].object_identifier": None}, ["lines[2].object_identifier"]),
    ("BR-FR-MV-07", {"lines[2].parent": "9"}, ["lines[2].object_identifier"]),
    (
        "BR-FR-MV-08",
        {"lines[1].vat.exemption_reason": "#F-2# TVA"},
        ["lines[1].vat.exemption_reason"],
    ),
    (
        "BR-FR-MV-08",
        {"lines[1].vat.exemption_reason": None},
        ["lines[1].vat.exemption_reason"],
    ),
    ("BR-FR-MV-08", {"lines[1].object_identifier": None}, ["lines[1].vat.exemption_reason"]),
    ("BR-FR-MV-09", {"lines[0].totals.vat": D("6.01")}, []),
    ("BR-FR-MV-09", {"lines[0].totals.vat": D("6.02")}, ["lines[0].totals.vat"]),
    ("BR-FR-MV-09", {"lines[0].totals": None}, ["lines[0].totals.vat"]),
    ("BR-FR-MV-09", {"vat_breakdown[1].exemption_reason": None}, ["lines[3].totals.vat"]),
    ("BR-FR-MV-10", {"lines[0].totals.with_vat": D("36.02")}, []),
    ("BR-FR-MV-10", {"lines[0].totals.with_vat": D("36.03")}, ["lines[0].totals.with_vat"]),
    ("BR-FR-MV-10", {"lines[0].totals.with_vat": None}, []),
    ("BR-FR-MV-10", {"lines[0].net_amount": None}, ["lines[0].totals.with_vat"]),
    ("BR-FR-MV-11", {"number": "F-2"}, ["lines[0].object_identifier"]),
    (
        "BR-FR-MV-12",
        {"lines[3].object_identifier.value": "F-1"},
        ["lines[3].object_identifier"],
    ),
]


@pytest.mark.parametrize(("code", "changes", "places"), CASES)
@pytest.mark.parametrize("syntax", [None, UBL])
def test_a_rule_of_groups_names_the_places_that_break_it(code, changes, places, syntax):
    assert breaches(MULTI_VENDOR, code, changes, syntax) == places
    assert breaches(MULTI_VENDOR, code, {**changes, "business_process": "B1"}, syntax) == []


def test_two_groups_of_the_main_seller_with_the_same_number_are_both_named():
    changes = {"lines[3].seller": seller(SIREN), "lines[3].object_identifier.value": "F-1"}
    places = ["lines[0].object_identifier", "lines[3].object_identifier"]
    assert breaches(MULTI_VENDOR, "BR-FR-MV-11", changes) == places


def test_a_second_group_of_the_main_seller_may_have_another_number():
    assert breaches(MULTI_VENDOR, "BR-FR-MV-11", {"lines[3].seller": seller(SIREN)}) == []


@pytest.mark.parametrize("frame", ["B8", "S8", "M8", "B1", "B9"])
def test_an_invoice_of_several_sellers_has_a_group(frame):
    changes = {"business_process": frame, "lines": MULTI_VENDOR.lines[1:3]}
    places = ["lines"] if frame.endswith("8") else []
    assert breaches(MULTI_VENDOR, "BR-FR-MV-02", changes) == places


@pytest.mark.parametrize("frame", ["B9", "S9", "M9"])
def test_a_bidirectional_invoice_has_a_group_of_each_side(frame):
    frame = {"business_process": frame}
    assert breaches(BIDIRECTIONAL, "BR-FR-BD-02", frame) == []
    one_sided = {**frame, "lines[3].seller": seller(SIREN)}
    assert breaches(BIDIRECTIONAL, "BR-FR-BD-02", one_sided) == ["lines", "lines"]
    alone = {**frame, "lines": BIDIRECTIONAL.lines[:3]}
    assert breaches(BIDIRECTIONAL, "BR-FR-BD-02", alone) == ["lines", "lines"]
    nobody = {**frame, "seller.legal_registration": None}
    assert breaches(BIDIRECTIONAL, "BR-FR-BD-02", nobody) == ["lines"]


def test_who_bills_is_told_by_the_type():
    for code in ("389", "261", "501", "500", "502", "471", "473"):
        changes = {"type_code": code}
        assert breaches(MULTI_VENDOR, "BR-FR-MV-13", changes) == ["type_code"]
        assert breaches(BIDIRECTIONAL, "BR-FR-BD-13", changes) == []
    assert breaches(MULTI_VENDOR, "BR-FR-MV-13", {"type_code": "380"}) == []
    assert breaches(BIDIRECTIONAL, "BR-FR-BD-13", {"type_code": "380"}, CII) == ["type_code"]
    assert breaches(BIDIRECTIONAL, "BR-FR-MV-BD", {"type_code": "380"}, CII) == []
    assert breaches(BIDIRECTIONAL, "BR-FR-BD-13", {"type_code": "380"}, UBL) == []
    assert breaches(BIDIRECTIONAL, "BR-FR-MV-BD", {"type_code": "380"}, UBL) == ["type_code"]
    assert breaches(MULTI_VENDOR, "BR-FR-BD-13", {"type_code": "380"}) == []


@pytest.mark.parametrize(
    ("invoice", "rule", "types", "others"),
    [
        (MULTI_VENDOR, "BR-FR-MV-14", ("384", "472", "381", "396", "503"), ("380", "261")),
        (BIDIRECTIONAL, "BR-FR-BD-14", ("261", "471", "473", "502"), ("389", "381")),
    ],
)
def test_groups_of_a_correction_name_an_earlier_invoice(invoice, rule, types, others):
    nothing = {"lines[0].references": None}
    undated = PrecedingInvoice(number="F-0")
    place = "lines[0].references.preceding_invoice"
    for code in types:
        changes = {"type_code": code}
        assert breaches(invoice, rule, changes) == []
        assert breaches(invoice, rule, {**changes, **nothing}) == [
            f"{place}.number",
            f"{place}.issue_date",
        ]
        without_day = {"lines[0].references": LineReferences(preceding_invoice=undated)}
        assert breaches(invoice, rule, {**changes, **without_day}) == [f"{place}.issue_date"]
    for code in others:
        assert breaches(invoice, rule, {"type_code": code, **nothing}) == []


def test_cii_lets_what_is_not_there_to_the_rules_on_numbers():
    absent = {"lines[0].object_identifier": None, "lines[0].further_objects": ()}
    assert breaches(MULTI_VENDOR, "BR-FR-MV-03", absent, CII) == []
    assert breaches(MULTI_VENDOR, "BR-FR-MV-07", absent, CII) != []
    empty = {"lines[0].further_objects": (Identifier(scheme="AVV"),)}
    assert breaches(MULTI_VENDOR, "BR-FR-MV-03", empty, CII) == ["lines[0].object_identifier"]
    without_kind = {"lines[4].kind": None}
    assert breaches(MULTI_VENDOR, "BR-FR-MV-01", without_kind, CII) == []
    warned = breaches(MULTI_VENDOR, "BR-FR-MV-01", without_kind, CII, Severity.WARNING)
    assert warned == ["lines[4].kind"]
