"""UN/CEFACT Cross Industry Invoice as a table: the binding of EN 16931 (CEN/TS 16931-3-3).

Rows stand in the order of the schemas of D16B, D22B and Factur-X. What is special to CII:
identifiers with a scheme are `GlobalID`, without one `ID`; days carry a format code; document
references are told apart by type code; VAT registrations by `schemeID` VA or FC; the VAT point
date stands in the VAT breakdown, and the code list of BT-8 is another than UBL's.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk.formats.binding.table import (
    Attribute,
    Syntax,
    constant,
    group,
    leaf,
)
from chorus_sdk.formats.binding.values import BASE64
from chorus_sdk.formats.cii.lines import LINE
from chorus_sdk.formats.cii.parties import SHIP_TO, party
from chorus_sdk.formats.cii.rows import (
    QDT,
    RAM,
    RSM,
    UDT,
    day,
    object_reference,
    reference,
    type_code,
)
from chorus_sdk.formats.cii.settlement import SETTLEMENT

_TENDER = group(
    "ram:AdditionalReferencedDocument",
    leaf("ram:IssuerAssignedID", "references.tender"),
    constant("ram:TypeCode", "50"),
    when=type_code("50"),
)

_DOCUMENTS = group(
    "ram:AdditionalReferencedDocument",
    leaf("ram:IssuerAssignedID", "reference"),
    leaf("ram:URIID", "location"),
    constant("ram:TypeCode", "916"),
    leaf("ram:Name", "description"),
    leaf(
        "ram:AttachmentBinaryObject",
        "attachment.content",
        Attribute(name="mimeCode", path="attachment.mime_code"),
        Attribute(name="filename", path="attachment.file_name"),
        value=BASE64,
    ),
    into="supporting_documents",
    many=True,
)

_CONTEXT = group(
    "rsm:ExchangedDocumentContext",
    group(
        "ram:BusinessProcessSpecifiedDocumentContextParameter",
        leaf("ram:ID", "business_process"),
    ),
    group("ram:GuidelineSpecifiedDocumentContextParameter", leaf("ram:ID", "specification")),
    keep=True,
)

_DOCUMENT = group(
    "rsm:ExchangedDocument",
    leaf("ram:ID", "number"),
    leaf("ram:TypeCode", "type_code"),
    day("ram:IssueDateTime", "issue_date"),
    group(
        "ram:IncludedNote",
        leaf("ram:Content", "text"),
        leaf("ram:SubjectCode", "subject"),
        into="notes",
        many=True,
    ),
    keep=True,
)

_AGREEMENT = group(
    "ram:ApplicableHeaderTradeAgreement",
    leaf("ram:BuyerReference", "references.buyer"),
    party("ram:SellerTradeParty", "seller"),
    party("ram:BuyerTradeParty", "buyer"),
    party("ram:SellerTaxRepresentativeTradeParty", "tax_representative"),
    reference("ram:SellerOrderReferencedDocument", "references.sales_order"),
    reference("ram:BuyerOrderReferencedDocument", "references.purchase_order"),
    reference("ram:ContractReferencedDocument", "references.contract"),
    _TENDER,
    object_reference("references.invoiced_object"),
    _DOCUMENTS,
    group(
        "ram:SpecifiedProcuringProject",
        leaf("ram:ID", "references.project"),
        constant("ram:Name", "Project reference"),
    ),
    keep=True,
)

_DELIVERY = group(
    "ram:ApplicableHeaderTradeDelivery",
    SHIP_TO,
    group("ram:ActualDeliverySupplyChainEvent", day("ram:OccurrenceDateTime", "delivery.date")),
    reference("ram:DespatchAdviceReferencedDocument", "references.despatch_advice"),
    reference("ram:ReceivingAdviceReferencedDocument", "references.receiving_advice"),
    keep=True,
)

_SETTLEMENT_PATH = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement"

SYNTAX: Final = Syntax(
    prefixes={"rsm": RSM, "ram": RAM, "udt": UDT, "qdt": QDT},
    root=group(
        "rsm:CrossIndustryInvoice",
        _CONTEXT,
        _DOCUMENT,
        group("rsm:SupplyChainTradeTransaction", LINE, _AGREEMENT, _DELIVERY, SETTLEMENT),
    ),
    currency_paths=(
        f"{_SETTLEMENT_PATH}/ram:InvoiceCurrencyCode",
        f"{_SETTLEMENT_PATH}/ram:TaxCurrencyCode",
    ),
)
