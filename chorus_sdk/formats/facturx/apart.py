"""Takes a Factur-X apart (*décomposer*): its other files, and the PDF without any."""

from __future__ import annotations

from datetime import UTC, datetime

from chorus_sdk._pdf import PdfFile, look_into
from chorus_sdk.errors import SignedDocumentError
from chorus_sdk.formats.detection.pdf import look_inside
from chorus_sdk.formats.detection.xmp import XmpFacts, read_xmp
from chorus_sdk.formats.facturx.metadata import describe
from chorus_sdk.formats.facturx.xmp import plain_packet
from chorus_sdk.invoice.attachments import Attachment
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

_LEVELS = {"A": "A", "B": "B", "U": "U"}
_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
"""A fixed instant in the metadata: the same bytes every time."""


def other_attachments(
    data: bytes, limits: Limits = DEFAULT_LIMITS, *, password: str | None = None
) -> tuple[Attachment, ...]:
    """Return the files inside a PDF that are not its invoice data (*autres pièces jointes*).

    Raises:
        EncryptedDocumentError: the PDF needs a password, or another one.
        MalformedDocumentError: the PDF, or a file inside, is damaged.
        LimitExceededError: a file inside is longer than `limits.pdf_embedded_bytes`.
    """
    with look_into(data, limits, password=password) as pdf:
        invoices = [inside.file for inside in look_inside(pdf.files, limits)]
        return tuple(
            Attachment(content=file.content(limits), mime_code=file.mime, file_name=file.name)
            for file in pdf.files
            if not any(file is invoice for invoice in invoices)
        )


def plain_pdf(
    data: bytes,
    limits: Limits = DEFAULT_LIMITS,
    *,
    allow_breaking_signature: bool = False,
    password: str | None = None,
) -> bytes:
    """Return the PDF without any embedded file (*PDF sans données*): same pages, plain again.

    This is what Chorus Pro takes as an ordinary PDF. A PDF/A-3 becomes a PDF/A-2 of the same
    level, which differs from it in embedded files alone; any other claim to be a PDF/A is kept.
    Nothing in it says Factur-X any more. A PDF that was encrypted is so no longer.

    Raises:
        SignedDocumentError: the PDF is signed, unless `allow_breaking_signature` is true: then
            its signatures are taken out as well.
        EncryptedDocumentError: the PDF needs a password, or another one.
        MalformedDocumentError: the PDF is damaged.
    """
    with PdfFile(data, limits, password=password) as pdf:
        if pdf.is_signed():
            if not allow_breaking_signature:
                raise SignedDocumentError(
                    "Taking files out of this PDF would break its signature.",
                    hint="Pass allow_breaking_signature=True if the signature may be lost.",
                )
            pdf.unsign()
        facts = read_xmp(pdf.xmp())
        pdf.strip(everywhere=True)
        _rewrite_claims(pdf, facts)
        return pdf.save()


def _rewrite_claims(pdf: PdfFile, facts: XmpFacts) -> None:
    """Say of the PDF what is still true of it: no invoice, and PDF/A-2 where it was PDF/A-3."""
    if facts.pdfa_part is None:
        if facts.level is not None:
            pdf.drop_metadata()
        return
    if facts.pdfa_part == 3 or facts.level is not None:
        part = 2 if facts.pdfa_part == 3 else facts.pdfa_part
        level = _LEVELS.get((facts.pdfa_conformance or "").upper(), "B")
        pdf.set_xmp(plain_packet(part, level, about=describe(pdf), moment=_MOMENT))
