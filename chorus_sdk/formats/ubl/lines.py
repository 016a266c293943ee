"""The lines of a UBL document (*lignes*)."""

from __future__ import annotations

from chorus_sdk.formats.binding.table import (
    Attribute,
    Row,
    constant,
    group,
    leaf,
)
from chorus_sdk.formats.binding.values import NUMBER
from chorus_sdk.formats.ubl.rows import FALSE, VAT_SCHEME, allowance, amount, child, day, identifier

_ITEM = group(
    "cac:Item",
    leaf("cbc:Description", "item.description"),
    leaf("cbc:Name", "item.name"),
    group("cac:BuyersItemIdentification", leaf("cbc:ID", "item.buyer_identifier")),
    group("cac:SellersItemIdentification", leaf("cbc:ID", "item.seller_identifier")),
    group("cac:StandardItemIdentification", identifier("cbc:ID", "item.standard_identifier")),
    group("cac:OriginCountry", leaf("cbc:IdentificationCode", "item.origin_country")),
    group(
        "cac:CommodityClassification",
        leaf(
            "cbc:ItemClassificationCode",
            "code",
            Attribute(name="listID", path="list_id"),
            Attribute(name="listVersionID", path="list_version"),
        ),
        into="item.classifications",
        many=True,
    ),
    group(
        "cac:ClassifiedTaxCategory",
        leaf("cbc:ID", "category"),
        leaf("cbc:Percent", "rate", value=NUMBER),
        VAT_SCHEME,
        into="vat",
    ),
    group(
        "cac:AdditionalItemProperty",
        leaf("cbc:Name", "name"),
        leaf("cbc:Value", "value"),
        into="item.attributes",
        many=True,
    ),
)

_PRICE = group(
    "cac:Price",
    amount("cbc:PriceAmount", "net"),
    leaf(
        "cbc:BaseQuantity",
        "base_quantity",
        Attribute(name="unitCode", path="base_unit"),
        value=NUMBER,
    ),
    group(
        "cac:AllowanceCharge",
        constant("cbc:ChargeIndicator", "false", "0"),
        amount("cbc:Amount", "discount", fill="0"),
        amount("cbc:BaseAmount", "gross"),
        when=FALSE,
    ),
    into="price",
)


def line(*, credit_note: bool) -> Row:
    """A line: Invoice and CreditNote differ in two names."""
    allowances = (
        allowance(charge=False, into="allowances", header=False),
        allowance(charge=True, into="charges", header=False),
    )
    return group(
        "cac:CreditNoteLine" if credit_note else "cac:InvoiceLine",
        leaf("cbc:ID", "identifier"),
        leaf("cbc:Note", "note"),
        leaf(
            "cbc:CreditedQuantity" if credit_note else "cbc:InvoicedQuantity",
            "quantity",
            Attribute(name="unitCode", path="unit"),
            value=NUMBER,
        ),
        amount("cbc:LineExtensionAmount", "net_amount"),
        leaf("cbc:AccountingCost", "accounting_reference"),
        group(
            "cac:InvoicePeriod",
            day("cbc:StartDate", "start"),
            day("cbc:EndDate", "end"),
            into="period",
        ),
        group("cac:OrderLineReference", leaf("cbc:LineID", "order_line")),
        group(
            "cac:DocumentReference",
            identifier("cbc:ID", "object_identifier"),
            constant("cbc:DocumentTypeCode", "130"),
            when=child("cbc:DocumentTypeCode", "130"),
        ),
        *allowances,
        _ITEM,
        _PRICE,
        into="lines",
        many=True,
    )
