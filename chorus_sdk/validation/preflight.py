"""What will Chorus Pro do with this file (*contrôle avant dépôt*)? Asked before it is sent.

A file takes the road that its bytes decide, whatever its name or what its sender thinks: a PDF
with data inside is a Factur-X and goes as a flow. There, what does not conform is acknowledged
and then rejected, and of a Factur-X nobody hears. Here it is said beforehand, with the ways out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from chorus_sdk.config import Environment
from chorus_sdk.errors import DocumentError
from chorus_sdk.findings import Finding, Severity
from chorus_sdk.formats.archives import members
from chorus_sdk.formats.base import (
    DepositRoad,
    DepositRoute,
    Detection,
    FormatId,
    Source,
    load,
    source_name,
)
from chorus_sdk.formats.detect import detect
from chorus_sdk.limits import DEFAULT_LIMITS, DEPOSIT_FILE_BYTES, Limits
from chorus_sdk.validation.deposit_checks import effect, finding, layers, new_job
from chorus_sdk.validation.directory import Directory
from chorus_sdk.validation.layers import LayerReport, LayerStatus
from chorus_sdk.validation.lots import lot_findings, worst
from chorus_sdk.validation.rules.chorus import CATALOGUE, Effect
from chorus_sdk.validation.verdict import Preflight, Verdict, WayOut, WayOutKind
from chorus_sdk.validation.ways_out import ways_out

__all__ = ["Preflight", "Verdict", "WayOut", "WayOutKind", "preflight"]

_UNREAD: Final = frozenset({"IN_DP_E3_UBL_INVOICE", "IN_DP_E2_CPP_FACTURE_MIN"})
_UNREAD_FORMATS: Final = frozenset({FormatId.PES_INVOICE, FormatId.XCBL_INVOICE})
_PAGES: Final = frozenset({DepositRoute.PDF, DepositRoute.SIGNED_PDF})


def preflight(
    source: Source,
    *,
    environment: Environment | None = None,
    directory: Directory | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Preflight:
    """Say what Chorus Pro will do with a file, and why (*contrôler avant dépôt*).

    The rules are those of the historic road, which is the one that a file of the API takes. With
    a `directory` it is also asked whether supplier and recipient are known and what the recipient
    wants; without one that is in `Preflight.unchecked`. In production a SIRET with a wrong check
    digit counts. Nothing is sent.

    Raises:
        OSError: the path cannot be read.
        TypeError: not a path, bytes or a binary stream.
        LimitExceededError: longer than `limits.document_bytes`.

    Example:
        >>> found = preflight(b"%PDF-1.4 a page")
        >>> found.verdict.value, found.route.route.value
        ('rejected', 'none')
    """
    content = load(source, limits)
    checks = _Checks(environment, directory, limits)
    return checks.look_at(content, source_name(source) or "document")


class _Checks:
    """One call: what is asked of every file of it."""

    def __init__(
        self, environment: Environment | None, directory: Directory | None, limits: Limits
    ) -> None:
        self._environment = environment
        self._directory = directory
        self._limits = limits

    def look_at(self, content: bytes, name: str) -> Preflight:
        """Look at a file of any kind."""
        found = detect(content, limits=self._limits)
        about = _size_findings(content)
        road = found.deposit.route
        if found.format is FormatId.TAR_GZ:
            return self._lot(content, name, found, about)
        if road is DepositRoute.FLOW and not _is_unread(found):
            return self._invoice(content, name, found, about)
        if road is DepositRoute.NONE:
            about.append(_no_road(found))
        elif road in _PAGES:
            about.append(_read_by_ocr())
        doubtful = _data_out_of_place(found)
        about.extend(doubtful)
        verdict = Verdict.REJECTED if _fatal(about) else _without_content(found)
        return _preflight(name, found, verdict, about, causes=_fatal(about) or doubtful)

    def _invoice(
        self, content: bytes, name: str, found: Detection, about: list[Finding]
    ) -> Preflight:
        job = new_job(content, self._directory, self._limits)
        reports = tuple(layers(job, self._environment))
        verdict, causes = _judge(found.format, reports)
        if fatal := _fatal(about):
            verdict, causes = Verdict.REJECTED, (*fatal, *causes)
        return _preflight(
            name,
            found,
            verdict,
            [*about, *(said for report in reports for said in report.findings)],
            causes=causes,
            reports=reports,
            invoice_number=job.invoice.number if job.invoice else None,
        )

    def _lot(self, content: bytes, name: str, found: Detection, about: list[Finding]) -> Preflight:
        try:
            inside = tuple(
                self.look_at(member.content, member.name)
                for member in members(content, limits=self._limits)
            )
        except DocumentError as error:
            broken = Finding(
                code=error.code, severity=Severity.ERROR, message=error.message, hint=error.hint
            )
            return _preflight(name, found, Verdict.REJECTED, [*about, broken], causes=(broken,))
        about.extend(lot_findings(inside))
        fatal = _fatal(about)
        causes = (*fatal, *(cause for member in inside for cause in member.causes))
        verdict = Verdict.REJECTED if fatal else worst(inside)
        road = inside[0].route if inside and not found.deposit.flow_syntax else found.deposit
        return _preflight(name, found, verdict, about, causes=causes, members=inside, route=road)


def _judge(
    format_id: FormatId, reports: Iterable[LayerReport]
) -> tuple[Verdict, tuple[Finding, ...]]:
    effects = [
        (effect(report.layer, said, format_id), said)
        for report in reports
        for said in report.findings
    ]
    if fatal := tuple(said for known, said in effects if known is Effect.REJECTED):
        is_silent = format_id is FormatId.FACTURX
        return (Verdict.LOST_IN_SILENCE if is_silent else Verdict.REJECTED), fatal
    doubtful = tuple(said for known, said in effects if known is Effect.UNKNOWN)
    return (Verdict.UNKNOWN if doubtful else Verdict.ACCEPTED), doubtful


def _preflight(
    name: str,
    found: Detection,
    verdict: Verdict,
    findings: list[Finding],
    *,
    causes: tuple[Finding, ...] = (),
    reports: tuple[LayerReport, ...] = (),
    invoice_number: str | None = None,
    members: tuple[Preflight, ...] = (),
    route: DepositRoad | None = None,
) -> Preflight:
    facets = found.pdf
    has_pages = (
        (verdict is Verdict.LOST_IN_SILENCE or found.format is FormatId.PDF)
        and bool(causes)
        and facets is not None
        and not (facets.needs_password or facets.damaged)
    )
    return Preflight(
        subject=name,
        verdict=verdict,
        route=route or found.deposit,
        format=found.format,
        profile=found.profile,
        invoice_number=invoice_number,
        findings=tuple(findings),
        causes=causes,
        reports=reports,
        unchecked=_unchecked(findings, reports),
        ways_out=ways_out(causes, found.format, has_pages=has_pages),
        members=members,
    )


def _unchecked(findings: Iterable[Finding], reports: Iterable[LayerReport]) -> tuple[str, ...]:
    """Name the layers that could not run, and the rules that said so of themselves."""
    layers_ = [r.layer.value for r in reports if r.status is LayerStatus.SKIPPED]
    rules = [said.code for said in findings if said.code in ("CPRO-DIRECTORY", "CPRO-DUPLICATE")]
    return tuple(dict.fromkeys((*layers_, *rules)))


def _fatal(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(
        said
        for said in findings
        if said.code in CATALOGUE and CATALOGUE[said.code].effect is Effect.REJECTED
    )


def _is_unread(found: Detection) -> bool:
    """Tell a syntax that Chorus Pro takes and this library does not read."""
    is_other = found.format in _UNREAD_FORMATS or found.deposit.flow_syntax in _UNREAD
    return is_other and not found.malformed


def _without_content(found: Detection) -> Verdict:
    """Return the verdict on a file whose content Chorus Pro reads, and this library does not.

    Of a PDF with invoice data in the wrong place nobody knows whether it is taken for its pages.
    """
    is_whole = found.pdf is not None and not found.pdf.damaged
    is_pages = found.deposit.route in _PAGES and found.embedded_format is None
    return Verdict.ACCEPTED if is_pages and is_whole else Verdict.UNKNOWN


def _data_out_of_place(found: Detection) -> tuple[Finding, ...]:
    """Say that a PDF holds invoice data, though not as a Factur-X does (*données mal placées*)."""
    if found.format is not FormatId.PDF or found.embedded_format is None:
        return ()
    said = Finding(
        code="FX-NAME",
        severity=Severity.WARNING,
        message="The PDF holds invoice data, though not where a Factur-X has them.",
        message_fr="Le PDF contient des données de facture, mais pas où une Factur-X les place.",
        found=found.embedded_name,
    )
    return (said,)


def _size_findings(content: bytes) -> list[Finding]:
    if len(content) <= DEPOSIT_FILE_BYTES:
        return []
    return [
        finding(
            "CPRO-FILE-SIZE",
            "A file that is deposited is of at most 10 MB.",
            "Un fichier déposé pèse au plus 10 Mo.",
            found=str(len(content)),
            expected=str(DEPOSIT_FILE_BYTES),
        )
    ]


def _no_road(found: Detection) -> Finding:
    return finding(
        "CPRO-FILE-FORMAT",
        "Chorus Pro takes UBL, CII, Factur-X, PDF, and tar.gz lots.",
        "Chorus Pro prend UBL, CII, Factur-X, PDF et les lots tar.gz.",
        found=found.format.value,
    )


def _read_by_ocr() -> Finding:
    return finding(
        "CPRO-OCR",
        "The values of a PDF are read by OCR, and confirmed by whoever deposits it.",
        "Les valeurs d'un PDF sont lues par OCR, et confirmées par le déposant.",
    )
