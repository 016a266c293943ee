"""UBL's schema without what no invoice has in it (*schéma allégé*): it compiles in a third.

UBL has one file of 250 aggregates for sixty kinds of document, catalogues and bills of lading
among them. There every element is global and states its type, so that the content of a type
matters only to a document with such an element. For a document that has none but the aggregates
that invoices use, the other types are left empty; every other document needs the whole schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import Final

from chorus_sdk._xml import Element, Schema, SchemaError, without_annotations

_NAMESPACE: Final = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
_MARK: Final = f'targetNamespace="{_NAMESPACE}"'.encode()
_OPENED: Final = re.compile(rb'<xsd:complexType name="(\w+)">')
_END: Final = b"</xsd:complexType>"
_DECLARED: Final = re.compile(rb'<xsd:element name="(\w+)" type="(\w+)"')

_NAMES: Final = """
    AccountingCustomerParty AccountingSupplierParty AdditionalDocumentReference
    AdditionalItemProperty Address AddressLine AgentParty AllowanceCharge Attachment
    BillingReference BillingReferenceLine BuyersItemIdentification CardAccount
    ClassifiedTaxCategory CommodityClassification Contact ContractDocumentReference Country
    CreditNoteLine Delivery DeliveryLocation DeliveryParty DeliveryTerms
    DespatchDocumentReference DespatchLineReference DocumentReference ExternalReference
    FinancialInstitutionBranch InvoiceDocumentReference InvoiceLine InvoicePeriod Item
    ItemInstance LegalMonetaryTotal LotIdentification ManufacturerParty OrderLineReference
    OrderReference OriginCountry OriginatorDocumentReference Party PartyIdentification
    PartyLegalEntity PartyName PartyTaxScheme PayeeFinancialAccount PayeeParty
    PayerFinancialAccount PayerParty PaymentMandate PaymentMeans PaymentTerms PenaltyPeriod
    PostalAddress PrepaidPayment Price ProjectReference ReceiptDocumentReference
    ReceiptLineReference RegistrationAddress SellersItemIdentification ServiceProviderParty
    SettlementPeriod StandardItemIdentification SubCreditNoteLine SubInvoiceLine TaxCategory
    TaxExchangeRate TaxRepresentativeParty TaxScheme TaxSubtotal TaxTotal
"""
USED: Final = frozenset(_NAMES.split())
"""The aggregates in the table of `formats.ubl`: those of EN 16931 and of its extensions."""


class CutSchema:
    """The schema of a UBL document in two sizes (*schéma en deux tailles*), each compiled once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._small = Schema(path, prepare=cut)
        self._whole: Schema | None = None

    def errors(self, root: Element) -> tuple[SchemaError, ...]:
        """Return what breaks the schema, in document order; in doubt the whole one says it."""
        if is_usual(root) and not self._small.errors(root):
            return ()
        with self._lock:
            if self._whole is None:
                self._whole = Schema(self._path)
        return self._whole.errors(root)


def is_usual(root: Element) -> bool:
    """Tell whether a document has none but the aggregates that invoices use."""
    start = len(_NAMESPACE) + 2
    names = {str(element.tag)[start:] for element in root.iter(f"{{{_NAMESPACE}}}*")}
    return names <= USED


def cut(content: bytes) -> bytes:
    """Return a file of UBL's schema without documentation and without unused content."""
    if _MARK not in content:
        return without_annotations(content)
    kept = {one[2] for one in _DECLARED.finditer(content) if one[1].decode() in USED}
    return b"".join(_pieces(content, kept))


def _pieces(content: bytes, kept: set[bytes]) -> Iterator[bytes]:
    """Yield what is left of a file, without ever copying the whole of it."""
    at = 0
    for opened in _OPENED.finditer(content):
        end = content.index(_END, opened.end()) + len(_END)
        yield content[at : opened.start()]
        if opened[1] in kept:
            yield without_annotations(content[opened.start() : end])
        else:
            yield opened[0][:-1] + b"/>"
        at = end
    yield content[at:]
