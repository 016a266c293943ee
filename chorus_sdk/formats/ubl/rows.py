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
    first_where,
    group,
    is_filler,
    leaf,
)
from chorus_sdk.formats.binding.values import BASE64, DAY, NUMBER, reserved

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

VAT = child("cac:TaxScheme/cbc:ID", "VAT", "TVA")
"""A tax scheme that is VAT; the historic files of Chorus Pro say so in French."""

CURRENCY = Attribute(name="currencyID", currency=0)

SCHEME = Attribute(name="schemeID", path="scheme")

CODE = Attribute(name="schemeID", technical=True)
"""It names the code list of a VAT category or tax scheme, which EN 16931 has fixed."""

VAT_SCHEME = group("cac:TaxScheme", constant("cbc:ID", "VAT", "TVA", attributes=(CODE,)))

FILLER: Final = "NA"
"""What Peppol writes where the schema wants a number and there is none."""


def amount(tag: str, path: str, **more: object) -> Row:
    """An amount in the invoice currency."""
    return leaf(tag, path, CURRENCY, value=NUMBER, **more)


def day(tag: str, path: str) -> Row:
    """A day."""
    return leaf(tag, path, value=DAY)


def identifier(tag: str, path: str) -> Row:
    """An identifier with its scheme."""
    return leaf(tag, f"{path}.value", Attribute(name="schemeID", path=f"{path}.scheme"))


def measured(tag: str, path: str, unit: str) -> Row:
    """A quantity or measure with its unit."""
    return leaf(tag, path, Attribute(name="unitCode", path=unit), value=NUMBER)


def reference(tag: str, path: str, *more: Row) -> Row:
    """The number and the day of another document, whose names begin alike."""
    return group(tag, leaf("cbc:ID", path), day("cbc:IssueDate", f"{path}_date"), *more)


def filled(tag: str, path: str) -> tuple[Row, Row]:
    """A number that the schema wants: the filler beside something else says nothing."""
    return (
        constant(tag, FILLER, when=is_filler(FILLER), echo=True),
        leaf(tag, path, fill=FILLER),
    )


_IS_OBJECT = child("cbc:DocumentTypeCode", "130")


def objects(tag: str, first: str, others: str) -> tuple[Row, Row]:
    """The objects that are invoiced (BT-18, BT-128)."""
    constant_type = constant("cbc:DocumentTypeCode", "130")
    return (
        group(
            tag,
            identifier("cbc:ID", first),
            constant_type,
            when=first_where(_IS_OBJECT),
            keep_for=others,
        ),
        group(
            tag,
            leaf("cbc:ID", "value", SCHEME),
            constant_type,
            into=others,
            many=True,
            when=_IS_OBJECT,
        ),
    )


def documents(tag: str, *reserved_types: str) -> Row:
    """Supporting documents; the types that stand for something else are told apart before."""
    return group(
        tag,
        leaf("cbc:ID", "reference", Attribute(name="schemeID", path="reference_type")),
        day("cbc:IssueDate", "issue_date"),
        leaf("cbc:DocumentTypeCode", "type_code", value=reserved(*reserved_types), void="916"),
        leaf("cbc:DocumentDescription", "description"),
        group(
            "cac:Attachment",
            leaf(
                "cbc:EmbeddedDocumentBinaryObject",
                "attachment.content",
                Attribute(name="mimeCode", path="attachment.mime_code"),
                Attribute(name="filename", path="attachment.file_name"),
                value=BASE64,
            ),
            group(
                "cac:ExternalReference",
                leaf("cbc:URI", "location"),
                leaf("cbc:MimeCode", "external_mime"),
                leaf("cbc:FileName", "external_name"),
            ),
        ),
        into="supporting_documents",
        many=True,
    )


DELIVERY_TERMS = group(
    "cac:DeliveryTerms",
    leaf("cbc:ID", "code"),
    group(
        "cac:DeliveryLocation",
        leaf("cbc:Name", "location"),
        group("cac:Address", group("cac:Country", leaf("cbc:IdentificationCode", "country"))),
    ),
    into="delivery_terms",
)


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


def allowance(into: str, *, charge: bool) -> Row:
    """An allowance or charge, of the header, a line or a price."""
    return group(
        "cac:AllowanceCharge",
        constant("cbc:ChargeIndicator", *(("true", "1") if charge else ("false", "0"))),
        leaf("cbc:AllowanceChargeReasonCode", "reason_code"),
        leaf("cbc:AllowanceChargeReason", "reason"),
        leaf("cbc:MultiplierFactorNumeric", "percentage", value=NUMBER),
        leaf("cbc:SequenceNumeric", "sequence", value=NUMBER),
        amount("cbc:Amount", "amount"),
        amount("cbc:BaseAmount", "base_amount"),
        group(
            "cac:TaxCategory",
            leaf("cbc:ID", "vat_category", CODE),
            leaf("cbc:Percent", "vat_rate", value=NUMBER),
            leaf("cbc:TaxExemptionReasonCode", "exemption_reason_code"),
            leaf("cbc:TaxExemptionReason", "exemption_reason"),
            VAT_SCHEME,
        ),
        into=into,
        many=True,
        when=TRUE if charge else FALSE,
    )
