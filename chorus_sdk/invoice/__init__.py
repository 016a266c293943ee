"""What an invoice is (*facture*): the core model of EN 16931, with its French extension."""

from chorus_sdk.invoice.amounts import AllowanceCharge, Period, Totals, VatBreakdown
from chorus_sdk.invoice.attachments import Attachment, SupportingDocument
from chorus_sdk.invoice.chorus import ChorusData, InvoicingFramework
from chorus_sdk.invoice.deliveries import DeliveryTerms, Packaging
from chorus_sdk.invoice.identifiers import Iban, Identifier, Siren, Siret, VatNumber
from chorus_sdk.invoice.items import (
    Classification,
    IncludedItem,
    Item,
    ItemAttribute,
    ItemInstance,
)
from chorus_sdk.invoice.lines import Line, LineTotals, LineVat, Price
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.notes import Note
from chorus_sdk.invoice.parties import Address, Contact, Delivery, Party
from chorus_sdk.invoice.payments import (
    CreditTransfer,
    DirectDebit,
    Payment,
    PaymentAdjustment,
    PaymentCard,
    PaymentConditions,
    PaymentMeans,
    PaymentTerms,
)
from chorus_sdk.invoice.provenance import Origin, Unmapped
from chorus_sdk.invoice.references import (
    DocumentReference,
    LineReferences,
    PrecedingInvoice,
    References,
)
from chorus_sdk.invoice.settlement import (
    AccountingAccount,
    CurrencyExchange,
    FinancialAdjustment,
    Prepayment,
    ServiceCharge,
)

__all__ = [
    "AccountingAccount",
    "Address",
    "AllowanceCharge",
    "Attachment",
    "ChorusData",
    "Classification",
    "Contact",
    "CreditTransfer",
    "CurrencyExchange",
    "Delivery",
    "DeliveryTerms",
    "DirectDebit",
    "DocumentReference",
    "FinancialAdjustment",
    "Iban",
    "Identifier",
    "IncludedItem",
    "Invoice",
    "InvoicingFramework",
    "Item",
    "ItemAttribute",
    "ItemInstance",
    "Line",
    "LineReferences",
    "LineTotals",
    "LineVat",
    "Note",
    "Origin",
    "Packaging",
    "Party",
    "Payment",
    "PaymentAdjustment",
    "PaymentCard",
    "PaymentConditions",
    "PaymentMeans",
    "PaymentTerms",
    "Period",
    "PrecedingInvoice",
    "Prepayment",
    "Price",
    "References",
    "ServiceCharge",
    "Siren",
    "Siret",
    "SupportingDocument",
    "Totals",
    "Unmapped",
    "VatBreakdown",
    "VatNumber",
]
