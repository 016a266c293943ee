"""BR-FR-MV-05, 09, 10: the sums of groups of lines (*sommes des regroupements*)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.france.facts import group_lines, is_grouped, object_numbers
from chorus_sdk.validation.rules.france.objects import SUB_NUMBER

TOLERANCE: Final = Decimal("0.01")
"""For every line that a sum is made of."""
_ZERO = Decimal(0)
_SUMMED: Final = frozenset({"DETAIL", "GROUP"})


@rule(
    "BR-FR-MV-05",
    "BT-131",
    "EXT-FR-FE-BG-12",
    en="A group's net amount is the sum of the lines below it, to a cent for each.",
    fr="Le montant net d'un regroupement est la somme de ses lignes, à un centime près chacune.",
)
def br_fr_mv_05(subject: Subject) -> Iterator[Breach]:
    """Lines of information do not count."""
    if not is_grouped(subject.invoice):
        return
    below = _children(subject.invoice)
    for group in group_lines(subject.invoice):
        children = [line for line in below[group.line.identifier] if line.kind != "INFORMATION"]
        amounts = [line.net_amount for line in children if line.net_amount is not None]
        expected = sum(amounts, _ZERO)
        if not _agree(group.line.net_amount, expected, TOLERANCE * len(amounts)):
            yield Breach(f"{group.place}.net_amount", _said(group.line.net_amount), f"{expected:f}")


@rule(
    "BR-FR-MV-09",
    "EXT-FR-FE-181",
    "BT-117",
    "BT-120",
    en="A group's VAT is the sum of the breakdown that its number marks.",
    fr="La TVA d'un regroupement est la somme de la ventilation que son numéro désigne.",
)
def br_fr_mv_09(subject: Subject) -> Iterator[Breach]:
    """The breakdown's exemption text begins with the number between #."""
    invoice = subject.invoice
    if not is_grouped(invoice):
        return
    for group in group_lines(invoice):
        number = next(iter(object_numbers(group.line, SUB_NUMBER)), "")
        marked = (
            part.tax_amount or _ZERO
            for part in invoice.vat_breakdown
            if (part.exemption_reason or "").startswith(f"#{number}#")
        )
        expected, stated = sum(marked, _ZERO), _vat(group.line)
        if not _agree(stated, expected, TOLERANCE):
            yield Breach(f"{group.place}.totals.vat", _said(stated), f"{expected:f}")


@rule(
    "BR-FR-MV-10",
    "EXT-FR-FE-184",
    "EXT-FR-FE-181",
    "BT-131",
    en="A group's amount with VAT is its net amount and its VAT, to a cent for each line.",
    fr="Le montant TTC d'un regroupement est son net plus sa TVA, à un centime près par ligne.",
)
def br_fr_mv_10(subject: Subject) -> Iterator[Breach]:
    """Where the group says an amount with VAT."""
    if not is_grouped(subject.invoice):
        return
    below = _children(subject.invoice)
    for group in group_lines(subject.invoice):
        with_vat = group.line.totals.with_vat if group.line.totals else None
        if with_vat is None:
            continue
        count = sum(line.kind in _SUMMED for line in below[group.line.identifier])
        net, vat = group.line.net_amount, _vat(group.line)
        expected = None if net is None or vat is None else net + vat
        if expected is None or not _agree(with_vat, expected, TOLERANCE * count):
            yield Breach(f"{group.place}.totals.with_vat", _said(with_vat), _said(expected))


def _children(invoice: Invoice) -> defaultdict[str | None, list[Line]]:
    """Return the lines below each line, by its identifier; a line without a kind is below none."""
    found: defaultdict[str | None, list[Line]] = defaultdict(list)
    for line in invoice.lines:
        if line.parent is not None and line.kind is not None:
            found[line.parent].append(line)
    return found


def _agree(stated: Decimal | None, expected: Decimal, tolerance: Decimal) -> bool:
    return stated is not None and abs(stated - expected) <= tolerance


def _vat(line: Line) -> Decimal | None:
    return line.totals.vat if line.totals else None


def _said(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"
