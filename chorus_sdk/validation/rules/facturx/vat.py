"""Factur-X EXTENDED on the VAT breakdown (*ventilation de la TVA*), one set a category.

A breakdown may be held against the parts of its category and rate, or, stricter, against those that
also state its exemption reason. Either will do; that only one does is worth a warning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.invoice.amounts import VatBreakdown
from chorus_sdk.validation.rules.base import Breach, Check, Rule, Subject
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.vat_uses import vat_uses
from chorus_sdk.validation.rules.facturx.sums import CENT, Part, cents, parts_of, reason_of

CATEGORIES: Final = {
    "S": "S",
    "Z": "Z",
    "E": "E",
    "AE": "AE",
    "K": "IC",
    "G": "G",
    "O": "O",
    "L": "AF",
    "M": "AG",
}
"""The category code (BT-118), and how rule ids name it."""

_TERMS: Final = ("BT-116", "BT-118", "BT-119", "BT-131", "BT-92", "BT-99", "BT-X-272")


def _parts(subject: Subject) -> tuple[Part, ...]:
    return parts_of(invoice_of(subject))


def _is_used(category: str) -> Check:
    def check(subject: Subject) -> Iterator[Breach]:
        breakdowns = subject.invoice.vat_breakdown
        stated = any(one.category == category for one in breakdowns)
        used = any(part.category == category for part in subject.derive(_parts))
        if stated != used:
            yield Breach("vat_breakdown", found=category if stated else None, expected=category)

    return check


def _counted(subject: Subject, breakdown: VatBreakdown, *, by_reason: bool) -> tuple[Decimal, int]:
    """Sum the parts that a breakdown is made of, and count them."""
    reason = reason_of(breakdown)
    parts = [
        part.amount
        for part in subject.derive(_parts)
        if part.category == breakdown.category
        and (breakdown.category == "O" or (part.rate is not None and part.rate == breakdown.rate))
        and (not by_reason or part.reason == reason)
    ]
    return cents(sum(parts, Decimal(0))), len(parts)


def _fits(subject: Subject, breakdown: VatBreakdown, *, by_reason: bool) -> bool:
    has_rate = breakdown.rate is not None or breakdown.category == "O"
    if breakdown.taxable_amount is None or not has_rate:
        return False
    total, count = _counted(subject, breakdown, by_reason=by_reason)
    return abs(breakdown.taxable_amount - total) <= CENT * count


Fit = Callable[[Subject, VatBreakdown], bool]


def _base(category: str, fits: Fit) -> Check:
    def check(subject: Subject) -> Iterator[Breach]:
        others = vat_uses(subject).foreign
        for number, one in enumerate(invoice_of(subject).vat_breakdown):
            if one.category == category and number not in others and not fits(subject, one):
                total, _ = _counted(subject, one, by_reason=False)
                found = None if one.taxable_amount is None else str(one.taxable_amount)
                place = f"vat_breakdown[{number}].taxable_amount"
                yield Breach(place, found=found, expected=str(total))

    return check


def _either(subject: Subject, one: VatBreakdown) -> bool:
    return _fits(subject, one, by_reason=False) or _fits(subject, one, by_reason=True)


def _without_reason(subject: Subject, one: VatBreakdown) -> bool:
    return _fits(subject, one, by_reason=False)


def _with_reason(subject: Subject, one: VatBreakdown) -> bool:
    return _fits(subject, one, by_reason=True)


def _tax(subject: Subject) -> Iterator[Breach]:
    for number, one in enumerate(subject.invoice.vat_breakdown):
        if one.category != "S":
            continue
        if one.rate is None or one.taxable_amount is None or one.tax_amount is None:
            yield Breach(f"vat_breakdown[{number}].tax_amount")
            continue
        due = cents(one.taxable_amount * one.rate / 100)
        count = max(_counted(subject, one, by_reason=by)[1] for by in (True, False))
        if abs(one.tax_amount - due) > CENT * count:
            place = f"vat_breakdown[{number}].tax_amount"
            yield Breach(place, found=str(one.tax_amount), expected=str(due))


def _of_category(category: str, name: str) -> Iterable[Rule]:
    base = "S08b" if name == "S" else f"{name}-08b"
    yield Rule(
        id=f"BR-FXEXT-{name}-01",
        terms=("BT-118", "BT-151", "BT-95", "BT-102", "BT-X-273"),
        en=f"Category {category} is in the VAT breakdown when a part has it, and only then.",
        fr=f"La catégorie {category} est ventilée si un élément la porte, et alors seulement.",
        check=_is_used(category),
    )
    kinds: tuple[tuple[str, Fit, Severity], ...] = (
        (base, _either, Severity.ERROR),
        (f"{name}-08ini", _without_reason, Severity.WARNING),
        (f"{name}-08rev", _with_reason, Severity.WARNING),
    )
    for code, fits, severity in kinds:
        yield Rule(
            id=f"BR-FXEXT-{code}",
            terms=_TERMS,
            en=f"The base of category {category} is the sum of its parts, to a cent each.",
            fr=f"La base de la catégorie {category} est la somme de ses éléments, au centime près.",
            check=_base(category, fits),
            severity=severity,
        )


RULES: Final = (
    *(rule for category, name in CATEGORIES.items() for rule in _of_category(category, name)),
    Rule(
        id="BR-FXEXT-S-09b",
        terms=("BT-117", "BT-116", "BT-119"),
        en="The tax of category S is its base times its rate, to a cent a part.",
        fr="La TVA de la catégorie S est sa base par son taux, à un centime près par élément.",
        check=_tax,
    ),
)
