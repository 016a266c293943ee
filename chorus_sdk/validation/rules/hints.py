"""What to do about a breach, where a rule has no way out of its own (*conseils*), by kind of rule.

Hundreds of rules are of a few kinds, and ids tell the kind: `BR-CL-…` are code lists, `BR-DEC-…`
decimals. `{terms}` stands for the business terms of the rule.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple


class Hint(NamedTuple):
    """A way out, in both languages (*conseil*)."""

    en: str | None = None
    fr: str | None = None


_GIVE: Final = Hint("Give what is missing: {terms}.", "Renseigner ce qui manque : {terms}.")
_COMPUTE: Final = Hint("Compute {terms} anew.", "Recalculer {terms}.")
_LEAVE_OUT: Final = Hint(
    "Leave it out: the core of EN 16931 has no place for it.",
    "Le retirer : le cœur de l'EN 16931 ne le prévoit pas.",
)
_CODE: Final = Hint(
    "Take a code of the list for {terms}.", "Choisir un code de la liste : {terms}."
)
_CORRECT: Final = Hint("Correct {terms}.", "Corriger {terms}.")

_VAT: Final = r"(?:S|Z|E|AE|IC|G|O|AF|AG)"
_FAMILY: Final = rf"BR-(?:FR?EXT-|FXEXT-)?{_VAT}-?"
_KINDS: Final = (
    (
        r"CII-DT-09[78]",
        Hint("Write the day as YYYYMMDD: {terms}.", "Écrire la date AAAAMMJJ : {terms}."),
    ),
    (
        r"UBL-DT-01",
        Hint("Round it to two decimals.", "L'arrondir à deux décimales."),
    ),
    (r"(?:UBL-CR|CII-SR|CII-DT|UBL-DT|UBL-SR)-\d+", _LEAVE_OUT),
    (r"BR-(?:EXT-|FREXT-)?CL-.*|BR-FR-(?:04|08|15|16|17|20)", _CODE),
    (
        r"BR-DEC-.*",
        Hint("Round {terms} to two decimals.", "Arrondir {terms} à deux décimales."),
    ),
    (
        r"BR-FR-DEC-.*",
        Hint("Round {terms} and write it plainly.", "Arrondir {terms} et l'écrire simplement."),
    ),
    (
        r"BR-(?:29|30)",
        Hint("Let the period end when it starts, or later.", "Mettre la fin après le début."),
    ),
    (r"BR-51", Hint("Keep four to six digits of the card.", "Garder quatre à six chiffres.")),
    (r"BR-(?:0\d|1\d|2[0-6]|3\d|4\d|5[0-7]|6\d)", _GIVE),
    (r"BR-CO-03", Hint("Keep one of the two: BT-7 or BT-8.", "Garder BT-7 ou BT-8.")),
    (
        r"BR-CO-09",
        Hint("Start it with the country's two letters.", "Commencer par le code du pays."),
    ),
    (r"BR-(?:FREXT-|FXEXT-)?CO-1[0-7]", _COMPUTE),
    (r"BR-(?:FREXT-|FXEXT-)?CO-(?:04|18|19|2\d)", _GIVE),
    (
        rf"{_FAMILY}01",
        Hint(
            "Make the VAT breakdown (BG-23) and what is invoiced name the same categories.",
            "Accorder la ventilation de la TVA (BG-23) et les catégories facturées.",
        ),
    ),
    (
        r"BR-O-0[234]",
        Hint(
            "Leave {terms} out, or use another category.",
            "Retirer {terms}, ou changer de catégorie.",
        ),
    ),
    (rf"{_FAMILY}0[234]", _GIVE),
    (
        rf"{_FAMILY}0[567]",
        Hint("Correct the rate or the category.", "Corriger le taux ou la catégorie."),
    ),
    (rf"{_FAMILY}0[89].*", _COMPUTE),
    (
        r"BR-(?:S|Z|AF|AG)-10",
        Hint(
            "Leave the reason out, or use another category.",
            "Retirer le motif, ou changer de catégorie.",
        ),
    ),
    (
        rf"{_FAMILY}10",
        Hint("Give BT-120 or BT-121.", "Renseigner BT-120 ou BT-121."),
    ),
)
"""Patterns of ids; one is compiled when the first breach asks for it."""


@lru_cache(maxsize=4096)
def hint_of(code: str, terms: tuple[str, ...] = ()) -> Hint:
    """Return the way out for a rule of its kind (*conseil par défaut*).

    Example:
        >>> hint_of("BR-CO-10", ("BT-106", "BT-131")).fr
        'Recalculer BT-106, BT-131.'
    """
    found = next((hint for kind, hint in _KINDS if re.fullmatch(kind, code)), None)
    if found is None:
        found = _CORRECT if terms else Hint()
    names = ", ".join(terms)
    return Hint(*(text and text.replace("{terms}", names) for text in found))
