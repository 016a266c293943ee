"""Whatever the lines: sums hold, and the document fits its schema in both syntaxes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invoice_drafts import builders

from chorus_sdk.formats import documents
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.cii import writer as cii
from chorus_sdk.formats.schemas import check_schema
from chorus_sdk.formats.ubl import writer as ubl
from chorus_sdk.invoice import Invoice
from chorus_sdk.invoice.building import (
    InvoiceBuilder,
    Route,
    bank_transfer,
    credit_note,
    french_party,
    line,
)
from chorus_sdk.invoice.totals import differences


def half_up(exact: Fraction) -> Fraction:
    """Round to cents, half away from zero, with whole numbers alone."""
    scaled = abs(exact) * 100
    cents = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(cents, 100) * (1 if exact >= 0 else -1)


def expected_vat(invoice: Invoice) -> dict[tuple[str, Decimal | None], Fraction]:
    bases: dict[tuple[str, Decimal | None], Fraction] = defaultdict(Fraction)
    for one in invoice.lines:
        bases[one.vat.category, one.vat.rate] += Fraction(one.net_amount)
    for part in invoice.allowances:
        bases[part.vat_category, part.vat_rate] -= Fraction(part.amount)
    for part in invoice.charges:
        bases[part.vat_category, part.vat_rate] += Fraction(part.amount)
    return dict(bases)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(builders())
def test_every_sum_holds(builder: InvoiceBuilder) -> None:
    invoice = builder.build()
    for one in invoice.lines:
        gross = Fraction(one.quantity) * Fraction(one.price.net)
        gross /= Fraction(one.price.base_quantity or 1)
        more = sum((Fraction(p.amount) for p in one.charges), Fraction(0))
        less = sum((Fraction(p.amount) for p in one.allowances), Fraction(0))
        assert Fraction(one.net_amount) == half_up(gross - less + more)
    bases = expected_vat(invoice)
    assert {
        (p.category, p.rate): Fraction(p.taxable_amount) for p in invoice.vat_breakdown
    } == bases
    for part in invoice.vat_breakdown:
        assert Fraction(part.tax_amount) == half_up(
            Fraction(part.taxable_amount) * Fraction(part.rate or 0) / 100
        )
        assert (part.exemption_reason is not None) == (part.category in ("E", "AE"))
    totals = invoice.totals
    assert Fraction(totals.without_vat) == sum(bases.values())
    assert Fraction(totals.due) == Fraction(totals.with_vat) - Fraction(totals.paid or 0)
    assert differences(invoice) == ()
    for amount in (totals.lines, totals.vat, totals.with_vat, totals.due):
        assert amount == amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(builders(), st.booleans())
def test_what_is_built_fits_both_schemas_and_reads_back(
    builder: InvoiceBuilder,
    as_credit: bool,
) -> None:
    if as_credit:
        builder = credit_note(builder, number="A-1", issue_date=date(2026, 12, 1))
    invoice = builder.build()
    kind = FormatId.UBL_CREDIT_NOTE if as_credit else FormatId.UBL_INVOICE
    for data, format_id in (
        (ubl.write(invoice, kind), kind),
        (cii.write(invoice), FormatId.CII_INVOICE),
    ):
        assert check_schema(data, format_id) == ()
        assert documents.read(data) == invoice


def test_the_historic_roads_fit_the_schema_of_their_syntax() -> None:
    builder = InvoiceBuilder(
        number="F-1",
        issue_date=date(2026, 11, 23),
        seller=french_party("Atelier", "40483304800022"),
        buyer=french_party("Commune", "21300189800011"),
        lines=[line("Chaise", price=1, vat=20)],
        payment=bank_transfer("FR1420041010050500013M02606"),
        service_code="SERVICE-1",
        commitment_number="ENG-1",
    )
    straight = cii.write(builder.build())
    assert check_schema(straight, FormatId.CII_INVOICE) == ()
    assert documents.read(straight).chorus.service_code == "SERVICE-1"
    data = ubl.write(replace(builder, route=Route.CHORUS_PRO_UBL).build())
    assert check_schema(data, FormatId.UBL_INVOICE) == ()
    read = documents.read(data)
    assert read.chorus.service_code == "SERVICE-1"
    assert read.buyer.siret == "21300189800011"
