"""The item of a line in a Cross Industry Invoice (*article*)."""

from __future__ import annotations

from chorus_sdk.formats.binding.table import Attribute, group, leaf
from chorus_sdk.formats.cii.parties import party
from chorus_sdk.formats.cii.rows import SCHEME, identifier, measured

_CHARACTERISTIC = group(
    "ram:ApplicableProductCharacteristic",
    leaf("ram:TypeCode", "code"),
    leaf("ram:Description", "name"),
    measured("ram:ValueMeasure", "measure", "measure_unit"),
    leaf("ram:Value", "value"),
    into="attributes",
    many=True,
)

_CLASSIFICATION = group(
    "ram:DesignatedProductClassification",
    leaf(
        "ram:ClassCode",
        "code",
        Attribute(name="listID", path="list_id"),
        Attribute(name="listVersionID", path="list_version"),
    ),
    leaf("ram:ClassName", "name"),
    into="classifications",
    many=True,
)

_INSTANCE = group(
    "ram:IndividualTradeProductInstance",
    leaf("ram:BatchID", "batch"),
    leaf("ram:SupplierAssignedSerialID", "serial_number"),
    into="instances",
    many=True,
)

_INCLUDED = group(
    "ram:IncludedReferencedProduct",
    leaf("ram:ID", "identifier"),
    leaf("ram:GlobalID", "value", SCHEME, into="standard_identifiers", many=True),
    leaf("ram:SellerAssignedID", "seller_identifier"),
    leaf("ram:BuyerAssignedID", "buyer_identifier"),
    leaf("ram:IndustryAssignedID", "industry_identifier"),
    leaf("ram:Name", "name"),
    leaf("ram:Description", "description"),
    measured("ram:UnitQuantity", "quantity", "unit"),
    into="included",
    many=True,
)

PRODUCT = group(
    "ram:SpecifiedTradeProduct",
    leaf("ram:ID", "identifier"),
    identifier("ram:GlobalID", "standard_identifier"),
    leaf("ram:SellerAssignedID", "seller_identifier"),
    leaf("ram:BuyerAssignedID", "buyer_identifier"),
    leaf("ram:IndustryAssignedID", "industry_identifier"),
    leaf("ram:ModelID", "model_identifier"),
    leaf("ram:Name", "name"),
    leaf("ram:Description", "description"),
    leaf("ram:BatchID", ".", into="batches", many=True),
    leaf("ram:BrandName", "brand"),
    leaf("ram:ModelName", "model"),
    _CHARACTERISTIC,
    _CLASSIFICATION,
    _INSTANCE,
    group("ram:OriginTradeCountry", leaf("ram:ID", "origin_country")),
    party("ram:ManufacturerTradeParty", "manufacturer"),
    _INCLUDED,
    into="item",
)
