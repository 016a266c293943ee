"""What reading has to say about a flow (*constats*): each kind once, in two languages."""

from __future__ import annotations

from enum import Enum
from typing import Final

from chorus_sdk.findings import Finding, Location, Severity

MAXIMUM_FINDINGS: Final = 10_000
"""Findings kept of one flow; one more says that there were others."""


class Note(Enum):
    """A kind of finding (*nature du constat*): code, severity, English and French sentence."""

    UNKNOWN_ELEMENT = (
        "PIVOT-UNKNOWN-ELEMENT",
        Severity.WARNING,
        "The schema has nothing by this name in this place; the text is in `unmapped`.",
        "Élément inconnu du schéma à cet endroit ; son texte est conservé.",
    )
    UNKNOWN_CODE = (
        "PIVOT-UNKNOWN-CODE",
        Severity.WARNING,
        "The value is not in the code list; it is kept.",
        "Valeur absente de la nomenclature ; elle est conservée.",
    )
    MISSING = (
        "PIVOT-MISSING",
        Severity.WARNING,
        "The schema wants this element, and it is absent or empty.",
        "Élément obligatoire absent ou vide.",
    )
    COUNT = (
        "PIVOT-COUNT",
        Severity.WARNING,
        "The stated number of units is not the number that the flow holds.",
        "Le compteur annoncé ne correspond pas au contenu du flux.",
    )
    BROKEN_VALUE = (
        "PIVOT-BROKEN-VALUE",
        Severity.ERROR,
        "The text is not what its element must hold.",
        "Le texte n'a pas la forme que l'élément exige.",
    )
    BROKEN_UNIT = (
        "PIVOT-BROKEN-UNIT",
        Severity.ERROR,
        "A compulsory element is absent or empty: this unit cannot be given.",
        "Élément indispensable absent ou vide : cette occurrence ne peut être restituée.",
    )
    BROKEN_ATTACHMENT = (
        "PIVOT-BROKEN-ATTACHMENT",
        Severity.ERROR,
        "The attachment cannot be read.",
        "La pièce jointe est illisible.",
    )
    NOT_WRITABLE = (
        "PIVOT-NOT-WRITABLE",
        Severity.ERROR,
        "The schema does not allow this value.",
        "Valeur que le schéma n'admet pas.",
    )
    LOCAL_TIME = (
        "PIVOT-LOCAL-TIME",
        Severity.INFORMATION,
        "The instant has no offset: it is read as French legal time.",
        "Horodatage sans décalage : lu en heure légale française.",
    )
    BROKEN_FILE = (
        "PIVOT-BROKEN-FILE",
        Severity.ERROR,
        "The file cannot be read to its end; the next one is.",
        "Le fichier ne peut être lu jusqu'au bout ; la lecture reprend au suivant.",
    )
    SKIPPED_FILE = (
        "PIVOT-SKIPPED-FILE",
        Severity.WARNING,
        "A file of the archive could not be looked at.",
        "Un fichier de l'archive n'a pas pu être examiné.",
    )
    DISAGREES = (
        "PIVOT-DISAGREES",
        Severity.WARNING,
        "The pivot and the invoice that it carries do not say the same.",
        "Le pivot et la facture qu'il transporte ne concordent pas.",
    )
    UNREAD_SOURCE = (
        "PIVOT-UNREAD-SOURCE",
        Severity.INFORMATION,
        "The attachment gives no invoice.",
        "La pièce jointe ne donne pas de facture.",
    )
    MORE = (
        "PIVOT-MORE",
        Severity.WARNING,
        "There is more to say than is kept.",
        "D'autres constats ne sont pas conservés.",
    )


class Notebook:
    """The findings of one flow (*constats du flux*), bounded."""

    def __init__(self) -> None:
        self._findings: list[Finding] = []

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found so far, in document order."""
        return tuple(self._findings)

    def add(self, finding: Finding) -> None:
        """Keep a finding, as long as there is room."""
        if len(self._findings) < MAXIMUM_FINDINGS:
            self._findings.append(finding)
        elif len(self._findings) == MAXIMUM_FINDINGS:
            self._findings.append(make_finding(Note.MORE, Location()))


def make_finding(
    note: Note,
    location: Location,
    *,
    found: str | None = None,
    expected: str | None = None,
    because: str | None = None,
) -> Finding:
    """Make a finding of a kind; `because` is added to its English sentence."""
    code, severity, english, french = note.value
    return Finding(
        code=code,
        severity=severity,
        message=f"{english} {because}" if because else english,
        message_fr=french,
        location=location,
        found=found if found is None else found[:200],
        expected=expected,
    )
