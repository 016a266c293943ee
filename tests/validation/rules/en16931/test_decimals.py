"""Amounts have two decimals, even where the others are nought."""

from __future__ import annotations

import pytest
from en16931_broken import CII, UBL, broken
from en16931_invoices import adjustment, changed, money, valid


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


@pytest.mark.parametrize(("text", "ids"), [("1.00", set()), ("1.001", {"BR-DEC-15"})])
def test_the_vat_in_accounting_currency_has_two_decimals_at_most(text: str, ids: set[str]) -> None:
    invoice = changed(valid(), "totals.vat_in_accounting_currency", money(text))
    assert broken(invoice) & {"BR-DEC-15"} == ids
