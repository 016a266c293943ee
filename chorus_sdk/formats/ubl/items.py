"""The item and the price of a line in a UBL document (*article, prix*)."""

from __future__ import annotations

from chorus_sdk.formats.binding.table import Attribute, constant, first_where, group, leaf
from chorus_sdk.formats.binding.values import NUMBER
from chorus_sdk.formats.ubl.parties import party
from chorus_sdk.formats.ubl.rows import (
    CODE,
    FALSE,
    VAT_SCHEME,
    allowance,
    amount,
    identifier,
    measured,
)

_CLASSIFICATION = group(
    "cac:CommodityClassification",
    leaf(
        "cbc:ItemClassificationCode",
        "code",
        Attribute(name="listID", path="list_id"),
        Attribute(name="listVersionID", path="list_version"),
        Attribute(name="name", path="name"),
    ),
    into="item.classifications",
    many=True,
)

_VAT = group(
    "cac:ClassifiedTaxCategory",
    leaf("cbc:ID", "vat.category", CODE),
    leaf("cbc:Percent", "vat.rate", value=NUMBER),
    leaf("cbc:TaxExemptionReasonCode", "vat.exemption_reason_code"),
    leaf("cbc:TaxExemptionReason", "vat.exemption_reason"),
    VAT_SCHEME,
)

_ATTRIBUTE = group(
    "cac:AdditionalItemProperty",
    leaf("cbc:Name", "name"),
    leaf("cbc:NameCode", "code"),
    leaf("cbc:Value", "value"),
    measured("cbc:ValueQuantity", "measure", "measure_unit"),
    into="item.attributes",
    many=True,
)

_INSTANCE = group(
    "cac:ItemInstance",
    leaf("cbc:SerialID", "serial_number"),
    group("cac:LotIdentification", leaf("cbc:LotNumberID", "batch")),
    into="item.instances",
    many=True,
)

ITEM = group(
    "cac:Item",
    leaf("cbc:Description", "item.description"),
    leaf("cbc:Name", "item.name"),
    leaf("cbc:BrandName", "item.brand"),
    leaf("cbc:ModelName", "item.model"),
    group("cac:BuyersItemIdentification", leaf("cbc:ID", "item.buyer_identifier")),
    group("cac:SellersItemIdentification", leaf("cbc:ID", "item.seller_identifier")),
    group("cac:StandardItemIdentification", identifier("cbc:ID", "item.standard_identifier")),
    group("cac:OriginCountry", leaf("cbc:IdentificationCode", "item.origin_country")),
    _CLASSIFICATION,
    _VAT,
    _ATTRIBUTE,
    party("cac:ManufacturerParty", "seller"),
    _INSTANCE,
)

_DISCOUNT = group(
    "cac:AllowanceCharge",
    constant("cbc:ChargeIndicator", "false", "0"),
    leaf("cbc:AllowanceChargeReasonCode", "discount_reason_code"),
    leaf("cbc:AllowanceChargeReason", "discount_reason"),
    leaf("cbc:MultiplierFactorNumeric", "discount_percentage", value=NUMBER),
    amount("cbc:Amount", "discount", fill="0"),
    amount("cbc:BaseAmount", "gross"),
    when=first_where(FALSE),
    keep_for="further_discounts",
)

PRICE = group(
    "cac:Price",
    amount("cbc:PriceAmount", "net"),
    measured("cbc:BaseQuantity", "base_quantity", "base_unit"),
    _DISCOUNT,
    allowance("further_discounts", charge=False),
    allowance("charges", charge=True),
    into="price",
)
