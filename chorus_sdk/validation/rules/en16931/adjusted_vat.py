"""The VAT of allowances and charges wherever they stand (*TVA des remises et des charges*).

The standard gives a VAT category to those of the document alone. The official rules look at every
allowance of a document, so that one of a line that names a category is seen as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from chorus_sdk.invoice.amounts import AllowanceCharge
from chorus_sdk.invoice.lines import Line
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.source import SETTLEMENT, is_cii, is_written, line_path
from chorus_sdk.validation.rules.en16931.traces import Traces, traces, upper

_TAX: Final = {
    False: ("cac:AllowanceCharge", "cac:TaxCategory"),
    True: (f"{SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge", "ram:CategoryTradeTax"),
}
_LINE_TAX: Final = {
    False: "cac:AllowanceCharge/cac:TaxCategory",
    True: "ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeAllowanceCharge/ram:CategoryTradeTax",
}
_SCHEMES: Final = {False: ("cac:TaxScheme", "cac:TaxScheme/cbc:ID"), True: ("ram:TypeCode",)}


class Adjusted(NamedTuple):
    """One allowance or charge: where it is, what its tax says, and whether that is VAT.

    `is_taxed` tells a tax without category and rate from none at all.
    """

    place: str
    category: str | None
    rate: Decimal | None
    is_vat: bool
    is_taxed: bool


Kinds: TypeAlias = "dict[str, tuple[Adjusted, ...]]"


def adjusted(subject: Subject, kind: str) -> tuple[Adjusted, ...]:
    """Return all `allowances` or all `charges`: those of the document, then those of lines."""
    return subject.derive(_adjusted)[kind]


def foreign_kinds(subject: Subject) -> frozenset[str]:
    """Return `allowances` or `charges`, where one of them is taxed and not said to be with VAT."""
    return subject.derive(_foreign_kinds)


def _foreign_kinds(subject: Subject) -> frozenset[str]:
    known, cii = traces(subject), is_cii(subject)
    (above, tax), found = _TAX[cii], frozenset[str]()
    return found.union(*(known.parts_but(above, f"{tax}/{one}", "VAT") for one in _SCHEMES[cii]))


def of_category(
    subject: Subject, kind: str, category: str, *, any_tax: bool = False
) -> Iterator[Adjusted]:
    """Yield the allowances or charges of a category, of VAT or, if asked so, of any tax."""
    for each in adjusted(subject, kind):
        if each.category == category and (any_tax or each.is_vat):
            yield each


def _adjusted(subject: Subject) -> Kinds:
    return {
        kind: (*_of_document(subject, kind), *_of_lines(subject, kind))
        for kind in ("allowances", "charges")
    }


def _of_document(subject: Subject, kind: str) -> Iterator[Adjusted]:
    parts: tuple[AllowanceCharge, ...] = getattr(invoice_of(subject), kind)
    if not parts:
        return
    codes = [part.vat_category for part in parts]
    has_foreign = kind in foreign_kinds(subject)
    stated = _empty_taxes(traces(subject), kind)
    for number, part in enumerate(parts):
        is_empty = not _says(part)
        yield Adjusted(
            place=f"{kind}[{number}]",
            category=part.vat_category,
            rate=part.vat_rate,
            is_vat=not (has_foreign and codes.count(part.vat_category) == 1),
            is_taxed=stated > 0 if is_empty else True,
        )
        stated -= is_empty


def _empty_taxes(known: Traces, kind: str) -> int:
    """Count the taxes of a kind that say that they are VAT, and nothing else."""
    path = "/".join(_TAX[False])
    schemes = {f"{path}/{name}" for name in _SCHEMES[False]}
    foreign = tuple(
        trace.kept.path
        for trace in (*known.gone, *known.entries)
        if trace.path in schemes and upper((trace.kept.text,)) != {"VAT"}
    )
    return sum(
        trace.path == path
        and known.part(trace.kept.path) == kind
        and not any(each.startswith(f"{trace.kept.path}/") for each in foreign)
        for trace in known.empty
    )


def _of_lines(subject: Subject, kind: str) -> Iterator[Adjusted]:
    if not is_written(subject):
        return
    lines = invoice_of(subject).lines
    if not any(line.sub_lines or getattr(line, kind) for line in lines):
        return
    known, path, tax = traces(subject), line_path(subject), _LINE_TAX[is_cii(subject)]
    foreign = frozenset[int]().union(
        *(known.items_but(path, f"{tax}/{name}", "VAT") for name in _SCHEMES[is_cii(subject)])
    )
    stated = known.items(path, tax)
    for number, line in enumerate(lines):
        for place, part in _parts(line, f"lines[{number}]", kind):
            yield Adjusted(
                place=place,
                category=part.vat_category,
                rate=part.vat_rate,
                is_vat=number not in foreign,
                is_taxed=_says(part) or number in stated,
            )


def _parts(line: Line, place: str, kind: str) -> Iterable[tuple[str, AllowanceCharge]]:
    """Yield the allowances or charges of a line and of the lines within it."""
    parts: tuple[AllowanceCharge, ...] = getattr(line, kind)
    for number, part in enumerate(parts):
        yield f"{place}.{kind}[{number}]", part
    for number, below in enumerate(line.sub_lines):
        yield from _parts(below, f"{place}.sub_lines[{number}]", kind)


def _says(part: AllowanceCharge) -> bool:
    return part.vat_category is not None or part.vat_rate is not None
