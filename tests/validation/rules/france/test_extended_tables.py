"""EXTENDED-CTC-FR: what it keeps of EN 16931, and each place that bears VAT."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from changed import invoice_with
from saxon_referee import FOLDER, broken_rules

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.codelists import OfficialList, values
from chorus_sdk.formats.documents import read
from chorus_sdk.invoice.amounts import AllowanceCharge, VatBreakdown
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.lines import Line, LineVat
from chorus_sdk.invoice.settlement import ServiceCharge
from chorus_sdk.sandbox.samples import sample_cii, sample_invoice, sample_ubl
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.en16931 import EN16931
from chorus_sdk.validation.rules.france.extended import EXTENDED_CTC_FR
from chorus_sdk.validation.rules.france.extended.core import CORE, id_in_profile

CII, UBL = FormatId.CII_INVOICE, FormatId.UBL_INVOICE
SHEETS = {
    UBL: FOLDER / "ubl-2.1" / "EXTENDED-CTC-FR-UBL.xslt",
    CII: FOLDER / "cii-extended-ctc-fr" / "EXTENDED-CTC-FR-CII.xslt",
}
D = Decimal
URN = "urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr"
RIGHT = sample_invoice(framework="M1").model_copy(update={"specification": URN})


def places(code, changes, syntax=UBL, severity=Severity.ERROR):
    invoice = invoice_with(RIGHT, changes)
    said = EXTENDED_CTC_FR.run(Subject(invoice=invoice, format=syntax))
    return [f.location.path for f in said if f.code == code and f.severity is severity]


@pytest.mark.parametrize("syntax", [UBL, CII])
def test_a_rule_of_the_core_stays_where_the_published_set_has_it(syntax):
    published = SHEETS[syntax].read_text("utf-8")
    official = set(re.findall(r'<xsl:attribute name="id">([^<]+)<', published))
    elsewhere = "CII-" if syntax is UBL else "UBL-"
    kept = 0
    for code in EN16931.ids:
        name = id_in_profile(code, in_cii=syntax is CII)
        if name is None:
            assert code not in official
        elif not code.startswith(elsewhere):
            assert name in official
            assert name == code or code not in official
            kept += 1
    assert kept > 500
    names = {id_in_profile(code, in_cii=False) for code in EN16931.ids} - {None}
    assert {each.id for each in CORE.rules} == names


@pytest.mark.parametrize(("syntax", "mark"), [(UBL, "FREXT"), (CII, "FREXT-BR")])
def test_what_is_asked_of_lines_that_count_goes_by_the_name_of_the_profile(syntax, mark):
    bare = {"lines[1].item.name": None, "lines[1].net_amount": None, "lines[1].quantity": None}
    said = EXTENDED_CTC_FR.run(Subject(invoice=invoice_with(RIGHT, bare), format=syntax))
    codes = {f.code for f in said}
    assert {f"BR-{mark}-22", f"BR-{mark}-24"} <= codes
    assert not codes & {"BR-22", "BR-24"}
    eleven = {"lines": (*RIGHT.lines, *(Line(kind="GROUP"),) * 9, Line())}
    assert places(f"BR-{mark}-22", eleven, syntax) == ["lines[11].quantity"]


@pytest.mark.parametrize(
    ("category", "syntax", "expected"),
    [("S", CII, []), ("S", UBL, [1]), ("X", CII, [1]), ("X", UBL, [1]), (None, CII, [1])],
)
def test_a_base_is_asked_of_entries_without_rules_of_their_own(category, syntax, expected):
    """In CII the first rule that is about an entry wins: that of its category."""
    part = VatBreakdown(category=category, rate=D(20), tax_amount=D(0))
    changes = {"vat_breakdown": (RIGHT.vat_breakdown[0], part)}
    assert places("BR-45", changes, syntax) == [
        f"vat_breakdown[{number}].taxable_amount" for number in expected
    ]


def test_a_scheme_of_the_profile_is_let_pass_with_blanks_around_it():
    for scheme, wrong in ((" BY ", False), ("SE", False), ("ZZ", True)):
        changes = {"seller.identifiers": (Identifier(scheme=scheme, value="1"),)}
        assert bool(places("BR-FREXT-CL-10", changes)) is wrong


BEARERS = {
    "allowances": (AllowanceCharge(amount=D(5), vat_category="E", vat_rate=D(0)),),
    "charges": (AllowanceCharge(amount=D(5), vat_category="E", vat_rate=D(0)),),
    "service_charges": (
        ServiceCharge(
            amount=D(5),
            vat=(VatBreakdown(category="Z", rate=D(0)), VatBreakdown(category="E", rate=D(0))),
        ),
    ),
}


@pytest.mark.parametrize("name", BEARERS)
@pytest.mark.parametrize(("syntax", "mark"), [(UBL, "FREXT"), (CII, "FXEXT")])
def test_whatever_bears_vat_makes_up_its_base(name, syntax, mark):
    sign = -1 if name == "allowances" else 1
    for base, expected in (("5.01", []), ("4.99", []), ("5.02", [1]), ("4.98", [1])):
        part = VatBreakdown(category="E", rate=D(0), taxable_amount=sign * D(base))
        changes = {name: BEARERS[name], "vat_breakdown": (RIGHT.vat_breakdown[0], part)}
        where = [f"vat_breakdown[{n}].taxable_amount" for n in expected]
        assert places(f"BR-{mark}-E-08", changes, syntax) == where
        assert places("BR-FREXT-E-01", changes, syntax) == []
    unsaid = {name: BEARERS[name]}
    assert places("BR-FREXT-E-01", unsaid, syntax) == ["vat_breakdown"]


ONE = LineVat(category="E", rate=D(0), exemption_reason="a  b", exemption_reason_code="c")


@pytest.mark.parametrize(
    ("reason", "is_same"),
    [
        ({"exemption_reason": "a b", "exemption_reason_code": "c"}, True),
        ({"exemption_reason": "a b", "exemption_reason_code": " c "}, True),
        ({"exemption_reason": "a b"}, False),
        ({"exemption_reason_code": "c"}, False),
        ({"exemption_reason": "ab", "exemption_reason_code": "c"}, False),
        ({}, False),
    ],
)
def test_two_reasons_are_one_where_text_and_code_agree(reason, is_same):
    part = VatBreakdown(category="E", rate=D("0.0"), taxable_amount=D("112.00"), **reason)
    changes = {"lines[0].vat": ONE, "lines[1].vat": ONE, "vat_breakdown": (part,)}
    place = [] if is_same else ["vat_breakdown[0].taxable_amount"]
    warning = Severity.WARNING
    assert places("BR-FREXT-E-08rev", changes, severity=warning) == place
    assert places("BR-FREXT-E-08ini", changes, severity=warning) == []
    assert places("BR-FREXT-E-08", changes) == []
    nothing = LineVat(category="E", rate=D(0))
    bare = {**changes, "lines[0].vat": nothing, "lines[1].vat": nothing}
    place = ["vat_breakdown[0].taxable_amount"] if reason else []
    assert places("BR-FREXT-E-08rev", bare, severity=warning) == place


def test_a_tax_may_be_off_by_a_cent_for_each_line_of_its_rate():
    """Two lines at 20 %: two cents, whatever their reasons; one of another rate does not count."""
    reasons = ("a", "b")
    parts = {f"lines[{n}].vat.exemption_reason": reason for n, reason in enumerate(reasons)}
    for tax, expected in (("22.42", []), ("22.43", ["vat_breakdown[0].tax_amount"])):
        changes = {**parts, "vat_breakdown[0].tax_amount": D(tax)}
        assert places("BR-FREXT-S-09", changes) == expected
        same = {"vat_breakdown[0].exemption_reason": "a", **changes}
        assert places("BR-FREXT-S-09", same) == expected
    other = {"lines[1].vat.rate": D(10), "vat_breakdown[0].tax_amount": D("22.42")}
    assert places("BR-FREXT-S-09", other) == ["vat_breakdown[0].tax_amount"]


def test_every_discount_inside_a_price_has_a_reason_that_is_known():
    further = tuple(AllowanceCharge(reason_code=code) for code in ("95", None, "ZZZ", " 95 "))
    changes = {"lines[1].price.further_discounts": further}
    place = ["lines[1].price.further_discounts[2].reason_code"]
    assert "95" in values(OfficialList.ALLOWANCE_REASON)
    assert places("BR-FREXT-CL-19-GP", changes, CII) == place
    assert places("BR-FREXT-CL-19-GP", changes, UBL) == []


DAY = "<ram:DueDateDateTime><udt:DateTimeString>{}</udt:DateTimeString></ram:DueDateDateTime>"
NOTE = "<cac:PaymentTerms><cbc:Note>{}</cbc:Note></cac:PaymentTerms>"
TERMS = {
    UBL: ("<cbc:DueDate>{}</cbc:DueDate>", NOTE),
    CII: (DAY, "<ram:Description>{}</ram:Description>"),
}
PAID = re.compile(rb"<cbc:DueDate>.*?</cbc:DueDate>|<cac:PaymentTerms>.*?</cac:PaymentTerms>")
PAID_IN_CII = re.compile(rb"(?<=<ram:SpecifiedTradePaymentTerms>).*?(?=</ram:SpecifiedTradeP)")


@pytest.mark.parametrize("syntax", [UBL, CII])
def test_terms_of_payment_count_as_said_where_the_published_rule_sees_them(syntax):
    if syntax is UBL:
        bare = PAID.sub(b"", sample_ubl(RIGHT))
        mark = b"<cbc:InvoiceTypeCode>"
    else:
        bare = PAID_IN_CII.sub(b"", sample_cii(RIGHT))
        mark = b"</ram:SpecifiedTradePaymentTerms>"
    said = [shape.format(text) for shape in TERMS[syntax] for text in ("", "x", "20270101")]
    if syntax is UBL:
        notes = (each.encode() + b"<cac:TaxTotal>" for each in said[3:])
        later = [bare.replace(b"<cac:TaxTotal>", note, 1) for note in notes]
        asked = [bare, *later, *(bare.replace(mark, s.encode() + mark) for s in said[:3])]
    else:
        asked = [bare, *(bare.replace(mark, s.encode() + mark) for s in said)]
    official = ["BR-CO-25" in codes for codes in broken_rules(SHEETS[syntax], asked)]
    ours = [
        any(
            f.code == "BR-CO-25"
            for f in EXTENDED_CTC_FR.run(Subject(invoice=read(d), format=syntax, document=d))
        )
        for d in asked
    ]
    assert ours == official
    assert official[0]
    assert not all(official)
