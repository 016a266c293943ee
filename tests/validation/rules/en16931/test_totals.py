"""Totals, taxes and taxable amounts that are off, or missing, and how far they may be off."""

from __future__ import annotations

import pytest
from en16931_broken import CII, UBL, broken, findings
from en16931_invoices import changed, money, valid


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
