"""Read UBL 2.1 invoices and credit notes."""

from __future__ import annotations

from typing import Final

from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.binding import documents
from chorus_sdk.formats.ubl.binding import CREDIT_NOTE_SYNTAX, INVOICE_SYNTAX
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

INVOICE: Final = documents.document(FormatId.UBL_INVOICE, INVOICE_SYNTAX)
CREDIT_NOTE: Final = documents.document(FormatId.UBL_CREDIT_NOTE, CREDIT_NOTE_SYNTAX)


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Invoice:
    """Read a UBL document (*facture UBL*), Invoice or CreditNote.

    What the model does not hold is listed in `Invoice.unmapped`.

    Raises:
        UnknownFormatError: the root is neither Invoice nor CreditNote of UBL 2.
        MalformedDocumentError: not well-formed; says line and column.
        UnsafeDocumentError: a DOCTYPE; `LimitExceededError` when a limit is passed.
    """
    return documents.read(data, (INVOICE, CREDIT_NOTE), limits)
