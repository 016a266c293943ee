"""Read the invoice inside a Factur-X PDF (*lire une Factur-X*)."""

from __future__ import annotations

from chorus_sdk._xml import sniff
from chorus_sdk.errors import UnsupportedProfileError
from chorus_sdk.formats.cii import reader as cii
from chorus_sdk.formats.facturx.container import embedded_invoice
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

_CII = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
_HINTS = {
    "CrossIndustryDocument": "Ask its sender for ZUGFeRD 2 or Factur-X.",
    "SCRDMCCBDACIOMessageStructure": "Order-X is an order, not an invoice.",
}


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Invoice:
    """Read the CII inside a PDF (*lire une facture mixte*).

    Raises:
        UnsupportedProfileError: the XML inside is ZUGFeRD 1.0, Order-X or UBL, not CII.
        EmbeddedInvoiceMissingError: the PDF holds no invoice data.
        AmbiguousFormatError: several different invoices are equally good candidates.
        EncryptedDocumentError: the PDF needs a password.
        MalformedDocumentError: the PDF or the XML is damaged.
        LimitExceededError, UnsafeDocumentError: a hostile document.
    """
    content = embedded_invoice(data, limits).content
    root = sniff(content[: limits.head_bytes], limits)
    if root.namespace != _CII:
        raise UnsupportedProfileError(
            f"The XML inside the PDF is {root.name}, which is not the CII of Factur-X.",
            profile=root.namespace,
            hint=_HINTS.get(root.name, "Read the XML by itself: see other formats."),
        )
    return cii.read(content, limits)
