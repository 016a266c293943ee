"""What is expected, in French (*valeurs attendues*), where it is a phrase and not a value.

Codes, numbers and names stay as they are: they are the same in both languages.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

_WHOLE: Final = MappingProxyType(
    {
        "the main contractor": "le titulaire",
        "its SIREN": "son SIREN",
        "its SIRET": "son SIRET",
        "another frame": "un autre cadre",
        "nothing": "rien",
        "a code of one of its services": "le code d'un de ses services",
        "the commitment number": "le numéro d'engagement",
        "a commitment number": "un numéro d'engagement",
        "a service code": "un code service",
        "a service code or a commitment number": "un code service ou un numéro d'engagement",
        "the code of an active service": "le code d'un service actif",
        "a service for private suppliers": "un service ouvert aux fournisseurs privés",
        "BT-13, or BT-46 of scheme 0224": "BT-13, ou BT-46 de schéma 0224",
        "a structure of Chorus Pro": "une structure de Chorus Pro",
        "an active structure": "une structure active",
        "a public body": "un organisme public",
        "one of the 35 extensions": "une des 35 extensions",
        "letters, digits, - _ / +": "lettres, chiffres, - _ / +",
        "letters, digits, + - _ .": "lettres, chiffres, + - _ .",
        "A1 to A25": "A1 à A25",
        "a frame of an invoice": "un cadre de facture",
        "a frame of one seller": "un cadre à un seul vendeur",
        "a code such as 30": "un code tel que 30",
        "a text": "un texte",
        "a SIRET, or a structure of that type": "un SIRET, ou une structure de ce type",
        "a SIRET with its check digit": "un SIRET avec sa clé",
        "the directory": "l'annuaire",
        "GROUP, DETAIL or INFORMATION": "GROUP, DETAIL ou INFORMATION",
        "another type than 386, 500, 503": "un autre type que 386, 500, 503",
        "the day of payment": "le jour du paiement",
        "a day of the calendar": "un jour du calendrier",
        "the identifier of another line": "l'identifiant d'une autre ligne",
        "a net amount in every group below": "un montant net dans chaque sous-regroupement",
        "a type of the seller's own": "un type émis par le vendeur",
        "a line GROUP without a parent": "une ligne GROUP sans ligne mère",
        "another number": "un autre numéro",
        "nine digits of scheme 0002": "neuf chiffres de schéma 0002",
        "nine digits": "neuf chiffres",
        "the group's VAT number": "le numéro de TVA du groupe",
        "a scheme": "un schéma",
        "each scheme once": "chaque schéma une fois",
        "a name or a code": "un nom ou un code",
        "a value, or a quantity with its unit": "une valeur, ou une quantité avec son unité",
        "a unit": "une unité",
        "one treatment": "un seul traitement",
        "number and date": "numéro et date",
        "a French rate": "un taux français",
        "the VAT in EUR": "la TVA en EUR",
        "in the breakdown": "dans la ventilation",
        "in no breakdown": "dans aucune ventilation",
        "both": "les deux",
    }
)
_PARTS: Final = tuple(
    (re.compile(pattern), french)
    for pattern, french in (
        (r"\bat most one\b", "un au plus"),
        (r"\bat most once\b", "une fois au plus"),
        (r"\bat most (?=\S)", "au plus "),
        (r"\bexactly (?=\d)", "exactement "),
        (r"\bfewer than\b", "moins de"),
        (r"\bor more\b", "ou plus"),
        (r"\bor later\b", "ou après"),
        (r"\bnot negative\b", "non négatif"),
        (r"\bdigits that begin with\b", "chiffres qui commencent par"),
        (r"\bdigits\b", "chiffres"),
        (r"\bdecimals\b", "décimales"),
        (r"\ba year from (\d+) to (\d+)", r"une année de \1 à \2"),
        (r"\ba value of scheme\b", "une valeur de schéma"),
        (r"\ba SIRET of\b", "un SIRET de"),
        (r" or (?=\S)", " ou "),
    )
)


def value_in(text: str | None, language: str) -> str | None:
    """Return what is found or expected, in a language (*valeur*).

    Example:
        >>> value_in("19 digits, 2 decimals", "fr"), value_in("12.00", "fr")
        ('19 chiffres, 2 décimales', '12.00')
    """
    if text is None or language != "fr":
        return text
    whole = _WHOLE.get(text)
    if whole is not None:
        return whole
    for part, french in _PARTS:
        text = part.sub(french, text)
    return text
