"""BR-FR-01, 02: the numbers of invoices (*numéros de facture*)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.france.facts import is_cii

MOST_CHARACTERS: Final = 35
_SIGNS: Final = "letters, digits, + - _ /"
_SHAPE = re.compile(r"[A-Za-z0-9+\-_/]+")


@rule(
    "BR-FR-01",
    "BT-1",
    "BT-25",
    "EXT-FR-FE-136",
    en="An invoice number has at most 35 characters, and only letters, digits and + - _ /.",
    fr="Un numéro de facture compte au plus 35 caractères : lettres, chiffres et + - _ /.",
)
def br_fr_01(subject: Subject) -> Iterator[Breach]:
    """Length; outside CII the signs as well, which the CII rules leave to BR-FR-02."""
    for place, term, number in _numbers(subject.invoice):
        if len(number) > MOST_CHARACTERS:
            yield Breach(place, f"{len(number)} characters", f"at most {MOST_CHARACTERS}", term)
    if not is_cii(subject):
        yield from _misshapen(subject)


@rule(
    "BR-FR-02",
    "BT-1",
    "BT-25",
    "EXT-FR-FE-136",
    en="An invoice number has no blank, and only letters, digits and + - _ /.",
    fr="Un numéro de facture ne contient pas d'espace : lettres, chiffres et + - _ / seulement.",
)
def br_fr_02(subject: Subject) -> Iterator[Breach]:
    """Signs, and spaces around the number; line breaks around it are let pass."""
    yield from _misshapen(subject)


def _numbers(invoice: Invoice) -> Iterator[tuple[str, str, str]]:
    if invoice.number is not None:
        yield "number", "BT-1", invoice.number
    for index, preceding in enumerate(invoice.references.preceding_invoices):
        if preceding.number is not None:
            yield f"references.preceding_invoices[{index}].number", "BT-25", preceding.number
    for index, line in enumerate(invoice.lines):
        before = line.references.preceding_invoice if line.references else None
        if before is not None and before.number is not None:
            place = f"lines[{index}].references.preceding_invoice.number"
            yield place, "EXT-FR-FE-136", before.number


def _misshapen(subject: Subject) -> Iterator[Breach]:
    for place, term, number in _numbers(subject.invoice):
        if " " in number or not _SHAPE.fullmatch(number.strip()):
            yield Breach(place, number, _SIGNS, term)
