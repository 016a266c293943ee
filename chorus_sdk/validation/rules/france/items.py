"""BR-FR-27, 28: attributes of items (*attributs d'article*)."""

from __future__ import annotations

from collections.abc import Iterator

from chorus_sdk.findings import Severity
from chorus_sdk.invoice.items import ItemAttribute
from chorus_sdk.validation.rules.base import Breach, Rule, Subject, rule
from chorus_sdk.validation.rules.france.facts import is_ubl

_EN_27 = "An attribute of an item has a name or a code."
_FR_27 = "Un attribut d'article a un nom ou un code."


@rule("BR-FR-27", "BG-32", "BT-160", "EXT-FR-FE-159", en=_EN_27, fr=_FR_27)
def br_fr_27(subject: Subject) -> Iterator[Breach]:
    """Everywhere but in UBL."""
    if not is_ubl(subject):
        yield from nameless(subject)


@rule(
    "BR-FR-27", "BG-32", "BT-160", "EXT-FR-FE-159", en=_EN_27, fr=_FR_27, severity=Severity.WARNING
)
def br_fr_27_in_ubl(subject: Subject) -> Iterator[Breach]:
    """In UBL, where the official rules look in the wrong place and never speak."""
    if is_ubl(subject):
        yield from nameless(subject)


def faulty_values(subject: Subject) -> Iterator[Breach]:
    """Yield the attributes with neither value nor measured quantity, or with both."""
    for place, attribute in _attributes(subject):
        has_quantity = attribute.measure is not None
        if attribute.value is not None:
            if has_quantity:
                yield Breach(place, "both", "a value, or a quantity with its unit")
        elif not has_quantity:
            yield Breach(place, None, "a value, or a quantity with its unit")
        elif not attribute.measure_unit:
            yield Breach(place, f"{attribute.measure:f}", "a unit", "EXT-FR-FE-161")


def nameless(subject: Subject) -> Iterator[Breach]:
    """Yield the attributes with neither name nor code."""
    for place, attribute in _attributes(subject):
        if not attribute.name and not attribute.code:
            yield Breach(place, None, "a name or a code")


br_fr_28 = Rule(
    id="BR-FR-28",
    terms=("BT-161", "EXT-FR-FE-160", "EXT-FR-FE-161"),
    en="An attribute of an item has a value, or a quantity with its unit, and not both.",
    fr="Un attribut d'article a une valeur, ou une quantité avec son unité, et pas les deux.",
    check=faulty_values,
)


def _attributes(subject: Subject) -> Iterator[tuple[str, ItemAttribute]]:
    for index, line in enumerate(subject.invoice.lines):
        for number, attribute in enumerate(line.item.attributes):
            yield f"lines[{index}].item.attributes[{number}]", attribute
