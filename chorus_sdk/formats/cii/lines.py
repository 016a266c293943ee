"""The lines of a Cross Industry Invoice (*lignes*)."""

from __future__ import annotations

from chorus_sdk.formats.binding.table import (
    Attribute,
    Row,
    constant,
    group,
    leaf,
)
from chorus_sdk.formats.binding.values import NUMBER
from chorus_sdk.formats.cii.rows import (
    allowance,
    amount,
    identifier,
    indicator,
    number,
    object_reference,
    period,
)

_PRODUCT = group(
    "ram:SpecifiedTradeProduct",
    identifier("ram:GlobalID", "standard_identifier"),
    leaf("ram:SellerAssignedID", "seller_identifier"),
    leaf("ram:BuyerAssignedID", "buyer_identifier"),
    leaf("ram:Name", "name"),
    leaf("ram:Description", "description"),
    group(
        "ram:ApplicableProductCharacteristic",
        leaf("ram:Description", "name"),
        leaf("ram:Value", "value"),
        into="attributes",
        many=True,
    ),
    group(
        "ram:DesignatedProductClassification",
        leaf(
            "ram:ClassCode",
            "code",
            Attribute(name="listID", path="list_id"),
            Attribute(name="listVersionID", path="list_version"),
        ),
        into="classifications",
        many=True,
    ),
    group("ram:OriginTradeCountry", leaf("ram:ID", "origin_country")),
    into="item",
)


def _base_quantity(*, echo: bool) -> Row:
    return leaf(
        "ram:BasisQuantity",
        "price.base_quantity",
        Attribute(name="unitCode", path="price.base_unit"),
        value=NUMBER,
        echo=echo,
    )


_LINE_AGREEMENT = group(
    "ram:SpecifiedLineTradeAgreement",
    group("ram:BuyerOrderReferencedDocument", leaf("ram:LineID", "order_line")),
    group(
        "ram:GrossPriceProductTradePrice",
        amount("ram:ChargeAmount", "price.gross"),
        _base_quantity(echo=True),
        group(
            "ram:AppliedTradeAllowanceCharge",
            group("ram:ChargeIndicator", constant("udt:Indicator", "false", "0")),
            amount("ram:ActualAmount", "price.discount"),
            when=indicator("false", "0"),
        ),
    ),
    group(
        "ram:NetPriceProductTradePrice",
        amount("ram:ChargeAmount", "price.net"),
        _base_quantity(echo=False),
    ),
)

_LINE_SETTLEMENT = group(
    "ram:SpecifiedLineTradeSettlement",
    group(
        "ram:ApplicableTradeTax",
        constant("ram:TypeCode", "VAT"),
        leaf("ram:CategoryCode", "category"),
        number("ram:RateApplicablePercent", "rate"),
        into="vat",
    ),
    period("ram:BillingSpecifiedPeriod", "period"),
    allowance(charge=False, into="allowances", header=False),
    allowance(charge=True, into="charges", header=False),
    group(
        "ram:SpecifiedTradeSettlementLineMonetarySummation",
        amount("ram:LineTotalAmount", "net_amount"),
    ),
    object_reference("object_identifier"),
    group("ram:ReceivableSpecifiedTradeAccountingAccount", leaf("ram:ID", "accounting_reference")),
)

LINE = group(
    "ram:IncludedSupplyChainTradeLineItem",
    group(
        "ram:AssociatedDocumentLineDocument",
        leaf("ram:LineID", "identifier"),
        group("ram:IncludedNote", leaf("ram:Content", "note")),
    ),
    _PRODUCT,
    _LINE_AGREEMENT,
    group(
        "ram:SpecifiedLineTradeDelivery",
        leaf(
            "ram:BilledQuantity",
            "quantity",
            Attribute(name="unitCode", path="unit"),
            value=NUMBER,
        ),
    ),
    _LINE_SETTLEMENT,
    into="lines",
    many=True,
)
