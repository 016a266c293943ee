"""EXTENDED-CTC-FR: groups of lines, sums to a cent for each part, VAT by its reason."""

from __future__ import annotations

from decimal import Decimal

import pytest
from changed import invoice_with

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.invoice.amounts import AllowanceCharge, VatBreakdown
from chorus_sdk.invoice.deliveries import DeliveryTerms
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.items import ItemAttribute
from chorus_sdk.invoice.lines import Line, LineVat
from chorus_sdk.invoice.payments import PaymentTerms
from chorus_sdk.invoice.settlement import ServiceCharge
from chorus_sdk.sandbox.samples import sample_invoice
from chorus_sdk.validation import registry
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.france.extended import EXTENDED_CTC_FR, NOT_IMPLEMENTED
from chorus_sdk.validation.rules.france.extended.kinds import cents

CII, UBL = FormatId.CII_INVOICE, FormatId.UBL_INVOICE
D = Decimal
URN = "urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr"
RIGHT = sample_invoice(framework="M1").model_copy(update={"specification": URN})


def found(changes, syntax, severity=Severity.ERROR):
    invoice = invoice_with(RIGHT, changes)
    said = EXTENDED_CTC_FR.run(Subject(invoice=invoice, format=syntax))
    return [(f.code, f.location.path) for f in said if f.severity is severity]


def places(code, changes, syntax=UBL):
    return [path for said, path in found(changes, syntax) if said == code]


@pytest.mark.parametrize("syntax", [None, CII, UBL])
def test_the_right_invoice_breaks_no_rule(syntax):
    assert found({}, syntax) == []


def group(identifier, net, parent=None, kind="GROUP"):
    return Line(identifier=identifier, kind=kind, parent=parent, net_amount=net and D(net))


def under(parent):
    """The two lines of the sample, below a group; the sample's net amounts are 97 and 15."""
    return tuple(
        line.model_copy(update={"kind": "DETAIL", "parent": parent}) for line in RIGHT.lines
    )


LINES = [
    ("BR-FREXT-05", {"lines[1].kind": "SUBTOTAL"}, ["lines[1].kind"]),
    ("BR-FREXT-05", {"lines[1].kind": "DETAIL"}, []),
    ("BR-FREXT-06", {"lines[1].parent": "1"}, ["lines[1].kind"]),
    ("BR-FREXT-06", {"lines[1].parent": "1", "lines[1].kind": "DETAIL"}, []),
    ("BR-FREXT-08", {"lines": (group("G", "112.00"), *under("G"))}, []),
    ("BR-FREXT-08", {"lines": (group("G", None), *under("G"))}, []),
    ("BR-FREXT-08", {"lines": (group("G", "112.01"), *under("G"))}, ["lines[0].net_amount"]),
    (
        "BR-FREXT-08",
        {"lines": (group("G", "112.00"), *under("G"), group("I", "1", "G", "INFORMATION"))},
        [],
    ),
    ("BR-FREXT-11", {"lines": (group("G", None), *under("G"))}, []),
    ("BR-FREXT-11", {"lines": under("X")}, ["lines[0].parent", "lines[1].parent"]),
    ("BR-FREXT-11", {"lines[1].parent": "2"}, ["lines[1].parent"]),
    ("BR-FREXT-12", {"lines": (group("G", "1"), group("H", None, "G"))}, ["lines[0]"]),
    ("BR-FREXT-12", {"lines": (group("G", None), group("H", None, "G"))}, []),
    ("BR-FREXT-12", {"lines": (group("G", "1"), group("H", "1", "G"))}, []),
    (
        "BR-FREXT-54-1",
        {"lines[1].item.attributes": (ItemAttribute(value="b"),)},
        ["lines[1].item.attributes[0]"],
    ),
    (
        "BR-FREXT-54-2",
        {"lines[1].item.attributes": (ItemAttribute(name="b"),)},
        ["lines[1].item.attributes[0]"],
    ),
]


@pytest.mark.parametrize(("code", "changes", "expected"), LINES)
@pytest.mark.parametrize("syntax", [UBL, CII])
def test_a_rule_of_lines_names_the_places_that_break_it(code, changes, expected, syntax):
    assert places(code, changes, syntax) == expected


def test_a_group_does_not_count_in_totals_and_needs_no_quantity():
    grouped = {"lines": (group("G", "112.00"), *under("G"))}
    for syntax, mark in ((UBL, ""), (CII, "BR-")):
        codes = {code for code, _ in found(grouped, syntax)}
        assert not codes & {f"BR-FREXT-{mark}22", f"BR-FREXT-{mark}26", "BR-FREXT-CO-04"}
        assert not codes & {"BR-22", "BR-26", "BR-CO-04", "BR-CO-10", "BR-FREXT-CO-10"}
        bare = {"lines[1].quantity": None, "lines[1].unit": None}
        assert places(f"BR-FREXT-{mark}22", bare, syntax) != []
        assert places("BR-22", bare, syntax) == []


TOTALS = [
    ("CO-10", {"totals.lines": D("112.02")}, []),
    ("CO-10", {"totals.lines": D("112.03")}, ["totals.lines"]),
    ("CO-10", {"totals.lines": D("111.97")}, ["totals.lines"]),
    ("CO-10", {"totals.lines": None}, ["totals.lines"]),
    ("CO-11", {"totals.allowances": D("0.01")}, ["totals.allowances"]),
    ("CO-11", {"allowances": (AllowanceCharge(amount=D("5.00")),)}, ["totals.allowances"]),
    (
        "CO-11",
        {"allowances": (AllowanceCharge(amount=D("5.00")),), "totals.allowances": D("5.01")},
        [],
    ),
    (
        "CO-11",
        {"allowances": (AllowanceCharge(amount=D("5.00")),), "totals.allowances": D("5.02")},
        ["totals.allowances"],
    ),
    ("CO-12", {"totals.charges": D("0.01")}, ["totals.charges"]),
    ("CO-12", {"charges": (AllowanceCharge(amount=D("5.00")),)}, ["totals.charges"]),
    (
        "CO-12",
        {
            "charges": (AllowanceCharge(amount=D("5.00")),),
            "service_charges": (ServiceCharge(amount=D("1.00")),),
            "totals.charges": D("6.02"),
        },
        [],
    ),
    ("CO-13", {"totals.without_vat": D("112.02")}, []),
    ("CO-13", {"totals.without_vat": D("112.03")}, ["totals.without_vat"]),
    ("CO-13", {"totals.without_vat": None}, ["totals.without_vat"]),
    *(
        (
            "CO-13",
            {
                "allowances": (AllowanceCharge(amount=D("5.00")),),
                "charges": (AllowanceCharge(amount=D("5.00")),),
                "totals.without_vat": D(stated),
            },
            places,
        )
        for stated, places in (("112.04", []), ("112.05", ["totals.without_vat"]))
    ),
    ("CO-15", {"totals.with_vat": D("134.42")}, []),
    ("CO-15", {"totals.with_vat": D("134.43")}, ["totals.with_vat"]),
    ("CO-15", {"totals.with_vat": None}, ["totals.with_vat"]),
    ("CO-15", {"totals.without_vat": None}, ["totals.with_vat"]),
]


@pytest.mark.parametrize(("code", "changes", "expected"), TOTALS)
@pytest.mark.parametrize("syntax", [UBL, CII])
def test_totals_agree_to_a_cent_for_each_part(code, changes, expected, syntax):
    assert places(f"BR-FREXT-{code}", changes, syntax) == expected


def test_a_total_without_vat_amount_is_looked_at_in_cii():
    """The published rule for CII demands BT-110; that for UBL asks where there is one."""
    without = {"totals.vat": None}
    assert places("BR-FREXT-CO-15", without, CII) == ["totals.vat"]
    assert places("BR-FREXT-CO-15", without, UBL) == []
    same = {**without, "totals.with_vat": D("112.00")}
    assert places("BR-FREXT-CO-15", same, CII) == ["totals.vat"]


CATEGORIES = {"S": "S", "Z": "Z", "E": "E", "AE": "AE", "IC": "K", "G": "G", "O": "O"}


@pytest.mark.parametrize(("name", "category"), CATEGORIES.items())
def test_a_category_is_in_the_breakdown_if_it_is_in_use(name, category):
    code = f"BR-FREXT-{name}-01"
    used = {f"lines[{n}].vat": LineVat(category=category, rate=D(0)) for n in (0, 1)}
    stated = {"vat_breakdown": (VatBreakdown(category=category),)}
    assert places(code, {**used, "vat_breakdown": ()}) == ["vat_breakdown"]
    assert places(code, {**used, **stated}) == []
    by_charge = {"charges": (AllowanceCharge(vat_category=category),), "vat_breakdown": ()}
    assert places(code, by_charge) == ["vat_breakdown"]
    if category != "S":
        assert places(code, stated) == ["vat_breakdown"]
        in_group = {"lines[0].vat.category": category, "lines[0].kind": "GROUP"}
        assert places(code, in_group) == []


@pytest.mark.parametrize(("syntax", "start"), [(UBL, "BR-FREXT"), (CII, "BR-FXEXT")])
def test_a_base_is_what_bears_the_category(syntax, start):
    base, tax = "vat_breakdown[0].taxable_amount", "vat_breakdown[0].tax_amount"
    for amount, expected in (("112.02", []), ("112.03", [base]), ("111.97", [base])):
        assert places(f"{start}-S-08", {base: D(amount)}, syntax) == expected
    assert places(f"{start}-S-08", {base: None}, syntax) == [base]
    for amount, expected in (("22.42", []), ("22.43", [tax]), ("22.37", [tax])):
        assert places(f"{start}-S-09", {tax: D(amount)}, syntax) == expected
    assert places(f"{start}-S-09", {tax: None}, syntax) == [tax]
    assert places(f"{start}-S-09", {"vat_breakdown[0].rate": None}, syntax) == [tax]
    less = {"allowances": (AllowanceCharge(amount=D(12), vat_category="S", vat_rate=D(20)),)}
    assert places(f"{start}-S-08", {**less, base: D("100.00")}, syntax) == []
    assert places(f"{start}-S-08", {**less, base: D("112.00")}, syntax) == [base]
    other_rate = {"lines[1].vat.rate": D("5.5")}
    assert places(f"{start}-S-08", other_rate, syntax) == [base]


def test_bases_may_be_told_apart_by_their_reason():
    vat = [LineVat(category="S", rate=D(20), exemption_reason=f"#{n}#") for n in (1, 2)]
    parts = tuple(
        VatBreakdown(category="S", rate=D(20), exemption_reason=f"#{n}#", taxable_amount=D(base))
        for n, base in ((1, "97.00"), (2, "15.00"))
    )
    split = {"lines[0].vat": vat[0], "lines[1].vat": vat[1], "vat_breakdown": parts}
    assert places("BR-FREXT-S-08", split) == []
    wrong = {**split, "vat_breakdown[1].taxable_amount": D("15.02")}
    assert places("BR-FREXT-S-08", wrong) == ["vat_breakdown[1].taxable_amount"]


def test_what_is_out_of_scope_has_no_rate_to_compare():
    changes = {
        "lines[0].vat": LineVat(category="O"),
        "lines[1].vat": LineVat(category="O"),
        "vat_breakdown": (VatBreakdown(category="O", taxable_amount=D("112.00")),),
    }
    assert places("BR-FREXT-O-08", changes) == []


def attribute(code):
    return {"lines[0].item.attributes": (ItemAttribute(name="n", code=code, value="b"),)}


ATTRIBUTE = "lines[0].item.attributes[0].code"


@pytest.mark.parametrize(
    ("code", "changes", "expected"),
    [
        ("BR-FREXT-04", attribute("AAA"), []),
        ("BR-FREXT-04", attribute("COLOR_TEXT"), []),
        ("BR-FREXT-04", attribute("VERT"), [ATTRIBUTE]),
        ("BR-FREXT-04", attribute(None), []),
        ("BR-FREXT-CL-27", {"delivery_terms": DeliveryTerms(code="DDP")}, []),
        (
            "BR-FREXT-CL-27",
            {"delivery_terms": DeliveryTerms(code="DAF")},
            ["delivery_terms.code"],
        ),
        (
            "BR-FREXT-CL-27",
            {"lines[1].delivery_terms": DeliveryTerms(code="DAF")},
            ["lines[1].delivery_terms.code"],
        ),
        ("BR-FREXT-CL-27", {"delivery_terms": DeliveryTerms(location="Lyon")}, []),
        ("BR-CO-25", {"due_date": None, "payment_terms": None}, ["due_date"]),
        ("BR-CO-25", {"due_date": None, "payment_terms": "30 jours"}, []),
        ("BR-CO-25", {"due_date": None, "payment_terms": None, "totals.due": D(0)}, []),
        (
            "BR-CO-25",
            {
                "due_date": None,
                "payment_terms": None,
                "further_payment_terms": (PaymentTerms(text="30 jours"),),
            },
            [],
        ),
    ],
)
def test_a_code_or_a_term_of_the_profile_is_asked(code, changes, expected):
    assert places(code, changes, UBL) == expected


def test_what_is_an_error_in_ubl_may_be_a_warning_or_nothing_elsewhere():
    warning = Severity.WARNING
    assert ("BR-FXEXT-04", ATTRIBUTE) in found(attribute("VERT"), CII, warning)
    assert places("BR-FREXT-04", attribute("VERT"), CII) == []
    due = {"due_date": None, "payment_terms": None}
    assert places("BR-CO-25", due, FormatId.UBL_CREDIT_NOTE) == []
    discount = {"lines[0].price.discount_reason_code": "7"}
    place = ["lines[0].price.discount_reason_code"]
    assert places("BR-FREXT-CL-19-GP", discount, CII) == place
    assert places("BR-FREXT-CL-19-GP", discount, UBL) == []
    assert places("BR-FREXT-CL-19-GP", {"lines[0].price.discount_reason_code": "95"}, CII) == []


def test_bases_that_fit_in_one_way_only_are_told():
    vat = LineVat(category="E", rate=D(0), exemption_reason="a")
    other = VatBreakdown(category="E", rate=D(0), exemption_reason="b", taxable_amount=D("112.00"))
    changes = {"lines[0].vat": vat, "lines[1].vat": vat, "vat_breakdown": (other,)}
    said = {code for code, _ in found(changes, UBL, Severity.WARNING)}
    assert "BR-FREXT-E-08rev" in said
    assert "BR-FREXT-E-08ini" not in said
    assert places("BR-FREXT-E-08", changes) == []


def test_schemes_of_the_profile_are_let_pass():
    for scheme, expected in (("BY", []), ("SE", []), ("XX", ["buyer.identifiers[0].scheme"])):
        changes = {"buyer.identifiers": (Identifier(value="1", scheme=scheme),)}
        assert places("BR-FREXT-CL-10", changes, UBL) == expected


def test_what_is_not_run_is_listed():
    assert not EXTENDED_CTC_FR.ids & set(NOT_IMPLEMENTED)


def test_the_registry_finds_the_profile():
    assert registry.rule_sets("extended-ctc-fr") == (EXTENDED_CTC_FR,)


def test_halves_are_rounded_upwards_as_the_official_rules_do():
    assert [cents(D(text)) for text in ("0.005", "-0.005", "0.0049", "-0.0051")] == [
        D("0.01"),
        D("0.00"),
        D("0.00"),
        D("-0.01"),
    ]
