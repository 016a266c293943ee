"""Computed totals beside stated ones: BR-CO-10 to BR-CO-16."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from chorus_sdk.formats.cii import reader as cii_reader
from chorus_sdk.formats.ubl import reader as ubl_reader
from chorus_sdk.invoice import (
    AllowanceCharge,
    FinancialAdjustment,
    Invoice,
    Line,
    Price,
    ServiceCharge,
    Totals,
    VatBreakdown,
)
from chorus_sdk.invoice.lines import LineVat
from chorus_sdk.invoice.totals import (
    compute,
    differences,
    line_net_amount,
    percentage_of,
    vat_breakdown,
)

CENTS = st.integers(-(10**12), 10**12).map(lambda n: Decimal(n).scaleb(-2))


def charges(*amounts: str) -> tuple[AllowanceCharge, ...]:
    return tuple(AllowanceCharge(amount=Decimal(a)) for a in amounts)


def test_a_whole_invoice_by_hand() -> None:
    invoice = Invoice(
        lines=(Line(net_amount=Decimal("100.00")), Line(net_amount=Decimal("50.50"))),
        allowances=charges("10.00", "0.50"),
        charges=charges("5.00"),
        vat_breakdown=(
            VatBreakdown(tax_amount=Decimal("20.00")),
            VatBreakdown(tax_amount=Decimal("9.00")),
        ),
        totals=Totals(paid=Decimal("70.00"), rounding=Decimal("0.01")),
    )
    totals = compute(invoice)
    assert totals == Totals(
        lines=Decimal("150.50"),
        allowances=Decimal("10.50"),
        charges=Decimal("5.00"),
        without_vat=Decimal("145.00"),
        vat=Decimal("29.00"),
        with_vat=Decimal("174.00"),
        paid=Decimal("70.00"),
        rounding=Decimal("0.01"),
        due=Decimal("104.01"),
    )
    assert differences(invoice.model_copy(update={"totals": totals})) == ()


def test_a_wrong_total_is_named_with_both_values() -> None:
    invoice = Invoice(
        lines=(Line(net_amount=Decimal("1.00")),),
        totals=Totals(
            lines=Decimal("1.00"),
            without_vat=Decimal("1.00"),
            with_vat=Decimal("1.00"),
            due=Decimal("2.00"),
        ),
    )
    (difference,) = differences(invoice)
    assert (difference.term, difference.stated, difference.computed) == (
        "BT-115",
        Decimal("2.00"),
        Decimal("1.00"),
    )


def test_a_profile_without_lines_starts_from_what_it_states() -> None:
    minimum = Invoice(totals=Totals(without_vat=Decimal("100.00"), vat=Decimal("20.00")))
    assert compute(minimum).due == Decimal("120.00")
    basic_wl = Invoice(totals=Totals(lines=Decimal("90.00")), charges=charges("10.00"))
    assert compute(basic_wl).without_vat == Decimal("100.00")
    assert compute(Invoice()).due is None


@given(amounts=st.lists(CENTS, min_size=1, max_size=30))
def test_sums_are_exact(amounts: list[Decimal]) -> None:
    total = compute(Invoice(lines=tuple(Line(net_amount=a) for a in amounts))).lines
    assert Fraction(total) == sum(map(Fraction, amounts), Fraction(0))


def test_the_one_rounding_comes_last_and_goes_away_from_zero() -> None:
    price = Price(net=Decimal("0.333"), base_quantity=Decimal(10))
    assert line_net_amount(Line(quantity=Decimal(1000), price=price)) == Decimal("33.30")
    half = Price(net=Decimal("0.005"))
    assert line_net_amount(Line(quantity=Decimal(1), price=half)) == Decimal("0.01")
    assert line_net_amount(Line(quantity=Decimal(-1), price=half)) == Decimal("-0.01")


def test_a_line_amount_counts_allowances_and_charges_and_needs_a_price() -> None:
    line = Line(
        quantity=Decimal(2),
        price=Price(net=Decimal(10)),
        allowances=charges("1.00"),
        charges=charges("0.25"),
    )
    assert line_net_amount(line) == Decimal("19.25")
    assert line_net_amount(Line(quantity=Decimal(2))) is None
    zero = Price(net=Decimal(1), base_quantity=Decimal(0))
    assert line_net_amount(Line(quantity=Decimal(1), price=zero)) is None


def test_documents_that_the_official_rules_accept_have_no_difference(corpus, corpus_index) -> None:
    """BR-CO-10 to 16 hold in them, so the stated totals are an oracle for ours."""
    readers = {"cii": cii_reader, "ubl-invoice": ubl_reader, "ubl-creditnote": ubl_reader}
    core = ("en16931", "peppol-bis3", "xrechnung", "facturx-basic", "en16931-ctc-fr")
    failures = []
    for row in corpus_index:
        if row["family"] in readers and row["expected"] == "valid" and row["profile"] in core:
            invoice = readers[row["family"]].read((corpus / row["path"]).read_bytes())
            if found := differences(invoice):
                failures.append((row["path"], found))
    assert failures == []


def test_documents_that_break_a_sum_rule_have_a_difference(corpus, corpus_index) -> None:
    readers = {"cii": cii_reader, "ubl-invoice": ubl_reader, "ubl-creditnote": ubl_reader}
    sums = {"BR-CO-10", "BR-CO-11", "BR-CO-12", "BR-CO-13", "BR-CO-15", "BR-CO-16"}
    silent, seen = [], 0
    for row in corpus_index:
        if row["family"] not in readers or row["expected"] != "invalid":
            continue
        if sums & set(row["rules"] or ()):
            seen += 1
            invoice = readers[row["family"]].read((corpus / row["path"]).read_bytes())
            if not differences(invoice) and invoice.unmapped == ():
                silent.append((row["path"], row["rules"]))
    assert seen > 10
    assert silent == []


def test_the_vat_breakdown_by_hand() -> None:
    """20 %: 10.01 + 0.02 - 1.00 + 0.50 = 9.53, VAT 1.906; exempt: 5.00; no category: nowhere."""
    standard = LineVat(category="S", rate=Decimal(20))
    invoice = Invoice(
        lines=(
            Line(net_amount=Decimal("10.01"), vat=standard),
            Line(net_amount=Decimal("5.00"), vat=LineVat(category="E", rate=Decimal(0))),
            Line(net_amount=Decimal("0.02"), vat=LineVat(category="S", rate=Decimal("20.00"))),
            Line(net_amount=Decimal("7.00")),
        ),
        allowances=(
            AllowanceCharge(amount=Decimal("1.00"), vat_category="S", vat_rate=Decimal(20)),
            AllowanceCharge(vat_category="S", vat_rate=Decimal(20)),
        ),
        charges=(AllowanceCharge(amount=Decimal("0.50"), vat_category="S", vat_rate=Decimal(20)),),
        vat_breakdown=(
            VatBreakdown(category="E", rate=Decimal(0), exemption_reason_code="VATEX-EU-132"),
        ),
    )
    assert vat_breakdown(invoice) == (
        VatBreakdown(
            category="S",
            rate=Decimal(20),
            taxable_amount=Decimal("9.53"),
            tax_amount=Decimal("1.91"),
        ),
        VatBreakdown(
            category="E",
            rate=Decimal(0),
            taxable_amount=Decimal("5.00"),
            tax_amount=Decimal("0.00"),
            exemption_reason_code="VATEX-EU-132",
        ),
    )


def test_a_share_is_rounded_once_and_away_from_zero() -> None:
    assert percentage_of(Decimal("0.10"), Decimal(5)) == Decimal("0.01")
    assert percentage_of(Decimal("-0.10"), Decimal(5)) == Decimal("-0.01")
    assert percentage_of(Decimal("0.09"), Decimal(5)) == Decimal("0.00")
    assert str(percentage_of(Decimal("-0.01"), Decimal(20))) == "0.00"


def test_documents_that_the_official_rules_accept_have_our_vat_breakdown(
    corpus, corpus_index
) -> None:
    """BR-S-08 allows one unit between base and sum, BR-CO-17 between tax and base x rate."""
    readers = {"cii": cii_reader, "ubl-invoice": ubl_reader, "ubl-creditnote": ubl_reader}
    core = ("en16931", "peppol-bis3", "xrechnung", "facturx-basic", "en16931-ctc-fr")
    failures, seen = [], 0
    for row in corpus_index:
        if row["family"] in readers and row["expected"] == "valid" and row["profile"] in core:
            invoice = readers[row["family"]].read((corpus / row["path"]).read_bytes())
            ours = {(p.category, p.rate or 0): p for p in vat_breakdown(invoice)}
            for part in invoice.vat_breakdown:
                seen += 1
                mine = ours.get((part.category, part.rate or 0), VatBreakdown())
                base = (mine.taxable_amount or 0) - part.taxable_amount
                tax = (mine.tax_amount or 0) - part.tax_amount
                if abs(base) >= 1 or abs(tax) > 1:
                    failures.append((row["path"], part.category, base, tax))
    assert seen > 300
    assert failures == []


def test_lines_that_group_or_inform_are_not_in_the_sum_of_lines() -> None:
    """BR-FXEXT-CO-10: the group repeats what stands below it."""
    lines = (
        Line(kind="GROUP", net_amount=Decimal("7.00")),
        Line(kind="DETAIL", net_amount=Decimal("4.00")),
        Line(kind="DETAIL", net_amount=Decimal("3.00")),
        Line(kind="INFORMATION", net_amount=Decimal("9.00")),
        Line(net_amount=Decimal("1.00")),
    )
    assert compute(Invoice(lines=lines)).lines == Decimal("8.00")


def test_service_charges_are_charges_and_sums_for_others_are_due() -> None:
    """BR-FXEXT-CO-12 and BR-FXEXT-CO-16."""
    invoice = Invoice(
        lines=(Line(net_amount=Decimal("100.00")),),
        charges=(AllowanceCharge(amount=Decimal("2.00")),),
        service_charges=(ServiceCharge(amount=Decimal("3.00")),),
        adjustments=(FinancialAdjustment(amount=Decimal("0.50")),),
    )
    totals = compute(invoice)
    assert (totals.charges, totals.without_vat) == (Decimal("5.00"), Decimal("105.00"))
    assert totals.due == Decimal("105.50")
