"""UBL's schema without what no invoice has in it (*schéma allégé*): it compiles in a tenth.

UBL has one file of 250 aggregates for sixty kinds of document, catalogues and bills of lading
among them, and one of a thousand basic elements. There every element is global and states its
type, and what a type may hold beyond its due is optional: for a document that has none but the
aggregates that invoices use, the others may go, and with them what only they refer to. The same
holds for extensions, which bring the schemas of signatures along. What is left says no to
whatever the whole schema says no to; every other document needs the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from chorus_sdk._xml import Element, without_annotations
from chorus_sdk.formats.schemas.sizes import TYPE, SizedSchema, types_of

_UBL: Final = "urn:oasis:names:specification:ubl:schema:xsd:"
_NAMESPACE: Final = f"{_UBL}CommonAggregateComponents-2"
_EXTENSIONS: Final = f"{_UBL}CommonExtensionComponents-2"
_AGGREGATES: Final = f'targetNamespace="{_NAMESPACE}"'.encode()
_BASICS: Final = f'targetNamespace="{_UBL}CommonBasicComponents-2"'.encode()
_HEAD_BYTES: Final = 4_096
_ELEMENT: Final = b"<xsd:element"
_DECLARED: Final = re.compile(rb'<xsd:element name="(\w+)"\s+type="(\w+)"')
_BASIC: Final = re.compile(rb'ref="cbc:(\w+)"')
_AGGREGATE: Final = re.compile(rb'ref="cac:(\w+)"')
_OPTIONAL: Final = re.compile(
    rb'<xsd:element ref="(?:cac:(\w+)|ext:UBLExtensions)"\s+minOccurs="0"[^>]*>\s*</xsd:element>'
)
_IMPORT: Final = re.compile(rb'<xsd:import namespace="%b"[^>]*/>' % _EXTENSIONS.encode())

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
_USUAL: Final = "usual"
_EXTENDED: Final = "extended"
_USED: Final = frozenset(name.encode() for name in USED)


class CutSchema(SizedSchema):
    """The schema of a UBL document in three sizes (*schéma en trois tailles*).

    Without extensions, with them, and whole.
    """

    def size_of(self, root: Element) -> str | None:
        """Return the small size for a document without unusual aggregates."""
        if not is_usual(root):
            return None
        return _EXTENDED if is_extended(root) else _USUAL

    def cutter(self, size: str) -> Callable[[bytes], bytes]:
        """Return what leaves out the aggregates that invoices do not use."""
        return Cutter(extended=size == _EXTENDED).cut


def is_usual(root: Element) -> bool:
    """Tell whether a document has none but the aggregates that invoices use."""
    start = len(_NAMESPACE) + 2
    names = {str(element.tag)[start:] for element in root.iter(f"{{{_NAMESPACE}}}*")}
    return names <= USED


def is_extended(root: Element) -> bool:
    """Tell whether a document has extensions (*extensions*), such as a signature."""
    return next(root.iter(f"{{{_EXTENSIONS}}}*"), None) is not None


class Cutter:
    """Cuts the files of one schema, in the order in which they are included (*découpe*)."""

    def __init__(self, *, extended: bool) -> None:
        self._extended = extended
        self._aggregates: set[bytes] = set()
        self._basics: set[bytes] = set()
        self._knows_basics = False

    def cut(self, content: bytes) -> bytes:
        """Return a file without documentation and without what no invoice uses."""
        head = content[:_HEAD_BYTES]
        if _AGGREGATES in head:
            return self._cut_aggregates(content)
        if _BASICS in head:
            can_cut = self._knows_basics and not self._extended
            return _only(content, self._basics) if can_cut else without_annotations(content)
        kept = self._without_unused(without_annotations(content))
        self._aggregates.update(_AGGREGATE.findall(kept))
        self._basics.update(_BASIC.findall(kept))
        return kept if self._extended else _IMPORT.sub(b"", kept)

    def _cut_aggregates(self, content: bytes) -> bytes:
        types = tuple(types_of(content))
        before = content[: types[0].start]
        declared = dict(_DECLARED.findall(before))
        used = {declared[name] for name in _USED if name in declared}
        pieces = b"".join(content[one.start : one.end] for one in types if one.name in used)
        kept = self._without_unused(without_annotations(pieces))
        self._basics.update(_BASIC.findall(kept))
        self._knows_basics = True
        named = _USED | self._aggregates | set(_AGGREGATE.findall(kept))
        others = {declared[name] for name in named if name in declared} - used
        empty = b"".join(b'%b%b"/>' % (TYPE, name) for name in sorted(others))
        return _file(before, declared, named, kept + empty)

    def _without_unused(self, content: bytes) -> bytes:
        """Leave out what may be there and is not, in a document that is usual."""

        def kept(found: re.Match[bytes]) -> bytes:
            name = found[1]
            is_there = self._extended if name is None else name in _USED
            return found[0] if is_there else b""

        return _OPTIONAL.sub(kept, content)


def _only(content: bytes, names: set[bytes]) -> bytes:
    """Return a file with the elements of these names alone, and their types."""
    types = tuple(types_of(content))
    before = content[: types[0].start]
    declared = dict(_DECLARED.findall(before))
    wanted = {declared[name] for name in names if name in declared}
    kept = b"".join(content[one.start : one.end] for one in types if one.name in wanted)
    return _file(before, declared, names, kept)


def _file(
    before: bytes, declared: dict[bytes, bytes], names: Iterable[bytes], types: bytes
) -> bytes:
    """Compose a file of its head, the elements of these names, and types."""
    elements = b"".join(
        b'%b name="%b" type="%b"/>' % (_ELEMENT, name, declared[name])
        for name in sorted(names)
        if name in declared
    )
    return before.partition(_ELEMENT)[0] + elements + types + b"</xsd:schema>"
