"""Read an invoice from whatever it is written in, and write it (*lire, écrire une facture*).

Each reader and writer is loaded for the first document that needs it: what reads XML never loads
what opens a PDF.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from chorus_sdk._clock import SystemClock
from chorus_sdk._xml import parse, sniff
from chorus_sdk.errors import (
    EmbeddedInvoiceMissingError,
    EncryptedDocumentError,
    MalformedDocumentError,
    UnknownFormatError,
    UnsupportedProfileError,
)
from chorus_sdk.formats.base import Detection, FormatId, Profile, Source, load
from chorus_sdk.formats.detect import detect
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from chorus_sdk.formats.composition import Composed
    from chorus_sdk.formats.facturx.writer import AnyAnnex

_MARKUP = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\0<")
_HTML = ("HTML",)
_IN_PDF = frozenset({FormatId.CII_INVOICE, FormatId.ZUGFERD_1})


def read(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> Invoice:
    """Read one invoice (*lire une facture*): UBL, CII, ZUGFeRD 1.0, or the XML in a PDF.

    What the model does not hold is listed in `Invoice.unmapped`, with its place.

    Raises:
        UnknownFormatError: not an invoice that can be read; says what it is instead.
        EmbeddedInvoiceMissingError: a PDF without invoice data.
        EncryptedDocumentError: a PDF that needs a password.
        MalformedDocumentError: broken XML or PDF, with its place.
        UnsafeDocumentError, LimitExceededError: a hostile document.
        AmbiguousFormatError: a PDF with several different invoices inside.
        UnsupportedProfileError: an order (Order-X), or a PDF whose XML is not CII.
        OSError: the path cannot be read.
    """
    data = load(source, limits)
    found = detect(data, limits=limits)
    match found.format:
        case FormatId.UBL_INVOICE | FormatId.UBL_CREDIT_NOTE:
            from chorus_sdk.formats.ubl import reader as ubl

            return ubl.read(data, limits)
        case FormatId.CII_INVOICE:
            from chorus_sdk.formats.cii import reader as cii

            return cii.read(data, limits)
        case FormatId.ZUGFERD_1 if found.pdf is None:
            from chorus_sdk.formats.zugferd1 import reader as zugferd1

            return zugferd1.read(data, limits)
        case FormatId.FACTURX | FormatId.ZUGFERD_1:
            return _in_pdf(data, limits)
        case FormatId.PDF if found.embedded_format in _IN_PDF:
            return _in_pdf(data, limits)
        case _ if found.malformed:
            parse(data, limits)  # raises, and says where
            raise _unreadable(found)
        case FormatId.UNKNOWN if data.startswith(_MARKUP) and found.evidence != _HTML:
            sniff(data[: limits.head_bytes], limits)  # raises for a DOCTYPE or a limit
            raise _unreadable(found)
        case _:
            raise _unreadable(found)


def _in_pdf(data: bytes, limits: Limits) -> Invoice:
    from chorus_sdk.formats.facturx import reader as facturx

    return facturx.read(data, limits)


def write(
    invoice: Invoice,
    format: FormatId,  # noqa: A002
    *,
    profile: Profile | str | None = None,
    pdf: Source | None = None,
    attachments: tuple[AnyAnnex, ...] = (),
    relationship: str | None = None,
    moment: datetime | None = None,
    allow_loss: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> bytes:
    """Write an invoice (*écrire une facture*): UBL, CII, or a PDF with its data inside.

    For UBL the type code (BT-3) decides between Invoice and CreditNote, whichever was named.
    `Invoice.unmapped` is not written: it belongs to the source.

    Args:
        invoice: what to write.
        format: `UBL_INVOICE`, `UBL_CREDIT_NOTE`, `CII_INVOICE` or `FACTURX`.
        profile: stated in BT-24, and nothing beyond it is written; without it, everything is
            written and BT-24 is the invoice's own.
        pdf: for Factur-X, the readable PDF, with its fonts embedded.
        attachments: for Factur-X, further files to put beside the data.
        relationship: for Factur-X, `Data`, `Alternative` or `Source`.
        moment: for Factur-X, the instant of change that it states; by default the day of issue,
            so that the same invoice gives the same bytes, or now where there is none.
        allow_loss: write what can be written; `convert` tells what was left out.
        limits: safety limits.

    Raises:
        LossyDocumentError: the syntax or the profile cannot carry everything.
        UnknownFormatError: not a format that can be written.
        UnsupportedProfileError: no such profile, or not in this format.
        DocumentError: the PDF cannot become a Factur-X; see `facturx.writer.write`.
        ValueError: Factur-X without a PDF.
        OSError: the path of the PDF cannot be read.

    Example:
        >>> content = write(Invoice(number="F-1"), FormatId.CII_INVOICE, profile="en16931")
        >>> read(content).specification
        'urn:cen.eu:en16931:2017'
    """
    from chorus_sdk.formats.composition import compose, raise_if_lossy

    composed = compose(invoice, format, profile)
    if not allow_loss:
        raise_if_lossy(composed.losses, format)
    if format is not FormatId.FACTURX:
        return composed.content
    return embed(
        composed,
        invoice,
        pdf,
        attachments=attachments,
        relationship=relationship,
        moment=moment,
        limits=limits,
    )


def embed(
    composed: Composed,
    invoice: Invoice,
    pdf: Source | None,
    *,
    attachments: tuple[AnyAnnex, ...] = (),
    relationship: str | None = None,
    moment: datetime | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> bytes:
    """Put the CII of an invoice into a readable PDF (*composer une Factur-X*); see `write`."""
    if pdf is None:
        raise ValueError("a Factur-X needs a readable PDF: give it as pdf=")
    from chorus_sdk.formats.facturx import writer as container

    return container.write(
        load(pdf, limits),
        composed.content,
        profile=composed.profile or Profile.EN16931,
        relationship=relationship,
        attachments=attachments,
        moment=moment or _moment_of(invoice),
        limits=limits,
    )


def _moment_of(invoice: Invoice) -> datetime:
    day = invoice.issue_date
    return (
        SystemClock().now() if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)
    )


def _unreadable(found: Detection) -> Exception:
    because = found.evidence[-1] if found.evidence else "its first bytes"
    if found.format is FormatId.ORDER_X:
        return UnsupportedProfileError(
            "Order-X is an order, not an invoice.", profile=found.guideline
        )
    if found.format is FormatId.PDF:
        return _unreadable_pdf(found)
    if found.format is FormatId.PIVOT:
        return UnknownFormatError(
            "A pivot holds several invoices.", hint="Use open_pivot to read them one by one."
        )
    if found.format in (FormatId.ZIP, FormatId.TAR_GZ):
        return UnknownFormatError(
            "An archive holds several invoices.", hint="Use read_archive to read them one by one."
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
