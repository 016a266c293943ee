"""Read UN/CEFACT Cross Industry Invoices: plain CII, and the XML inside Factur-X."""

from __future__ import annotations

from typing import Final

from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.binding import documents
from chorus_sdk.formats.cii.binding import SYNTAX
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

INVOICE: Final = documents.document(FormatId.CII_INVOICE, SYNTAX)


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Invoice:
    """Read a Cross Industry Invoice (*facture CII*), of any profile.

    What the model does not hold is listed in `Invoice.unmapped`.

    Raises:
        UnknownFormatError: the root is not CrossIndustryInvoice, version 100.
        MalformedDocumentError: not well-formed; says line and column.
        UnsafeDocumentError: a DOCTYPE; `LimitExceededError` when a limit is passed.
    """
    return documents.read(data, (INVOICE,), limits)
