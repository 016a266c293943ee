"""Write UBL 2.1 invoices and credit notes."""

from __future__ import annotations

from chorus_sdk.errors import UnknownFormatError
from chorus_sdk.formats.base import FormatId, Written
from chorus_sdk.formats.binding import documents
from chorus_sdk.formats.ubl.reader import CREDIT_NOTE, INVOICE
from chorus_sdk.invoice.model import Invoice


def write(invoice: Invoice, format_id: FormatId = FormatId.UBL_INVOICE) -> bytes:
    """Write a UBL document (*facture UBL*): Invoice, or CreditNote by `format_id`.

    `Invoice.unmapped` is not written: it belongs to the source.

    Raises:
        LossyDocumentError: the syntax cannot carry everything; `compose` tells what.
        UnknownFormatError: `format_id` is not UBL.
    """
    return documents.content_of(compose(invoice, format_id), format_id)


def compose(invoice: Invoice, format_id: FormatId = FormatId.UBL_INVOICE) -> Written:
    """Write what UBL can carry, and list what it cannot.

    Raises:
        UnknownFormatError: `format_id` is not UBL.

    Example:
        >>> from chorus_sdk.invoice.references import References
        >>> invoice = Invoice(number="F-1", references=References(project="P"))
        >>> compose(invoice).losses
        ()
    """
    for kind in (INVOICE, CREDIT_NOTE):
        if kind.format_id is format_id:
            return documents.compose(invoice, kind)
    raise UnknownFormatError(f"{format_id} is not a UBL format.")
