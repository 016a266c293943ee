"""The container: which file inside a PDF is the invoice, and what else is there (*conteneur*)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import md5

from chorus_sdk._pdf import ASSOCIATED, NAME_TREE, EmbeddedFile, PdfFile
from chorus_sdk.errors import (
    AmbiguousFormatError,
    EmbeddedInvoiceMissingError,
    SignedDocumentError,
)
from chorus_sdk.findings import Finding, Location, Severity
from chorus_sdk.formats.detection.pdf import FACTURX_NAMES, Inside, look_inside
from chorus_sdk.formats.detection.xmp import XmpFacts, read_xmp
from chorus_sdk.formats.facturx.profiles import CONTAINER_PROFILES, RELATIONSHIPS
from chorus_sdk.formats.facturx.xmp import plain_packet
from chorus_sdk.invoice.attachments import Attachment
from chorus_sdk.limits import DEFAULT_LIMITS, Limits


@dataclass(frozen=True)
class EmbeddedInvoice:
    """The invoice data of a PDF (*données de facture embarquées*).

    `relationship` is /AFRelationship without its slash; `findings` say how the container departs
    from Factur-X.
    """

    name: str
    relationship: str | None
    content: bytes = field(repr=False)
    findings: tuple[Finding, ...] = ()


def embedded_invoice(data: bytes, limits: Limits = DEFAULT_LIMITS) -> EmbeddedInvoice:
    """Return the invoice inside a PDF (*facture embarquée*).

    The best candidate is a file of the name tree under a name of Factur-X; a wrong name, place or
    relationship is tolerated and becomes a finding.

    Raises:
        EmbeddedInvoiceMissingError: the PDF holds no invoice data.
        AmbiguousFormatError: several different invoices are equally good candidates.
        EncryptedDocumentError: the PDF needs a password.
        MalformedDocumentError: the PDF, or the file inside, is damaged.
        LimitExceededError: the file inside is longer than `limits.pdf_embedded_bytes`.
    """
    with PdfFile(data, limits) as pdf:
        inside = look_inside(pdf.embedded_files(), limits)
        best, content = _choose(inside, limits)
        findings = _container_findings(pdf, best, content)
        return EmbeddedInvoice(best.file.name, best.file.relationship, content, findings)


def other_attachments(data: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[Attachment, ...]:
    """Return the files inside a PDF that are not its invoice data (*autres pièces jointes*).

    Raises:
        EncryptedDocumentError: the PDF needs a password.
        MalformedDocumentError: the PDF, or a file inside, is damaged.
        LimitExceededError: a file inside is longer than `limits.pdf_embedded_bytes`.
    """
    with PdfFile(data, limits) as pdf:
        files = pdf.embedded_files()
        invoices = [inside.file for inside in look_inside(files, limits)]
        return tuple(
            Attachment(content=file.content(limits), mime_code=file.mime, file_name=file.name)
            for file in files
            if not any(file is invoice for invoice in invoices)
        )


def plain_pdf(
    data: bytes, limits: Limits = DEFAULT_LIMITS, *, allow_breaking_signature: bool = False
) -> bytes:
    """Return the PDF without any embedded file (*PDF sans données*): same pages, plain again.

    A PDF/A-3 becomes a PDF/A-2 of the same level, which differs from it in embedded files alone;
    any other claim to be a PDF/A is kept. Nothing in it says Factur-X any more.

    Raises:
        SignedDocumentError: the PDF is signed, unless `allow_breaking_signature` is true: then
            its signatures are taken out as well.
        EncryptedDocumentError: the PDF needs a password.
        MalformedDocumentError: the PDF is damaged.
    """
    with PdfFile(data, limits) as pdf:
        if pdf.is_signed():
            if not allow_breaking_signature:
                raise SignedDocumentError(
                    "Taking files out of this PDF would break its signature.",
                    hint="Pass allow_breaking_signature=True if the signature may be lost.",
                )
            pdf.unsign()
        facts = read_xmp(pdf.xmp())
        pdf.strip()
        _rewrite_claims(pdf, facts)
        return pdf.save()


def _rewrite_claims(pdf: PdfFile, facts: XmpFacts) -> None:
    if facts.pdfa_part is None:
        if facts.level is not None:
            pdf.drop_metadata()
        return
    if facts.pdfa_part == 3 or facts.level is not None:
        part = 2 if facts.pdfa_part == 3 else facts.pdfa_part
        level = (facts.pdfa_conformance or "B").upper()
        moment = datetime(2000, 1, 1, tzinfo=UTC)  # a fixed instant: the same bytes every time
        pdf.set_xmp(plain_packet(part, level, title=pdf.title(), moment=moment))


def _choose(inside: tuple[Inside, ...], limits: Limits) -> tuple[Inside, bytes]:
    invoices = [one for one in inside if one.is_invoice or one.is_named]
    if not invoices:
        raise EmbeddedInvoiceMissingError(
            "The PDF holds no invoice data.",
            hint="Only a Factur-X or ZUGFeRD PDF can be read as data.",
        )
    rivals = [one for one in invoices if _standing(one) == _standing(invoices[0])]
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


def _container_findings(pdf: PdfFile, best: Inside, content: bytes) -> tuple[Finding, ...]:
    facts = read_xmp(pdf.xmp())
    file = best.file
    checks = (
        (file.name in FACTURX_NAMES, "FX-NAME", "The invoice has an unusual file name."),
        (
            file.relationship in RELATIONSHIPS,
            "FX-RELATIONSHIP",
            "The invoice's AFRelationship is not Data, Alternative or Source.",
        ),
        (
            NAME_TREE in file.places,
            "FX-NAME-TREE",
            "The invoice is missing from the name tree of embedded files.",
        ),
        (
            ASSOCIATED in file.places,
            "FX-ASSOCIATED",
            "The invoice is missing from the document's associated files (/AF).",
        ),
        (_checksum_holds(file, content), "FX-CHECKSUM", "The invoice's checksum is wrong."),
        (facts.pdfa_part == 3, "FX-PDFA", "The PDF does not declare PDF/A-3."),
        (facts.level is not None, "FX-XMP", "The XMP declares no Factur-X level."),
        (_level_matches(facts, best), "FX-LEVEL", "The XMP's level is not the XML's profile."),
        (not pdf.encrypted, "FX-ENCRYPTED", "The PDF is encrypted, which PDF/A forbids."),
        (not pdf.damaged, "FX-DAMAGED", "The PDF had to be repaired."),
    )
    place = Location(file=file.name)
    return tuple(
        Finding(code=code, severity=Severity.WARNING, message=message, location=place)
        for holds, code, message in checks
        if not holds
    )


def _checksum_holds(file: EmbeddedFile, content: bytes) -> bool:
    return not file.checksum or file.checksum == md5(content, usedforsecurity=False).digest()


def _level_matches(facts: XmpFacts, best: Inside) -> bool:
    profile = best.detection.profile
    if facts.level is None or profile is None or profile not in CONTAINER_PROFILES:
        return True
    return facts.level == CONTAINER_PROFILES[profile].level
