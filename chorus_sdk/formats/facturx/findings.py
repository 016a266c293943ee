"""How a container departs from Factur-X (*écarts du conteneur*): one row a demand.

The demands are those of PDF/A-3 and of the Factur-X specification (§5 of the project's notes on
formats). A departure never stops a reader: it becomes a finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import md5
from typing import Final

from chorus_sdk import _xml
from chorus_sdk._pdf import ASSOCIATED, NAME_TREE, PdfLook
from chorus_sdk.errors import DocumentError
from chorus_sdk.findings import Finding, Location, Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.detection.pdf import Inside
from chorus_sdk.formats.detection.xmp import XmpFacts
from chorus_sdk.formats.facturx.profiles import CONTAINER_PROFILES, RELATIONSHIPS

_XML_TYPES = ("text/xml", "application/xml")
_NAMES: Final = {
    FormatId.CII_INVOICE: ("factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml"),
    FormatId.ZUGFERD_1: ("ZUGFeRD-invoice.xml",),
    FormatId.ORDER_X: ("order-x.xml",),
}


@dataclass(frozen=True)
class Seen:
    """What the demands are held against (*éléments examinés*): PDF, metadata, invoice, rivals."""

    pdf: PdfLook
    xmp: XmpFacts
    best: Inside
    content: bytes
    rivals: int


def container_findings(seen: Seen) -> tuple[Finding, ...]:
    """Return a warning for every demand that is not met, in the order of the list."""
    place = Location(file=seen.best.file.name)
    return tuple(
        Finding(
            code=code,
            severity=Severity.WARNING,
            message=message,
            message_fr=message_fr,
            location=place,
        )
        for code, holds, message, message_fr in _demands(seen)
        if not holds
    )


def _demands(seen: Seen) -> tuple[tuple[str, bool, str, str], ...]:
    return (*_demands_of_file(seen), *_demands_of_document(seen))


def _demands_of_file(seen: Seen) -> tuple[tuple[str, bool, str, str], ...]:
    file, is_invoice = seen.best.file, seen.best.is_invoice
    return (
        (
            "FX-NAME",
            file.name in _NAMES.get(seen.best.detection.format, _NAMES[FormatId.CII_INVOICE]),
            "The invoice has an unusual file name.",
            "Le fichier de données ne porte pas le nom attendu.",
        ),
        (
            "FX-RELATIONSHIP",
            file.relationship in RELATIONSHIPS,
            "The invoice's AFRelationship is not Data, Alternative or Source.",
            "La relation du fichier de données (AFRelationship) n'est pas admise.",
        ),
        (
            "FX-NAME-TREE",
            NAME_TREE in file.places,
            "The invoice is missing from the name tree of embedded files.",
            "Le fichier de données n'est pas dans l'arbre des fichiers embarqués.",
        ),
        (
            "FX-ASSOCIATED",
            ASSOCIATED in file.places,
            "The invoice is missing from the document's associated files (/AF).",
            "Le fichier de données n'est pas associé au document (/AF).",
        ),
        (
            "FX-MIME",
            file.mime in _XML_TYPES,
            "The invoice's media type is not text/xml.",
            "Le type du fichier de données n'est pas text/xml.",
        ),
        (
            "FX-DATE",
            bool(file.modified),
            "The invoice states no date of change, which PDF/A-3 demands.",
            "Le fichier de données n'a pas de date de modification, exigée par PDF/A-3.",
        ),
        (
            "FX-CHECKSUM",
            _checksum_holds(seen),
            "The invoice's checksum is wrong.",
            "La somme de contrôle du fichier de données est fausse.",
        ),
        (
            "FX-CONTENT",
            is_invoice,
            "The file that is named as the invoice does not look like one.",
            "Le fichier de données ne contient pas de facture reconnue.",
        ),
        (
            "FX-SEVERAL",
            seen.rivals == 0,
            "The PDF holds further invoice data.",
            "Le PDF contient d'autres données de facture.",
        ),
    )


def _demands_of_document(seen: Seen) -> tuple[tuple[str, bool, str, str], ...]:
    pdf, xmp = seen.pdf, seen.xmp
    return (
        (
            "FX-PDFA",
            xmp.pdfa_part == 3,
            "The PDF does not declare PDF/A-3.",
            "Le PDF n'est pas déclaré PDF/A-3.",
        ),
        (
            "FX-XMP",
            xmp.level is not None,
            "The XMP declares no Factur-X level.",
            "Les métadonnées XMP ne déclarent pas de niveau Factur-X.",
        ),
        (
            "FX-XMP-FORM",
            _packet_is_xml(pdf.xmp),
            "The XMP is no well-formed XML: strict readers find nothing in it.",
            "Les métadonnées XMP ne sont pas un XML bien formé : un lecteur strict n'y lit rien.",
        ),
        (
            "FX-XMP-NAME",
            xmp.file_name in (None, seen.best.file.name),
            "The XMP names another file than the invoice.",
            "Les métadonnées XMP désignent un autre fichier que les données.",
        ),
        (
            "FX-LEVEL",
            _level_matches(seen),
            "The XMP's level is not the XML's profile.",
            "Le niveau déclaré dans les métadonnées XMP n'est pas le profil du XML.",
        ),
        (
            "FX-ENCRYPTED",
            not pdf.encrypted,
            "The PDF is encrypted, which PDF/A forbids.",
            "Le PDF est chiffré, ce que PDF/A interdit.",
        ),
        (
            "FX-DAMAGED",
            not pdf.damaged,
            "The PDF had to be repaired.",
            "Le PDF a dû être réparé.",
        ),
    )


def _checksum_holds(seen: Seen) -> bool:
    stated = seen.best.file.checksum
    return not stated or stated == md5(seen.content, usedforsecurity=False).digest()


def _packet_is_xml(packet: bytes | None) -> bool:
    """Tell whether XMP can be parsed; that it is missing is another finding.

    A packet in UTF-16 or UTF-32, which XMP allows without a mark, is not judged.
    """
    try:
        return packet is None or b"\0" in packet or _xml.parse(packet) is not None
    except DocumentError:
        return False


def _level_matches(seen: Seen) -> bool:
    profile, level = seen.best.detection.profile, seen.xmp.level
    if level is None or profile is None:
        return True
    if seen.best.detection.format is not FormatId.CII_INVOICE:
        return level.lower() == profile.value
    return profile not in CONTAINER_PROFILES or level == CONTAINER_PROFILES[profile].level
