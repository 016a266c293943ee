"""One invoice in another format or profile (*convertir*), and what that costs."""

from __future__ import annotations

from datetime import datetime

from chorus_sdk.formats.base import Conversion, FormatId, Loss, Profile, Source, load
from chorus_sdk.formats.composition import compose
from chorus_sdk.formats.detect import detect
from chorus_sdk.formats.documents import embed, read
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.provenance import Unmapped
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

_UNHELD = "the model has no place for it"
_BESIDE = "a file of the PDF beside the invoice data"


def convert(
    source: Source,
    to: FormatId,
    *,
    profile: Profile | str | None = None,
    pdf: Source | None = None,
    moment: datetime | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Conversion:
    """Write a document in another format or profile (*convertir une facture*).

    Whatever does not arrive is in `Conversion.losses`: what the model does not hold of the
    source, what the profile leaves out, what the target syntax has no place for, and the other
    files of a PDF that becomes XML. The pages of a PDF show the invoice and are no data.

    Amounts keep their signs: a credit note (381) has positive amounts in every syntax, and the
    type code decides between the two documents of UBL.

    Args:
        source: an invoice in any format that `read` reads.
        to: `UBL_INVOICE`, `UBL_CREDIT_NOTE`, `CII_INVOICE` or `FACTURX`.
        profile: the profile to write, else that of the source; by name or as `Profile`.
        pdf: for Factur-X, the readable PDF to put the data into; a PDF that is the source
            serves by itself.
        moment: for Factur-X, the instant of change that it states; see `write`.
        limits: safety limits.

    Raises:
        UnknownFormatError: the source cannot be read, or the target not be written.
        UnsupportedProfileError: no such profile, or not in this format.
        DocumentError: as `read` and `write` raise it.
        ValueError: Factur-X without a PDF.
        OSError: a path cannot be read.

    Example:
        >>> from chorus_sdk.formats.documents import write
        >>> invoice = Invoice(number="F-1", type_code="380", name="Facture")
        >>> cii = write(invoice, FormatId.CII_INVOICE)
        >>> made = convert(cii, FormatId.UBL_INVOICE)
        >>> made.is_lossless, [(loss.path, loss.text) for loss in made.losses]
        (False, [('name', 'Facture')])
    """
    data = load(source, limits)
    invoice = read(data, limits=limits)
    composed = compose(invoice, to, profile)
    is_pdf = detect(data, limits=limits).pdf is not None
    losses = (*_unheld(invoice), *composed.losses)
    if to is not FormatId.FACTURX:
        beside = _files_beside(data, limits) if is_pdf else ()
        return Conversion(
            content=composed.content,
            format=composed.format,
            profile=composed.profile,
            losses=(*losses, *beside),
        )
    carrier = pdf if pdf is not None or not is_pdf else data
    content = embed(composed, invoice, carrier, moment=moment, limits=limits)
    return Conversion(content=content, format=to, profile=composed.profile, losses=losses)


def _unheld(invoice: Invoice) -> tuple[Loss, ...]:
    return tuple(_loss(unmapped) for unmapped in invoice.unmapped)


def _loss(unmapped: Unmapped) -> Loss:
    return Loss(path=unmapped.path, text=unmapped.text, reason=unmapped.reason or _UNHELD)


def _files_beside(data: bytes, limits: Limits) -> tuple[Loss, ...]:
    from chorus_sdk.formats.facturx.apart import other_attachments

    return tuple(
        Loss(
            path=f"/EmbeddedFiles/{file.file_name}",
            text=f"{len(file.content or b'')} bytes",
            reason=_BESIDE,
        )
        for file in other_attachments(data, limits)
    )
