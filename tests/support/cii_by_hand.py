"""What a few rules of EN 16931 on CII look for, as XPath of ours: no sheet that is here has them.

The rules are named with what they ask in `einvoice-formats.md` and in the release's own list of
rules; an expression finds the elements that break one.
"""

from __future__ import annotations

from lxml import etree

_LINE = "//ram:IncludedSupplyChainTradeLineItem"
_REFERENCED = (
    "//ram:*[substring(local-name(), string-length(local-name()) - 17) = 'ReferencedDocument']"
)
_TAX = "//ram:*[substring(local-name(), string-length(local-name()) - 7) = 'TradeTax']"
_CHARACTERISTIC = f"{_LINE}/ram:SpecifiedTradeProduct/ram:ApplicableProductCharacteristic"
BREACHES = {
    "CII-DT-018": f"""{_REFERENCED}[ram:TypeCode][not(self::ram:AdditionalReferencedDocument)
        or not(ram:TypeCode[. = '50' or . = '130' or . = '916'])]""",
    "CII-DT-024": f"""{_REFERENCED}[ram:ReferenceTypeCode]
        [not(self::ram:AdditionalReferencedDocument) or not(ram:TypeCode[. = '130'])]""",
    "CII-DT-027": f"""{_REFERENCED}[ram:FormattedIssueDateTime]
        [not(self::ram:InvoiceReferencedDocument)]""",
    "CII-DT-052": f"{_TAX}[ram:ExemptionReasonCode][not(self::ram:ApplicableTradeTax)]",
    "CII-DT-058": f"""{_TAX}[ram:DueDateTypeCode]
        [not(ancestor::ram:ApplicableHeaderTradeSettlement)]""",
    "CII-DT-098": f"{_TAX}[ram:ExemptionReason][not(self::ram:ApplicableTradeTax)]",
    "CII-SR-069": f"{_CHARACTERISTIC}[count(ram:Description) != 1]",
    "CII-SR-072": f"{_CHARACTERISTIC}[count(ram:Value) != 1]",
    "CII-SR-439": f"""{_LINE}/ram:SpecifiedLineTradeAgreement
        [count(ram:NetPriceProductTradePrice/ram:ChargeAmount) != 1]""",
    "CII-SR-454": f"""{_LINE}/ram:SpecifiedLineTradeSettlement
        [count(ram:ApplicableTradeTax) != 1]""",
}


def broken_by_hand(document: bytes) -> set[str]:
    """Return the ids of those rules that a document breaks."""
    root = etree.fromstring(document)
    return {name for name, path in BREACHES.items() if root.xpath(path, namespaces=root.nsmap)}
