"""Where a pivot and the invoice it carries say different things (*écarts*)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from typing import Final, TypeAlias

from chorus_sdk.formats.pivot.model import PivotInvoice
from chorus_sdk.invoice.codes import CREDIT_NOTE_TYPES
from chorus_sdk.invoice.model import Invoice

Stated: TypeAlias = str | date | Decimal

_EXACT: Final = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""The pivot bounds no amount; what is added here has as many digits as were written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One value on which the pivot and its source differ (*écart*).

    `field` is the place in the invoice, such as `totals.due` or `vat_breakdown[20].tax_amount`
    (by rate in per cent), `term` its business term; a value is None where that side has none and
    the other side's list shows that it should.
    """

    field: str
    term: str
    pivot: Stated | None
    source: Stated | None


def disagreements(pivot: PivotInvoice, source: Invoice) -> Iterator[Disagreement]:
    """Yield what differs, amounts by their value and not by their scale.

    What the source does not state is no disagreement: the low profiles of Factur-X have neither
    lines nor taxes. Taxes are summed for each rate, since the pivot has no categories; lines are
    compared in their order where both have the same number of them, else their number is told.
    """
    totals = source.totals
    credit = source.type_code and ("381" if source.type_code in CREDIT_NOTE_TYPES else "380")
    yield from _unequal("number", "BT-1", pivot.invoice_number, source.number)
    yield from _unequal("issue_date", "BT-2", pivot.issue_date, source.issue_date)
    yield from _unequal("type_code", "BT-3", str(pivot.type_code), credit)
    yield from _unequal("currency", "BT-5", pivot.currency, source.currency)
    yield from _unequal("totals.without_vat", "BT-109", pivot.net_total, totals.without_vat)
    yield from _unequal("totals.with_vat", "BT-112", pivot.gross_total, totals.with_vat)
    yield from _unequal("totals.due", "BT-115", pivot.payable, totals.due)
    if source.vat_breakdown:
        yield from _taxes(pivot, source)
    if source.lines and len(pivot.lines):
        yield from _lines(pivot, source)


def _taxes(pivot: PivotInvoice, source: Invoice) -> Iterator[Disagreement]:
    ours: _Sums = defaultdict(lambda: [Decimal(0), Decimal(0)])
    theirs: _Sums = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for vat in pivot.vat:
        _add(ours, vat.rate, vat.base, vat.amount)
    for tax in source.vat_breakdown:
        _add(theirs, tax.rate or Decimal(0), tax.taxable_amount, tax.tax_amount)
    for rate in sorted(ours.keys() | theirs.keys()):
        mine, other = ours.get(rate), theirs.get(rate)
        place = f"vat_breakdown[{rate.normalize(_EXACT):f}]"
        for number, (field, term) in enumerate(
            (("taxable_amount", "BT-116"), ("tax_amount", "BT-117"))
        ):
            here = mine[number] if mine else None
            there = other[number] if other else None
            if here != there:
                yield Disagreement(field=f"{place}.{field}", term=term, pivot=here, source=there)


def _lines(pivot: PivotInvoice, source: Invoice) -> Iterator[Disagreement]:
    if len(pivot.lines) != len(source.lines):
        ours, theirs = Decimal(len(pivot.lines)), Decimal(len(source.lines))
        yield Disagreement(field="lines", term="BG-25", pivot=ours, source=theirs)
        return
    for number, (mine, other) in enumerate(zip(pivot.lines, source.lines, strict=True)):
        place = f"lines[{number}].net_amount"
        yield from _unequal(place, "BT-131", mine.net_amount, other.net_amount)


_Sums: TypeAlias = "defaultdict[Decimal, list[Decimal]]"


def _add(sums: _Sums, rate: Decimal, base: Decimal | None, amount: Decimal | None) -> None:
    sums[rate][0] = _EXACT.add(sums[rate][0], base or 0)
    sums[rate][1] = _EXACT.add(sums[rate][1], amount or 0)


def _unequal(field: str, term: str, pivot: Stated, source: Stated | None) -> Iterator[Disagreement]:
    if source is not None and source != pivot:
        yield Disagreement(field=field, term=term, pivot=pivot, source=source)
