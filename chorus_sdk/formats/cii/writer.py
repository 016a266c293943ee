"""Write UN/CEFACT Cross Industry Invoices."""

from __future__ import annotations

from chorus_sdk.formats.base import FormatId, Written
from chorus_sdk.formats.binding import documents
from chorus_sdk.formats.cii.reader import INVOICE
from chorus_sdk.invoice.model import Invoice


def write(invoice: Invoice) -> bytes:
    """Write a Cross Industry Invoice (*facture CII*).

    Everything that the invoice says is written, whatever profile its specification identifier
    (BT-24) names. `Invoice.unmapped` is not written: it belongs to the source.

    Raises:
        LossyDocumentError: the syntax cannot carry everything; `compose` tells what.
    """
    return documents.content_of(compose(invoice), FormatId.CII_INVOICE)


def compose(invoice: Invoice) -> Written:
    """Write what CII can carry, and list what it cannot.

    Example:
        >>> from chorus_sdk.invoice.parties import Contact, Party
        >>> buyer = Party(contact=Contact(identifier="SERVICE-1"))
        >>> [loss.path for loss in compose(Invoice(buyer=buyer)).losses]
        ['buyer.contact.identifier']
    """
    return documents.compose(invoice, INVOICE)
