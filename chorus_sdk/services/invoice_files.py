"""Handing in the files of an invoice (*pièces jointes d'une facture*)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from chorus_sdk.errors import LimitExceededError, UnknownFormatError
from chorus_sdk.formats.base import Source, load, source_name
from chorus_sdk.formats.detect import detect
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import (
    ATTACHMENT_TYPE_CHARACTERS,
    DEFAULT_LIMITS,
    DESIGNATION_CHARACTERS,
    Limits,
)
from chorus_sdk.services.attachment_files import wrap
from chorus_sdk.services.attachment_values import UploadedAttachment
from chorus_sdk.services.attachments import Attachments
from chorus_sdk.services.submission_values import AttachedFile, InvoiceAttachment


class InvoiceFiles:
    """Checks the files of an invoice, and hands them in (*dépôt des pièces*)."""

    def __init__(self, attachments: Attachments) -> None:
        self._attachments = attachments

    def add(self, wanted: Iterable[InvoiceAttachment], limits: Limits) -> tuple[AttachedFile, ...]:
        """Hand in files that go with an invoice; all are checked before the first one leaves.

        Raises:
            UnknownFormatError, LimitExceededError: one of them is known to be refused.
        """
        checked = [_checked(one, limits) for one in wanted]
        return tuple(self._add(one, limits) for one in checked)

    def _add(self, one: InvoiceAttachment, limits: Limits) -> AttachedFile:
        file = one.file
        if not isinstance(file, (UploadedAttachment, int)):
            file = self._attachments.add(file, file_name=one.file_name, limits=limits)
        number, name = (file, str(file)) if isinstance(file, int) else (file.id, file.file_name)
        return AttachedFile(
            id=number,
            designation=one.designation or one.file_name or name,
            type_code=one.type_code,
            line=one.line,
        )


def pdf_of(source: Source, limits: Limits = DEFAULT_LIMITS) -> tuple[InvoiceAttachment, bool]:
    """Look at a main PDF: the file to hand in, and whether it is signed (*PDF signé*).

    Raises:
        UnknownFormatError: not a PDF.
        LimitExceededError: longer than `limits.document_bytes`.
    """
    content = load(source, limits)
    found = detect(content, limits=limits)
    if found.pdf is None:
        raise UnknownFormatError(
            "The main document of a submission is a PDF.",
            hint="Render the invoice as a PDF, or submit it as data alone.",
        )
    name = source_name(source) or "facture.pdf"
    return InvoiceAttachment(file=content, file_name=name), found.pdf.signed


def files_inside(invoice: Invoice) -> tuple[InvoiceAttachment, ...]:
    """Return the files inside an invoice (BT-125), each under its description or its name."""
    found = []
    for document in invoice.supporting_documents:
        attachment = document.attachment
        if attachment is not None and attachment.content:
            name = attachment.file_name or document.reference
            found.append(
                InvoiceAttachment(
                    file=attachment.content, file_name=name, designation=document.description
                )
            )
    return tuple(found)


def places_of_files(invoice: Invoice) -> set[str]:
    """Return the places of the model that the files inside an invoice say."""
    places = set()
    for number, document in enumerate(invoice.supporting_documents):
        at, attachment = f"supporting_documents[{number}]", document.attachment
        if attachment is None or not attachment.content:
            continue
        places |= {f"{at}.attachment.{name}" for name in ("content", "mime_code", "file_name")}
        places.add(f"{at}.description")
        if attachment.file_name is None:
            places.add(f"{at}.reference")
    return places


def _checked(one: InvoiceAttachment, limits: Limits) -> InvoiceAttachment:
    lengths = {
        "DESIGNATION_CHARACTERS": (one.designation or "", DESIGNATION_CHARACTERS),
        "ATTACHMENT_TYPE_CHARACTERS": (one.type_code, ATTACHMENT_TYPE_CHARACTERS),
    }
    for limit, (text, longest) in lengths.items():
        if len(text) > longest:
            raise LimitExceededError(limit, value=len(text), maximum=longest)
    if isinstance(one.file, (UploadedAttachment, int)):
        return one
    file = wrap(one.file, file_name=one.file_name, limits=limits)
    return InvoiceAttachment(
        file=file.content,
        file_name=PurePath(file.file_name).name,
        designation=one.designation,
        type_code=one.type_code,
        line=one.line,
    )
