"""The documents of an integrated invoice (*pièces*): the original, the readable copy, the others.

Since December 2023 Chorus Pro makes a readable PDF/A-3 with the data inside for every invoice;
for a Factur-X that copy is the deposited PDF itself (portal-facts §4, pivot-fen0036a §4).
"""

from __future__ import annotations

from dataclasses import dataclass

from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.cii import writer as cii
from chorus_sdk.formats.documents import read
from chorus_sdk.formats.facturx import writer as facturx
from chorus_sdk.formats.pivot.attachments import AttachmentRole, PivotAttachment
from chorus_sdk.formats.pivot.compose import SupplierFile, compose_attachments
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.sandbox.inspection import LIMITS
from chorus_sdk.sandbox.platform import Platform
from chorus_sdk.sandbox.samples import GUIDELINE
from chorus_sdk.sandbox.state import InvoiceRow
from chorus_sdk.sandbox.submitted import attached_files


@dataclass(frozen=True, kw_only=True)
class KeptInvoice:
    """An integrated invoice with its content and its documents, the original first."""

    row: InvoiceRow
    invoice: Invoice
    documents: tuple[PivotAttachment, ...]

    @property
    def readable_copy(self) -> PivotAttachment:
        """The PDF that a person reads."""
        return next(one for one in self.documents if one.role is AttachmentRole.READABLE_COPY)

    @property
    def complements(self) -> tuple[PivotAttachment, ...]:
        """What the supplier attached."""
        return tuple(one for one in self.documents if one.role is AttachmentRole.COMPLEMENT)


def kept_invoice(platform: Platform, row: InvoiceRow) -> KeptInvoice:
    """Open an integrated invoice; its readable copy is made once and kept."""
    stored = platform.store.row(
        "SELECT document, document_format, readable FROM invoice WHERE id = ?", (row.invoice_id,)
    )
    supplier = platform.structure(row.supplier_id)
    if stored is None or supplier is None:
        raise LookupError("the invoice is not kept")
    original = bytes(stored["document"])
    invoice = read(original, limits=LIMITS)
    is_pdf = stored["document_format"] == FormatId.FACTURX.value
    readable = stored["readable"]
    if readable is None:
        readable = original if is_pdf else _readable_copy(row, invoice)
        platform.store.run(
            "UPDATE invoice SET readable = ? WHERE id = ?", (readable, row.invoice_id)
        )
    documents = compose_attachments(
        supplier_id=supplier.identifier,
        invoice_number=row.number,
        original=original,
        original_type="application/pdf" if is_pdf else "application/xml",
        readable_copy=bytes(readable),
        complements=(*_complements(invoice), *_attached(platform, row)),
    )
    return KeptInvoice(row=row, invoice=invoice, documents=documents)


def _readable_copy(row: InvoiceRow, invoice: Invoice) -> bytes:
    from chorus_sdk.rendering.pdf import render_pdf

    as_standard = invoice.model_copy(update={"specification": GUIDELINE})
    return facturx.write(
        render_pdf(invoice),
        cii.compose(as_standard).content,
        profile=Profile.EN16931,
        moment=row.integrated_at,
    )


def _complements(invoice: Invoice) -> tuple[SupplierFile, ...]:
    return tuple(
        SupplierFile(
            name=attachment.file_name or "piece-jointe",
            content=attachment.content,
            media_type=attachment.mime_code or "application/octet-stream",
            category="Pièce jointe standard",
        )
        for document in invoice.supporting_documents
        if (attachment := document.attachment) is not None and attachment.content is not None
    )


def _attached(platform: Platform, row: InvoiceRow) -> tuple[SupplierFile, ...]:
    return tuple(
        SupplierFile(
            name=one.name,
            content=one.content,
            media_type=one.media_type,
            category="Pièce jointe standard",
        )
        for one in attached_files(platform.store, row.invoice_id)
    )
