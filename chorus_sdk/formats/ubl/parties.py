"""The parties of a UBL document, and where goods go (*parties*)."""

from __future__ import annotations

from chorus_sdk._xml import Element
from chorus_sdk.formats.binding.table import (
    Attribute,
    Context,
    Row,
    group,
    is_first,
    leaf,
)
from chorus_sdk.formats.ubl.rows import SCHEME, VAT, VAT_SCHEME, address, clark, day, identifier
from chorus_sdk.invoice.model import Invoice


def _is_sepa(element: Element, _: Context) -> bool:
    identifier = element.find(clark("cbc:ID"))
    return identifier is not None and identifier.get("schemeID") == "SEPA"


def _seller_is_creditor(invoice: Invoice, _: object) -> bool:
    return invoice.payee is None


def _payee_is_creditor(invoice: Invoice, _: object) -> bool:
    return invoice.payee is not None


_IDENTIFIERS = group(
    "cac:PartyIdentification",
    leaf("cbc:ID", "value", SCHEME, Attribute(name="schemeName", path="scheme_name")),
    into="identifiers",
    many=True,
)


def _registrations(part: str = "") -> tuple[Row, Row]:
    """VAT and another tax registration; the scheme of the second is FC where none is said."""
    return (
        group(
            "cac:PartyTaxScheme",
            leaf("cbc:CompanyID", f"{part}vat_identifier"),
            VAT_SCHEME,
            when=VAT,
        ),
        group(
            "cac:PartyTaxScheme",
            leaf("cbc:CompanyID", f"{part}tax_registration"),
            group(
                "cac:TaxScheme",
                leaf("cbc:ID", f"{part}tax_registration_scheme", fill="FC", void="FC"),
            ),
        ),
    )


def _contact(part: str = "") -> Row:
    return group(
        "cac:Contact",
        leaf("cbc:ID", "identifier"),
        leaf("cbc:Name", "name", or_else="department"),
        leaf("cbc:Telephone", "telephone"),
        leaf("cbc:Telefax", "fax"),
        leaf("cbc:ElectronicMail", "email"),
        into=f"{part}contact",
    )


def _head(part: str = "") -> tuple[Row, Row]:
    return (
        identifier("cbc:EndpointID", f"{part}electronic_address"),
        leaf("cbc:IndustryClassificationCode", f"{part}role_code"),
    )


def creditor(*, payee: bool) -> Row:
    """The SEPA creditor identifier (BT-90): the payee's where there is one, else the seller's."""
    return group(
        "cac:PartyIdentification",
        leaf(
            "cbc:ID",
            "/payment.direct_debit.creditor",
            Attribute(name="schemeID", expected="SEPA"),
            only=_payee_is_creditor if payee else _seller_is_creditor,
        ),
        when=_is_sepa,
    )


_PARTY = (
    group("cac:PartyName", leaf("cbc:Name", "trading_name")),
    address("cac:PostalAddress", "address"),
    *_registrations(),
    group(
        "cac:PartyLegalEntity",
        leaf("cbc:RegistrationName", "name"),
        identifier("cbc:CompanyID", "legal_registration"),
        leaf("cbc:CompanyLegalForm", "legal_information"),
        address("cac:RegistrationAddress", "legal_address"),
    ),
    _contact(),
)


def party(tag: str, into: str, *more: Row) -> Row:
    """A party with its own element, such as an agent or the seller of a line."""
    return group(tag, *_head(), _IDENTIFIERS, *_PARTY, *more, into=into)


def accounting_party(tag: str, into: str, *first: Row, agent: str, provider: str) -> Row:
    """The seller or the buyer, with their agent and who invoices or is invoiced for them."""
    return group(
        tag,
        group(
            "cac:Party",
            *_head(),
            *first,
            _IDENTIFIERS,
            *_PARTY,
            party("cac:AgentParty", agent),
            group("cac:ServiceProviderParty", party("cac:Party", provider)),
            into=into,
        ),
    )


def _named(*first: Row) -> tuple[Row, ...]:
    """Rows of a party whose name is the party name: the payee, the tax representative."""
    return (
        *_head(),
        *first,
        _IDENTIFIERS,
        group("cac:PartyName", leaf("cbc:Name", "name")),
        address("cac:PostalAddress", "address"),
        *_registrations(),
        group(
            "cac:PartyLegalEntity",
            leaf("cbc:RegistrationName", "name", echo=True),
            identifier("cbc:CompanyID", "legal_registration"),
            leaf("cbc:CompanyLegalForm", "legal_information"),
            address("cac:RegistrationAddress", "legal_address"),
        ),
        _contact(),
    )


PAYEE = group("cac:PayeeParty", *_named(creditor(payee=True)), into="payee")

TAX_REPRESENTATIVE = group("cac:TaxRepresentativeParty", *_named(), into="tax_representative")

_RECIPIENT = "recipient."

_DELIVERY = (
    day("cbc:ActualDeliveryDate", "date"),
    group(
        "cac:DeliveryLocation",
        identifier("cbc:ID", "location"),
        address("cac:Address", "address"),
    ),
    group(
        "cac:DeliveryParty",
        *_head(_RECIPIENT),
        _IDENTIFIERS._replace(into="recipient.identifiers"),
        group("cac:PartyName", leaf("cbc:Name", "name")),
        address("cac:PostalAddress", "recipient.address"),
        *_registrations(_RECIPIENT),
        group(
            "cac:PartyLegalEntity",
            leaf("cbc:RegistrationName", "name", echo=True),
            identifier("cbc:CompanyID", "recipient.legal_registration"),
            leaf("cbc:CompanyLegalForm", "recipient.legal_information"),
            address("cac:RegistrationAddress", "recipient.legal_address"),
        ),
        _contact(_RECIPIENT),
    ),
)

LINE_DELIVERY = group("cac:Delivery", *_DELIVERY, into="delivery")

DELIVERIES = (
    LINE_DELIVERY._replace(when=is_first, keep_for="further_deliveries"),
    group("cac:Delivery", *_DELIVERY, into="further_deliveries", many=True),
)
