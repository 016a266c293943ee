"""Sellers and buyers from the numbers that name them."""

from __future__ import annotations

import re

from chorus_sdk.invoice.building.problems import problem, refuse
from chorus_sdk.invoice.codes import COUNTRY
from chorus_sdk.invoice.identifiers import (
    SCHEME_EU,
    SCHEME_OUTSIDE_EU,
    SCHEME_SIREN,
    SCHEME_SIRET,
    Identifier,
    Siret,
    VatNumber,
)
from chorus_sdk.invoice.parties import Address, Contact, Party

SCHEME_ADDRESS = "0225"
"""The French e-invoicing address (*adresse de facturation électronique*), EAS."""


def french_vat_number(siren: str) -> str:
    """Compute the VAT number that belongs to a SIREN (*numéro de TVA intracommunautaire*).

    Example:
        >>> french_vat_number("404 833 048")
        'FR83404833048'
    """
    digits = _digits(siren, 9, "SIREN")
    return f"FR{(12 + 3 * (int(digits) % 97)) % 97:02d}{digits}"


def french_party(
    name: str,
    siret: str,
    *,
    street: str | None = None,
    post_code: str | None = None,
    city: str | None = None,
    country: str = "FR",
    has_vat_number: bool = True,
    trading_name: str | None = None,
    legal_information: str | None = None,
    electronic_address: str | None = None,
    contact: Contact | None = None,
) -> Party:
    """Make a French party from its SIRET (*partie française*).

    SIREN (BT-30, BT-47), VAT number (BT-31, BT-48) and e-invoicing address (BT-34, BT-49) are
    derived. The keys of the SIRET are not tested: the qualification platform of Chorus Pro has
    SIRETs that fail them.

    Args:
        name: the legal name (BT-27, BT-44).
        siret: fourteen digits, blanks allowed.
        street: first line of the address.
        post_code: post code.
        city: town.
        country: ISO 3166-1 code; the overseas departments have codes of their own.
        has_vat_number: False for who has none, as under the small-business franchise.
        trading_name: the name on the door (BT-28, BT-45).
        legal_information: legal form, capital, register (BT-33).
        electronic_address: another address of scheme 0225 than the bare SIREN, such as
            `SIREN_SIRET` or `SIREN_SIRET_CODE`.
        contact: whom to ask (BG-6, BG-9).

    Raises:
        InvalidInvoiceError: no name, a SIRET that is not fourteen digits, an unknown country.

    Example:
        >>> party = french_party("Atelier", "404 833 048 00022", city="Nîmes")
        >>> party.vat_identifier, party.siren
        ('FR83404833048', '404833048')
    """
    digits = _digits(siret, 14, "SIRET")
    siren = Siret(digits).siren
    return Party(
        name=_named(name),
        trading_name=trading_name,
        identifiers=(Identifier(value=digits, scheme=SCHEME_SIRET),),
        legal_registration=Identifier(value=str(siren), scheme=SCHEME_SIREN),
        vat_identifier=french_vat_number(siren) if has_vat_number else None,
        legal_information=legal_information,
        electronic_address=Identifier(value=electronic_address or siren, scheme=SCHEME_ADDRESS),
        address=_address(street, post_code, city, country),
        contact=contact,
    )


def foreign_party(
    name: str,
    *,
    country: str,
    vat_number: str | None = None,
    street: str | None = None,
    post_code: str | None = None,
    city: str | None = None,
    electronic_address: Identifier | None = None,
    contact: Contact | None = None,
) -> Party:
    """Make a party from outside France (*partie étrangère*).

    With a VAT number it is a structure of the Union (scheme 0223); without one it is named as
    the reform names those outside it: country and first letters of the name (scheme 0227).

    Raises:
        InvalidInvoiceError: no name, an unknown country, a VAT number without its country.

    Example:
        >>> foreign_party("Werk GmbH", country="DE", vat_number="DE 123456788").vat_identifier
        'DE123456788'
    """
    known = None if vat_number is None else VatNumber(vat_number)
    if known is not None and not re.fullmatch(r"[A-Z]{2}[0-9A-Z+*]{2,13}", known):
        refuse(problem("BR-CO-09", "A VAT number begins with its country.", term="BT-31"))
    address = _address(street, post_code, city, country)
    told = known or f"{country}{_named(name)[:16]}"
    scheme = SCHEME_EU if known else SCHEME_OUTSIDE_EU
    return Party(
        name=_named(name),
        identifiers=(Identifier(value=str(told), scheme=scheme),),
        vat_identifier=None if known is None else str(known),
        electronic_address=electronic_address,
        address=address,
        contact=contact,
    )


def _named(name: str) -> str:
    if not name.strip():
        refuse(problem("BR-06", "A party needs its name.", term="BT-27"))
    return name.strip()


def _digits(text: str, count: int, what: str) -> str:
    digits = str(Siret(text))
    if len(digits) != count or not (digits.isascii() and digits.isdigit()):
        refuse(problem("BR-FR-09", f"A {what} has {count} digits.", found=text))
    return digits


def _address(street: str | None, post_code: str | None, city: str | None, country: str) -> Address:
    if country not in COUNTRY:
        refuse(problem("BR-CL-14", "The country is unknown.", term="BT-40", found=country))
    return Address(line1=street, post_code=post_code, city=city, country=country)
