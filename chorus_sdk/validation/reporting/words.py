"""What reports say around findings, in English and French (*libellés des comptes rendus*)."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from chorus_sdk.findings import Finding, Location, Severity
from chorus_sdk.validation.layers import LayerReport


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of one language (*libellés*)."""

    title: str
    valid: str
    invalid: str
    unjudged: str
    layer: str
    layers: str
    status: str
    against: str
    took: str
    findings: str
    none: str
    found: str
    expected: str
    hint: str
    term: str
    place: str
    line: str
    rule: str
    severity: str
    message: str
    errors: str
    warnings: str
    notes: str
    severities: tuple[str, str, str]
    none_is_plural: bool

    def counted(self, severity: Severity, number: int) -> str:
        """Return how many findings of a severity there are (*nombre de constats*)."""
        place = tuple(Severity).index(severity)
        plural = number > 1 or (number == 0 and self.none_is_plural)
        names = (self.errors, self.warnings, self.notes) if plural else self.severities
        return f"{number} {names[place]}"


_ENGLISH: Final = Words(
    title="Validation report",
    valid="Valid",
    invalid="Not valid",
    unjudged="Not judged as a whole, so not valid",
    layer="Layer",
    layers="Layers",
    status="Result",
    against="Held against",
    took="Time",
    findings="Findings",
    none="No findings.",
    found="found",
    expected="expected",
    hint="hint",
    term="term",
    place="place",
    line="line",
    rule="Rule",
    severity="Severity",
    message="Finding",
    errors="errors",
    warnings="warnings",
    notes="notes",
    severities=("error", "warning", "note"),
    none_is_plural=True,
)
_FRENCH: Final = Words(
    title="Compte rendu de validation",
    valid="Conforme",
    invalid="Non conforme",
    unjudged="Contrôle incomplet, donc non conforme",
    layer="Couche",
    layers="Couches",
    status="Résultat",
    against="Référentiel",
    took="Durée",
    findings="Constats",
    none="Aucun constat.",
    found="trouvé",
    expected="attendu",
    hint="conseil",
    term="terme",
    place="emplacement",
    line="ligne",
    rule="Règle",
    severity="Gravité",
    message="Constat",
    errors="erreurs",
    warnings="avertissements",
    notes="informations",
    severities=("erreur", "avertissement", "information"),
    none_is_plural=False,
)
LANGUAGES: Final = MappingProxyType({"en": _ENGLISH, "fr": _FRENCH})


def words_of(language: str) -> Words:
    """Return the words of a language.

    Raises:
        ValueError: neither `en` nor `fr`.
    """
    if language not in LANGUAGES:
        raise ValueError(f"reports are in {' and '.join(LANGUAGES)}, not {language!r}")
    return LANGUAGES[language]


def sentence(finding: Finding, language: str) -> str:
    """Return what a finding says; in English where there is no French."""
    french = finding.message_fr if language == "fr" else None
    return french or finding.message


def advice(finding: Finding, language: str) -> str | None:
    """Return what to do about a finding; in English where there is no French."""
    return (finding.hint_fr if language == "fr" else None) or finding.hint


def reason(layer: LayerReport, language: str) -> str | None:
    """Return why a layer did not run."""
    return (layer.reason_fr if language == "fr" else None) or layer.reason


def severity_name(severity: Severity, words: Words) -> str:
    """Return the name of a severity."""
    return words.severities[tuple(Severity).index(severity)]


def place_of(finding: Finding, subject: str) -> str | None:
    """Return where a finding stands as `file:line path`, which terminals and editors follow.

    Example:
        >>> where = Location(path="/Invoice/cbc:ID", line=7)
        >>> finding = Finding(code="X", severity=Severity.ERROR, message="", location=where)
        >>> place_of(finding, "a.xml")
        'a.xml:7 /Invoice/cbc:ID'
    """
    place = finding.location or Location()
    file = f"{subject}#{place.file}" if place.file else subject
    start = f"{file}:{place.line}" if place.line is not None else ""
    told = " ".join(part for part in (start, place.path or place.field) if part)
    return told or None
