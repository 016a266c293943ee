"""BR-FR-29, 30: sub-invoice numbers (AFL) and frames (AVV) among the objects (*objets facturés*).

The published rules see only part of this: what they cannot see is a warning here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.france.facts import is_ubl

SUB_NUMBER: Final = "AFL"
SUB_FRAME: Final = "AVV"
_EN_29 = "The objects AFL and AVV stand at most once in the header, and say something."
_FR_29 = "Les objets AFL et AVV figurent une fois au plus dans l'en-tête, et sont remplis."
_EN_30 = "The objects AFL and AVV stand at most once at a line, and say something."
_FR_30 = "Les objets AFL et AVV figurent une fois au plus à chaque ligne, et sont remplis."


@rule("BR-FR-29", "BT-18", en=_EN_29, fr=_FR_29)
def br_fr_29(subject: Subject) -> Iterator[Breach]:
    """Empty ones anywhere, repeated ones except in UBL."""
    objects = _header(subject.invoice)
    yield from _empty("references", objects)
    if not is_ubl(subject):
        yield from _repeated("references", objects)


@rule("BR-FR-29", "BT-18", en=_EN_29, fr=_FR_29, severity=Severity.WARNING)
def br_fr_29_in_ubl(subject: Subject) -> Iterator[Breach]:
    """Repeated ones in UBL, where the official rules count within one reference."""
    if is_ubl(subject):
        yield from _repeated("references", _header(subject.invoice))


@rule("BR-FR-30", "BT-128", en=_EN_30, fr=_FR_30)
def br_fr_30(subject: Subject) -> Iterator[Breach]:
    """Empty ones in UBL; an invoice that is no document is held to the whole rule."""
    for place, objects in _lines(subject.invoice):
        if is_ubl(subject) or subject.format is None:
            yield from _empty(place, objects)
        if subject.format is None:
            yield from _repeated(place, objects)


@rule("BR-FR-30", "BT-128", en=_EN_30, fr=_FR_30, severity=Severity.WARNING)
def br_fr_30_unseen(subject: Subject) -> Iterator[Breach]:
    """What the official rules for either syntax look for in a place where it cannot stand."""
    if subject.format is None:
        return
    for place, objects in _lines(subject.invoice):
        yield from _repeated(place, objects)
        if not is_ubl(subject):
            yield from _empty(place, objects)


def _header(invoice: Invoice) -> tuple[Identifier, ...]:
    references = invoice.references
    first = (references.invoiced_object,) if references.invoiced_object else ()
    qualified = (
        Identifier.model_construct(value=document.reference, scheme=document.reference_type)
        for document in invoice.supporting_documents
        if document.reference_type is not None
    )
    return (*first, *references.further_objects, *qualified)


def _lines(invoice: Invoice) -> Iterator[tuple[str, tuple[Identifier, ...]]]:
    for index, line in enumerate(invoice.lines):
        first = (line.object_identifier,) if line.object_identifier else ()
        if objects := (*first, *line.further_objects):
            yield f"lines[{index}]", objects


def _repeated(place: str, objects: Iterable[Identifier]) -> Iterator[Breach]:
    schemes = [one.scheme for one in objects]
    for scheme in (SUB_NUMBER, SUB_FRAME):
        if schemes.count(scheme) > 1:
            yield Breach(place, f"{schemes.count(scheme)} × {scheme}", "at most one")


def _empty(place: str, objects: Iterable[Identifier]) -> Iterator[Breach]:
    for one in objects:
        if one.scheme in (SUB_NUMBER, SUB_FRAME) and not one.value:
            yield Breach(place, None, f"a value of scheme {one.scheme}")
