"""Where an invoice uses which VAT category, and for how much: counted once for all rules.

One pass over lines, allowances and charges, so that the rules on VAT cost the same for a long
invoice as the number of its categories and rates demands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from chorus_sdk.invoice.amounts import AllowanceCharge, VatBreakdown
from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.en16931.adjusted_vat import Adjusted, adjusted
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.source import SETTLEMENT, is_cii, line_path
from chorus_sdk.validation.rules.en16931.texts import total
from chorus_sdk.validation.rules.en16931.traces import Traces, traces

Key: TypeAlias = "tuple[str | None, Decimal | None]"
"""A VAT category and its rate; 20 and 20.00 are the same rate."""

Counts: TypeAlias = "dict[str, int]"
"""How often a VAT category occurs."""

ZERO: Final = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Sums:
    """Amounts of one kind by category and rate, and how many parts there are."""

    amounts: dict[Key, Decimal]
    places: dict[str | None, tuple[int, ...]]
    """Which items have a category."""
    total: Decimal

    def of(self, category: str, rate: Decimal | None = None) -> Decimal:
        """Add up the amounts of a category, or of one rate of it."""
        if rate is not None:
            return self.amounts.get((category, rate), ZERO)
        return total(amount for (code, _), amount in self.amounts.items() if code == category)


@dataclass(frozen=True, kw_only=True)
class VatUses:
    """The uses of VAT in one invoice, by category.

    `line_counts` and `adjustment_counts` count lines, allowances and charges wherever a document
    may have them, `breakdown_counts` the entries of the VAT breakdown; `breakdown` has those that
    the rules of a category look at.
    """

    lines: Sums
    allowances: Sums
    charges: Sums
    line_counts: Counts
    sub_line_counts: Counts
    adjustment_counts: Counts
    breakdown_counts: Counts
    breakdown: dict[str, tuple[int, ...]]
    foreign_lines: frozenset[int]
    """The lines whose tax is not said to be VAT."""
    foreign: frozenset[int]
    """The entries of the breakdown whose tax is not said to be VAT."""
    adjusted: frozenset[str]
    """Where there are allowances and charges: `allowances`, `lines.allowances` and so on."""
    categories: frozenset[str | None]
    """All categories that occur, of whatever tax."""
    own_categories: frozenset[str | None]
    """Those of them that are not of the allowances and charges of lines alone."""


def vat_uses(subject: Subject) -> VatUses:
    """Return the uses of VAT of a subject's invoice."""
    made = subject.derived.get(_vat_uses)  # asked for often: one call less
    return made if isinstance(made, VatUses) else subject.derive(_vat_uses)


def plain_breakdown(subject: Subject) -> tuple[tuple[int, VatBreakdown], ...]:
    """Return the entries of the VAT breakdown to which the general rules apply.

    In CII the rules on Canary Islands, Ceuta and Melilla, and outside scope take their entries to
    themselves, so that the general ones never see them.
    """
    return subject.derive(_plain_breakdown)


def _plain_breakdown(subject: Subject) -> tuple[tuple[int, VatBreakdown], ...]:
    taken = _TAKEN if is_cii(subject) else frozenset[str]()
    foreign = vat_uses(subject).foreign
    return tuple(
        (number, part)
        for number, part in enumerate(invoice_of(subject).vat_breakdown)
        if part.category not in taken or number in foreign
    )


_TAKEN: Final = frozenset({"L", "M", "O"})


def _vat_uses(subject: Subject) -> VatUses:
    invoice, known, cii = invoice_of(subject), traces(subject), is_cii(subject)
    foreign = _foreign(subject, known, *_BREAKDOWN[cii])
    foreign_lines = _foreign(subject, known, line_path(subject), _LINE_TAX[cii])
    lines = _sums((line.vat.category, line.vat.rate, line.net_amount) for line in invoice.lines)
    nested = _sub_line_counts(invoice.lines)
    line_counts = _line_counts(lines, nested, frozenset() if cii else foreign_lines)
    allowances, charges = _adjustment_sums(invoice.allowances), _adjustment_sums(invoice.charges)
    adjustment_counts = _counted(_counted_codes(subject, known))
    breakdown_counts = _counted(
        part.category
        for number, part in enumerate(invoice.vat_breakdown)
        if cii or part.category == _ANY_TAX_IN_UBL or number not in foreign
    )
    broken_down = (part.category for part in invoice.vat_breakdown)
    own = frozenset((*lines.places, *nested, *allowances.places, *charges.places, *broken_down))
    return VatUses(
        lines=lines,
        allowances=allowances,
        charges=charges,
        sub_line_counts=nested,
        line_counts=line_counts,
        adjustment_counts=adjustment_counts,
        breakdown_counts=breakdown_counts,
        breakdown=_by_category(
            invoice.vat_breakdown, foreign, _ANY_TAX_IN_CII if cii else frozenset()
        ),
        foreign_lines=foreign_lines,
        foreign=foreign,
        adjusted=frozenset(_adjusted(invoice)),
        categories=own.union(_adjusted_codes(subject), known.texts(_line_category(subject))),
        own_categories=own,
    )


def _adjusted(invoice: Invoice) -> Iterator[str]:
    if invoice.allowances:
        yield "allowances"
    if invoice.charges:
        yield "charges"
    if any(line.allowances for line in invoice.lines):
        yield "lines.allowances"
    if any(line.charges for line in invoice.lines):
        yield "lines.charges"


_ANY_TAX_IN_CII: Final = frozenset({"S", "Z"})
"""Categories whose entries the rules for CII look at whatever tax they are said to be of."""
_ANY_TAX_IN_UBL: Final = "S"
"""The category that the rules for UBL count whatever tax it is said to be of."""
_LINE_TAX: Final = {
    False: "cac:Item/cac:ClassifiedTaxCategory/cac:TaxScheme",
    True: "ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:TypeCode",
}
_BREAKDOWN: Final = {
    False: ("cac:TaxTotal/cac:TaxSubtotal", "cac:TaxCategory/cac:TaxScheme"),
    True: (f"{SETTLEMENT}/ram:ApplicableTradeTax", "ram:TypeCode"),
}


def _adjustment_sums(parts: tuple[AllowanceCharge, ...]) -> Sums:
    if not parts:
        return _NONE
    return _sums((part.vat_category, part.vat_rate, part.amount) for part in parts)


def _sums(parts: Iterable[tuple[str | None, Decimal | None, Decimal | None]]) -> Sums:
    amounts: dict[Key, list[Decimal]] = {}
    places: dict[str | None, list[int]] = {}
    for number, (category, rate, amount) in enumerate(parts):
        places.setdefault(category, []).append(number)
        if amount is not None:
            amounts.setdefault((category, rate), []).append(amount)
    added = {key: total(each) for key, each in amounts.items()}
    return Sums(
        amounts=added,
        places={category: tuple(numbers) for category, numbers in places.items()},
        total=total(added.values()),
    )


_NONE: Final = Sums(amounts={}, places={}, total=ZERO)


def _line_counts(sums: Sums, nested: Counts, without: frozenset[int]) -> Counts:
    counts = dict(nested)
    for category, numbers in sums.places.items():
        if category is not None:
            count = len(numbers)
            if without and category != _ANY_TAX_IN_UBL:
                count = len(set(numbers) - without)
            if count:
                counts[category] = counts.get(category, 0) + count
    return counts


def _sub_line_counts(lines: tuple[Line, ...]) -> Counts:
    """Count the categories of lines within lines, at any depth."""
    counts: Counts = {}
    for line in lines:
        for below in line.sub_lines:
            if below.vat.category is not None:
                counts[below.vat.category] = counts.get(below.vat.category, 0) + 1
        if line.sub_lines:
            for category, count in _sub_line_counts(line.sub_lines).items():
                counts[category] = counts.get(category, 0) + count
    return counts


def _counted_codes(subject: Subject, known: Traces) -> Iterator[str | None]:
    """Yield the categories of allowances and charges, in UBL those of VAT and all S."""
    cii = is_cii(subject)
    for each in _all_adjusted(subject):
        if cii or each.is_vat or each.category == _ANY_TAX_IN_UBL:
            yield each.category
    yield from known.texts(_line_category(subject))


def _adjusted_codes(subject: Subject) -> Iterator[str | None]:
    return (each.category for each in _all_adjusted(subject))


def _all_adjusted(subject: Subject) -> Iterator[Adjusted]:
    yield from adjusted(subject, "allowances")
    yield from adjusted(subject, "charges")


def _line_category(subject: Subject) -> str:
    return f"{line_path(subject)}/{_LINE_CATEGORY[is_cii(subject)]}"


def _counted(codes: Iterable[str | None]) -> Counts:
    counts: Counts = {}
    for code in codes:
        if code is not None:
            counts[code] = counts.get(code, 0) + 1
    return counts


_LINE_CATEGORY: Final = {
    False: "cac:AllowanceCharge/cac:TaxCategory/cbc:ID",
    True: "ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeAllowanceCharge"
    "/ram:CategoryTradeTax/ram:CategoryCode",
}


def _by_category(
    breakdown: tuple[VatBreakdown, ...], foreign: frozenset[int], any_tax: frozenset[str]
) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for number, part in enumerate(breakdown):
        if part.category is not None and (part.category in any_tax or number not in foreign):
            found.setdefault(part.category, []).append(number)
    return {category: tuple(numbers) for category, numbers in found.items()}


def _foreign(subject: Subject, known: Traces, prefix: str, scheme: str) -> frozenset[int]:
    """Return the items whose tax is not said to be VAT."""
    if not known:
        return frozenset()
    found = known.items_but(prefix, scheme, "VAT")
    return found if is_cii(subject) else found | known.items_but(prefix, f"{scheme}/cbc:ID", "VAT")
