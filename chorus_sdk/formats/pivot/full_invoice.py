"""The whole invoice behind a pivot (*facture complète*), from the best that it carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from chorus_sdk.errors import DocumentError, LimitExceededError
from chorus_sdk.findings import Finding, Location, Report
from chorus_sdk.formats.documents import read
from chorus_sdk.formats.pivot.attachments import AttachmentRole, PivotAttachment
from chorus_sdk.formats.pivot.disagreements import Disagreement, disagreements
from chorus_sdk.formats.pivot.model import PivotInvoice
from chorus_sdk.formats.pivot.notes import Note, make_finding
from chorus_sdk.formats.pivot.summary import summarise
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

_PDF: Final = b"%PDF-"
_PDF_HEAD: Final = 1024
"""A PDF may begin anywhere in there (ISO 32000-1, annex H)."""


class InvoiceSource(StrEnum):
    """Where an invoice's words were taken from (*source de la facture*), best first."""

    ORIGINAL_XML = "original-xml"
    """The supplier's UBL or CII (*XML d'origine*)."""
    ORIGINAL_PDF = "original-pdf"
    """The data in the supplier's Factur-X (*Factur-X d'origine*)."""
    READABLE_COPY = "readable-copy"
    """The data in the readable copy, a Factur-X that Chorus Pro hands on (*duplicata*)."""
    PIVOT = "pivot"
    """The pivot's own summary (*résumé du pivot*): no line texts, no addresses, no due date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadSource:
    """An attachment that was tried and gave no invoice (*source écartée*), and why."""

    attachment: PivotAttachment
    problem: DocumentError


@dataclass(frozen=True, slots=True, kw_only=True)
class FullInvoice:
    """An invoice, its source, and whether the pivot says the same (*facture complète*).

    `attachment` is None when the source is the pivot itself; `unread` lists what was tried before.
    """

    invoice: Invoice
    source: InvoiceSource
    attachment: PivotAttachment | None = None
    disagreements: tuple[Disagreement, ...] = ()
    unread: tuple[UnreadSource, ...] = ()

    @property
    def agrees(self) -> bool:
        """True when the pivot and the source differ in nothing (*concordance*)."""
        return not self.disagreements

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The same as findings (*constats*): warnings of differences, remarks on what was tried."""
        return (*self._differences(), *self._remarks())

    @property
    def report(self) -> Report:
        """The findings as a report (*compte rendu*) on the invoice's number."""
        return Report(subject=self.invoice.number or "", findings=self.findings)

    def _differences(self) -> Iterator[Finding]:
        name = self.attachment.name if self.attachment else None
        for item in self.disagreements:
            where = Location(
                term=item.term, field=item.field, invoice=self.invoice.number, file=name
            )
            yield make_finding(
                Note.DISAGREES,
                where,
                found=None if item.source is None else str(item.source),
                expected=None if item.pivot is None else str(item.pivot),
            )

    def _remarks(self) -> Iterator[Finding]:
        for item in self.unread:
            where = Location(file=item.attachment.name, invoice=self.invoice.number)
            yield make_finding(Note.UNREAD_SOURCE, where, because=item.problem.message)


def full_invoice(pivot: PivotInvoice, limits: Limits = DEFAULT_LIMITS) -> FullInvoice:
    """Return the invoice from the best source inside; see `PivotInvoice.to_invoice`."""
    unread: list[UnreadSource] = []
    for attachment in _candidates(pivot):
        try:
            content = _content(attachment, limits)
            invoice = read(content, limits=limits)
        except DocumentError as problem:
            unread.append(UnreadSource(attachment=attachment, problem=problem))
            continue
        return FullInvoice(
            invoice=invoice,
            source=_source(attachment, content),
            attachment=attachment,
            disagreements=tuple(disagreements(pivot, invoice)),
            unread=tuple(unread),
        )
    return FullInvoice(invoice=summarise(pivot), source=InvoiceSource.PIVOT, unread=tuple(unread))


def _candidates(pivot: PivotInvoice) -> Iterator[PivotAttachment]:
    for role in (AttachmentRole.ORIGINAL, AttachmentRole.READABLE_COPY):
        yield from (item for item in pivot.attachments if item.role is role)


def _content(attachment: PivotAttachment, limits: Limits) -> bytes:
    """Return the attachment whole, unless it says that it is too large to be read so."""
    size = attachment.size or 0
    if size > limits.document_bytes:
        raise LimitExceededError("document_bytes", value=size, maximum=limits.document_bytes)
    return attachment.read(limits)


def _source(attachment: PivotAttachment, content: bytes) -> InvoiceSource:
    if attachment.role is AttachmentRole.READABLE_COPY:
        return InvoiceSource.READABLE_COPY
    is_pdf = _PDF in content[:_PDF_HEAD] and not content.lstrip().startswith(b"<")
    return InvoiceSource.ORIGINAL_PDF if is_pdf else InvoiceSource.ORIGINAL_XML
