"""The parties of a Cross Industry Invoice, and where goods go (*parties*)."""

from __future__ import annotations

from chorus_sdk._xml import Element
from chorus_sdk.formats.binding.table import (
    Attribute,
    Context,
    Row,
    Test,
    group,
    leaf,
)
from chorus_sdk.formats.cii.rows import RAM, SCHEME, address, has_no_scheme, has_scheme, identifier


def _registration(scheme: str) -> Test:
    def test(element: Element, _: Context) -> bool:
        identifier = element.find(f"{{{RAM}}}ID")
        return identifier is not None and identifier.get("schemeID") == scheme

    return test


_CONTACT = group(
    "ram:DefinedTradeContact",
    leaf("ram:PersonName", "name"),
    leaf("ram:DepartmentName", "department"),
    group("ram:TelephoneUniversalCommunication", leaf("ram:CompleteNumber", "telephone")),
    group("ram:EmailURIUniversalCommunication", leaf("ram:URIID", "email")),
    into="contact",
)


def _tax_registration(scheme: str, path: str) -> Row:
    return group(
        "ram:SpecifiedTaxRegistration",
        leaf("ram:ID", path, Attribute(name="schemeID", expected=scheme)),
        when=_registration(scheme),
    )


def party(tag: str, into: str) -> Row:
    """A party in any role: all roles have the same places."""
    return group(
        tag,
        leaf("ram:ID", "value", SCHEME, holds=has_no_scheme, into="identifiers", many=True),
        leaf("ram:GlobalID", "value", SCHEME, holds=has_scheme, into="identifiers", many=True),
        leaf("ram:Name", "name"),
        leaf("ram:Description", "legal_information"),
        group(
            "ram:SpecifiedLegalOrganization",
            identifier("ram:ID", "legal_registration"),
            leaf("ram:TradingBusinessName", "trading_name"),
        ),
        _CONTACT,
        address("address"),
        group("ram:URIUniversalCommunication", identifier("ram:URIID", "electronic_address")),
        _tax_registration("VA", "vat_identifier"),
        _tax_registration("FC", "tax_registration"),
        into=into,
    )


SHIP_TO = group(
    "ram:ShipToTradeParty",
    leaf(
        "ram:ID",
        "delivery.location.value",
        Attribute(name="schemeID", path="delivery.location.scheme"),
        holds=has_no_scheme,
    ),
    leaf(
        "ram:GlobalID",
        "delivery.location.value",
        Attribute(name="schemeID", path="delivery.location.scheme"),
        holds=has_scheme,
    ),
    leaf("ram:Name", "delivery.name"),
    address("delivery.address"),
)
