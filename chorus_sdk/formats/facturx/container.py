"""The container: which file inside a PDF is the invoice, and what is wrong (*conteneur*)."""

from __future__ import annotations

from dataclasses import dataclass, field

from chorus_sdk._pdf import PdfLook, look_into
from chorus_sdk.errors import AmbiguousFormatError, EmbeddedInvoiceMissingError
from chorus_sdk.findings import Finding
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.detection.pdf import Inside, look_inside, sole_candidate
from chorus_sdk.formats.detection.xmp import XmpFacts, read_xmp
from chorus_sdk.formats.facturx.findings import Seen, container_findings
from chorus_sdk.limits import DEFAULT_LIMITS, Limits


@dataclass(frozen=True)
class EmbeddedInvoice:
    """The invoice data of a PDF (*données de facture embarquées*).

    `relationship` is /AFRelationship without its slash; `findings` say how the container departs
    from Factur-X; `format` and `profile` are what the XML says of itself.
    """

    name: str
    relationship: str | None
    content: bytes = field(repr=False)
    findings: tuple[Finding, ...] = ()
    format: FormatId = FormatId.UNKNOWN
    profile: Profile | None = None


@dataclass(frozen=True, kw_only=True)
class FacturxReport:
    """What a PDF with invoice data is, and how it departs from Factur-X (*examen*).

    `level` and `xmp_file_name` are what the XMP declares; `pdfa` the level of PDF/A that it
    declares, such as `3B`; `attachments` the names of the other files inside.
    """

    invoice: EmbeddedInvoice
    level: str | None
    xmp_file_name: str | None
    pdfa: str | None
    signed: bool
    encrypted: bool
    attachments: tuple[str, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """How the container departs from Factur-X; empty for a sound one."""
        return self.invoice.findings


def embedded_invoice(
    data: bytes, limits: Limits = DEFAULT_LIMITS, *, password: str | None = None
) -> EmbeddedInvoice:
    """Return the invoice inside a PDF (*facture embarquée*).

    The best candidate is a file of the name tree under a name of Factur-X; a wrong name, place or
    relationship is tolerated and becomes a finding.

    Raises:
        EmbeddedInvoiceMissingError: the PDF holds no invoice data.
        AmbiguousFormatError: several different invoices are equally good candidates.
        EncryptedDocumentError: the PDF needs a password, or another one.
        MalformedDocumentError: the PDF, or the file inside, is damaged.
        LimitExceededError: the file inside is longer than `limits.pdf_embedded_bytes`.
    """
    with look_into(data, limits, password=password) as pdf:
        return _invoice(pdf, read_xmp(pdf.xmp), limits)


def embedded_xml(
    data: bytes, limits: Limits = DEFAULT_LIMITS, *, password: str | None = None
) -> bytes:
    """Return the XML of the invoice inside a PDF, and nothing else (*XML embarqué*).

    It is the content of `embedded_invoice`, found in the same way; how the container departs from
    Factur-X is not looked at, which takes half of the time.

    Raises:
        EmbeddedInvoiceMissingError, AmbiguousFormatError, EncryptedDocumentError,
        MalformedDocumentError, LimitExceededError: as `embedded_invoice` does.
    """
    with look_into(data, limits, password=password, metadata=False) as pdf:
        sole = sole_candidate(pdf.files)
        if sole is not None:
            return sole.content(limits)
        return _choose(look_inside(pdf.files, limits), limits)[1]


def examine(
    data: bytes, limits: Limits = DEFAULT_LIMITS, *, password: str | None = None
) -> FacturxReport:
    """Say what a PDF with invoice data is, and all that is wrong with it (*examiner*).

    Nothing is refused that can be read: look at `findings`. Whether the PDF really is a PDF/A is
    for a checker to say; here counts what it declares.

    Raises:
        EmbeddedInvoiceMissingError, AmbiguousFormatError, EncryptedDocumentError,
        MalformedDocumentError, LimitExceededError: as `embedded_invoice` does.
    """
    with look_into(data, limits, password=password) as pdf:
        xmp = read_xmp(pdf.xmp)
        invoice = _invoice(pdf, xmp, limits)
        return FacturxReport(
            invoice=invoice,
            level=xmp.level,
            xmp_file_name=xmp.file_name,
            pdfa=f"{xmp.pdfa_part}{xmp.pdfa_conformance or ''}" if xmp.pdfa_part else None,
            signed=pdf.signed,
            encrypted=pdf.encrypted,
            attachments=tuple(file.name for file in pdf.files if file.name != invoice.name),
        )


def _invoice(pdf: PdfLook, xmp: XmpFacts, limits: Limits) -> EmbeddedInvoice:
    inside = look_inside(pdf.files, limits)
    best, content = _choose(inside, limits)
    rivals = sum(one.is_invoice and one is not best for one in inside)
    return EmbeddedInvoice(
        name=best.file.name,
        relationship=best.file.relationship,
        content=content,
        findings=container_findings(Seen(pdf, xmp, best, content, rivals)),
        format=best.detection.format,
        profile=best.detection.profile,
    )


def _choose(inside: tuple[Inside, ...], limits: Limits) -> tuple[Inside, bytes]:
    if not inside:
        raise EmbeddedInvoiceMissingError(
            "The PDF holds no invoice data.",
            hint="Only a Factur-X or ZUGFeRD PDF can be read as data.",
        )
    rivals = [one for one in inside if _standing(one) == _standing(inside[0])]
    contents = [one.file.content(limits) for one in rivals]
    if len(set(contents)) > 1:
        raise AmbiguousFormatError(
            "The PDF holds several different invoices.",
            candidates=tuple(one.file.name for one in rivals),
            hint="Ask its sender which one counts.",
        )
    return rivals[0], contents[0]


def _standing(inside: Inside) -> tuple[bool, str, str]:
    """What makes two candidates equally good; ZUGFeRD 1.0 may stand beside Factur-X."""
    if inside.is_named:
        return True, inside.file.name.lower(), inside.detection.format.value
    return False, "", ""
