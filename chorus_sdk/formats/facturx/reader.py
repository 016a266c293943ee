"""Read the invoice inside a Factur-X PDF (*lire une Factur-X*)."""

from __future__ import annotations

from chorus_sdk._xml import sniff
from chorus_sdk.errors import UnsupportedProfileError
from chorus_sdk.formats.cii import reader as cii
from chorus_sdk.formats.facturx.container import embedded_xml
from chorus_sdk.formats.zugferd1 import reader as zugferd1
from chorus_sdk.formats.zugferd1.renames import ROOTS as ZUGFERD_1_ROOTS
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

_CII = "{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}CrossIndustryInvoice"
_OTHERS = {
    "SCRDMCCBDACIOMessageStructure": ("Order-X", "Order-X is an order, not an invoice."),
    "Invoice": ("UBL", "Read the XML by itself: Factur-X holds CII."),
    "CreditNote": ("UBL", "Read the XML by itself: Factur-X holds CII."),
}


def read(data: bytes, limits: Limits = DEFAULT_LIMITS, *, password: str | None = None) -> Invoice:
    """Read the invoice inside a PDF (*lire une facture mixte*).

    That is the CII of Factur-X and ZUGFeRD 2, of any version and profile, or the older XML of
    ZUGFeRD 1.0 and its draft. What is wrong with the container does not stop the reading:
    `container.examine` lists it.

    Raises:
        UnsupportedProfileError: the XML inside is an order (Order-X) or UBL; says which.
        EmbeddedInvoiceMissingError: the PDF holds no invoice data.
        AmbiguousFormatError: several different invoices are equally good candidates.
        EncryptedDocumentError: the PDF needs a password, or another one.
        MalformedDocumentError: the PDF or the XML is damaged.
        LimitExceededError, UnsafeDocumentError: a hostile document.
    """
    content = embedded_xml(data, limits, password=password)
    root = sniff(content[: limits.head_bytes], limits)
    tag = f"{{{root.namespace}}}{root.name}"
    if tag == _CII:
        return cii.read(content, limits)
    if tag in ZUGFERD_1_ROOTS:
        return zugferd1.read(content, limits)
    what, hint = _OTHERS.get(root.name, (root.name, "Read the XML by itself: see other formats."))
    raise UnsupportedProfileError(
        f"The XML inside the PDF is {what}, which is not the CII of Factur-X.",
        profile=root.namespace,
        hint=hint,
    )
