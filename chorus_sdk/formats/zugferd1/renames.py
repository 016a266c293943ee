"""ZUGFeRD 1.0 beside CII: what is called otherwise (*table de correspondance*).

ZUGFeRD 1.0 is an older edition of the same UN/CEFACT model, so that it is read by the binding of
CII once its elements carry the names of today. The differences, whole:

* the names in `RENAMES`; every other element has the name that it has in CII;
* dates of referenced documents are bare texts: they stay unmapped, and so do the bank's name and
  its German sort code, the test indicator, and what EN 16931 has no term for;
* the draft of before 1.0 (namespace `…:CBFBUY:5`) has no namespace below its second level, and
  writes its dates without an element of their own around the text.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

NAMESPACE: Final = "urn:ferd:CrossIndustryDocument:invoice:1p0"
DRAFT: Final = "urn:un:unece:uncefact:data:standard:CBFBUY:5"
ROOTS: Final = frozenset({f"{{{NAMESPACE}}}CrossIndustryDocument", f"{{{DRAFT}}}Invoice"})

_STANDARD = "urn:un:unece:uncefact:data:standard"
PREFIXES: Final = MappingProxyType(
    {
        NAMESPACE: "rsm",
        DRAFT: "rsm",
        f"{_STANDARD}:ReusableAggregateBusinessInformationEntity:12": "ram",
        f"{_STANDARD}:UnqualifiedDataType:15": "udt",
        f"{_STANDARD}:QualifiedDataType:12": "qdt",
        "": "ram",
    }
)
"""What the namespaces of ZUGFeRD 1.0 became; the empty one is that of the draft."""

_REFERENCED = (
    "AdditionalReferencedDocument",
    "BuyerOrderReferencedDocument",
    "ContractReferencedDocument",
    "CustomerOrderReferencedDocument",
    "DeliveryNoteReferencedDocument",
    "DespatchAdviceReferencedDocument",
    "ReceivingAdviceReferencedDocument",
)
_HEADER = "ApplicableSupplyChainTradeSettlement"
_LINE = "SpecifiedSupplyChainTradeSettlement"
_SUMMATION = "SpecifiedTradeSettlementMonetarySummation"

RENAMES: Final = MappingProxyType(
    {
        ("", "CrossIndustryDocument"): "CrossIndustryInvoice",
        ("", "Invoice"): "CrossIndustryInvoice",
        ("*", "SpecifiedExchangedDocumentContext"): "ExchangedDocumentContext",
        ("*", "HeaderExchangedDocument"): "ExchangedDocument",
        ("*", "SpecifiedSupplyChainTradeTransaction"): "SupplyChainTradeTransaction",
        ("*", "ApplicableSupplyChainTradeAgreement"): "ApplicableHeaderTradeAgreement",
        ("*", "ApplicableSupplyChainTradeDelivery"): "ApplicableHeaderTradeDelivery",
        ("*", _HEADER): "ApplicableHeaderTradeSettlement",
        ("*", "SpecifiedSupplyChainTradeAgreement"): "SpecifiedLineTradeAgreement",
        ("*", "SpecifiedSupplyChainTradeDelivery"): "SpecifiedLineTradeDelivery",
        ("*", _LINE): "SpecifiedLineTradeSettlement",
        (_HEADER, _SUMMATION): "SpecifiedTradeSettlementHeaderMonetarySummation",
        (_LINE, _SUMMATION): "SpecifiedTradeSettlementLineMonetarySummation",
        ("*", "ApplicablePercent"): "RateApplicablePercent",
        **{(parent, "ID"): "IssuerAssignedID" for parent in _REFERENCED},
    }
)
"""By the name of the parent ("" at the root, "*" anywhere) and the own name: the name in CII."""

BARE_DATES: Final = frozenset(
    {
        "IssueDateTime",
        "DueDateDateTime",
        "OccurrenceDateTime",
        "StartDateTime",
        "EndDateTime",
    }
)
"""Dates that the draft writes as text, where ZUGFeRD and CII have an element inside."""
