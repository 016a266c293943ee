"""BR-FR-01, 02: the numbers of invoices (*numéros de facture*)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.france.facts import is_cii
from chorus_sdk.validation.rules.france.writing import empty_elements, is_padded

MOST_CHARACTERS: Final = 35
_SIGNS: Final = "letters, digits, + - _ /"
_SHAPE = re.compile(r"[A-Za-z0-9+\-_/]+")
_NUMBER_ELEMENTS: Final = (
    "/rsm:CrossIndustryInvoice/rsm:ExchangedDocument/ram:ID",
    "/Invoice/cbc:ID",
    "/CreditNote/cbc:ID",
)


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
    """Signs, and blanks around the number: those are looked for in the document itself."""
    yield from _misshapen(subject)


def _numbers(invoice: Invoice) -> Iterator[tuple[str, str, str]]:
    if invoice.number:
        yield "number", "BT-1", invoice.number
    for index, preceding in enumerate(invoice.references.preceding_invoices):
        if preceding.number:
            yield f"references.preceding_invoices[{index}].number", "BT-25", preceding.number
    for index, line in enumerate(invoice.lines):
        before = line.references.preceding_invoice if line.references else None
        if before is not None and before.number:
            place = f"lines[{index}].references.preceding_invoice.number"
            yield place, "EXT-FR-FE-136", before.number


def _misshapen(subject: Subject) -> Iterator[Breach]:
    for place, term, number in _numbers(subject.invoice):
        if not _SHAPE.fullmatch(number) or _is_padded(subject, number, term):
            yield Breach(place, number, _SIGNS, term)
    if not subject.invoice.number and not empty_elements(subject).isdisjoint(_NUMBER_ELEMENTS):
        yield Breach("number", "", _SIGNS, "BT-1")


def _is_padded(subject: Subject, number: str, term: str) -> bool:
    """Numbers of lines are not searched for: there may be a hundred thousand of them."""
    return term != "EXT-FR-FE-136" and is_padded(subject.document, number)
