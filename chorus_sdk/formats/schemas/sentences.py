"""What a cause is called in English and French (*phrases*)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from chorus_sdk._xml import path_of
from chorus_sdk.findings import Finding, Location, Severity
from chorus_sdk.formats.schemas.causes import Cause, Kind

_MOST_CHARACTERS: Final = 80

MORE: Final = Finding(
    code="XSD-MORE",
    severity=Severity.INFORMATION,
    message="The document breaks its schema in more places.",
    message_fr="Le document ne respecte pas son schéma à d'autres endroits encore.",
)

_SENTENCES: Final[Mapping[Kind, tuple[str, str]]] = MappingProxyType(
    {
        Kind.ROOT: (
            "{name} cannot be the root of this document.",
            "{name} ne peut pas être la racine de ce document.",
        ),
        Kind.UNEXPECTED: (
            "{name} does not belong here.",
            "{name} n'a pas sa place ici.",
        ),
        Kind.REPEATED: (
            "{name} stands here more often than it may.",
            "{name} figure ici plus de fois que permis.",
        ),
        Kind.MISSING: (
            "{name} ends before something that it needs.",
            "{name} se termine sans un élément obligatoire.",
        ),
        Kind.NOT_EMPTY: (
            "{name} has to be empty, without even a line break.",
            "{name} doit être vide, sans même un retour à la ligne.",
        ),
        Kind.CHILD: (
            "{name} holds a value and no elements.",
            "{name} contient une valeur et non des éléments.",
        ),
        Kind.TEXT: (
            "{name} holds elements and no text.",
            "{name} contient des éléments et non du texte.",
        ),
        Kind.VALUE: (
            "{found!r} is not a value of {name}.",
            "« {found} » n'est pas une valeur de {name}.",
        ),
        Kind.ATTRIBUTE: (
            "The attribute {name} does not belong here.",
            "L'attribut {name} n'a pas sa place ici.",
        ),
        Kind.ATTRIBUTE_MISSING: (
            "The attribute {name} is missing.",
            "L'attribut {name} manque.",
        ),
        Kind.OTHER: (
            "{name} is not what its definition says.",
            "{name} ne correspond pas à sa définition.",
        ),
    }
)

_RULES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "decimal": (
            "a decimal number with a point, such as 1234.50",
            "un nombre décimal avec un point, par exemple 1234.50",
        ),
        "integer": ("a whole number", "un nombre entier"),
        "nonNegativeInteger": (
            "a whole number, zero or more",
            "un nombre entier positif ou nul",
        ),
        "boolean": ("true or false", "true ou false"),
        "date": ("a date such as 2026-01-31", "une date telle que 2026-01-31"),
        "time": ("a time such as 09:30:00", "une heure telle que 09:30:00"),
        "dateTime": (
            "a date and time such as 2026-01-31T09:30:00",
            "une date et une heure telles que 2026-01-31T09:30:00",
        ),
        "base64Binary": ("base64 text", "du texte en base64"),
        "anyURI": ("an address (URI)", "une adresse (URI)"),
        "language": ("a language code such as fr", "un code de langue tel que fr"),
        "pattern": ("a value of the form {bound}", "une valeur de la forme {bound}"),
        "length": ("{bound} characters", "{bound} caractères"),
        "minLength": ("at least {bound} characters", "au moins {bound} caractères"),
        "maxLength": ("at most {bound} characters", "au plus {bound} caractères"),
        "totalDigits": ("at most {bound} digits", "au plus {bound} chiffres"),
        "fractionDigits": ("at most {bound} decimals", "au plus {bound} décimales"),
        "minInclusive": ("{bound} or more", "{bound} ou plus"),
        "maxInclusive": ("{bound} or less", "{bound} ou moins"),
        "minExclusive": ("more than {bound}", "plus de {bound}"),
        "maxExclusive": ("less than {bound}", "moins de {bound}"),
    }
)


def finding_of(cause: Cause) -> Finding:
    """Put a cause into words, in both languages, with its place."""
    english, french = _SENTENCES[cause.kind]
    found = _short(cause.found)
    wanted, wanted_fr = _expected(cause)
    words = {"name": _short(cause.name), "found": found}
    return Finding(
        code=f"XSD-{cause.kind}",
        severity=Severity.ERROR,
        message=_joined(english.format(**words), "Expected:", wanted),
        message_fr=_joined(french.format(**words), "Attendu :", wanted_fr),
        location=Location(path=path_of(cause.place), line=cause.place.sourceline),
        found=found,
        expected=wanted,
    )


def _expected(cause: Cause) -> tuple[str | None, str | None]:
    if cause.expected:
        return ", ".join(cause.expected), ", ".join(cause.expected)
    rule, bound = cause.rule
    if rule not in _RULES:
        return None, None
    english, french = _RULES[rule]
    return english.format(bound=bound), french.format(bound=bound)


def _joined(sentence: str, word: str, expected: str | None) -> str:
    return f"{sentence} {word} {expected}." if expected else sentence


def _short(text: str | None) -> str | None:
    if text is None or len(text) <= _MOST_CHARACTERS:
        return text
    return f"{text[: _MOST_CHARACTERS - 1]}…"
