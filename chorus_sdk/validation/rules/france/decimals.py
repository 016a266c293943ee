"""BR-FR-DEC-01 to 04: how numbers are written (*décimales*)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from chorus_sdk.invoice.amounts import AllowanceCharge
from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.rules.base import Breach, Rule, RuleFamily, Subject, rule
from chorus_sdk.validation.rules.france.facts import is_bidirectional, is_ubl
from chorus_sdk.validation.rules.france.vat import rates, said
from chorus_sdk.validation.rules.france.writing import (
    AMOUNTS,
    PRICES,
    QUANTITIES,
    RATES,
    odd_numbers,
)

Amount = tuple[str, str, Decimal | None]
MOST_SIGNS: Final = 19
"""Digits of a number, its minus sign included."""
MOST_RATE_DIGITS: Final = 4
_TWO = re.compile(r"-?[0-9]{1,19}(?:\.[0-9]{1,2})?")
_FOUR = re.compile(r"-?[0-9]{1,19}(?:\.[0-9]{1,4})?")
_SIX = re.compile(r"-?[0-9]{1,19}(?:\.[0-9]{1,6})?")
_SIX_POSITIVE = re.compile(r"[0-9]{1,19}(?:\.[0-9]{1,6})?")
_RATE = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,2})?")


@rule(
    "BR-FR-DEC-01",
    "BT-92",
    "BT-93",
    "BT-99",
    "BT-100",
    "BT-106…117",
    "BT-131",
    "BT-136",
    "BT-137",
    "BT-141",
    "BT-142",
    en="An amount has at most two decimals and nineteen digits.",
    fr="Un montant compte au plus deux décimales et dix-neuf chiffres.",
)
def br_fr_dec_01(subject: Subject) -> Iterator[Breach]:
    """Totals, breakdown, allowances and charges, lines."""
    for place, term, amount in _amounts(subject):
        if amount is not None and not _fits(text := said(subject, place, amount), _TWO):
            yield Breach(place, text, "19 digits, 2 decimals", term)


@rule(
    "BR-FR-DEC-02",
    "BT-129",
    "BT-149",
    en="A quantity has at most four decimals and nineteen digits.",
    fr="Une quantité compte au plus quatre décimales et dix-neuf chiffres.",
)
def br_fr_dec_02(subject: Subject) -> Iterator[Breach]:
    """Invoiced and base quantities."""
    for index, line in enumerate(subject.invoice.lines):
        for name, term, quantity in (
            ("quantity", "BT-129", line.quantity),
            ("price.base_quantity", "BT-149", line.price.base_quantity),
        ):
            place = f"lines[{index}].{name}"
            if quantity is not None and not _fits(text := said(subject, place, quantity), _FOUR):
                yield Breach(place, text, "19 digits, 4 decimals", term)


@rule(
    "BR-FR-DEC-03",
    "BT-146",
    "BT-147",
    "BT-148",
    en="A unit price is not negative and has at most six decimals and nineteen digits.",
    fr="Un prix unitaire n'est pas négatif et compte au plus six décimales et dix-neuf chiffres.",
)
def br_fr_dec_03(subject: Subject) -> Iterator[Breach]:
    """Net price, discount, gross price; frames B9, S9, M9 may have them negative."""
    shape = _SIX if is_bidirectional(subject.invoice) else _SIX_POSITIVE
    for index, line in enumerate(subject.invoice.lines):
        for name, term, price in _prices(line):
            place = f"lines[{index}].price.{name}"
            if price is not None and not _fits(text := said(subject, place, price), shape):
                yield Breach(place, text, "not negative, 19 digits, 6 decimals", term)


@rule(
    "BR-FR-DEC-04",
    "BT-96",
    "BT-103",
    "BT-119",
    "BT-152",
    en="A VAT rate is not negative and has at most two decimals and four digits.",
    fr="Un taux de TVA n'est pas négatif et compte au plus deux décimales et quatre chiffres.",
)
def br_fr_dec_04(subject: Subject) -> Iterator[Breach]:
    """Every rate."""
    for place, term, rate in rates(subject):
        if rate is None:
            continue
        if not _fits(text := said(subject, place, rate), _RATE, MOST_RATE_DIGITS):
            yield Breach(place, text, "4 digits, 2 decimals", term)


_BY_ELEMENT: Final = MappingProxyType(
    {
        name: (declared, shape)
        for declared, names, shape in (
            (br_fr_dec_01, AMOUNTS, "19 digits, 2 decimals"),
            (br_fr_dec_02, QUANTITIES, "19 digits, 4 decimals"),
            (br_fr_dec_03, PRICES, "19 digits, 6 decimals"),
            (br_fr_dec_04, RATES, "4 digits, 2 decimals"),
        )
        for name in names
    }
)


def _as_written(subject: Subject) -> Iterator[tuple[Rule, Breach]]:
    for name, (place, text) in odd_numbers(subject):
        declared, shape = _BY_ELEMENT[name]
        yield declared, Breach(place, text, shape)


AS_WRITTEN: Final = RuleFamily(
    rules=(br_fr_dec_01, br_fr_dec_02, br_fr_dec_03, br_fr_dec_04), check=_as_written
)
"""The same rules, for what stands where a number should and the model does not hold."""


def _fits(text: str, shape: re.Pattern[str], most: int = MOST_SIGNS) -> bool:
    text = text.strip()
    return shape.fullmatch(text) is not None and len(text.replace(".", "")) <= most


def _amounts(subject: Subject) -> Iterator[Amount]:
    invoice = subject.invoice
    yield from _totals(invoice)
    yield from _adjusted("", ("BT-92", "BT-93"), "allowances", invoice.allowances)
    yield from _adjusted("", ("BT-99", "BT-100"), "charges", invoice.charges)
    for index, vat in enumerate(invoice.vat_breakdown):
        place = f"vat_breakdown[{index}]"
        yield f"{place}.taxable_amount", "BT-116", vat.taxable_amount
        yield f"{place}.tax_amount", "BT-117", vat.tax_amount
    for index, line in enumerate(invoice.lines):
        place = f"lines[{index}]."
        yield f"{place}net_amount", "BT-131", line.net_amount
        yield from _adjusted(place, ("BT-136", "BT-137"), "allowances", line.allowances)
        yield from _adjusted(place, ("BT-141", "BT-142"), "charges", line.charges)
        if line.totals is not None and is_ubl(subject):
            yield f"{place}totals.vat", "EXT-FR-FE-181", line.totals.vat


def _totals(invoice: Invoice) -> Iterator[Amount]:
    totals = invoice.totals
    yield "totals.lines", "BT-106", totals.lines
    yield "totals.allowances", "BT-107", totals.allowances
    yield "totals.charges", "BT-108", totals.charges
    yield "totals.without_vat", "BT-109", totals.without_vat
    yield "totals.vat", "BT-110", totals.vat
    yield "totals.vat_in_accounting_currency", "BT-111", totals.vat_in_accounting_currency
    yield "totals.with_vat", "BT-112", totals.with_vat
    yield "totals.paid", "BT-113", totals.paid
    yield "totals.rounding", "BT-114", totals.rounding
    yield "totals.due", "BT-115", totals.due


def _adjusted(
    before: str, terms: tuple[str, str], name: str, parts: tuple[AllowanceCharge, ...]
) -> Iterator[Amount]:
    for index, part in enumerate(parts):
        yield f"{before}{name}[{index}].amount", terms[0], part.amount
        yield f"{before}{name}[{index}].base_amount", terms[1], part.base_amount


def _prices(line: Line) -> Iterator[tuple[str, str, Decimal | None]]:
    price = line.price
    yield "net", "BT-146", price.net
    yield "discount", "BT-147", price.discount
    yield "gross", "BT-148", price.gross
    for index, discount in enumerate(price.further_discounts):
        yield f"further_discounts[{index}].amount", "BT-147", discount.amount
    for index, charge in enumerate(price.charges):
        yield f"charges[{index}].amount", "BT-147", charge.amount
