"""BR-FREXT-…-01, -08, S-09: the VAT breakdown, told apart by reason (*ventilation de la TVA*)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.invoice.amounts import VatBreakdown
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.rules.base import Breach, Check, Rule, Subject
from chorus_sdk.validation.rules.france.extended.kinds import (
    CENT,
    ZERO,
    by_syntax,
    cents,
    counted_lines,
)

CATEGORIES: Final = MappingProxyType(
    {
        "S": "S",
        "Z": "Z",
        "E": "E",
        "AE": "AE",
        "IC": "K",
        "G": "G",
        "O": "O",
        "AF": "L",
        "AG": "M",
    }
)
"""Category codes by the names that ids of rules have for them."""
OUT_OF_SCOPE: Final = "O"
"""The category that has no rate."""
_HUNDRED: Final = Decimal(100)
_BY_REASON: Final = (True,)
_WHATEVER: Final = (False,)
_EITHER: Final = (*_BY_REASON, *_WHATEVER)


@dataclass(frozen=True)
class Use:
    """A part of the invoice that bears VAT (*assiette*); an allowance is negative."""

    category: str | None
    rate: Decimal | None
    reason: tuple[str, str]
    amount: Decimal
    is_line: bool = False


def _uses(invoice: Invoice) -> list[Use]:
    found = [
        Use(
            line.vat.category,
            line.vat.rate,
            _reason(line.vat.exemption_reason, line.vat.exemption_reason_code),
            line.net_amount or ZERO,
            is_line=True,
        )
        for line in counted_lines(invoice)
    ]
    for sign, parts in ((-1, invoice.allowances), (1, invoice.charges)):
        for part in parts:
            reason = _reason(part.exemption_reason, part.exemption_reason_code)
            amount = sign * (part.amount or ZERO)
            found.append(Use(part.vat_category, part.vat_rate, reason, amount))
    for charge in invoice.service_charges:
        for tax in charge.vat:
            reason = _reason(tax.exemption_reason, tax.exemption_reason_code)
            found.append(Use(tax.category, tax.rate, reason, charge.amount or ZERO))
    return found


def _reason(text: str | None, code: str | None) -> tuple[str, str]:
    return " ".join((text or "").split()), " ".join((code or "").split())


def _in_use(category: str) -> Check:
    def check(subject: Subject) -> Iterator[Breach]:
        invoice = subject.invoice
        stated = any(part.category == category for part in invoice.vat_breakdown)
        used = any(use.category == category for use in _uses(invoice))
        if stated is not used:
            expected = "in the breakdown" if used else "in no breakdown"
            yield Breach("vat_breakdown", category, expected)

    return check


def _based(category: str, ways: tuple[bool, ...]) -> Check:
    """Compare a base with what bears it: told apart by reason, or not, or whichever fits."""

    def check(subject: Subject) -> Iterator[Breach]:
        entries = _entries(subject.invoice, category)
        uses = _uses(subject.invoice) if entries else []
        for place, part in entries:
            sums = [_sum(_matching(uses, part, by_reason=by)) for by in ways]
            stated = part.taxable_amount
            if stated is None or not any(abs(stated - s) <= CENT * n for s, n in sums):
                said = None if stated is None else f"{stated:f}"
                yield Breach(f"{place}.taxable_amount", said, f"{sums[0][0]:f}")

    return check


def _taxed(subject: Subject) -> Iterator[Breach]:
    entries = _entries(subject.invoice, "S")
    uses = _uses(subject.invoice) if entries else []
    for place, part in entries:
        if part.taxable_amount is None or part.rate is None:
            yield Breach(f"{place}.tax_amount")
            continue
        expected = cents(part.taxable_amount * part.rate / _HUNDRED)
        counts = [_sum(_matching(uses, part, by_reason=by))[1] for by in (True, False)]
        stated = part.tax_amount
        if stated is None or abs(stated - expected) > CENT * max(counts):
            said = None if stated is None else f"{stated:f}"
            yield Breach(f"{place}.tax_amount", said, f"{expected:f}")


def _entries(invoice: Invoice, category: str) -> list[tuple[str, VatBreakdown]]:
    return [
        (f"vat_breakdown[{index}]", part)
        for index, part in enumerate(invoice.vat_breakdown)
        if part.category == category
    ]


def _matching(uses: list[Use], part: VatBreakdown, *, by_reason: bool) -> list[Use]:
    reason = _reason(part.exemption_reason, part.exemption_reason_code)
    return [
        use
        for use in uses
        if use.category == part.category
        and (part.category == OUT_OF_SCOPE or (use.rate is not None and use.rate == part.rate))
        and (not by_reason or use.reason == reason)
    ]


def _sum(uses: list[Use]) -> tuple[Decimal, int]:
    return cents(sum((use.amount for use in uses), ZERO)), len(uses)


def _family(name: str, category: str) -> tuple[Rule, ...]:
    same = f"BR-FREXT-{name}-01"
    return (
        *by_syntax(
            same,
            same,
            "BT-118",
            en=f"Category {category} is in the VAT breakdown if, and only if, it is in use.",
            fr=f"La catégorie {category} est dans la ventilation si, et seulement si, elle sert.",
            check=_in_use(category),
        ),
        *by_syntax(
            f"BR-FREXT-{name}-08",
            f"BR-FXEXT-{name}-08",
            "BT-116",
            en=f"The base of category {category} is what bears it, to a cent for each part.",
            fr=f"La base de la catégorie {category} est ce qui la porte, à un centime par part.",
            check=_based(category, _EITHER),
        ),
        *by_syntax(
            f"BR-FREXT-{name}-08rev",
            f"BR-FXEXT-{name}-08rev",
            "BT-116",
            "BT-120",
            en=f"The base of category {category} is what bears it for the same reason.",
            fr=f"La base de la catégorie {category} est ce qui la porte pour le même motif.",
            check=_based(category, _BY_REASON),
            severity=Severity.WARNING,
        ),
        *by_syntax(
            f"BR-FREXT-{name}-08ini",
            f"BR-FXEXT-{name}-08ini",
            "BT-116",
            en=f"The base of category {category} is all that bears it, whatever the reason.",
            fr=f"La base de la catégorie {category} est tout ce qui la porte, sans égard au motif.",
            check=_based(category, _WHATEVER),
            severity=Severity.WARNING,
        ),
    )


RULES: Final[tuple[Rule, ...]] = (
    *(rule for name, category in CATEGORIES.items() for rule in _family(name, category)),
    *by_syntax(
        "BR-FREXT-S-09",
        "BR-FXEXT-S-09",
        "BT-117",
        en="The VAT of category S is its base times its rate, to a cent for each part.",
        fr="La TVA de la catégorie S est base fois taux, à un centime près par part.",
        check=_taxed,
    ),
)
