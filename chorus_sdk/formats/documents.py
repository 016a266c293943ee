"""Read an invoice from whatever it is written in (*lire une facture*)."""

from __future__ import annotations

from chorus_sdk.errors import (
    EmbeddedInvoiceMissingError,
    EncryptedDocumentError,
    MalformedDocumentError,
    UnknownFormatError,
    UnsupportedProfileError,
)
from chorus_sdk.formats.base import Detection, FormatId, Source, load
from chorus_sdk.formats.cii import reader as cii
from chorus_sdk.formats.detect import detect
from chorus_sdk.formats.facturx import reader as facturx
from chorus_sdk.formats.ubl import reader as ubl
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import DEFAULT_LIMITS, Limits


def read(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> Invoice:
    """Read one invoice (*lire une facture*): UBL, CII, or the XML inside a Factur-X PDF.

    What the model does not hold is listed in `Invoice.unmapped`, with its place.

    Raises:
        UnknownFormatError: not an invoice that can be read; says what it is instead.
        EmbeddedInvoiceMissingError: a PDF without invoice data.
        EncryptedDocumentError: a PDF that needs a password.
        MalformedDocumentError: broken XML or PDF, with its place.
        UnsafeDocumentError, LimitExceededError: a hostile document.
        AmbiguousFormatError: a PDF with several different invoices inside.
        UnsupportedProfileError: ZUGFeRD 1.0 and others of the family that are not CII.
        OSError: the path cannot be read.
    """
    data = load(source, limits)
    found = detect(data, limits=limits)
    match found.format:
        case FormatId.UBL_INVOICE | FormatId.UBL_CREDIT_NOTE:
            return ubl.read(data, limits)
        case FormatId.CII_INVOICE:
            return cii.read(data, limits)
        case FormatId.FACTURX:
            return facturx.read(data, limits)
        case _:
            raise _unreadable(found)


def _unreadable(found: Detection) -> Exception:
    because = found.evidence[-1] if found.evidence else "its first bytes"
    if found.format is FormatId.ZUGFERD_1:
        return UnsupportedProfileError(
            "ZUGFeRD 1.0 is not EN 16931 and cannot be read.",
            profile=found.guideline,
            hint="Ask its sender for ZUGFeRD 2 or Factur-X.",
        )
    if found.format is FormatId.PDF:
        return _unreadable_pdf(found)
    if found.format is FormatId.PIVOT:
        return UnknownFormatError(
            "A pivot holds several invoices.", hint="Use open_pivot to read them one by one."
        )
    return UnknownFormatError(
        f"This is no invoice that can be read, but {found.format.value}: {because}."
    )


def _unreadable_pdf(found: Detection) -> Exception:
    facets = found.pdf
    if facets is not None and facets.needs_password:
        return EncryptedDocumentError(
            "The PDF needs a password.", hint="Ask its sender for it without one."
        )
    if facets is not None and facets.damaged:
        return MalformedDocumentError("The PDF is damaged.", hint="Ask its sender for it again.")
    return EmbeddedInvoiceMissingError(
        "The PDF holds no invoice data.", hint="Only a Factur-X or ZUGFeRD PDF can be read as data."
    )
