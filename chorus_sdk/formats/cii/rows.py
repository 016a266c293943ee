"""The rows that CII repeats in many places: amounts, days, addresses, allowances."""

from __future__ import annotations

from typing import Final

from chorus_sdk._xml import Element
from chorus_sdk.formats.binding.table import (
    Attribute,
    Context,
    Row,
    Test,
    constant,
    group,
    leaf,
)
from chorus_sdk.formats.binding.values import COMPACT_DAY, NUMBER, mapped
from chorus_sdk.invoice.model import Invoice

RSM: Final = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"

RAM: Final = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"

UDT: Final = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"

QDT: Final = "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"


def type_code(*expected: str) -> Test:
    """Claim a document reference by its type code."""
    name = f"{{{RAM}}}TypeCode"

    def test(element: Element, _: Context) -> bool:
        return (element.findtext(name) or "").strip() in expected

    return test


def indicator(*expected: str) -> Test:
    """Claim an allowance or charge by its indicator."""
    name = f"{{{RAM}}}ChargeIndicator/{{{UDT}}}Indicator"

    def test(element: Element, _: Context) -> bool:
        return (element.findtext(name) or "").strip().lower() in expected

    return test


POINT_CODES: Final = mapped(
    {"5": "3", "29": "35", "72": "432"}, "a code of UNTDID 2005, where CII has 2475"
)


def has_accounting_currency(invoice: Invoice, _: object) -> bool:
    """Tell whether VAT is stated in a second currency (BT-6)."""
    return invoice.vat_currency not in (None, invoice.currency)


def is_accounting_total(element: Element, context: Context) -> bool:
    """Claim a VAT total by its currency: that of BT-6."""
    invoice_currency, vat_currency = context.currencies
    currency = element.get("currencyID")
    return currency is not None and currency == vat_currency != invoice_currency


def vat_totals(path: str) -> tuple[Row, Row]:
    """The VAT in the invoice currency, and in that of accounting."""
    return (
        leaf(
            "ram:TaxTotalAmount",
            path,
            Attribute(name="currencyID", currency=0, binding=True),
            value=NUMBER,
            when=lambda element, context: not is_accounting_total(element, context),
        ),
        leaf(
            "ram:TaxTotalAmount",
            f"{path}_in_accounting_currency",
            Attribute(name="currencyID", currency=1, binding=True),
            value=NUMBER,
            when=is_accounting_total,
            only=has_accounting_currency,
        ),
    )


CURRENCY = Attribute(name="currencyID", currency=0, implied=True)
"""Only VAT totals name their currency in Factur-X; elsewhere it is that of the invoice."""

SCHEME = Attribute(name="schemeID", path="scheme")


def amount(tag: str, path: str, **more: object) -> Row:
    """An amount; its currency, if said, is that of the invoice."""
    return leaf(tag, path, CURRENCY, value=NUMBER, **more)


def number(tag: str, path: str) -> Row:
    """A percentage or another bare number."""
    return leaf(tag, path, value=NUMBER)


def day(tag: str, path: str, inner: str = "udt:DateTimeString", **more: object) -> Row:
    """A day: the text stands one element deeper and names its format."""
    return group(
        tag,
        leaf(inner, path, Attribute(name="format", expected="102"), value=COMPACT_DAY, **more),
    )


def identifier(tag: str, path: str) -> Row:
    """An identifier with its scheme."""
    return leaf(tag, f"{path}.value", Attribute(name="schemeID", path=f"{path}.scheme"))


def measured(tag: str, path: str, unit: str) -> Row:
    """A quantity or measure with its unit."""
    return leaf(tag, path, Attribute(name="unitCode", path=unit), value=NUMBER)


def issued(path: str) -> Row:
    """The day of another document."""
    return day("ram:FormattedIssueDateTime", path, "qdt:DateTimeString")


def period(tag: str, into: str) -> Row:
    """A span of days."""
    return group(
        tag,
        leaf("ram:Description", "description"),
        day("ram:StartDateTime", "start"),
        day("ram:EndDateTime", "end"),
        into=into,
    )


def address(into: str) -> Row:
    """A postal address."""
    return group(
        "ram:PostalTradeAddress",
        leaf("ram:PostcodeCode", "post_code"),
        leaf("ram:LineOne", "line1"),
        leaf("ram:LineTwo", "line2"),
        leaf("ram:LineThree", "line3"),
        leaf("ram:CityName", "city"),
        leaf("ram:CountryID", "country"),
        leaf("ram:CountrySubDivisionName", "subdivision"),
        into=into,
    )


def vat(tag: str, into: str) -> Row:
    """The VAT that is part of an advance, of a service charge or of a price."""
    return group(
        tag,
        amount("ram:CalculatedAmount", "tax_amount"),
        constant("ram:TypeCode", "VAT"),
        leaf("ram:ExemptionReason", "exemption_reason"),
        amount("ram:BasisAmount", "taxable_amount"),
        leaf("ram:CategoryCode", "category"),
        leaf("ram:ExemptionReasonCode", "exemption_reason_code"),
        number("ram:RateApplicablePercent", "rate"),
        into=into,
        many=True,
    )


_ALLOWANCE_VAT = group(
    "ram:CategoryTradeTax",
    constant("ram:TypeCode", "VAT"),
    leaf("ram:ExemptionReason", "exemption_reason"),
    leaf("ram:CategoryCode", "vat_category"),
    leaf("ram:ExemptionReasonCode", "exemption_reason_code"),
    number("ram:RateApplicablePercent", "vat_rate"),
)


def allowance(into: str, *, charge: bool, tag: str = "ram:SpecifiedTradeAllowanceCharge") -> Row:
    """An allowance or charge, of the header, a line or a price."""
    texts = ("true", "1") if charge else ("false", "0")
    return group(
        tag,
        group("ram:ChargeIndicator", constant("udt:Indicator", *texts)),
        number("ram:SequenceNumeric", "sequence"),
        number("ram:CalculationPercent", "percentage"),
        amount("ram:BasisAmount", "base_amount"),
        measured("ram:BasisQuantity", "base_quantity", "base_unit"),
        amount("ram:ActualAmount", "amount"),
        leaf("ram:ReasonCode", "reason_code"),
        leaf("ram:Reason", "reason"),
        _ALLOWANCE_VAT,
        into=into,
        many=True,
        when=indicator(*texts),
    )


def note(code: str, text: str, subject: str, **more: object) -> Row:
    """A note; where it has a subject alone, the schemas want its text all the same."""

    def filler(part: object) -> str | None:
        return None if getattr(part, code, None) else ""

    return group(
        "ram:IncludedNote",
        leaf("ram:ContentCode", code),
        leaf("ram:Content", text, fill=filler),
        leaf("ram:SubjectCode", subject),
        **more,
    )


DELIVERY_TERMS = group(
    "ram:ApplicableTradeDeliveryTerms",
    leaf("ram:DeliveryTypeCode", "code"),
    group(
        "ram:RelevantTradeLocation",
        leaf("ram:CountryID", "country"),
        leaf("ram:Name", "location"),
    ),
    into="delivery_terms",
)
