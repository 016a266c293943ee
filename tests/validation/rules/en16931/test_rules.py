"""One change of a correct invoice breaks the rules that speak of it, and no other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from en16931_invoices import (
    ADDRESS,
    adjustment,
    changed,
    in_category,
    line,
    money,
    valid,
)
from model_places import lost

from chorus_sdk.findings import Finding, Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.invoice import (
    Attachment,
    Classification,
    CreditTransfer,
    Delivery,
    Identifier,
    Invoice,
    ItemAttribute,
    Note,
    Party,
    Payment,
    PaymentCard,
    PaymentMeans,
    Period,
    PrecedingInvoice,
    SupportingDocument,
    VatBreakdown,
)
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.en16931 import EN16931

UBL, CII = FormatId.UBL_INVOICE, FormatId.CII_INVOICE
EARLY, LATE = date(2026, 1, 1), date(2026, 2, 1)
BACKWARDS = Period(start=LATE, end=EARLY)
AGENT = Party(name="Représentant", vat_identifier="FR00300000007", address=ADDRESS)


def findings(invoice: Invoice, format_id: FormatId | None = None) -> list[Finding]:
    found = list(EN16931.run(Subject(invoice=invoice, format=format_id)))
    assert lost(invoice, found) == []
    return found


def broken(invoice: Invoice, format_id: FormatId | None = None) -> set[str]:
    return {finding.code for finding in findings(invoice, format_id)}


@pytest.mark.parametrize("format_id", [None, UBL, CII])
def test_a_correct_invoice_breaks_no_rule(format_id: FormatId | None) -> None:
    assert findings(valid(), format_id) == []


@pytest.mark.parametrize(
    ("path", "value", "ids"),
    [
        ("specification", " ", {"BR-01"}),
        ("number", None, {"BR-02"}),
        ("issue_date", None, {"BR-03"}),
        ("type_code", None, {"BR-04"}),
        ("currency", None, {"BR-05"}),
        ("seller.name", None, {"BR-06"}),
        ("buyer.name", "", {"BR-07"}),
        ("seller.address", None, {"BR-08"}),
        ("seller.address.country", None, {"BR-09"}),
        ("buyer.address", None, {"BR-10"}),
        ("buyer.address.country", None, {"BR-11"}),
        ("payee", Party(legal_registration=Identifier(value="1", scheme="0002")), {"BR-17"}),
        ("payee", Party(name="Vendeur"), {"BR-17"}),
        ("payee", Party(name="Autre"), set()),
        (
            "payee",
            Party(name="Autre", legal_registration=Identifier(value="100000009", scheme="0002")),
            {"BR-17"},
        ),
        ("tax_representative", AGENT, set()),
        ("tax_representative", AGENT.model_copy(update={"name": None}), {"BR-18"}),
        ("tax_representative", AGENT.model_copy(update={"address": None}), {"BR-19"}),
        ("tax_representative", AGENT.model_copy(update={"vat_identifier": None}), {"BR-56"}),
        (
            "tax_representative",
            AGENT.model_copy(update={"address": ADDRESS.model_copy(update={"country": None})}),
            {"BR-20"},
        ),
        ("seller.electronic_address.scheme", None, {"BR-62"}),
        ("buyer.electronic_address.scheme", None, {"BR-63"}),
        ("delivery", Delivery(address=ADDRESS), set()),
        (
            "delivery",
            Delivery(address=ADDRESS.model_copy(update={"country": None})),
            {"BR-57"},
        ),
        ("seller.vat_identifier", "00100000009", {"BR-CO-09"}),
        ("buyer.vat_identifier", "EL123456789", set()),
        ("buyer.vat_identifier", "XX123456789", {"BR-CO-09"}),
    ],
)
def test_what_an_invoice_says_of_itself_and_its_parties(
    path: str, value: object, ids: set[str]
) -> None:
    assert broken(changed(valid(), path, value)) == ids


@pytest.mark.parametrize(
    ("path", "value", "ids"),
    [
        ("lines[1].identifier", None, {"BR-21"}),
        ("lines[1].quantity", None, {"BR-22"}),
        ("lines[1].unit", None, {"BR-23"}),
        ("lines[1].item.name", None, {"BR-25"}),
        ("lines[1].price.net", None, {"BR-26"}),
        ("lines[1].price.net", Decimal(-1), {"BR-27"}),
        ("lines[1].price.gross", Decimal(-1), {"BR-28"}),
        ("lines[1].price.gross", Decimal(0), set()),
        ("lines[1].period", BACKWARDS, {"BR-30"}),
        ("lines[1].period", Period(), {"BR-CO-20"}),
        ("lines[1].period", Period(end=EARLY), set()),
        ("lines[1].item.attributes", (ItemAttribute(name="a"),), {"BR-54"}),
        ("lines[1].item.standard_identifier", Identifier(value="1"), {"BR-64"}),
        ("lines[1].item.classifications", (Classification(code="1"),), {"BR-65"}),
        ("lines[1].vat.category", None, {"BR-CO-04", "BR-S-08"}),
    ],
)
def test_what_a_line_says(path: str, value: object, ids: set[str]) -> None:
    found = findings(changed(valid(), path, value))
    assert {each.code for each in found} == ids
    assert all(
        each.location and (each.location.path or "").startswith(("lines[1]", "vat_breakdown"))
        for each in found
    )


def test_a_missing_net_amount_changes_the_sums_as_well() -> None:
    assert broken(changed(valid(), "lines[1].net_amount", None)) == {
        "BR-24",
        "BR-CO-10",
        "BR-S-08",
    }


def test_an_invoice_without_lines_says_so_and_its_sums_are_wrong() -> None:
    assert broken(changed(valid(), "lines", ())) == {"BR-16", "BR-CO-10", "BR-S-08"}


@pytest.mark.parametrize(
    ("path", "value", "ids"),
    [
        ("invoicing_period", BACKWARDS, {"BR-29"}),
        ("invoicing_period", Period(), {"BR-CO-19"}),
        ("invoicing_period", Period(start=EARLY, end=EARLY), set()),
        ("allowances[0].amount", None, {"BR-31", "BR-CO-11", "BR-S-08"}),
        ("allowances[0].vat_category", None, {"BR-32", "BR-S-08"}),
        ("allowances[0].reason", None, {"BR-33", "BR-CO-21"}),
        ("charges[0].amount", None, {"BR-36", "BR-CO-12", "BR-S-08"}),
        ("charges[0].vat_category", None, {"BR-37", "BR-S-08"}),
        ("charges[0].reason", None, {"BR-38", "BR-CO-22"}),
        ("payment.means[0].code", None, {"BR-49"}),
        ("payment.means[0].transfer", None, {"BR-61"}),
        ("payment.means[0].transfer.account", None, {"BR-50", "BR-61"}),
        ("payment.means[0].card", PaymentCard(number="4000123456789010"), {"BR-51"}),
        ("payment.means[0].card", PaymentCard(number="4000129010"), set()),
        ("supporting_documents", (SupportingDocument(description="d"),), {"BR-52"}),
        ("vat_currency", "GBP", {"BR-53"}),
        ("references.preceding_invoices", (PrecedingInvoice(issue_date=EARLY),), {"BR-55"}),
        ("vat_breakdown[0].taxable_amount", None, {"BR-45", "BR-CO-17", "BR-S-08", "BR-S-09"}),
        ("vat_breakdown[0].tax_amount", None, {"BR-46", "BR-CO-14", "BR-CO-17", "BR-S-09"}),
        ("vat_breakdown[0].category", None, {"BR-47", "BR-S-01"}),
        ("vat_breakdown[0].rate", None, {"BR-48", "BR-CO-17", "BR-S-09"}),
    ],
)
def test_what_the_other_parts_say(path: str, value: object, ids: set[str]) -> None:
    assert broken(changed(valid(), path, value)) == ids


@pytest.mark.parametrize("kind", ["allowances", "charges"])
def test_allowances_and_charges_of_lines_have_amount_and_reason(kind: str) -> None:
    empty = adjustment("1.00").model_copy(
        update={"amount": None, "reason": None, "vat_category": None, "vat_rate": None}
    )
    ids = {
        "allowances": {"BR-41", "BR-42", "BR-CO-23"},
        "charges": {"BR-43", "BR-44", "BR-CO-24"},
    }
    assert broken(changed(valid(), f"lines[0].{kind}", (empty,))) == ids[kind]


@pytest.mark.parametrize(
    ("path", "text", "ids"),
    [
        ("totals.lines", "110.01", {"BR-CO-10", "BR-CO-13"}),
        ("totals.allowances", "20.01", {"BR-CO-11", "BR-CO-13"}),
        ("totals.charges", "10.01", {"BR-CO-12", "BR-CO-13"}),
        ("totals.without_vat", "100.01", {"BR-CO-13", "BR-CO-15"}),
        ("totals.vat", "20.01", {"BR-CO-14", "BR-CO-15"}),
        ("totals.with_vat", "120.01", {"BR-CO-15", "BR-CO-16"}),
        ("totals.paid", "0.01", {"BR-CO-16"}),
        ("totals.rounding", "0.01", {"BR-CO-16"}),
        ("totals.due", "120.01", {"BR-CO-16"}),
    ],
)
def test_a_total_that_is_one_cent_off_is_found(path: str, text: str, ids: set[str]) -> None:
    assert broken(changed(valid(), path, money(text))) == ids


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("lines", {"BR-12", "BR-CO-10", "BR-CO-13"}),
        ("without_vat", {"BR-13", "BR-CO-13", "BR-CO-15"}),
        ("with_vat", {"BR-14", "BR-CO-15", "BR-CO-16"}),
        ("due", {"BR-15", "BR-CO-16"}),
        ("allowances", {"BR-CO-11", "BR-CO-13"}),
    ],
)
def test_a_total_that_is_missing_is_found(name: str, ids: set[str]) -> None:
    assert broken(changed(valid(), f"totals.{name}", None)) == ids


def test_a_wrong_sum_is_told_with_what_was_found_and_expected() -> None:
    (found,) = findings(changed(valid(), "totals.paid", money("0.01")))
    assert (found.found, found.expected) == ("120.00", "119.99")
    assert found.location is not None
    assert (found.location.path, found.location.term) == ("totals.due", "BT-115")


def test_paid_and_rounding_count_in_what_is_due() -> None:
    invoice = changed(valid(), "totals.paid", money("50.00"))
    invoice = changed(invoice, "totals.rounding", money("-0.02"))
    assert broken(changed(invoice, "totals.due", money("69.98"))) == set()


@pytest.mark.parametrize(
    ("tax", "ubl", "cii"),
    [
        ("20.99", set(), set()),
        ("19.01", set(), set()),
        ("21.00", {"BR-CO-17", "BR-S-09"}, {"BR-S-09"}),
        ("21.01", {"BR-CO-17", "BR-S-09"}, {"BR-CO-17", "BR-S-09"}),
        ("19.00", {"BR-CO-17", "BR-S-09"}, {"BR-S-09"}),
    ],
)
def test_a_tax_amount_may_be_less_than_one_unit_off(tax: str, ubl: set[str], cii: set[str]) -> None:
    invoice = changed(valid(), "vat_breakdown[0].tax_amount", money(tax))
    ours = {"BR-CO-17", "BR-S-09"}
    assert broken(invoice, UBL) & ours == ubl
    assert broken(invoice, CII) & ours == cii


@pytest.mark.parametrize(
    ("base", "ubl", "cii"),
    [("100.99", set(), {"BR-S-08"}), ("101.00", {"BR-S-08"}, {"BR-S-08"})],
)
def test_a_taxable_amount_may_be_off_in_ubl_and_not_in_cii(
    base: str, ubl: set[str], cii: set[str]
) -> None:
    invoice = changed(valid(), "vat_breakdown[0].taxable_amount", money(base))
    assert broken(invoice, UBL) & {"BR-S-08"} == ubl
    assert broken(invoice, CII) & {"BR-S-08"} == cii


def test_rates_that_are_equal_and_written_otherwise_are_one_rate() -> None:
    assert broken(changed(valid(), "vat_breakdown[0].rate", money("20.00"))) == set()


@pytest.mark.parametrize(
    ("path", "ids"),
    [
        ("allowances[0].amount", {"BR-DEC-01"}),
        ("allowances[0].base_amount", {"BR-DEC-02"}),
        ("charges[0].amount", {"BR-DEC-05"}),
        ("charges[0].base_amount", {"BR-DEC-06"}),
        ("totals.lines", {"BR-DEC-09"}),
        ("totals.allowances", {"BR-DEC-10"}),
        ("totals.charges", {"BR-DEC-11"}),
        ("totals.without_vat", {"BR-DEC-12"}),
        ("totals.vat", {"BR-DEC-13"}),
        ("totals.with_vat", {"BR-DEC-14"}),
        ("totals.vat_in_accounting_currency", {"BR-DEC-15"}),
        ("totals.paid", {"BR-DEC-16"}),
        ("totals.rounding", {"BR-DEC-17"}),
        ("totals.due", {"BR-DEC-18"}),
        ("vat_breakdown[0].taxable_amount", {"BR-DEC-19"}),
        ("vat_breakdown[0].tax_amount", {"BR-DEC-20"}),
        ("lines[0].net_amount", {"BR-DEC-23"}),
    ],
)
def test_three_decimals_are_too_many_even_where_they_are_nought(path: str, ids: set[str]) -> None:
    amounts = {
        "allowances[0].amount": "20.000",
        "charges[0].amount": "10.000",
        "totals.lines": "110.000",
        "totals.allowances": "20.000",
        "totals.charges": "10.000",
        "totals.without_vat": "100.000",
        "totals.vat": "20.000",
        "totals.with_vat": "120.000",
        "totals.due": "120.000",
        "vat_breakdown[0].taxable_amount": "100.000",
        "vat_breakdown[0].tax_amount": "20.000",
        "lines[0].net_amount": "60.000",
    }
    assert broken(changed(valid(), path, money(amounts.get(path, "0.000")))) == ids


@pytest.mark.parametrize(
    ("kind", "name", "rule"),
    [
        ("allowances", "amount", "BR-DEC-24"),
        ("allowances", "base_amount", "BR-DEC-25"),
        ("charges", "amount", "BR-DEC-27"),
        ("charges", "base_amount", "BR-DEC-28"),
    ],
)
def test_adjustments_of_lines_have_two_decimals(kind: str, name: str, rule: str) -> None:
    part = adjustment("1.00").model_copy(
        update={name: money("1.000"), "vat_category": None, "vat_rate": None}
    )
    assert broken(changed(valid(), f"lines[0].{kind}", (part,))) == {rule}


def test_the_total_vat_has_other_rules_in_the_two_syntaxes() -> None:
    forgiven = changed(valid(), "totals.vat", money("20.000"))
    rounded = changed(valid(), "totals.vat", money("20.001"))
    assert "BR-DEC-13" not in broken(forgiven, UBL) | broken(forgiven, CII) | broken(rounded, UBL)
    assert "BR-DEC-13" in broken(rounded, CII)


@pytest.mark.parametrize(
    ("code", "rate", "reason"),
    [
        ("Z", "0", None),
        ("E", "0", "Exonération"),
        ("AE", "0", "Autoliquidation"),
        ("G", "0", "Exportation"),
    ],
)
@pytest.mark.parametrize("format_id", [None, UBL, CII])
def test_categories_without_tax_are_fine_as_they_should_be(
    code: str, rate: str, reason: str | None, format_id: FormatId | None
) -> None:
    assert broken(in_category(code, rate=rate, reason=reason), format_id) == set()


NAMES = {"Z": "Z", "E": "E", "AE": "AE", "G": "G", "K": "IC"}


@pytest.mark.parametrize("code", list(NAMES))
def test_a_rate_above_zero_is_none_of_a_category_without_tax(code: str) -> None:
    name = NAMES[code]
    invoice = in_category(code, reason=None if code == "Z" else "r")
    family = {f"BR-{name}-05", f"BR-{name}-06", f"BR-{name}-07"}
    for path, rule in (
        ("lines[0].vat.rate", f"BR-{name}-05"),
        ("allowances[0].vat_rate", f"BR-{name}-06"),
        ("charges[0].vat_rate", f"BR-{name}-07"),
    ):
        assert broken(changed(invoice, path, money("1"))) & family == {rule}
        assert broken(changed(invoice, path, None)) & family == {rule}


@pytest.mark.parametrize("code", list(NAMES))
def test_base_tax_and_reason_of_a_category_without_tax(code: str) -> None:
    name = NAMES[code]
    reason = None if code == "Z" else "r"
    invoice = in_category(code, reason=reason)
    wrong_reason = "r" if code == "Z" else None
    for path, value, rule in (
        ("vat_breakdown[0].taxable_amount", money("100.01"), f"BR-{name}-08"),
        ("vat_breakdown[0].tax_amount", money("0.01"), f"BR-{name}-09"),
        ("vat_breakdown[0].exemption_reason", wrong_reason, f"BR-{name}-10"),
    ):
        assert rule in broken(changed(invoice, path, value))
        assert rule not in broken(invoice)


@pytest.mark.parametrize("code", ["S", *NAMES])
def test_what_is_used_is_broken_down(code: str) -> None:
    name = NAMES.get(code, code)
    invoice = valid() if code == "S" else in_category(code)
    assert f"BR-{name}-01" in broken(changed(invoice, "vat_breakdown", ()))
    assert f"BR-{name}-01" not in broken(invoice)


def test_a_single_category_is_broken_down_once_and_a_rated_one_by_rate() -> None:
    once = in_category("E")
    assert "BR-E-01" in broken(changed(once, "vat_breakdown", once.vat_breakdown * 2))
    rated = valid()
    assert "BR-S-01" not in broken(changed(rated, "vat_breakdown", rated.vat_breakdown * 2))


@pytest.mark.parametrize(
    ("code", "seller", "agent", "buyer_vat", "buyer_legal", "fine"),
    [
        ("S", None, False, True, True, False),
        ("S", "tax", False, True, True, True),
        ("S", None, True, True, True, True),
        ("E", "tax", False, True, True, True),
        ("AE", "vat", False, False, False, False),
        ("AE", "vat", False, False, True, True),
        ("AE", "tax", False, True, False, True),
        ("K", "vat", False, False, True, False),
        ("K", "tax", False, True, True, False),
        ("K", None, True, True, True, True),
        ("G", "tax", False, True, True, False),
        ("G", "vat", False, False, False, True),
    ],
)
def test_who_has_to_be_identified_depends_on_the_category(
    code: str, seller: str | None, agent: bool, buyer_vat: bool, buyer_legal: bool, fine: bool
) -> None:
    invoice = valid() if code == "S" else in_category(code)
    invoice = changed(
        invoice, "seller.vat_identifier", "FR00100000009" if seller == "vat" else None
    )
    invoice = changed(invoice, "seller.tax_registration", "123" if seller == "tax" else None)
    invoice = changed(invoice, "tax_representative", AGENT if agent else None)
    if not buyer_vat:
        invoice = changed(invoice, "buyer.vat_identifier", None)
    if not buyer_legal:
        invoice = changed(invoice, "buyer.legal_registration", None)
    name = NAMES.get(code, code)
    family = {f"BR-{name}-02", f"BR-{name}-03", f"BR-{name}-04"}
    assert broken(invoice) & family == (set() if fine else family)


def test_an_intra_community_supply_has_a_day_and_a_country() -> None:
    bare = in_category("K")
    assert broken(bare) == {"BR-IC-11", "BR-IC-12"}
    assert broken(changed(bare, "delivery", Delivery(date=EARLY, address=ADDRESS))) == set()
    spanned = changed(bare, "invoicing_period", Period(end=LATE))
    assert broken(spanned) == {"BR-IC-12"}


def outside() -> Invoice:
    invoice = in_category("O", rate=None, reason="Hors champ")
    for who in ("seller", "buyer"):
        invoice = changed(invoice, f"{who}.vat_identifier", None)
    return invoice


def test_what_is_outside_the_scope_of_vat_stands_alone_and_unrated() -> None:
    assert broken(outside()) == set()
    assert broken(changed(outside(), "seller.vat_identifier", "FR00100000009")) == {
        "BR-O-02",
        "BR-O-03",
        "BR-O-04",
    }
    assert broken(changed(outside(), "lines[0].vat.rate", money("0"))) == {"BR-O-05"}
    assert broken(changed(outside(), "allowances[0].vat_rate", money("0"))) == {"BR-O-06"}
    assert broken(changed(outside(), "charges[0].vat_rate", money("0"))) == {"BR-O-07"}


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("lines[0].vat.category", "BR-O-12"),
        ("allowances[0].vat_category", "BR-O-13"),
        ("charges[0].vat_category", "BR-O-14"),
    ],
)
def test_outside_the_scope_of_vat_nothing_else_is_taxed(path: str, rule: str) -> None:
    rules = {"BR-O-11", "BR-O-12", "BR-O-13", "BR-O-14"}
    assert broken(changed(outside(), path, "S")) & rules == {rule}
    more = (*outside().vat_breakdown, *valid().vat_breakdown)
    assert broken(changed(outside(), "vat_breakdown", more)) & rules == {"BR-O-11"}


@pytest.mark.parametrize(("code", "name"), [("L", "AF"), ("M", "AG")])
def test_the_taxes_of_the_islands_follow_the_rates(code: str, name: str) -> None:
    invoice = valid()
    for path in (
        "lines[0].vat.category",
        "lines[1].vat.category",
        "allowances[0].vat_category",
        "charges[0].vat_category",
        "vat_breakdown[0].category",
    ):
        invoice = changed(invoice, path, code)
    assert broken(invoice, UBL) == broken(invoice, CII) == set()
    negative = changed(invoice, "lines[0].vat.rate", money("-1"))
    assert f"BR-{name}-05" in broken(negative, UBL) & broken(negative, CII)
    based = changed(invoice, "vat_breakdown[0].taxable_amount", money("102.00"))
    assert f"BR-{name}-08" in broken(based, UBL)
    assert f"BR-{name}-08" not in broken(based, CII)
    free = changed(invoice, "lines[0].vat.rate", money("0"))
    assert ("BR-AF-05" in broken(free, CII)) is (code == "L")


def test_split_payment_is_italian_and_never_beside_the_standard_rate() -> None:
    invoice = changed(valid(), "lines[0].vat.category", "B")
    assert {"BR-B-01", "BR-B-02"} <= broken(invoice)
    for path in ("seller.address.country", "buyer.address.country"):
        invoice = changed(invoice, path, "IT")
    assert "BR-B-01" not in broken(invoice)


@pytest.mark.parametrize(
    ("path", "value", "rule"),
    [
        ("type_code", "999", "BR-CL-01"),
        ("currency", "EURO", "BR-CL-04"),
        ("vat_point_code", "4", "BR-CL-06"),
        ("references.invoiced_object", Identifier(value="1", scheme="QQQ"), "BR-CL-07"),
        ("notes", (Note(text="t", subject="QQQ"),), "BR-CL-08"),
        ("seller.identifiers", (Identifier(value="1", scheme="9999"),), "BR-CL-10"),
        ("seller.legal_registration.scheme", "9999", "BR-CL-11"),
        (
            "lines[0].item.classifications",
            (Classification(code="1", list_id="QQQ"),),
            "BR-CL-13",
        ),
        ("buyer.address.country", "XX", "BR-CL-14"),
        ("lines[0].item.origin_country", "XX", "BR-CL-15"),
        ("payment.means[0].code", "999", "BR-CL-16"),
        ("allowances[0].reason_code", "999", "BR-CL-19"),
        ("charges[0].reason_code", "QQQ", "BR-CL-20"),
        ("lines[0].item.standard_identifier", Identifier(value="1", scheme="9999"), "BR-CL-21"),
        ("lines[0].unit", "QQQ", "BR-CL-23"),
        (
            "supporting_documents",
            (
                SupportingDocument(
                    reference="r",
                    attachment=Attachment(content=b"x", mime_code="text/html", file_name="f"),
                ),
            ),
            "BR-CL-24",
        ),
        ("seller.electronic_address.scheme", "QQ", "BR-CL-25"),
        (
            "delivery",
            Delivery(location=Identifier(value="1", scheme="9999")),
            "BR-CL-26",
        ),
    ],
)
@pytest.mark.parametrize("format_id", [None, UBL, CII])
def test_a_code_that_is_not_of_its_list_is_found(
    path: str, value: object, rule: str, format_id: FormatId | None
) -> None:
    invoice = changed(valid(), path, value)
    others = {"BR-CL-03"} if path == "currency" and format_id is not None else set()
    assert broken(invoice, format_id) - others == {rule}


def test_the_category_of_a_breakdown_is_judged_by_another_rule_in_each_syntax() -> None:
    invoice = changed(valid(), "vat_breakdown[0].category", "Q")
    assert "BR-CL-17" in broken(invoice, UBL)
    assert "BR-CL-18" in broken(invoice, CII)
    assert "BR-CL-18" in broken(changed(valid(), "lines[0].vat.category", "Q"), UBL)


def test_a_reason_of_exemption_may_be_written_in_any_case() -> None:
    invoice = in_category("E", reason=None)
    path = "vat_breakdown[0].exemption_reason_code"
    assert broken(changed(invoice, path, "vatex-eu-132-1a")) == set()
    assert broken(changed(invoice, path, "VATEX-NO")) == {"BR-CL-22"}


def test_a_note_of_ubl_may_have_its_subject_anywhere_in_the_text() -> None:
    strange = changed(valid(), "notes", (Note(text="voir #QQQ# plus bas"),))
    assert broken(strange, UBL) == {"BR-CL-08"}
    assert broken(strange, CII) == broken(strange) == set()
    plain = changed(valid(), "notes", (Note(text="numéro #12# du lot"),))
    assert broken(plain, UBL) == set()


def test_a_vat_point_is_a_date_or_a_code() -> None:
    invoice = changed(changed(valid(), "vat_point_date", EARLY), "vat_point_code", "35")
    assert broken(invoice) == {"BR-CO-03"}


def test_a_whole_card_number_weighs_more_in_cii() -> None:
    card = changed(valid(), "payment.means[0].card", PaymentCard(number="4000123456789010"))
    assert [each.severity for each in findings(card, UBL)] == [Severity.WARNING]
    assert [each.severity for each in findings(card, CII)] == [Severity.ERROR]


def test_a_seller_who_is_not_identified_is_found() -> None:
    seller = Party(name="Vendeur", address=ADDRESS, tax_registration="123")
    assert broken(changed(valid(), "seller", seller)) == {"BR-CO-26"}
    named = seller.model_copy(update={"identifiers": (Identifier(value="1"),)})
    assert broken(changed(valid(), "seller", named)) == set()


def test_a_document_without_a_breakdown_says_so() -> None:
    assert "BR-CO-18" in broken(changed(valid(), "vat_breakdown", ()))


def test_lines_within_lines_count_as_uses_of_their_category() -> None:
    nested = line(1, "60.00").model_copy(update={"sub_lines": (line(2, "1.00", category="E"),)})
    invoice = changed(valid(), "lines", (nested, line(2, "50.00")))
    assert broken(invoice) == {"BR-E-01"}


def test_several_means_of_payment_say_the_same_in_both_syntaxes() -> None:
    means = (
        PaymentMeans(code="30", transfer=CreditTransfer(account="FR76")),
        PaymentMeans(code="58", transfer=CreditTransfer(account="FR77")),
    )
    invoice = changed(valid(), "payment", Payment(means=means))
    assert broken(invoice, UBL) == {"UBL-SR-47"}
    assert broken(invoice, CII) == {"CII-SR-467"}
    assert broken(invoice) == set()


def test_a_rule_that_runs_alone_finds_what_it_finds_among_the_others() -> None:
    invoice = changed(changed(valid(), "currency", "EURO"), "lines[0].vat.category", "Q")
    everything = findings(invoice, UBL)
    alone = [
        each.code
        for family in EN16931.families
        for rule in family.rules
        for each in rule.run(Subject(invoice=invoice, format=UBL))
    ]
    grouped = {rule.id for family in EN16931.families for rule in family.rules}
    assert sorted(alone) == sorted(each.code for each in everything if each.code in grouped)
    assert alone


def test_the_same_breakdown_entry_is_asked_of_the_right_family() -> None:
    extra = VatBreakdown(
        taxable_amount=money("0.00"), tax_amount=money("0.00"), category="E", rate=money("0")
    )
    invoice = changed(valid(), "vat_breakdown", (*valid().vat_breakdown, extra))
    assert broken(invoice) == {"BR-E-10"}
    assert broken(invoice, CII) == {"BR-E-01", "BR-E-10"}


@pytest.mark.parametrize(("text", "ids"), [("1.00", set()), ("1.001", {"BR-DEC-15"})])
def test_the_vat_in_accounting_currency_has_two_decimals_at_most(text: str, ids: set[str]) -> None:
    invoice = changed(valid(), "totals.vat_in_accounting_currency", money(text))
    assert broken(invoice) & {"BR-DEC-15"} == ids
