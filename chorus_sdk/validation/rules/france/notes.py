"""BR-FR-05, 06, 20, 31, CO-14: notes (*notes*)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.france.facts import (
    TREATMENTS,
    is_ubl,
    note_count,
    note_values,
    treatments,
)

MANDATORY: Final = ("PMT", "PMD", "AAB")
"""Recovery costs, late-payment penalties, discount or its absence."""
ONCE: Final = (*MANDATORY, "TXD")
GROUP_MEMBER: Final = "MEMBRE_ASSUJETTI_UNIQUE"
SCHEME_SINGLE_TAXABLE_PERSON: Final = "0231"


@rule(
    "BR-FR-05",
    "BT-21",
    "BT-22",
    en="Notes state recovery costs (PMT), late-payment penalties (PMD) and discount (AAB).",
    fr="Des notes disent frais de recouvrement (PMT), pénalités (PMD) et escompte (AAB).",
    hint="Add one note of each of these subject codes.",
    hint_fr="Ajouter une note pour chacun de ces codes sujet.",
)
def br_fr_05(subject: Subject) -> Iterator[Breach]:
    """One breach for each subject that is missing."""
    for code in MANDATORY:
        if note_count(subject, code) == 0:
            yield Breach("notes", None, code)


@rule(
    "BR-FR-06",
    "BT-21",
    en="Each of the notes PMT, PMD, AAB and TXD stands at most once.",
    fr="Les notes PMT, PMD, AAB et TXD figurent chacune une fois au plus.",
)
def br_fr_06(subject: Subject) -> Iterator[Breach]:
    """One breach for each subject that stands twice."""
    for code in ONCE:
        count = note_count(subject, code)
        if count > 1:
            yield Breach("notes", f"{count} × {code}", "at most once")


@rule(
    "BR-FR-20",
    "BT-21",
    "BT-22",
    en="A note BAR says one of the treatments of the reform.",
    fr="Une note BAR dit l'un des traitements prévus par la réforme.",
)
def br_fr_20(subject: Subject) -> Iterator[Breach]:
    """In UBL a BAR note without text is let pass."""
    for value in note_values(subject, "BAR"):
        if value not in TREATMENTS and not (is_ubl(subject) and not value):
            yield Breach("notes", value, " ".join(TREATMENTS))


@rule(
    "BR-FR-31",
    "BT-21",
    "BT-22",
    en="One note BAR at most says a treatment.",
    fr="Une seule note BAR au plus dit un traitement.",
)
def br_fr_31(subject: Subject) -> Iterator[Breach]:
    """Everywhere but in UBL, whose official rules file it as BR-FR-30."""
    if not is_ubl(subject):
        yield from _several_treatments(subject)


@rule(
    "BR-FR-30",
    "BT-21",
    "BT-22",
    en="One note BAR at most says a treatment (BR-FR-31; filed so by the rules for UBL).",
    fr="Une seule note BAR au plus dit un traitement (BR-FR-31 ; classée ici en UBL).",
)
def br_fr_30_in_ubl(subject: Subject) -> Iterator[Breach]:
    """The same in UBL."""
    if is_ubl(subject):
        yield from _several_treatments(subject)


@rule(
    "BR-FR-CO-14",
    "BT-29",
    "BT-21",
    "BT-22",
    en="A member of a single taxable person (0231) says so in a note TXD.",
    fr="Un membre d'un assujetti unique (0231) le dit dans une note TXD.",
    hint=f"Add the note TXD with the text {GROUP_MEMBER}.",
    hint_fr=f"Ajouter la note TXD avec le texte {GROUP_MEMBER}.",
)
def br_fr_co_14(subject: Subject) -> Iterator[Breach]:
    """Seller's identifier against notes."""
    if not is_group_member(subject):
        return
    if GROUP_MEMBER not in note_values(subject, "TXD"):
        yield Breach("notes", None, f"TXD: {GROUP_MEMBER}")


def is_group_member(subject: Subject) -> bool:
    """Tell whether the seller belongs to a single taxable person (*assujetti unique*)."""
    seller = subject.invoice.seller
    return any(i.scheme == SCHEME_SINGLE_TAXABLE_PERSON for i in seller.identifiers)


def _several_treatments(subject: Subject) -> Iterator[Breach]:
    said = treatments(subject)
    if len(said) > 1:
        yield Breach("notes", ", ".join(said), "one treatment")
