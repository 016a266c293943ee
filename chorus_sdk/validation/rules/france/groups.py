"""BR-FR-MV, BR-FR-BD: several invoices in one, by groups of lines (*multi-vendeurs*).

A line of kind GROUP without a parent stands for one invoice: its seller, its number (object AFL),
its frame (object AVV), its totals. Frames x8 hold invoices of several sellers, frames x9 those of
two firms to each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.invoice.lines import Line
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.france.facts import (
    group_lines,
    is_bidirectional,
    is_cii,
    is_grouped,
    is_multi_vendor,
    object_numbers,
)
from chorus_sdk.validation.rules.france.objects import SUB_FRAME, SUB_NUMBER

BIDIRECTIONAL_GROUPS: Final = 2
_NOT_BELOW: Final = frozenset({"B8", "S8", "M8"})
_EN_01 = "In an invoice of several, every line says what kind of line it is."
_FR_01 = "Dans une facture multiple, chaque ligne dit quel est son type."


@rule("BR-FR-MV-01", "EXT-FR-FE-163", en=_EN_01, fr=_FR_01)
def br_fr_mv_01(subject: Subject) -> Iterator[Breach]:
    """Everywhere but in CII."""
    if not is_cii(subject):
        yield from _without_kind(subject)


@rule("BR-FR-MV-01", "EXT-FR-FE-163", en=_EN_01, fr=_FR_01, severity=Severity.WARNING)
def br_fr_mv_01_in_cii(subject: Subject) -> Iterator[Breach]:
    """In CII, where the official rule looks only at kinds that are there."""
    if is_cii(subject):
        yield from _without_kind(subject)


@rule(
    "BR-FR-MV-02",
    "EXT-FR-FE-163",
    en="An invoice of several sellers has a group of lines at least.",
    fr="Une facture multi-vendeurs a au moins une ligne de regroupement.",
)
def br_fr_mv_02(subject: Subject) -> Iterator[Breach]:
    """Frames B8, S8, M8."""
    if is_multi_vendor(subject.invoice) and not group_lines(subject.invoice):
        yield Breach("lines", "0", "a line GROUP without a parent")


@rule(
    "BR-FR-BD-02",
    "EXT-FR-FE-163",
    "BT-30",
    "BT-47",
    en="A bidirectional invoice has two groups of lines: one of the seller, one of the buyer.",
    fr="Une facture bidirectionnelle a deux regroupements : un du vendeur, un de l'acheteur.",
)
def br_fr_bd_02(subject: Subject) -> Iterator[Breach]:
    """Frames B9, S9, M9."""
    invoice = subject.invoice
    if not is_bidirectional(invoice):
        return
    sellers = [_seller_id(group.line) for group in group_lines(invoice)]
    if len(sellers) != BIDIRECTIONAL_GROUPS:
        yield Breach("lines", str(len(sellers)), str(BIDIRECTIONAL_GROUPS), "EXT-FR-FE-163")
    for term, party in (("BT-30", invoice.seller), ("BT-47", invoice.buyer)):
        legal = party.legal_registration.value if party.legal_registration else None
        count = sellers.count(legal) if legal else 0
        if count != 1:
            yield Breach("lines", f"{count} groups of {legal}", "1", term)


@rule(
    "BR-FR-MV-03",
    "EXT-FR-FE-164",
    "EXT-FR-FE-167",
    "EXT-FR-FE-177",
    "EXT-FR-FE-181",
    "EXT-FR-FE-182",
    "BT-128",
    en="A group says its seller's name, registration and country, its VAT, number and frame.",
    fr="Un regroupement dit nom, immatriculation et pays du vendeur, TVA, numéro et cadre.",
)
def br_fr_mv_03(subject: Subject) -> Iterator[Breach]:
    """In CII a number or frame that is not there at all is BR-FR-MV-07's concern."""
    invoice = subject.invoice
    if not is_grouped(invoice):
        return
    for group in group_lines(invoice):
        for name, term in _missing(group.line, needs_second_vat=bool(invoice.vat_currency)):
            yield Breach(f"{group.place}.{name}", term=term)
        yield from _sub_invoice(group.place, group.line, may_be_absent=is_cii(subject))


@rule(
    "BR-FR-MV-06",
    "EXT-FR-FE-167",
    en="Every line names the seller's registration, the same as the line above it.",
    fr="Chaque ligne porte l'immatriculation du vendeur, celle de la ligne mère.",
)
def br_fr_mv_06(subject: Subject) -> Iterator[Breach]:
    """Present, and inherited."""
    if not is_grouped(subject.invoice):
        return
    above = {line.identifier: _seller_id(line) for line in subject.invoice.lines}
    for index, line in enumerate(subject.invoice.lines):
        own = _seller_id(line)
        expected = own if line.parent is None else above.get(line.parent)
        if not own or own != expected:
            yield Breach(f"lines[{index}].seller.legal_registration", own, expected)


@rule(
    "BR-FR-MV-07",
    "BT-128",
    en="Every line names the number of its invoice (AFL), the same as the line above it.",
    fr="Chaque ligne porte le numéro de sa facture (AFL), celui de la ligne mère.",
)
def br_fr_mv_07(subject: Subject) -> Iterator[Breach]:
    """Present, and inherited."""
    if not is_grouped(subject.invoice):
        return
    above = {line.identifier: _number(line) for line in subject.invoice.lines}
    for index, line in enumerate(subject.invoice.lines):
        own = _number(line)
        expected = own if line.parent is None else above.get(line.parent)
        if not own or own != expected:
            yield Breach(f"lines[{index}].object_identifier", own or None, expected or SUB_NUMBER)


@rule(
    "BR-FR-MV-08",
    "BT-128",
    "EXT-FR-FE-178",
    en="The exemption text of a detail line begins with its invoice's number between #.",
    fr="Le motif d'exonération d'une ligne de détail commence par son numéro entre #.",
)
def br_fr_mv_08(subject: Subject) -> Iterator[Breach]:
    """Lines of kind DETAIL."""
    if not is_grouped(subject.invoice):
        return
    for index, line in enumerate(subject.invoice.lines):
        if line.kind != "DETAIL":
            continue
        reason, number = line.vat.exemption_reason or "", _number(line)
        if not number or not reason.startswith(f"#{number}#"):
            place = f"lines[{index}].vat.exemption_reason"
            yield Breach(place, reason or None, f"#{number}#…", "EXT-FR-FE-178")


@rule(
    "BR-FR-MV-11",
    "BT-128",
    "BT-1",
    en="The main seller's own group has the number of the invoice.",
    fr="Le regroupement du vendeur principal porte le numéro de la facture.",
)
def br_fr_mv_11(subject: Subject) -> Iterator[Breach]:
    """One group of that seller has the number of the whole."""
    invoice = subject.invoice
    legal = invoice.seller.legal_registration
    if not is_grouped(invoice) or legal is None or not legal.value:
        return
    own = [g for g in group_lines(invoice) if _seller_id(g.line) == legal.value]
    same = [group for group in own if _number(group.line) == invoice.number]
    if len(same) == 1:
        return
    for group in same or own:
        yield Breach(f"{group.place}.object_identifier", _number(group.line), invoice.number)


@rule(
    "BR-FR-MV-12",
    "BT-128",
    en="Groups of lines have numbers of their own.",
    fr="Les regroupements de lignes ont des numéros distincts.",
)
def br_fr_mv_12(subject: Subject) -> Iterator[Breach]:
    """A group's number stands at no earlier line."""
    if not is_grouped(subject.invoice):
        return
    seen: set[str] = set()
    for index, line in enumerate(subject.invoice.lines):
        numbers = object_numbers(line, SUB_NUMBER)
        is_group = line.kind == "GROUP" and line.parent is None
        if is_group and any(number in seen for number in numbers):
            yield Breach(f"lines[{index}].object_identifier", _number(line), "another number")
        seen.update(numbers)


def _without_kind(subject: Subject) -> Iterator[Breach]:
    if is_grouped(subject.invoice):
        for index, line in enumerate(subject.invoice.lines):
            if not line.kind:
                yield Breach(f"lines[{index}].kind", None, "GROUP, DETAIL or INFORMATION")


def _missing(line: Line, *, needs_second_vat: bool) -> Iterator[tuple[str, str]]:
    seller, totals = line.seller, line.totals
    country = seller.address.country if seller and seller.address else None
    facts: list[tuple[str, str, object]] = [
        ("seller.name", "EXT-FR-FE-164", seller.name if seller else None),
        ("seller.legal_registration", "EXT-FR-FE-167", _seller_id(line)),
        ("seller.address.country", "EXT-FR-FE-177", country),
        ("totals.vat", "EXT-FR-FE-181", totals.vat if totals else None),
    ]
    if needs_second_vat:
        second = totals.vat_in_accounting_currency if totals else None
        facts.append(("totals.vat_in_accounting_currency", "EXT-FR-FE-182", second))
    for name, term, fact in facts:
        if fact is None or fact == "":
            yield name, term


def _sub_invoice(place: str, line: Line, *, may_be_absent: bool) -> Iterator[Breach]:
    numbers, frames = object_numbers(line, SUB_NUMBER), object_numbers(line, SUB_FRAME)
    if not any(numbers) and (numbers or not may_be_absent):
        yield Breach(f"{place}.object_identifier", None, SUB_NUMBER, "BT-128")
    if not any(frames) and (frames or not may_be_absent):
        yield Breach(f"{place}.object_identifier", None, SUB_FRAME, "BT-128")
    for wrong in _NOT_BELOW.intersection(frames):
        yield Breach(f"{place}.object_identifier", wrong, "a frame of one seller", "BT-128")


def _seller_id(line: Line) -> str | None:
    legal = line.seller.legal_registration if line.seller else None
    return legal.value if legal else None


def _number(line: Line) -> str:
    return next(iter(object_numbers(line, SUB_NUMBER)), "")
