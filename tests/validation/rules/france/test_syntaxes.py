"""What the official rules hold against one syntax and not against another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from french_parts import B2B, BAR, NOTES, SIREN, ids

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.invoice.amounts import AllowanceCharge, VatBreakdown
from chorus_sdk.invoice.attachments import SupportingDocument
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.items import ItemAttribute
from chorus_sdk.invoice.lines import LineVat
from chorus_sdk.invoice.notes import Note
from chorus_sdk.invoice.parties import Address, Delivery, Party
from chorus_sdk.invoice.provenance import Unmapped
from chorus_sdk.invoice.references import LineReferences, PrecedingInvoice
from chorus_sdk.validation.rules.france import FRANCE, FRANCE_WARNING, NOT_CHECKABLE

CII, UBL, NOTE = FormatId.CII_INVOICE, FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE
D = Decimal
BEFORE = PrecedingInvoice(number="F-1", issue_date=date(2026, 1, 2))
UNDATED = PrecedingInvoice(number="F-1")
LINE_BEFORE = LineReferences(preceding_invoice=BEFORE)


def test_the_right_invoice_breaks_no_rule(codes, syntax):
    assert codes({}, syntax) == set()


def test_two_treatments_are_filed_under_the_id_of_the_syntax(codes):
    both = {"notes": (*NOTES, BAR, Note(subject="BAR", text="B2C"))}
    assert codes(both, CII) & {"BR-FR-30", "BR-FR-31"} == {"BR-FR-31"}
    assert codes(both, None) & {"BR-FR-30", "BR-FR-31"} == {"BR-FR-31"}
    assert codes(both, UBL) & {"BR-FR-30", "BR-FR-31"} == {"BR-FR-30"}
    one = {"notes": (*NOTES, BAR, Note(subject="BAR", text="autre"))}
    assert not codes(one, CII) & {"BR-FR-31"}
    assert not codes(one, UBL) & {"BR-FR-30"}


def test_a_ubl_line_in_category_l_is_filed_twice(codes):
    changes = {"lines[0].vat.category": "L"}
    assert codes(changes, UBL) == {"BR-FR-15", "BR-FR-08"}
    assert codes(changes, CII) == {"BR-FR-15"}
    assert codes({"lines[0].vat.category": "B"}, UBL) == {"BR-FR-15"}
    assert codes({"lines[0].vat.category": "M"}, UBL) == {"BR-FR-15", "BR-FR-08"}


def test_cii_wants_the_category_of_a_vat_block_to_be_said(breaches):
    said = {"vat_breakdown[0].category": None}
    assert breaches("BR-FR-15", said, CII) == ["vat_breakdown[0].category"]
    assert breaches("BR-FR-15", said, UBL) == []
    rate_alone = {"lines[0].vat": LineVat(rate=D(20))}
    assert breaches("BR-FR-15", rate_alone, CII) == ["lines[0].vat.category"]
    assert breaches("BR-FR-15", {**rate_alone, "lines[0].kind": "GROUP"}, CII) == []
    assert breaches("BR-FR-15", {**rate_alone, "lines[0].kind": "INFORMATION"}, CII) == []
    assert breaches("BR-FR-15", {"lines[0].vat": LineVat()}, CII) == []
    allowance = {"allowances": (AllowanceCharge(vat_rate=D(20)),)}
    assert breaches("BR-FR-15", allowance, CII) == ["allowances[0].vat_category"]
    assert breaches("BR-FR-15", {"allowances": (AllowanceCharge(amount=D(1)),)}, CII) == []


def test_ubl_lets_a_seller_without_legal_entity_pass(breaches):
    nobody = {"seller": Party(vat_identifier="FR1")}
    assert breaches("BR-FR-10", nobody, UBL) == []
    assert breaches("BR-FR-10", nobody, CII) == ["seller.legal_registration"]
    for known in (Party(name="A"), Party(legal_information="SA"), Party(legal_address=Address())):
        assert breaches("BR-FR-10", {"seller": known}, UBL) == ["seller.legal_registration"]


def test_private_identifiers_without_scheme_are_refused_outside_cii(breaches):
    bare = {"buyer.identifiers": ids((None, "X"))}
    assert breaches("BR-FR-CO-10", bare, UBL) == ["buyer"]
    assert breaches("BR-FR-CO-10", bare, None) == ["buyer"]
    assert breaches("BR-FR-CO-10", bare, CII) == []
    written = b"<a><ram:ID>Y</ram:ID><ram:GlobalID>X</ram:GlobalID></a>"
    assert breaches("BR-FR-CO-10", bare, CII, document=written) == ["buyer"]
    elsewhere = b"<a><ram:ID>X</ram:ID><ram:GlobalID>Y</ram:GlobalID></a>"
    assert breaches("BR-FR-CO-10", bare, CII, document=elsewhere) == []


def test_cii_holds_every_global_identifier_of_scheme_0002_to_nine_digits(breaches):
    item = {"lines[1].item.standard_identifier": Identifier(scheme="0002", value="1")}
    assert breaches("BR-FR-32", item, CII) == ["lines[1].item.standard_identifier"]
    assert breaches("BR-FR-32", item, UBL) == []
    place = {"delivery": Delivery(location=Identifier(scheme="0231", value="1"))}
    assert breaches("BR-FR-32", place, CII) == ["delivery.location"]
    assert breaches("BR-FR-32", place, UBL) == []


def test_ubl_takes_any_tax_number_of_the_representative(breaches):
    changes = {
        "seller.identifiers": ids(("0231", SIREN)),
        "tax_representative": Party(tax_registration="1"),
    }
    assert breaches("BR-FR-CO-15", changes, UBL) == []
    assert breaches("BR-FR-CO-15", changes, CII) == ["tax_representative.vat_identifier"]


def test_cii_takes_a_registration_of_any_scheme_for_the_siren(breaches):
    changes = {**B2B, "buyer.legal_registration": Identifier(scheme="0009", value="9")}
    assert breaches("BR-FR-21", changes, CII) == ["buyer.electronic_address"]
    assert breaches("BR-FR-21", changes, UBL) == []


def test_notes_of_ubl_are_read_as_one_text(codes):
    together = Note(subject="PMT", text="40 euros#PMD#trois fois#AAB#néant")
    assert "BR-FR-05" not in codes({"notes": (together,)}, UBL)
    assert "BR-FR-05" in codes({"notes": (together,)}, CII)
    assert "BR-FR-20" in codes({"notes": (*NOTES, Note(subject="BAR"))}, CII)
    assert "BR-FR-20" not in codes({"notes": (*NOTES, Note(subject="BAR"))}, UBL)
    second = {"notes": (*NOTES, Note(subject="BAR", text="B2C"), BAR)}
    assert "BR-FR-11" in codes({**second, "buyer.legal_registration": None}, CII)
    assert "BR-FR-11" not in codes({**second, "buyer.legal_registration": None}, UBL)


def test_what_published_rules_cannot_see_is_a_warning(breaches):
    warning = {"severity": Severity.WARNING}
    nameless = {"lines[0].item.attributes": (ItemAttribute(value="b"),)}
    place = ["lines[0].item.attributes[0]"]
    assert breaches("BR-FR-27", nameless, CII) == place
    assert breaches("BR-FR-27", nameless, UBL) == []
    assert breaches("BR-FR-27", nameless, UBL, **warning) == place
    assert breaches("BR-FR-27", nameless, CII, **warning) == []
    coded = {"lines[0].item.attributes": (ItemAttribute(code="a", value="b"),)}
    assert breaches("BR-FR-27", coded, CII) == []
    twice = {
        "references.invoiced_object": Identifier(scheme="AFL", value="1"),
        "references.further_objects": ids(("AFL", "2")),
    }
    assert breaches("BR-FR-29", twice, CII) == ["references"]
    assert breaches("BR-FR-29", twice, None) == ["references"]
    assert breaches("BR-FR-29", twice, UBL) == []
    assert breaches("BR-FR-29", twice, UBL, **warning) == ["references"]
    assert breaches("BR-FR-29", twice, CII, **warning) == []


def test_objects_of_lines_are_errors_where_the_published_rules_see_them(breaches):
    warning = {"severity": Severity.WARNING}
    twice = {
        "lines[1].object_identifier": Identifier(scheme="AVV", value="1"),
        "lines[1].further_objects": ids(("AVV", "2")),
    }
    empty = {"lines[1].object_identifier": Identifier(scheme="AFL")}
    for changes, severe, mild in (
        (twice, [None], [CII, UBL]),
        (empty, [None, UBL], [CII]),
    ):
        for syntax in severe:
            assert breaches("BR-FR-30", changes, syntax) == ["lines[1]"]
            assert breaches("BR-FR-30", changes, syntax, **warning) == []
        for syntax in mild:
            assert breaches("BR-FR-30", changes, syntax) == []
            assert breaches("BR-FR-30", changes, syntax, **warning) == ["lines[1]"]


def test_a_document_reference_of_kind_afl_counts_as_an_object(breaches):
    document = SupportingDocument(reference="1", reference_type="AFL", type_code="130")
    changes = {
        "references.invoiced_object": Identifier(scheme="AFL", value="1"),
        "supporting_documents": (document,),
    }
    assert breaches("BR-FR-29", changes, CII) == ["references"]


def test_exemptions_have_a_text_and_a_code(breaches):
    warning = {"severity": Severity.WARNING}
    exempt = {"vat_breakdown": (VatBreakdown(category="E"),)}
    place = "vat_breakdown[0].exemption_reason"
    assert breaches("G1.40", exempt, **warning) == [place, f"{place}_code"]
    whole = VatBreakdown(category="E", exemption_reason="a", exemption_reason_code="b")
    assert breaches("G1.40", {"vat_breakdown": (whole,)}, **warning) == []
    assert breaches("G1.40", {"vat_breakdown": (VatBreakdown(category="AE"),)}, **warning) == []


@pytest.mark.parametrize("code", ["261", "381", "396", "380", "262"])
def test_a_credit_note_without_vat_is_a_credit_note(breaches, code):
    part = VatBreakdown(category="E", exemption_reason_code="VATEX-FR-CNWVAT")
    changes = {"type_code": code, "vat_breakdown": (part,)}
    places = [] if code in ("261", "381", "396") else ["vat_breakdown[0].exemption_reason_code"]
    assert breaches("G6.21", changes, severity=Severity.WARNING) == places
    other = {"type_code": code, "vat_breakdown": (VatBreakdown(exemption_reason_code="X"),)}
    assert breaches("G6.21", other, severity=Severity.WARNING) == []


def test_line_adjustments_with_vat_are_looked_at_in_ubl_alone(breaches):
    changes = {
        "lines[1].allowances": (AllowanceCharge(vat_rate=D(21)),),
        "lines[1].charges": (AllowanceCharge(vat_rate=D(21)),),
    }
    assert breaches("BR-FR-16", changes, UBL) == [
        "lines[1].allowances[0].vat_rate",
        "lines[1].charges[0].vat_rate",
    ]
    assert breaches("BR-FR-16", changes, CII) == []


def test_a_text_that_is_no_day_breaks_the_rule_on_days(breaches):
    path = "/Invoice/cac:BillingReference[2]/cac:InvoiceDocumentReference/cbc:IssueDate"
    for kept, places in (
        (Unmapped(path=path, text="x", reason="not a day of the calendar (YYYY-MM-DD)"), [path]),
        (Unmapped(path="/Invoice/cbc:Other", text="x", reason="not a day"), []),
        (Unmapped(path=path, text="x", reason="another"), []),
        (Unmapped(path=path, text="x"), []),
    ):
        assert breaches("BR-FR-03", {"unmapped": (kept,)}, UBL) == places
    timed = Unmapped(path=path, text="x", reason="a day has no time and no zone")
    assert breaches("BR-FR-03", {"unmapped": (timed,)}, UBL) == [path]
    assert breaches("BR-FR-03", {"unmapped": (timed,)}, CII) == []


def test_a_due_date_among_the_payment_means_of_ubl_counts(breaches):
    path = "/Invoice/cac:PaymentMeans/cbc:PaymentDueDate"
    early = {"unmapped": (Unmapped(path=path, text="2026-11-19"),)}
    assert breaches("BR-FR-CO-07", early, UBL) == [path]
    on_the_day = {"unmapped": (Unmapped(path=path, text="2026-11-20"),)}
    assert breaches("BR-FR-CO-07", on_the_day, UBL) == []
    paid = {"business_process": "B2", "due_date": None, **on_the_day}
    assert "due_date" not in breaches("BR-FR-CO-09", paid, UBL)


def test_a_day_of_issue_that_is_none_is_compared_as_a_text(breaches):
    path = "/rsm:CrossIndustryInvoice/rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString"
    unread = Unmapped(path=path, text="20261231", reason="not a day of the calendar (YYYYMMDD)")
    changes = {"issue_date": None, "unmapped": (unread,)}
    assert breaches("BR-FR-CO-07", changes, CII) == ["due_date"]


def test_the_lenient_variant_has_the_same_rules_as_warnings():
    assert [rule.id for rule in FRANCE_WARNING.rules] == [rule.id for rule in FRANCE.rules]
    assert {rule.severity for rule in FRANCE_WARNING.rules} == {Severity.WARNING}
    assert FRANCE_WARNING.name == "france-warning"


def test_rules_that_no_file_can_decide_are_not_among_those_checked():
    assert not FRANCE.ids & set(NOT_CHECKABLE)


def test_the_rules_hold_since_september_2026():
    assert not FRANCE.is_in_force(date(2026, 8, 31))
    assert FRANCE.is_in_force(date(2026, 9, 1))
