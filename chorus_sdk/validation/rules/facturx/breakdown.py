"""The VAT breakdown as Factur-X words its rules (*ventilation*): every entry, of whatever tax.

EN 16931 has rules of their own for the entries of L, M and O in CII, and asks that a tax is VAT.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from chorus_sdk.invoice.amounts import VatBreakdown
from chorus_sdk.validation.rules.base import Breach, Check, Rule, Subject
from chorus_sdk.validation.rules.en16931 import presence_parts, sums
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.decimals import RULES as DECIMALS
from chorus_sdk.validation.rules.en16931.presence_parts import has_totals
from chorus_sdk.validation.rules.en16931.texts import decimals

_MOST: Final = 2


def _each(name: str, is_wrong: Callable[[VatBreakdown], bool]) -> Check:
    """Check every entry of the breakdown for one of its values."""

    def check(subject: Subject) -> Iterator[Breach]:
        for number, part in enumerate(invoice_of(subject).vat_breakdown):
            if is_wrong(part):
                value = getattr(part, name)
                yield Breach(
                    f"vat_breakdown[{number}].{name}", None if value is None else str(value)
                )

    return check


def _has_no_rate(part: VatBreakdown) -> bool:
    return part.rate is None and part.category != "O"


def _has_many_decimals(name: str) -> Callable[[VatBreakdown], bool]:
    def check(part: VatBreakdown) -> bool:
        amount = getattr(part, name)
        return amount is not None and decimals(amount) > _MOST

    return check


def _taxes(subject: Subject) -> Iterator[Breach]:
    return sums.taxes_that_are_off(subject, enumerate(invoice_of(subject).vat_breakdown))


def _is_there(subject: Subject) -> Iterator[Breach]:
    if not invoice_of(subject).vat_breakdown:
        yield Breach("vat_breakdown")


def _total(subject: Subject) -> Iterator[Breach]:
    """Ask for the total where there are totals."""
    if has_totals(subject):
        yield from sums.br_co_15.check(subject)


def _worded(rule: Rule, check: Check) -> Rule:
    return replace(rule, check=check)


_DECIMALS: Final = {rule.id: rule for rule in DECIMALS}

RULES: Final = (
    _worded(
        presence_parts.br_45,
        _each("taxable_amount", lambda part: part.taxable_amount is None),
    ),
    _worded(presence_parts.br_46, _each("tax_amount", lambda part: part.tax_amount is None)),
    _worded(presence_parts.br_47, _each("category", lambda part: part.category is None)),
    _worded(presence_parts.br_48, _each("rate", _has_no_rate)),
    _worded(_DECIMALS["BR-DEC-19"], _each("taxable_amount", _has_many_decimals("taxable_amount"))),
    _worded(_DECIMALS["BR-DEC-20"], _each("tax_amount", _has_many_decimals("tax_amount"))),
    _worded(sums.br_co_15, _total),
    _worded(sums.br_co_17, _taxes),
    _worded(sums.br_co_18, _is_there),
)
"""They stand in for the rules of EN 16931 of the same ids."""
