"""Where an invoice uses which VAT category, and for how much: counted once for all rules.

One pass over lines, allowances and charges, so that the rules on VAT cost the same for a long
invoice as the number of its categories and rates demands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Final, TypeAlias

from chorus_sdk.invoice.amounts import AllowanceCharge, VatBreakdown
from chorus_sdk.invoice.lines import Line
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.source import SETTLEMENT, is_cii, line_path
from chorus_sdk.validation.rules.en16931.texts import EXACT
from chorus_sdk.validation.rules.en16931.traces import Traces, traces

Key: TypeAlias = "tuple[str | None, Decimal | None]"
"""A VAT category and its rate; 20 and 20.00 are the same rate."""

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
        with localcontext(EXACT):
            return sum((a for (c, _), a in self.amounts.items() if c == category), ZERO)


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
    line_counts: Counter[str]
    sub_line_counts: Counter[str]
    adjustment_counts: Counter[str]
    breakdown_counts: Counter[str]
    breakdown: dict[str, tuple[int, ...]]
    foreign_lines: frozenset[int]
    """The lines whose tax is not said to be VAT."""
    foreign: frozenset[int]
    """The entries of the breakdown whose tax is not said to be VAT."""
    foreign_adjustments: frozenset[str]
    """`allowances` or `charges`, where one of them is taxed and not said to be with VAT."""

    @property
    def categories(self) -> frozenset[str]:
        """All categories that occur."""
        return frozenset((*self.line_counts, *self.adjustment_counts, *self.breakdown_counts))


def vat_uses(subject: Subject) -> VatUses:
    """Return the uses of VAT of a subject's invoice."""
    return subject.derive(_vat_uses)


def plain_breakdown(subject: Subject) -> Iterator[tuple[int, VatBreakdown]]:
    """Yield the entries of the VAT breakdown to which the general rules apply.

    In CII the rules on Canary Islands, Ceuta and Melilla, and outside scope take their entries to
    themselves, so that the general ones never see them.
    """
    taken = _TAKEN if is_cii(subject) else frozenset[str]()
    foreign = vat_uses(subject).foreign
    for number, part in enumerate(invoice_of(subject).vat_breakdown):
        if part.category not in taken or number in foreign:
            yield number, part


_TAKEN: Final = frozenset({"L", "M", "O"})


def _vat_uses(subject: Subject) -> VatUses:
    invoice, known, cii = invoice_of(subject), traces(subject), is_cii(subject)
    foreign = _foreign(subject, known, *_BREAKDOWN[cii])
    foreign_lines = _foreign(subject, known, line_path(subject), _LINE_TAX[cii])
    lines = _sums((line.vat.category, line.vat.rate, line.net_amount) for line in invoice.lines)
    return VatUses(
        lines=lines,
        allowances=_adjustment_sums(invoice.allowances),
        charges=_adjustment_sums(invoice.charges),
        sub_line_counts=_sub_line_counts(invoice.lines),
        line_counts=_line_counts(invoice.lines, lines, frozenset() if cii else foreign_lines),
        adjustment_counts=_adjustment_counts(subject, known),
        breakdown_counts=_breakdown_counts(invoice.vat_breakdown, frozenset() if cii else foreign),
        breakdown=_by_category(
            invoice.vat_breakdown, foreign, _ANY_TAX_IN_CII if cii else frozenset()
        ),
        foreign_lines=foreign_lines,
        foreign=foreign,
        foreign_adjustments=_foreign_parts(subject, known, *_ADJUSTMENT[cii]),
    )


_ANY_TAX_IN_CII: Final = frozenset({"S", "Z"})
"""Categories whose entries the rules for CII look at whatever tax they are said to be of."""
_ANY_TAX_IN_UBL: Final = "S"
"""The category that the rules for UBL count whatever tax it is said to be of."""
_LINE_TAX: Final = {
    False: "cac:Item/cac:ClassifiedTaxCategory/cac:TaxScheme",
    True: "ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/ram:TypeCode",
}
_ADJUSTMENT: Final = {
    False: ("cac:AllowanceCharge", "cac:TaxCategory/cac:TaxScheme"),
    True: (f"{SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge", "ram:CategoryTradeTax/ram:TypeCode"),
}
_BREAKDOWN: Final = {
    False: ("cac:TaxTotal/cac:TaxSubtotal", "cac:TaxCategory/cac:TaxScheme"),
    True: (f"{SETTLEMENT}/ram:ApplicableTradeTax", "ram:TypeCode"),
}


def _adjustment_sums(parts: tuple[AllowanceCharge, ...]) -> Sums:
    return _sums((part.vat_category, part.vat_rate, part.amount) for part in parts)


def _sums(parts: Iterable[tuple[str | None, Decimal | None, Decimal | None]]) -> Sums:
    amounts: dict[Key, list[Decimal]] = {}
    places: dict[str | None, list[int]] = {}
    for number, (category, rate, amount) in enumerate(parts):
        places.setdefault(category, []).append(number)
        if amount is not None:
            amounts.setdefault((category, rate), []).append(amount)
    with localcontext(EXACT):
        added = {key: sum(each, ZERO) for key, each in amounts.items()}
        return Sums(
            amounts=added,
            places={category: tuple(numbers) for category, numbers in places.items()},
            total=sum(added.values(), ZERO),
        )


def _line_counts(lines: tuple[Line, ...], sums: Sums, without: frozenset[int]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for category, numbers in sums.places.items():
        if category is not None:
            ours = numbers if category == _ANY_TAX_IN_UBL else set(numbers) - without
            counts[category] += len(ours)
    return counts + _sub_line_counts(lines)


def _sub_line_counts(lines: tuple[Line, ...]) -> Counter[str]:
    """Count the categories of lines within lines, at any depth."""
    counts: Counter[str] = Counter()
    for line in lines:
        if line.sub_lines:
            counts.update(b.vat.category for b in line.sub_lines if b.vat.category is not None)
            counts += _sub_line_counts(line.sub_lines)
    return counts


def _adjustment_counts(subject: Subject, known: Traces) -> Counter[str]:
    """Count categories of allowances and charges, those of lines included."""
    invoice = invoice_of(subject)
    parts = [*invoice.allowances, *invoice.charges]
    for line in invoice.lines:
        if line.allowances or line.charges:
            parts += (*line.allowances, *line.charges)
    counts = Counter(part.vat_category for part in parts if part.vat_category is not None)
    counts.update(known.texts(f"{line_path(subject)}/{_LINE_CATEGORY[is_cii(subject)]}"))
    return counts


_LINE_CATEGORY: Final = {
    False: "cac:AllowanceCharge/cac:TaxCategory/cbc:ID",
    True: "ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeAllowanceCharge"
    "/ram:CategoryTradeTax/ram:CategoryCode",
}


def _breakdown_counts(breakdown: tuple[VatBreakdown, ...], without: frozenset[int]) -> Counter[str]:
    return Counter(
        part.category
        for number, part in enumerate(breakdown)
        if part.category is not None and (part.category == _ANY_TAX_IN_UBL or number not in without)
    )


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


def _foreign_parts(subject: Subject, known: Traces, prefix: str, scheme: str) -> frozenset[str]:
    if not known:
        return frozenset()
    found = known.parts_but(prefix, scheme, "VAT")
    return found if is_cii(subject) else found | known.parts_but(prefix, f"{scheme}/cbc:ID", "VAT")
