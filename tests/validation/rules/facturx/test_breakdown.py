"""The VAT breakdown as Factur-X words its rules: each entry counts, whatever its tax."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chorus_sdk.invoice.amounts import Totals, VatBreakdown
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.facturx.breakdown import RULES

BY_ID = {rule.id: rule for rule in RULES}
SOUND = VatBreakdown(
    taxable_amount=Decimal("100.00"),
    tax_amount=Decimal("20.00"),
    category="S",
    rate=Decimal(20),
)


def places(code: str, *entries: VatBreakdown) -> list[str | None]:
    invoice = Invoice(vat_breakdown=entries)
    found = BY_ID[code].run(Subject(invoice=invoice))
    return [finding.location.path if finding.location else None for finding in found]


@pytest.mark.parametrize("code", sorted(set(BY_ID) - {"BR-CO-15"}))
def test_a_sound_entry_breaks_none_of_them(code):
    assert places(code, SOUND) == []


@pytest.mark.parametrize(
    ("code", "changed", "place"),
    [
        ("BR-45", {"taxable_amount": None}, "taxable_amount"),
        ("BR-46", {"tax_amount": None}, "tax_amount"),
        ("BR-47", {"category": None}, "category"),
        ("BR-48", {"rate": None}, "rate"),
        ("BR-DEC-19", {"taxable_amount": Decimal("100.000")}, "taxable_amount"),
        ("BR-DEC-20", {"tax_amount": Decimal("20.000")}, "tax_amount"),
        ("BR-CO-17", {"tax_amount": Decimal("21.50")}, "tax_amount"),
    ],
)
@pytest.mark.parametrize("category", ["S", "L", "M", "O"])
def test_what_an_entry_lacks_is_found_in_any_category(code, changed, place, category):
    wrong = SOUND.model_copy(update={"category": category, **changed})
    expected = [] if (code, category) == ("BR-48", "O") else [f"vat_breakdown[1].{place}"]
    assert places(code, SOUND, wrong) == expected


def test_an_invoice_without_a_breakdown_breaks_the_rule_that_asks_for_one():
    assert places("BR-CO-18") == ["vat_breakdown"]


def test_totals_are_held_against_each_other():
    totals = Totals(without_vat=Decimal("100.00"), vat=Decimal("20.00"), with_vat=Decimal("120.01"))
    wrong = Subject(invoice=Invoice(currency="EUR", totals=totals))
    right = Subject(
        invoice=Invoice(
            currency="EUR", totals=totals.model_copy(update={"with_vat": Decimal("120.00")})
        )
    )
    assert [found.code for found in BY_ID["BR-CO-15"].run(wrong)] == ["BR-CO-15"]
    assert list(BY_ID["BR-CO-15"].run(right)) == []
