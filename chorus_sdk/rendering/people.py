"""Parties, addresses and places, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from chorus_sdk.invoice.codes import COUNTRY, IDENTIFIER_SCHEME
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.parties import Address, Contact, Delivery, Party
from chorus_sdk.rendering.remainder import remainder
from chorus_sdk.rendering.sheet import Box
from chorus_sdk.rendering.words import Words

ROLES = (
    "payee",
    "tax_representative",
    "sales_agent",
    "buyer_agent",
    "invoicer",
    "invoicee",
    "payer",
    "buyer_tax_representative",
    "product_end_user",
    "ultimate_delivery",
    "ship_from",
)
"""The fields of an invoice that hold a party, beside seller and buyer."""
_SHOWN = frozenset(
    [
        "name",
        "trading_name",
        "identifiers",
        "legal_registration",
        "vat_identifier",
        "tax_registration",
        "legal_information",
        "electronic_address",
        "address",
        "contact",
        "further_contacts",
    ]
)


def boxes(invoice: Invoice, words: Words) -> Iterator[Box]:
    """Yield who takes part and where things went."""
    yield Box(title=words["seller"], lines=tuple(party(invoice.seller, words)))
    yield Box(title=words["buyer"], lines=tuple(party(invoice.buyer, words)))
    for role in ROLES:
        other = getattr(invoice, role)
        if isinstance(other, Party):
            yield Box(title=words[role], lines=tuple(party(other, words)))
    first = (invoice.delivery,) if invoice.delivery else ()
    for place in (*first, *invoice.further_deliveries):
        yield Box(title=words["delivery"], lines=tuple(delivery(place, words)))


def party(one: Party, words: Words) -> Iterator[str]:
    """Yield the lines of a party."""
    yield from (text for text in (one.name, one.trading_name) if text)
    yield from address(one.address, words)
    for key, number in (
        ("legal", one.legal_registration),
        *(("identifier", identifier) for identifier in one.identifiers),
    ):
        if number is not None and number.value:
            yield words.pair(_scheme(number, words) or words[key], number.value)
    for key, text in (("vat", one.vat_identifier), ("tax", one.tax_registration)):
        if text:
            yield words.labelled(key, text)
    electronic = one.electronic_address
    if electronic is not None and electronic.value:
        scheme = f" ({electronic.scheme})" if electronic.scheme else ""
        yield words.labelled("address", f"{electronic.value}{scheme}")
    for contact in (one.contact, *one.further_contacts):
        if text := _contact(contact, words):
            yield words.labelled("contact", text)
    if one.legal_information:
        yield one.legal_information
    yield from (words.pair(label, text) for label, text in remainder(one, _SHOWN, words))


def address(one: Address | None, words: Words) -> Iterator[str]:
    """Yield the lines of an address, its country in words."""
    if one is None:
        return
    town = " ".join(part for part in (one.post_code, one.city) if part)
    country = words.meaning(COUNTRY, one.country)
    last = ", ".join(part for part in (one.subdivision, country) if part)
    yield from (text for text in (one.line1, one.line2, one.line3, town, last) if text)


def delivery(one: Delivery, words: Words) -> Iterator[str]:
    """Yield the lines of a delivery: day, recipient, place."""
    if one.date is not None:
        yield words.day(one.date)
    if one.name:
        yield one.name
    if one.location is not None and one.location.value:
        label = _scheme(one.location, words) or words["identifier"]
        yield words.pair(label, one.location.value)
    yield from address(one.address, words)
    if one.recipient is not None:
        yield from party(one.recipient, words)


def _contact(one: Contact | None, words: Words) -> str:
    if one is None:
        return ""
    parts = (
        one.name,
        one.department,
        one.telephone,
        one.fax and words.pair("Fax", one.fax),
        one.email,
        one.identifier,
        one.type_code,
    )
    return ", ".join(part for part in parts if part)


def _scheme(identifier: Identifier, words: Words) -> str:
    """Return the name of an identifier's scheme, or nothing."""
    if identifier.scheme is None:
        return ""
    known = IDENTIFIER_SCHEME[identifier.scheme]
    return known.label(words.language) if known.is_known else f"ID {identifier.scheme}"
