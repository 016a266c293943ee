"""The rows that UBL repeats in many places: amounts, days, addresses, allowances."""

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
from chorus_sdk.formats.binding.values import DAY, NUMBER

CBC: Final = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"

CAC: Final = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"


def clark(tag: str) -> str:
    """Return a prefixed name as lxml writes it."""
    prefix, _, local = tag.partition(":")
    return f"{{{CBC if prefix == 'cbc' else CAC}}}{local}"


def child(path: str, *expected: str) -> Test:
    """Claim an element by the text of one below it."""
    name = "/".join(clark(step) for step in path.split("/"))

    def test(element: Element, _: Context) -> bool:
        return (element.findtext(name) or "").strip().upper() in expected

    return test


FALSE = child("cbc:ChargeIndicator", "FALSE", "0")

TRUE = child("cbc:ChargeIndicator", "TRUE", "1")

VAT = child("cac:TaxScheme/cbc:ID", "VAT")

CURRENCY = Attribute(name="currencyID", currency=0)

SCHEME = Attribute(name="schemeID", path="scheme")

VAT_SCHEME = group("cac:TaxScheme", constant("cbc:ID", "VAT"))


def amount(tag: str, path: str, **more: object) -> Row:
    """An amount in the invoice currency."""
    return leaf(tag, path, CURRENCY, value=NUMBER, **more)


def day(tag: str, path: str) -> Row:
    """A day."""
    return leaf(tag, path, value=DAY)


def identifier(tag: str, path: str) -> Row:
    """An identifier with its scheme."""
    return leaf(tag, f"{path}.value", Attribute(name="schemeID", path=f"{path}.scheme"))


def reference(tag: str, path: str) -> Row:
    """The number of another document."""
    return group(tag, leaf("cbc:ID", path))


def address(tag: str, into: str) -> Row:
    """A postal address."""
    return group(
        tag,
        leaf("cbc:StreetName", "line1"),
        leaf("cbc:AdditionalStreetName", "line2"),
        leaf("cbc:CityName", "city"),
        leaf("cbc:PostalZone", "post_code"),
        leaf("cbc:CountrySubentity", "subdivision"),
        group("cac:AddressLine", leaf("cbc:Line", "line3")),
        group("cac:Country", leaf("cbc:IdentificationCode", "country")),
        into=into,
    )


def allowance(*, charge: bool, into: str, header: bool) -> Row:
    """An allowance or charge; only those of the header name their VAT."""
    category = group(
        "cac:TaxCategory",
        leaf("cbc:ID", "vat_category"),
        leaf("cbc:Percent", "vat_rate", value=NUMBER),
        VAT_SCHEME,
    )
    return group(
        "cac:AllowanceCharge",
        constant("cbc:ChargeIndicator", *(("true", "1") if charge else ("false", "0"))),
        leaf("cbc:AllowanceChargeReasonCode", "reason_code"),
        leaf("cbc:AllowanceChargeReason", "reason"),
        leaf("cbc:MultiplierFactorNumeric", "percentage", value=NUMBER),
        amount("cbc:Amount", "amount"),
        amount("cbc:BaseAmount", "base_amount"),
        *((category,) if header else ()),
        into=into,
        many=True,
        when=TRUE if charge else FALSE,
    )
