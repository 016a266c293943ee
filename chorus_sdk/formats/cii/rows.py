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
from chorus_sdk.formats.binding.values import COMPACT_DAY, NUMBER
from chorus_sdk.invoice.identifiers import Identifier

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


def has_scheme(owner: object) -> bool:
    """Tell whether an identifier belongs in GlobalID."""
    return isinstance(owner, Identifier) and bool(owner.scheme)


def has_no_scheme(owner: object) -> bool:
    """Tell whether an identifier belongs in ID."""
    return not has_scheme(owner)


CURRENCY = Attribute(name="currencyID", currency=0)

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


def period(tag: str, into: str) -> Row:
    """A span of days."""
    return group(tag, day("ram:StartDateTime", "start"), day("ram:EndDateTime", "end"), into=into)


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


def allowance(*, charge: bool, into: str, header: bool) -> Row:
    """An allowance or charge; only those of the header name their VAT."""
    category = group(
        "ram:CategoryTradeTax",
        constant("ram:TypeCode", "VAT"),
        leaf("ram:CategoryCode", "vat_category"),
        number("ram:RateApplicablePercent", "vat_rate"),
    )
    texts = ("true", "1") if charge else ("false", "0")
    return group(
        "ram:SpecifiedTradeAllowanceCharge",
        group("ram:ChargeIndicator", constant("udt:Indicator", *texts)),
        number("ram:CalculationPercent", "percentage"),
        amount("ram:BasisAmount", "base_amount"),
        amount("ram:ActualAmount", "amount"),
        leaf("ram:ReasonCode", "reason_code"),
        leaf("ram:Reason", "reason"),
        *((category,) if header else ()),
        into=into,
        many=True,
        when=indicator(*texts),
    )


def reference(tag: str, path: str) -> Row:
    """The number of another document."""
    return group(tag, leaf("ram:IssuerAssignedID", path))


def object_reference(path: str) -> Row:
    """The object that is invoiced (BT-18, BT-128): its scheme is an element."""
    return group(
        "ram:AdditionalReferencedDocument",
        leaf("ram:IssuerAssignedID", f"{path}.value"),
        constant("ram:TypeCode", "130"),
        leaf("ram:ReferenceTypeCode", f"{path}.scheme"),
        when=type_code("130"),
    )
