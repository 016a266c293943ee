"""What an invoice is (*facture*): the core model of EN 16931, with its French extension."""

from chorus_sdk.invoice.amounts import AllowanceCharge, Period, Totals, VatBreakdown
from chorus_sdk.invoice.attachments import Attachment, SupportingDocument
from chorus_sdk.invoice.chorus import ChorusData, InvoicingFramework
from chorus_sdk.invoice.identifiers import Iban, Identifier, Siren, Siret, VatNumber
from chorus_sdk.invoice.lines import Classification, Item, ItemAttribute, Line, LineVat, Price
from chorus_sdk.invoice.model import Invoice, Note
from chorus_sdk.invoice.parties import Address, Contact, Delivery, Party
from chorus_sdk.invoice.payments import (
    CreditTransfer,
    DirectDebit,
    Payment,
    PaymentCard,
    PaymentMeans,
)
from chorus_sdk.invoice.provenance import Origin, Unmapped
from chorus_sdk.invoice.references import PrecedingInvoice, References

__all__ = [
    "Address",
    "AllowanceCharge",
    "Attachment",
    "ChorusData",
    "Classification",
    "Contact",
    "CreditTransfer",
    "Delivery",
    "DirectDebit",
    "Iban",
    "Identifier",
    "Invoice",
    "InvoicingFramework",
    "Item",
    "ItemAttribute",
    "Line",
    "LineVat",
    "Note",
    "Origin",
    "Party",
    "Payment",
    "PaymentCard",
    "PaymentMeans",
    "Period",
    "PrecedingInvoice",
    "Price",
    "References",
    "Siren",
    "Siret",
    "SupportingDocument",
    "Totals",
    "Unmapped",
    "VatBreakdown",
    "VatNumber",
]
