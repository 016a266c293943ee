"""The lines of a Cross Industry Invoice (*lignes*)."""

from __future__ import annotations

from chorus_sdk.formats.binding.table import constant, first_where, group, is_first, leaf
from chorus_sdk.formats.binding.values import NUMBER
from chorus_sdk.formats.cii.items import PRODUCT
from chorus_sdk.formats.cii.parties import SHIP_TO, party
from chorus_sdk.formats.cii.references import (
    document,
    documents,
    objects,
    preceding_invoice,
    reference,
)
from chorus_sdk.formats.cii.rows import (
    DELIVERY_TERMS,
    POINT_CODES,
    allowance,
    amount,
    day,
    indicator,
    measured,
    note,
    number,
    period,
    vat,
    vat_totals,
)
from chorus_sdk.invoice.lines import Line, Price

_DOCUMENT = group(
    "ram:AssociatedDocumentLineDocument",
    leaf("ram:LineID", "identifier"),
    leaf("ram:ParentLineID", "parent"),
    leaf("ram:LineStatusCode", "status_code"),
    leaf("ram:LineStatusReasonCode", "kind"),
    note("note_code", "note", "note_subject", when=is_first, keep_for="further_notes"),
    note("code", "text", "subject", into="further_notes", many=True),
)

_BASE_QUANTITY = measured("ram:BasisQuantity", "price.base_quantity", "price.base_unit")


def _has_another_gross_quantity(price: object) -> bool:
    """Tell whether the gross price is for another quantity: else BT-149 would be read here."""
    if not isinstance(price, Price) or price.base_quantity is None:
        return False
    return price.gross_base_quantity not in (None, price.base_quantity)


_GROSS_BASE_QUANTITY = leaf(
    "ram:BasisQuantity",
    "price.gross_base_quantity",
    *measured("ram:BasisQuantity", "", "price.gross_base_unit").attributes,
    value=_BASE_QUANTITY.value,
    echo_of=_BASE_QUANTITY,
    holds=_has_another_gross_quantity,
)


def _gross_price(line: object) -> str | None:
    """Work out the gross price that the schema demands beside a discount: BT-146 + BT-147."""
    price = line.price if isinstance(line, Line) else None
    if price is None or price.net is None or price.discount is None:
        return None
    return NUMBER.encode(price.net + price.discount)


_APPLIED = "ram:AppliedTradeAllowanceCharge"

_DISCOUNT = group(
    _APPLIED,
    group("ram:ChargeIndicator", constant("udt:Indicator", "false", "0")),
    number("ram:CalculationPercent", "price.discount_percentage"),
    amount("ram:BasisAmount", "price.discount_base"),
    amount("ram:ActualAmount", "price.discount"),
    leaf("ram:ReasonCode", "price.discount_reason_code"),
    leaf("ram:Reason", "price.discount_reason"),
    when=first_where(indicator("false", "0")),
    keep_for="price.further_discounts",
)

_AGREEMENT = group(
    "ram:SpecifiedLineTradeAgreement",
    DELIVERY_TERMS,
    document("ram:SellerOrderReferencedDocument", "references.sales_order"),
    reference("ram:BuyerOrderReferencedDocument", "references.purchase_order", line="order_line"),
    document("ram:QuotationReferencedDocument", "references.quotation"),
    document("ram:ContractReferencedDocument", "references.contract"),
    documents(),
    group(
        "ram:GrossPriceProductTradePrice",
        amount("ram:ChargeAmount", "price.gross", fill=_gross_price),
        _GROSS_BASE_QUANTITY,
        _DISCOUNT,
        allowance("price.further_discounts", charge=False, tag=_APPLIED),
        allowance("price.charges", charge=True, tag=_APPLIED),
    ),
    group(
        "ram:NetPriceProductTradePrice",
        amount("ram:ChargeAmount", "price.net"),
        _BASE_QUANTITY,
        vat("ram:IncludedTradeTax", "price.included_vat"),
    ),
    party("ram:ItemSellerTradeParty", "seller"),
    document(
        "ram:UltimateCustomerOrderReferencedDocument", "references.customer_orders", many=True
    ),
)

_DELIVERY = group(
    "ram:SpecifiedLineTradeDelivery",
    measured("ram:BilledQuantity", "quantity", "unit"),
    measured("ram:ChargeFreeQuantity", "packaging.free_quantity", "packaging.free_unit"),
    measured("ram:PackageQuantity", "packaging.packages", "packaging.package_unit"),
    measured("ram:PerPackageUnitQuantity", "packaging.per_package", "packaging.per_package_unit"),
    SHIP_TO,
    party("ram:UltimateShipToTradeParty", "ultimate_delivery"),
    group("ram:ActualDeliverySupplyChainEvent", day("ram:OccurrenceDateTime", "delivery.date")),
    document("ram:DespatchAdviceReferencedDocument", "references.despatch_advice"),
    document("ram:ReceivingAdviceReferencedDocument", "references.receiving_advice"),
    document("ram:DeliveryNoteReferencedDocument", "references.delivery_note"),
)

_VAT = group(
    "ram:ApplicableTradeTax",
    amount("ram:CalculatedAmount", "amount"),
    constant("ram:TypeCode", "VAT"),
    leaf("ram:ExemptionReason", "exemption_reason"),
    leaf("ram:CategoryCode", "category"),
    leaf("ram:ExemptionReasonCode", "exemption_reason_code"),
    day("ram:TaxPointDate", "point_date", "udt:DateString"),
    leaf("ram:DueDateTypeCode", "point_code", value=POINT_CODES),
    number("ram:RateApplicablePercent", "rate"),
    into="vat",
)

_SUMMATION = group(
    "ram:SpecifiedTradeSettlementLineMonetarySummation",
    amount("ram:LineTotalAmount", "net_amount"),
    amount("ram:ChargeTotalAmount", "totals.charges"),
    amount("ram:AllowanceTotalAmount", "totals.allowances"),
    *vat_totals("totals.vat"),
    amount("ram:GrandTotalAmount", "totals.with_vat"),
    amount("ram:TotalAllowanceChargeAmount", "totals.adjustments"),
)

_ACCOUNT = "ram:ReceivableSpecifiedTradeAccountingAccount"

_SETTLEMENT = group(
    "ram:SpecifiedLineTradeSettlement",
    _VAT,
    period("ram:BillingSpecifiedPeriod", "period"),
    allowance("allowances", charge=False),
    allowance("charges", charge=True),
    _SUMMATION,
    preceding_invoice("ram:InvoiceReferencedDocument", "references.preceding_invoice"),
    *objects("object_identifier", "further_objects"),
    group(
        _ACCOUNT,
        leaf("ram:ID", "accounting_reference"),
        leaf("ram:TypeCode", "accounting_type"),
        when=is_first,
        keep_for="accounts",
    ),
    group(
        _ACCOUNT,
        leaf("ram:ID", "identifier"),
        leaf("ram:TypeCode", "type_code"),
        into="accounts",
        many=True,
    ),
)

LINE = group(
    "ram:IncludedSupplyChainTradeLineItem",
    _DOCUMENT,
    PRODUCT,
    _AGREEMENT,
    _DELIVERY,
    _SETTLEMENT,
    into="lines",
    many=True,
)
