"""What each VAT category asks of rates, taxes, reasons, parties and of its breakdown."""

from __future__ import annotations

from datetime import date

import pytest
from en16931_broken import CII, UBL, broken
from en16931_invoices import ADDRESS, changed, in_category, line, money, valid

from chorus_sdk.formats.base import FormatId
from chorus_sdk.invoice import Delivery, Invoice, Party, Period

EARLY, LATE = date(2026, 1, 1), date(2026, 2, 1)


AGENT = Party(name="Représentant", vat_identifier="FR00300000007", address=ADDRESS)


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


def test_lines_within_lines_count_as_uses_of_their_category() -> None:
    nested = line(1, "60.00").model_copy(update={"sub_lines": (line(2, "1.00", category="E"),)})
    invoice = changed(valid(), "lines", (nested, line(2, "50.00")))
    assert broken(invoice) == {"BR-E-01"}
