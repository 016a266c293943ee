"""BR-FR-15, 16, CO-12: VAT (*TVA*)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from chorus_sdk.formats.base import FormatId
from chorus_sdk.invoice.amounts import AllowanceCharge
from chorus_sdk.invoice.lines import Line, LineVat
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.france.facts import is_cii, is_ubl
from chorus_sdk.validation.rules.france.written_numbers import number_texts

CATEGORIES: Final = ("S", "E", "AE", "K", "G", "O", "Z")
EURO: Final = "EUR"
_WRITTEN: Final = (
    "0 0.0 0.00 10 10.0 10.00 13 13.0 13.00 20 20.0 20.00 8.5 8.50 19.6 19.60 2.1 2.10 5.5 5.50"
    " 7 7.0 7.00 20.6 20.60 1.05 0.9 0.90 1.75 9.2 9.20 9.6 9.60"
)
RATES: Final = frozenset(_WRITTEN.split())
"""The rates as they may be written: a third decimal is refused even where it is zero."""
_WITHOUT_VAT: Final = frozenset({"GROUP", "INFORMATION"})
_NO_VAT: Final = LineVat.model_construct()


@rule(
    "BR-FR-15",
    "BT-95",
    "BT-102",
    "BT-118",
    "BT-151",
    en="A VAT category is one of S, E, AE, K, G, O and Z; L and M are not French.",
    fr="Une catégorie de TVA est l'une de S, E, AE, K, G, O et Z ; L et M ne sont pas françaises.",
)
def br_fr_15(subject: Subject) -> Iterator[Breach]:
    """Allowances, charges, breakdown and lines; CII also wants the category to be said."""
    for place, term, category, is_due in _categories(subject):
        if category is None:
            if is_due and is_cii(subject):
                yield Breach(place, None, " ".join(CATEGORIES), term)
        elif category not in CATEGORIES:
            yield Breach(place, category, " ".join(CATEGORIES), term)


@rule(
    "BR-FR-16",
    "BT-96",
    "BT-103",
    "BT-119",
    "BT-152",
    en="A VAT rate is one that is or was in force in France, with two decimals at most.",
    fr="Un taux de TVA est l'un de ceux en vigueur ou passés en France, à deux décimales au plus.",
)
def br_fr_16(subject: Subject) -> Iterator[Breach]:
    """Lines of a UBL credit note are out of its reach."""
    for place, term, rate in rates(subject):
        if subject.format is FormatId.UBL_CREDIT_NOTE and term == "BT-152":
            continue
        if rate is not None and (text := said(subject, place, rate)) not in RATES:
            yield Breach(place, text, "a French rate", term)


@rule(
    "BR-FR-CO-12",
    "BT-5",
    "BT-6",
    "BT-111",
    en="An invoice in another currency accounts for its VAT in euros, and says the sum.",
    fr="Une facture en devise comptabilise sa TVA en euros et en dit le montant.",
)
def br_fr_co_12(subject: Subject) -> Iterator[Breach]:
    """BT-6 is EUR and BT-111 is there."""
    invoice = subject.invoice
    if invoice.currency in (None, EURO):
        return
    if invoice.vat_currency != EURO:
        yield Breach("vat_currency", invoice.vat_currency, EURO, "BT-6")
    elif invoice.totals.vat_in_accounting_currency is None:
        yield Breach("totals.vat_in_accounting_currency", None, "the VAT in EUR", "BT-111")


def said(subject: Subject, place: str, number: Decimal) -> str:
    """Return how a number is written: in the document, or as a plain one."""
    return number_texts(subject).get(place) or f"{number:f}"


def rates(subject: Subject) -> Iterator[tuple[str, str, Decimal | None]]:
    """Yield every VAT rate with its place and term."""
    invoice = subject.invoice
    for name, term, parts in (
        ("allowances", "BT-96", invoice.allowances),
        ("charges", "BT-103", invoice.charges),
    ):
        for index, part in enumerate(parts):
            yield f"{name}[{index}].vat_rate", term, part.vat_rate
    for index, vat in enumerate(invoice.vat_breakdown):
        yield f"vat_breakdown[{index}].rate", "BT-119", vat.rate
    for index, line in enumerate(invoice.lines):
        yield f"lines[{index}].vat.rate", "BT-152", line.vat.rate
        if is_ubl(subject):
            for place, terms, part in _adjustments(index, line):
                yield f"{place}.vat_rate", terms[1], part.vat_rate


def _adjustments(index: int, line: Line) -> Iterator[tuple[str, tuple[str, str], AllowanceCharge]]:
    """The allowances and charges of a line, whose VAT EN 16931 does not know."""
    for name, terms, parts in (
        ("allowances", ("BT-95", "BT-96"), line.allowances),
        ("charges", ("BT-102", "BT-103"), line.charges),
    ):
        for number, part in enumerate(parts):
            yield f"lines[{index}].{name}[{number}]", terms, part


def _categories(subject: Subject) -> Iterator[tuple[str, str, str | None, bool]]:
    """Yield every VAT category; the last says that something else of its block is there."""
    invoice = subject.invoice
    for name, term, parts in (
        ("allowances", "BT-95", invoice.allowances),
        ("charges", "BT-102", invoice.charges),
    ):
        for index, part in enumerate(parts):
            has_block = part.vat_rate is not None
            yield f"{name}[{index}].vat_category", term, part.vat_category, has_block
    for index, vat in enumerate(invoice.vat_breakdown):
        yield f"vat_breakdown[{index}].category", "BT-118", vat.category, True
    for index, line in enumerate(invoice.lines):
        is_due = line.vat.category is None and line.kind not in _WITHOUT_VAT
        has_block = is_due and line.vat != _NO_VAT
        yield f"lines[{index}].vat.category", "BT-151", line.vat.category, has_block
        if is_ubl(subject):
            for place, terms, part in _adjustments(index, line):
                yield f"{place}.vat_category", terms[0], part.vat_category, False
