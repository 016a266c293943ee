"""What reading a part has to say (*constats d'une partie*), as if the whole file had been read."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from chorus_sdk.errors import DocumentError, MalformedDocumentError
from chorus_sdk.export.numbering import UNIT, moved
from chorus_sdk.export.part_stream import file_offset
from chorus_sdk.export.splitting import Part
from chorus_sdk.findings import Finding, Location, Severity
from chorus_sdk.formats.pivot.notes import Note, make_finding
from chorus_sdk.formats.pivot.schema import DOCUMENT
from chorus_sdk.formats.pivot.stream import PivotFlow

UNMAPPED: Final = "EXPORT-UNMAPPED"
"""Code of the finding for text around the invoices, or in one that cannot be given."""

_ENVELOPE: Final = f"/{DOCUMENT.tag}/Enveloppe/"
_COUNT: Final = Note.COUNT.value[0]


def remarks(flow: PivotFlow, part: Part) -> list[Finding]:
    """Return what a flow has to say once it was read: its findings, and text in no table."""
    return [*_findings(flow, part), *_counted(part), *_unmapped(flow, part)]


def failure_of(error: DocumentError, where: Location | None = None) -> Finding:
    """Return what stopped the reading of a file as a finding (*échec de lecture*)."""
    offset = getattr(error, "offset", None)
    return Finding(
        code=error.code,
        severity=Severity.ERROR,
        message=str(error),
        location=where,
        found=None if offset is None else f"byte {offset}",
    )


def placed(error: DocumentError, part: Part) -> DocumentError:
    """Return an error with its place in the file instead of the part."""
    if part.is_first or not isinstance(error, MalformedDocumentError):
        return error
    told = copy.copy(error)
    told.line = told.column = None
    if told.offset is not None:
        told.offset = file_offset(part, told.offset)
    return told


def _findings(flow: PivotFlow, part: Part) -> Iterator[Finding]:
    for finding in flow.findings:
        path = (finding.location and finding.location.path) or ""
        if part.is_whole:
            yield finding
        elif UNIT.fullmatch(path):
            where = replace(finding.location or Location(), path=moved(path, part.first_index))
            yield replace(finding, location=where)
        elif finding.code != _COUNT and _speaks_of(part, path):
            yield finding


def _speaks_of(part: Part, path: str) -> bool:
    """True where a part is the one that tells of a place outside the invoices."""
    return part.is_first if path.startswith(_ENVELOPE) else part.is_last


def _counted(part: Part) -> Iterator[Finding]:
    """Hold the number that the file states against what all parts have together."""
    if part.stated is None or part.held is None or part.stated == part.held:
        return
    where = Location(path=f"/{DOCUMENT.tag}/CPPFactures/@Compteur")
    yield make_finding(Note.COUNT, where, found=str(part.stated), expected=str(part.held))


def _unmapped(flow: PivotFlow, part: Part) -> Iterator[Finding]:
    for piece in flow.unmapped:
        if part.is_last or UNIT.fullmatch(piece.path):
            yield Finding(
                code=UNMAPPED,
                severity=Severity.INFORMATION,
                message="No column holds this text.",
                message_fr="Aucune colonne ne contient ce texte.",
                location=Location(path=moved(piece.path, part.first_index)),
                found=piece.text,
            )
