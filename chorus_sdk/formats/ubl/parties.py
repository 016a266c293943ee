"""The parties of a UBL document, and where goods go (*parties*)."""

from __future__ import annotations

from chorus_sdk._xml import Element
from chorus_sdk.formats.binding.table import (
    Attribute,
    Context,
    Row,
    constant,
    group,
    leaf,
)
from chorus_sdk.formats.ubl.rows import SCHEME, VAT, VAT_SCHEME, address, clark, day, identifier
from chorus_sdk.invoice.model import Invoice


def _is_sepa(element: Element, _: Context) -> bool:
    identifier = element.find(clark("cbc:ID"))
    return identifier is not None and identifier.get("schemeID") == "SEPA"


def _seller_is_creditor(invoice: Invoice, _: object) -> bool:
    return invoice.payee is None


_IDENTIFIERS = group(
    "cac:PartyIdentification",
    leaf("cbc:ID", "value", SCHEME, Attribute(name="schemeName", path="scheme_name")),
    into="identifiers",
    many=True,
)

_VAT_REGISTRATION = group(
    "cac:PartyTaxScheme", leaf("cbc:CompanyID", "vat_identifier"), VAT_SCHEME, when=VAT
)


def creditor(*, payee: bool) -> Row:
    """The SEPA creditor identifier (BT-90): the payee's where there is one, else the seller's."""
    return group(
        "cac:PartyIdentification",
        leaf(
            "cbc:ID",
            "/payment.direct_debit.creditor",
            Attribute(name="schemeID", expected="SEPA"),
            only=None if payee else _seller_is_creditor,
        ),
        when=_is_sepa,
    )


def party(tag: str, into: str, *first: Row) -> Row:
    """The seller or the buyer."""
    return group(
        tag,
        group(
            "cac:Party",
            identifier("cbc:EndpointID", "electronic_address"),
            *first,
            _IDENTIFIERS,
            group("cac:PartyName", leaf("cbc:Name", "trading_name")),
            address("cac:PostalAddress", "address"),
            _VAT_REGISTRATION,
            group(
                "cac:PartyTaxScheme",
                leaf("cbc:CompanyID", "tax_registration"),
                group("cac:TaxScheme", constant("cbc:ID", "FC")),
            ),
            group(
                "cac:PartyLegalEntity",
                leaf("cbc:RegistrationName", "name"),
                identifier("cbc:CompanyID", "legal_registration"),
                leaf("cbc:CompanyLegalForm", "legal_information"),
            ),
            group(
                "cac:Contact",
                leaf("cbc:ID", "identifier"),
                leaf("cbc:Name", "name", or_else="department"),
                leaf("cbc:Telephone", "telephone"),
                leaf("cbc:ElectronicMail", "email"),
                into="contact",
            ),
            into=into,
        ),
    )


PAYEE = group(
    "cac:PayeeParty",
    creditor(payee=True),
    _IDENTIFIERS,
    group("cac:PartyName", leaf("cbc:Name", "name")),
    group("cac:PartyLegalEntity", identifier("cbc:CompanyID", "legal_registration")),
    into="payee",
)

TAX_REPRESENTATIVE = group(
    "cac:TaxRepresentativeParty",
    group("cac:PartyName", leaf("cbc:Name", "name")),
    address("cac:PostalAddress", "address"),
    _VAT_REGISTRATION,
    into="tax_representative",
)

DELIVERY = group(
    "cac:Delivery",
    day("cbc:ActualDeliveryDate", "date"),
    group(
        "cac:DeliveryLocation",
        identifier("cbc:ID", "location"),
        address("cac:Address", "address"),
    ),
    group("cac:DeliveryParty", group("cac:PartyName", leaf("cbc:Name", "name"))),
    into="delivery",
)
