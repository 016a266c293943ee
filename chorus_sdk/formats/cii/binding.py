"""UN/CEFACT Cross Industry Invoice as a table: the binding of EN 16931 (CEN/TS 16931-3-3).

Rows stand in the order of the schemas of D16B, D22B and Factur-X. What is special to CII:
identifiers with a scheme are `GlobalID`, without one `ID`; days carry a format code; document
references are told apart by type code; VAT registrations by `schemeID` VA or FC; the VAT point
date stands in the VAT breakdown, and the code list of BT-8 is another than UBL's.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk.formats.binding.table import Syntax, constant, group, leaf
from chorus_sdk.formats.binding.values import FLAG
from chorus_sdk.formats.cii.lines import LINE
from chorus_sdk.formats.cii.parties import SHIP_TO, party
from chorus_sdk.formats.cii.references import document, documents, objects, reference
from chorus_sdk.formats.cii.rows import (
    DELIVERY_TERMS,
    QDT,
    RAM,
    RSM,
    UDT,
    day,
    issued,
    note,
    type_code,
)
from chorus_sdk.formats.cii.settlement import SETTLEMENT

_TENDER = group(
    "ram:AdditionalReferencedDocument",
    leaf("ram:IssuerAssignedID", "references.tender"),
    constant("ram:TypeCode", "50"),
    issued("references.tender_date"),
    when=type_code("50"),
)

_CONTEXT = group(
    "rsm:ExchangedDocumentContext",
    group("ram:TestIndicator", leaf("udt:Indicator", "is_test", value=FLAG)),
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
    leaf("ram:Name", "name"),
    leaf("ram:TypeCode", "type_code"),
    day("ram:IssueDateTime", "issue_date"),
    group("ram:CopyIndicator", leaf("udt:Indicator", "is_copy", value=FLAG)),
    leaf("ram:LanguageID", "language"),
    note("code", "text", "subject", into="notes", many=True),
    group("ram:EffectiveSpecifiedPeriod", day("ram:CompleteDateTime", "contractual_due_date")),
    keep=True,
)

_PROJECT_NAME = "Project reference"
"""What EN 16931 writes beside a project's number, where the schema wants a name."""

_AGREEMENT = group(
    "ram:ApplicableHeaderTradeAgreement",
    leaf("ram:BuyerReference", "references.buyer"),
    party("ram:SellerTradeParty", "seller"),
    party("ram:BuyerTradeParty", "buyer"),
    party("ram:SalesAgentTradeParty", "sales_agent"),
    party("ram:BuyerTaxRepresentativeTradeParty", "buyer_tax_representative"),
    party("ram:SellerTaxRepresentativeTradeParty", "tax_representative"),
    party("ram:ProductEndUserTradeParty", "product_end_user"),
    DELIVERY_TERMS,
    reference("ram:SellerOrderReferencedDocument", "references.sales_order"),
    reference("ram:BuyerOrderReferencedDocument", "references.purchase_order"),
    document("ram:QuotationReferencedDocument", "references.quotation"),
    reference(
        "ram:ContractReferencedDocument",
        "references.contract",
        leaf("ram:ReferenceTypeCode", "references.contract_type"),
    ),
    _TENDER,
    *objects("references.invoiced_object", "references.further_objects"),
    documents("50", "130"),
    party("ram:BuyerAgentTradeParty", "buyer_agent"),
    group(
        "ram:SpecifiedProcuringProject",
        leaf("ram:ID", "references.project"),
        leaf("ram:Name", "references.project_name", fill=_PROJECT_NAME, void=_PROJECT_NAME),
    ),
    document(
        "ram:UltimateCustomerOrderReferencedDocument", "references.customer_orders", many=True
    ),
    keep=True,
)

_DELIVERY = group(
    "ram:ApplicableHeaderTradeDelivery",
    group(
        "ram:RelatedSupplyChainConsignment",
        group("ram:SpecifiedLogisticsTransportMovement", leaf("ram:ModeCode", "transport_mode")),
    ),
    SHIP_TO,
    party("ram:UltimateShipToTradeParty", "ultimate_delivery"),
    party("ram:ShipFromTradeParty", "ship_from"),
    group("ram:ActualDeliverySupplyChainEvent", day("ram:OccurrenceDateTime", "delivery.date")),
    reference("ram:DespatchAdviceReferencedDocument", "references.despatch_advice"),
    reference("ram:ReceivingAdviceReferencedDocument", "references.receiving_advice"),
    document("ram:DeliveryNoteReferencedDocument", "references.delivery_note"),
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
