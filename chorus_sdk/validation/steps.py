"""The first layers: safety, container, schema (*premières couches*)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from chorus_sdk._xml import Element, parse
from chorus_sdk.errors import DocumentError, UnsupportedProfileError
from chorus_sdk.findings import Finding, Location, Severity
from chorus_sdk.formats.base import Detection, FormatId, PdfFacets, Profile
from chorus_sdk.formats.binding.documents import read_tree
from chorus_sdk.formats.detect import detect
from chorus_sdk.formats.detection.parsed import INVOICES, may_be_invoice, recognised
from chorus_sdk.formats.schemas.files import FILES
from chorus_sdk.formats.schemas.gate import verdict_of
from chorus_sdk.formats.schemas.sources import schema_name, schema_sources
from chorus_sdk.validation import sentences
from chorus_sdk.validation.job import Job
from chorus_sdk.validation.layers import (
    Artefact,
    Layer,
    LayerReport,
    judged,
    not_applicable,
    skipped,
)

_UBL: Final = frozenset({FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE})
_IN_PDF: Final = frozenset({FormatId.CII_INVOICE, FormatId.ZUGFERD_1})
_SCHEMA_ONLY: Final = frozenset(
    {FormatId.ZUGFERD_1, FormatId.ORDER_X, FormatId.PIVOT, FormatId.PIVOT_STATUS}
)
"""What is no EN 16931 invoice but its relative: its schema is all that it can be held against."""


_BREACHES: Final = frozenset(
    {
        "FX-NAME",
        "FX-RELATIONSHIP",
        "FX-NAME-TREE",
        "FX-ASSOCIATED",
        "FX-LEVEL",
        "FX-XMP-FORM",
        "FX-XMP-NAME",
        "FX-ENCRYPTED",
    }
)
"""What a reader puts up with, and Factur-X still forbids: errors here, warnings on reading."""


def well_formed(job: Job) -> LayerReport:
    """Read the document: refuse what is unsafe, broken, or no invoice (*lecture sûre*)."""
    layer = Layer.WELL_FORMED
    if job.data is None:
        return not_applicable(layer, sentences.NO_DOCUMENT)
    try:
        if not _take_at_once(job, job.data):
            _take(job, job.data, detect(job.data, limits=job.limits))
    except DocumentError as error:
        return _refused(job, layer, error)
    return judged(layer, (), ())


def container(job: Job) -> LayerReport:
    """Look at the PDF around the invoice: PDF/A-3, XMP, relationship (*conteneur*)."""
    layer = Layer.CONTAINER
    if job.data is None:
        return not_applicable(layer, sentences.NO_DOCUMENT)
    if job.format is None:
        return skipped(layer, job.stopped or sentences.UNREADABLE)
    if not job.is_pdf:
        return not_applicable(layer, sentences.NO_CONTAINER)
    if job.xml is None:
        return skipped(layer, job.stopped or sentences.UNREADABLE)
    return judged(layer, (Artefact(name="Factur-X", version="1.09"),), _said(job.container))


def schema(job: Job) -> LayerReport:
    """Hold the XML against its schema (*schéma XML*)."""
    layer = Layer.SCHEMA
    if job.data is None:
        return not_applicable(layer, sentences.NO_DOCUMENT)
    if job.xml is None or job.xml_format is None:
        return skipped(layer, job.stopped or sentences.UNREADABLE)
    profile = job.profile if (job.xml_format, job.profile) in FILES else None
    try:
        artefact = Artefact(name=schema_name(job.xml_format, profile))
        found = held_against(job, job.xml_format, profile)
    except UnsupportedProfileError:
        return skipped(layer, sentences.NO_SCHEMA)
    if found:
        job.stopped = sentences.BROKEN_SCHEMA
    return judged(layer, (artefact,), in_file(job, found))


def held_against(job: Job, format_id: FormatId, profile: Profile | None) -> tuple[Finding, ...]:
    """Hold the XML against a schema, and put into words what breaks it where that is wanted."""
    if job.xml is None or job.root is None:
        return ()
    found = verdict_of(job.root, schema_sources(format_id, profile, job.root)).findings
    if found and job.explain:
        from chorus_sdk.formats.schemas.explanation import explain_schema

        found = explain_schema(job.xml, format_id, profile, limits=job.limits)
    return _said(found)


def in_file(job: Job, findings: Iterable[Finding]) -> Iterable[Finding]:
    """Name the file inside a container in findings about its content."""
    for finding in findings:
        place = finding.location or Location()
        yield replace(finding, location=replace(place, file=place.file or job.file_name))


def _said(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sentences.explained(finding) for finding in findings)


def _take_at_once(job: Job, data: bytes) -> bool:
    """Read an invoice in XML, which is parsed once; False leaves to detection what is none."""
    if not may_be_invoice(data):
        return False
    try:
        root = parse(data, job.limits)
    except DocumentError:
        return False  # detection says what it would have been
    found = recognised(root)
    if found is None:
        return False
    job.format, job.profile, job.guideline = found
    job.xml_format, job.xml = found.format, data
    _take_invoice(job, root, data)
    return True


def _take_invoice(job: Job, root: Element, data: bytes) -> None:
    """Read the invoice of a parsed document; readers are loaded when they are needed."""
    job.root = root
    if job.xml_format in _UBL:
        from chorus_sdk.formats.ubl.reader import CREDIT_NOTE, INVOICE

        job.invoice = read_tree(root, data, (INVOICE, CREDIT_NOTE))
    else:
        from chorus_sdk.formats.cii import reader

        job.invoice = read_tree(root, data, (reader.INVOICE,))


def _take(job: Job, data: bytes, found: Detection) -> None:
    """Keep what detection told, and read the invoice."""
    job.profile, job.guideline = found.profile, found.guideline
    job.is_pdf = found.pdf is not None
    job.format, job.xml_format, job.xml = found.format, found.format, data
    if found.pdf is not None and _holds_data(found):
        _take_from_pdf(job, data, found.pdf)
    if job.xml_format in INVOICES:
        _take_invoice(job, parse(job.xml, job.limits), job.xml)
    elif job.xml_format in _SCHEMA_ONLY:
        job.root = parse(job.xml, job.limits)
    else:
        from chorus_sdk.formats.documents import read

        read(data, limits=job.limits)  # which says what it is instead


def _holds_data(found: Detection) -> bool:
    """Tell a PDF whose data can be read, be it a Factur-X or have them in the wrong place."""
    return found.format in {FormatId.FACTURX, *_SCHEMA_ONLY} or found.embedded_format in _IN_PDF


def _take_from_pdf(job: Job, data: bytes, pdf: PdfFacets) -> None:
    from chorus_sdk.formats.facturx.container import embedded_invoice

    inside = embedded_invoice(data, job.limits)
    job.xml, job.xml_format, job.file_name = inside.content, inside.format, inside.name
    job.profile = job.profile or inside.profile
    job.container = tuple(_graded(finding, pdf) for finding in inside.findings)


def _graded(finding: Finding, pdf: PdfFacets) -> Finding:
    """Make an error of what Factur-X forbids; another part of PDF/A than 3 stays a warning."""
    undeclared = finding.code == "FX-PDFA" and pdf.pdfa_part is None
    if undeclared or finding.code in _BREACHES:
        return replace(finding, severity=Severity.ERROR)
    return finding


def _refused(job: Job, layer: Layer, error: DocumentError) -> LayerReport:
    job.xml, job.stopped = None, sentences.UNREADABLE
    place = Location(line=getattr(error, "line", None), column=getattr(error, "column", None))
    finding = Finding(
        code=error.code,
        severity=Severity.ERROR,
        message=error.message,
        location=place if place.line else None,
        hint=error.hint,
    )
    return judged(layer, (), _said((finding,)))
