"""What of one file matters to Chorus Pro: its layers, and what each finding leads to (*effets*)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from chorus_sdk._pdf import PdfFile
from chorus_sdk.config import Environment
from chorus_sdk.errors import DocumentError
from chorus_sdk.findings import Finding, Location, Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.facturx.apart import other_attachments
from chorus_sdk.invoice.attachments import SupportingDocument
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import Limits
from chorus_sdk.validation import steps
from chorus_sdk.validation.directory import Directory
from chorus_sdk.validation.job import Job
from chorus_sdk.validation.layers import Artefact, Layer, LayerReport, judged
from chorus_sdk.validation.native import NativeEngine
from chorus_sdk.validation.rules.base import RuleSet, Subject, rules_of
from chorus_sdk.validation.rules.chorus import (
    CATALOGUE,
    CHORUS_PRO_HISTORIC,
    Effect,
    historic_attachments,
)

LOSING: Final = frozenset(
    {
        "FX-NAME",
        "FX-NAME-TREE",
        "FX-ASSOCIATED",
        "FX-RELATIONSHIP",
        "FX-PDFA",
        "FX-XMP",
        "FX-XMP-FORM",
        "FX-ENCRYPTED",
        "FX-DAMAGED",
    }
)
"""What of a container makes it no Factur-X (einvoice-formats §5), and is rejected (inferred)."""
_DEAD_FIRST: Final = frozenset({Layer.WELL_FORMED, Layer.SCHEMA})
_CORE: Final = frozenset({Layer.EN16931, Layer.PROFILE})
_ATTACHMENTS: Final = rules_of(historic_attachments)


def new_job(data: bytes, directory: Directory | None, limits: Limits, day: date = date.max) -> Job:
    """Return the job of a file; the latest version of every rule set holds."""
    return Job(data=data, limits=limits, day=day, directory=directory, explain=False)


def layers(job: Job, environment: Environment | None) -> Iterator[LayerReport]:
    """Yield the reports of every layer that matters for a deposit, in their order."""
    yield steps.well_formed(job)
    yield _container(job)
    yield steps.schema(job)
    engine = NativeEngine()
    for layer in (Layer.EN16931, Layer.PROFILE):
        yield engine.run(job, layer)
    report = engine.run_sets(job, Layer.CHORUS_PRO, (_rules(environment),))
    yield replace(report, findings=(*report.findings, *_files_inside(job)))


def effect(layer: Layer, finding: Finding, format_id: FormatId) -> Effect:
    """Say what a finding leads to."""
    if finding.code in CATALOGUE and layer is not Layer.CONTAINER:
        known = CATALOGUE[finding.code].effect
        return known if finding.severity is not Severity.INFORMATION else Effect.NONE
    if layer is Layer.CONTAINER:
        is_lost = finding.code in LOSING or finding.code in CATALOGUE
        return Effect.REJECTED if is_lost else Effect.NONE
    if finding.severity is not Severity.ERROR:
        return Effect.NONE
    if layer in _DEAD_FIRST:
        return Effect.REJECTED
    if layer in _CORE:
        is_schema = finding.code == "XSD" and format_id is FormatId.FACTURX
        return Effect.REJECTED if is_schema else Effect.UNKNOWN
    return Effect.NONE


def finding(
    code: str, en: str, fr: str, *, found: str | None = None, expected: str | None = None
) -> Finding:
    """Make a finding of ours about a file (*constat*)."""
    is_worse = CATALOGUE[code].effect is Effect.REJECTED
    return Finding(
        code=code,
        severity=Severity.ERROR if is_worse else Severity.INFORMATION,
        message=en,
        message_fr=fr,
        found=found,
        expected=expected,
    )


def _rules(environment: Environment | None) -> RuleSet:
    """Take a wrong check digit more seriously where SIRETs are real."""
    if environment != Environment.PRODUCTION:
        return CHORUS_PRO_HISTORIC
    rules = tuple(
        replace(rule, severity=Severity.WARNING) if rule.id == "CPRO-SIRET-KEY" else rule
        for rule in CHORUS_PRO_HISTORIC.rules
    )
    return replace(CHORUS_PRO_HISTORIC, rules=rules)


def _container(job: Job) -> LayerReport:
    """Look at the PDF more closely than reading needs: fonts, scripts, what it holds."""
    report = steps.container(job)
    if job.format is not FormatId.FACTURX or job.xml is None or job.data is None:
        return report
    more = tuple(_pdf_findings(job, job.data))
    artefacts = (*report.artefacts, Artefact(name="PDF/A-3"))
    return judged(Layer.CONTAINER, artefacts, (*report.findings, *more))


def _pdf_findings(job: Job, data: bytes) -> Iterator[Finding]:
    if job.xml_format is not FormatId.CII_INVOICE:
        yield finding(
            "CPRO-FILE-FORMAT",
            "The data inside a Factur-X are CII.",
            "Les données d'une Factur-X sont du CII.",
            found=job.xml_format.value if job.xml_format else None,
            expected=FormatId.CII_INVOICE.value,
        )
    with PdfFile(data, job.limits) as pdf:
        if fonts := pdf.fonts_not_embedded():
            yield finding(
                "CPRO-PDF-FONTS",
                "A PDF/A-3 has all its fonts embedded.",
                "Un PDF/A-3 incorpore toutes ses polices.",
                found=", ".join(fonts),
            )
        if pdf.has_script():
            yield finding(
                "CPRO-PDF-SCRIPT",
                "A PDF/A-3 holds no script.",
                "Un PDF/A-3 ne contient pas de script.",
            )


def _files_inside(job: Job) -> Iterator[Finding]:
    """Hold the other files of a Factur-X against what holds for attachments."""
    if job.format is not FormatId.FACTURX or job.data is None:
        return
    try:
        attached = other_attachments(job.data, job.limits)
    except DocumentError:
        return
    for attachment in attached:
        only = Invoice(supporting_documents=(SupportingDocument(attachment=attachment),))
        for each in _ATTACHMENTS:
            for said in each.run(Subject(invoice=only, format=FormatId.FACTURX)):
                yield replace(said, location=Location(file=attachment.file_name))
