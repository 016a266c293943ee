"""What the rules of EXTENDED-CTC-FR share: which lines count, and a rule with two ids."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.rules.base import Breach, Check, Rule, Subject
from chorus_sdk.validation.rules.france.facts import is_cii

COUNTED: Final = (None, "DETAIL")
"""The kinds of lines whose amounts make up the totals."""
CENT: Final = Decimal("0.01")
ZERO: Final = Decimal(0)
_HUNDRED: Final = Decimal(100)
_HALF: Final = Decimal("0.5")


def counted_lines(invoice: Invoice) -> tuple[Line, ...]:
    """Return the lines that count."""
    return tuple(line for line in invoice.lines if line.kind in COUNTED)


def cents(amount: Decimal) -> Decimal:
    """Round as the official rules do: to cents, halves upwards."""
    return (amount * _HUNDRED + _HALF).to_integral_value(ROUND_FLOOR) / _HUNDRED


def by_syntax(
    in_ubl: str,
    in_cii: str,
    *terms: str,
    en: str,
    fr: str,
    check: Check,
    severity: Severity = Severity.ERROR,
) -> tuple[Rule, ...]:
    """Make a rule that the two official sets call by different names, one of each."""

    def named(code: str, asked: Check) -> Rule:
        return Rule(id=code, terms=terms, en=en, fr=fr, check=asked, severity=severity)

    if in_ubl == in_cii:
        return (named(in_ubl, check),)

    def where(*, wanted: bool) -> Check:
        def run(subject: Subject) -> Iterator[Breach]:
            if is_cii(subject) is wanted:
                yield from check(subject)

        return run

    return (named(in_ubl, where(wanted=False)), named(in_cii, where(wanted=True)))
