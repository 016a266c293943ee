"""Rules of EN 16931 that Factur-X words in another way (*règles reformulées*).

What is taxed counts whatever tax it names (rules 02 to 10 of a VAT category), an indicator
counts as it is written, and amounts of charges are compared to the cent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from chorus_sdk._xml import parse
from chorus_sdk.validation.rules.base import Breach, Rule, Subject, rule
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.families import FAMILIES
from chorus_sdk.validation.rules.en16931.presence_parts import has_totals
from chorus_sdk.validation.rules.en16931.source import LINE, SETTLEMENT
from chorus_sdk.validation.rules.en16931.traces import traces
from chorus_sdk.validation.rules.en16931.vat_patterns import (
    ALLOWANCES,
    CHARGES,
    LINES,
    based,
    explained,
    identified,
    rated,
    taxed,
)
from chorus_sdk.validation.rules.facturx.sums import cents

_CLASSIFICATION: Final = "ram:SpecifiedTradeProduct/ram:DesignatedProductClassification"
_NAMES: Final = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
}
_ODD: Final = re.compile(rb"Indicator(?:\s[^<>]*)?>(?:\s+[^<\s]|[01]\s*<|(?:true|false)\s+<)")
"""An indicator that is written as a digit, or in blanks."""
_WORDS: Final = {"allowances": ("false", "0"), "charges": ("true", "1")}


@rule(
    "BR-65",
    "BT-158",
    en="The classifications of an item name their list of codes.",
    fr="Les classifications d'un article nomment leur liste de codes.",
)
def classifications(subject: Subject) -> Iterator[Breach]:
    """BT-158-1 is there once where BG-X-83 is, be it without BT-158."""
    there = traces(subject).items(LINE, _CLASSIFICATION)
    for number, line in enumerate(invoice_of(subject).lines):
        found = line.item.classifications
        if (found or number in there) and not any(each.list_id for each in found):
            yield Breach(f"lines[{number}].item.classifications")


@rule(
    "BR-CO-11",
    "BT-107",
    en="The sum of allowances is what the document level allowances add up to.",
    fr="La somme des remises est celle des remises au niveau du document.",
)
def allowances_total(subject: Subject) -> Iterator[Breach]:
    """BT-107 = Σ BT-92."""
    stated, counted = invoice_of(subject).totals.allowances, _counted(subject, "allowances")
    if has_totals(subject) and (stated is not None or counted):
        due = _sum(counted)
        if stated != due:
            yield Breach("totals.allowances", _shown(stated), f"{due:f}")


@rule(
    "BR-CO-12",
    "BT-108",
    "BT-X-272",
    en="The sum of charges is what charges and logistics fees add up to, to the cent.",
    fr="La somme des charges est, au centime, celle des charges et des frais logistiques.",
)
def charges_total(subject: Subject) -> Iterator[Breach]:
    """BT-108 = Σ BT-99 + Σ BT-X-272, both sides rounded."""
    invoice = invoice_of(subject)
    stated, counted = invoice.totals.charges, _counted(subject, "charges")
    if has_totals(subject) and (stated is not None or counted):
        due = _sum(counted) + _sum([fee.amount for fee in invoice.service_charges])
        if stated is None or cents(stated) != due:
            yield Breach("totals.charges", _shown(stated), f"{due:f}")


def _counted(subject: Subject, kind: str) -> list[Decimal | None]:
    """Return the amounts of the document whose indicator is written as a word."""
    parts = getattr(invoice_of(subject), kind)
    words = _indicators(subject, kind)
    return [
        part.amount
        for number, part in enumerate(parts)
        if number >= len(words) or words[number] == _WORDS[kind][0]
    ]


def _indicators(subject: Subject, kind: str) -> list[str]:
    """Return how the indicators of a kind are written, where one is written oddly."""
    if subject.document is None or not _ODD.search(subject.document):
        return []
    path = f"{SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge/ram:ChargeIndicator/udt:Indicator"
    texts = (each.text or "" for each in parse(subject.document).iterfind(path, _NAMES))
    return [text for text in texts if text.strip() in _WORDS[kind]]


def _sum(amounts: list[Decimal | None]) -> Decimal:
    return cents(sum((amount for amount in amounts if amount is not None), Decimal(0)))


def _shown(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def _of_categories() -> Iterator[Rule]:
    kinds = ((LINES, "BT-152"), (ALLOWANCES, "BT-96"), (CHARGES, "BT-103"))
    for family in FAMILIES:
        for number, (kind, term) in enumerate(kinds, 2):
            yield identified(family, number, kind, any_tax=True)
            yield rated(family, number + 3, kind, term, any_tax=True)
        yield based(family, any_tax=True)
        yield taxed(family, any_tax=True)
        yield explained(family, any_tax=True)


WORDED: Final = (*_of_categories(), classifications, allowances_total, charges_total)
"""They stand in for the rules of EN 16931 of the same ids."""
