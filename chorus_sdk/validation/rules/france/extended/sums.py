"""BR-FREXT-CO-10 to 13, 15: totals, to a cent for each part (*totaux*)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.rules.base import Breach, Check, Rule, Subject
from chorus_sdk.validation.rules.france.extended.kinds import CENT, ZERO, cents, counted_lines
from chorus_sdk.validation.rules.france.facts import is_cii


@dataclass(frozen=True)
class Parts:
    """What totals are made of, and of how many parts (*composantes*)."""

    lines: Decimal
    line_count: int
    allowances: Decimal
    allowance_count: int
    charges: Decimal
    charge_count: int

    @property
    def count(self) -> int:
        """All parts."""
        return self.line_count + self.allowance_count + self.charge_count


def parts_of(invoice: Invoice) -> Parts:
    """Add up lines that count, allowances and charges."""
    lines = counted_lines(invoice)
    service = invoice.service_charges
    services = cents(_sum(each.amount for each in service))
    return Parts(
        lines=cents(_sum(line.net_amount for line in lines)),
        line_count=len(lines),
        allowances=cents(_sum(each.amount for each in invoice.allowances)),
        allowance_count=len(invoice.allowances),
        charges=cents(_sum(each.amount for each in invoice.charges)) + services,
        charge_count=len(invoice.charges) + len(service),
    )


def _lines(subject: Subject) -> Iterator[Breach]:
    parts = parts_of(subject.invoice)
    count = len(subject.invoice.lines) if is_cii(subject) else parts.line_count
    yield from _compare("lines", subject.invoice.totals.lines, parts.lines, count)


def _allowances(subject: Subject) -> Iterator[Breach]:
    parts, stated = parts_of(subject.invoice), subject.invoice.totals.allowances
    if parts.allowance_count or stated is not None:
        yield from _compare("allowances", stated, parts.allowances, parts.allowance_count)


def _charges(subject: Subject) -> Iterator[Breach]:
    parts, stated = parts_of(subject.invoice), subject.invoice.totals.charges
    has_charges = bool(subject.invoice.charges)
    if has_charges or stated is not None:
        yield from _compare("charges", stated, parts.charges, parts.charge_count)


def _without_vat(subject: Subject) -> Iterator[Breach]:
    parts = parts_of(subject.invoice)
    expected = parts.lines - parts.allowances + parts.charges
    stated = subject.invoice.totals.without_vat
    yield from _compare("without_vat", stated, expected, parts.count)


def _with_vat(subject: Subject) -> Iterator[Breach]:
    totals, count = subject.invoice.totals, parts_of(subject.invoice).count
    if totals.without_vat is None:
        yield from _compare("with_vat", totals.with_vat, None, count)
    elif totals.vat is not None:
        expected = totals.without_vat + totals.vat
        yield from _compare("with_vat", totals.with_vat, expected, count)
    elif is_cii(subject):  # whatever its text says, the published rule demands BT-110
        yield Breach("totals.vat", None, None, "BT-110")


def _compare(
    name: str, stated: Decimal | None, expected: Decimal | None, count: int
) -> Iterator[Breach]:
    agrees = stated is not None and expected is not None and abs(stated - expected) <= CENT * count
    if not agrees:
        yield Breach(f"totals.{name}", _said(stated), _said(expected))


def _sum(amounts: Iterator[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), ZERO)


def _said(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"


def _rule(number: int, term: str, en: str, fr: str, check: Check) -> Rule:
    return Rule(
        id=f"BR-FREXT-CO-{number}",
        terms=(term,),
        en=f"{en}, to a cent for each part.",
        fr=f"{fr}, à un centime près par composante.",
        check=check,
    )


RULES: Final[tuple[Rule, ...]] = (
    _rule(
        10,
        "BT-106",
        "The sum of lines is that of the lines that count",
        "La somme des lignes est celle des lignes comptées",
        _lines,
    ),
    _rule(
        11,
        "BT-107",
        "The sum of allowances is that of the allowances",
        "La somme des remises est celle des remises",
        _allowances,
    ),
    _rule(
        12,
        "BT-108",
        "The sum of charges is that of the charges",
        "La somme des charges est celle des charges",
        _charges,
    ),
    _rule(
        13,
        "BT-109",
        "The total without VAT is lines less allowances plus charges",
        "Le total hors TVA est lignes moins remises plus charges",
        _without_vat,
    ),
    _rule(
        15,
        "BT-112",
        "The total with VAT is the total without it plus the VAT",
        "Le total TTC est le total hors TVA plus la TVA",
        _with_vat,
    ),
)
