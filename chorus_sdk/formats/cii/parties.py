"""The parties of a Cross Industry Invoice, and where goods go (*parties*)."""

from __future__ import annotations

from chorus_sdk._xml import Element
from chorus_sdk.formats.binding.table import (
    Attribute,
    Context,
    Row,
    Test,
    group,
    has_no_scheme,
    has_scheme,
    is_first,
    leaf,
)
from chorus_sdk.formats.cii.rows import RAM, SCHEME, address, identifier


def _registration(scheme: str) -> Test:
    def test(element: Element, _: Context) -> bool:
        identifier = element.find(f"{{{RAM}}}ID")
        return identifier is not None and identifier.get("schemeID") == scheme

    return test


def _contacts(part: str = "") -> tuple[Row, Row]:
    """The contact of EN 16931, and the further ones of EXTENDED."""
    rows = (
        leaf("ram:PersonName", "name"),
        leaf("ram:DepartmentName", "department"),
        leaf("ram:TypeCode", "type_code"),
        group("ram:TelephoneUniversalCommunication", leaf("ram:CompleteNumber", "telephone")),
        group("ram:FaxUniversalCommunication", leaf("ram:CompleteNumber", "fax")),
        group("ram:EmailURIUniversalCommunication", leaf("ram:URIID", "email")),
    )
    tag, others = "ram:DefinedTradeContact", f"{part}further_contacts"
    return (
        group(tag, *rows, into=f"{part}contact", when=is_first, keep_for=others),
        group(tag, *rows, into=others, many=True),
    )


def _tax_registration(path: str, scheme: str) -> Row:
    return group(
        "ram:SpecifiedTaxRegistration",
        leaf("ram:ID", path, Attribute(name="schemeID", expected=scheme)),
        when=_registration(scheme),
    )


def _organization(part: str = "") -> Row:
    return group(
        "ram:SpecifiedLegalOrganization",
        identifier("ram:ID", f"{part}legal_registration"),
        leaf("ram:TradingBusinessName", f"{part}trading_name"),
        address(f"{part}legal_address"),
    )


def _communication(part: str = "") -> Row:
    return group(
        "ram:URIUniversalCommunication", identifier("ram:URIID", f"{part}electronic_address")
    )


def _tax_registrations(part: str = "") -> tuple[Row, Row]:
    return (
        _tax_registration(f"{part}vat_identifier", "VA"),
        _tax_registration(f"{part}tax_registration", "FC"),
    )


def party(tag: str, into: str) -> Row:
    """A party in any role: all roles have the same places."""
    return group(
        tag,
        leaf("ram:ID", "value", SCHEME, holds=has_no_scheme, into="identifiers", many=True),
        leaf("ram:GlobalID", "value", SCHEME, holds=has_scheme, into="identifiers", many=True),
        leaf("ram:Name", "name"),
        leaf("ram:RoleCode", "role_code"),
        leaf("ram:Description", "legal_information"),
        _organization(),
        *_contacts(),
        address("address"),
        _communication(),
        *_tax_registrations(),
        into=into,
    )


_RECIPIENT = "delivery.recipient."

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
    leaf("ram:RoleCode", f"{_RECIPIENT}role_code"),
    leaf("ram:Description", f"{_RECIPIENT}legal_information"),
    _organization(_RECIPIENT),
    *_contacts(_RECIPIENT),
    address("delivery.address"),
    _communication(_RECIPIENT),
    *_tax_registrations(_RECIPIENT),
)
