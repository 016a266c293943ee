"""BR-FR-12, 13, 21, 22, 23, 25: electronic addresses (*adresses électroniques*)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chorus_sdk.invoice.parties import Party
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.france.facts import (
    SELF_BILLED,
    addressed,
    is_between_firms,
    is_cii,
    is_ubl,
    siren_of,
)
from chorus_sdk.validation.rules.france.identifiers import PLAIN_SIGNS

SCHEME_FRENCH_ADDRESS: Final = "0225"
MOST_CHARACTERS: Final = 125
_TERMS: Final = (
    "BT-34",
    "BT-49",
    "EXT-FR-FE-12",
    "EXT-FR-FE-29",
    "EXT-FR-FE-52",
    "EXT-FR-FE-75",
    "EXT-FR-FE-98",
    "EXT-FR-FE-121",
)


@rule(
    "BR-FR-12",
    "BT-49",
    en="The buyer has an electronic address.",
    fr="L'acheteur a une adresse électronique.",
)
def br_fr_12(subject: Subject) -> Iterator[Breach]:
    """BT-49 is there."""
    if _is_missing(subject, subject.invoice.buyer):
        yield Breach("buyer.electronic_address")


@rule(
    "BR-FR-13",
    "BT-34",
    en="The seller has an electronic address.",
    fr="Le vendeur a une adresse électronique.",
)
def br_fr_13(subject: Subject) -> Iterator[Breach]:
    """BT-34 is there."""
    if _is_missing(subject, subject.invoice.seller):
        yield Breach("seller.electronic_address")


@rule(
    "BR-FR-21",
    "BT-49",
    "BT-47",
    en="Between firms, the buyer's address is of scheme 0225 and begins with its SIREN.",
    fr="Entre entreprises, l'adresse de l'acheteur, de schéma 0225, commence par son SIREN.",
)
def br_fr_21(subject: Subject) -> Iterator[Breach]:
    """Where a note says B2B and the seller made the invoice."""
    if is_between_firms(subject) and subject.invoice.type_code not in SELF_BILLED:
        yield from _not_by_siren(subject, "buyer", subject.invoice.buyer)


@rule(
    "BR-FR-22",
    "BT-34",
    "BT-30",
    en="In self-billing between firms, the seller's address (0225) begins with its SIREN.",
    fr="En autofacturation, l'adresse du vendeur (0225) commence par son SIREN.",
)
def br_fr_22(subject: Subject) -> Iterator[Breach]:
    """Where a note says B2B and the buyer made the invoice."""
    if is_between_firms(subject) and subject.invoice.type_code in SELF_BILLED:
        yield from _not_by_siren(subject, "seller", subject.invoice.seller)


@rule(
    "BR-FR-23",
    *_TERMS,
    en="An electronic address of scheme 0225 has only letters, digits and + - _ . in it.",
    fr="Une adresse électronique (0225) ne contient que lettres, chiffres et + - _ .",
)
def br_fr_23(subject: Subject) -> Iterator[Breach]:
    """Every party with an address of that scheme."""
    for place, term, party in addressed(subject.invoice):
        address = party.electronic_address
        if address is None or address.scheme != SCHEME_FRENCH_ADDRESS:
            continue
        if not PLAIN_SIGNS.fullmatch(address.value or ""):
            yield Breach(
                f"{place}.electronic_address", address.value, "letters, digits, + - _ .", term
            )


@rule(
    "BR-FR-25",
    *_TERMS,
    en="An electronic address has at most 125 characters.",
    fr="Une adresse électronique compte au plus 125 caractères.",
)
def br_fr_25(subject: Subject) -> Iterator[Breach]:
    """Every party, whatever the scheme."""
    for place, term, party in addressed(subject.invoice):
        length = len(_address(party))
        if length > MOST_CHARACTERS:
            most = f"at most {MOST_CHARACTERS}"
            yield Breach(f"{place}.electronic_address", f"{length} characters", most, term)


def _is_missing(subject: Subject, party: Party) -> bool:
    """For CII blanks alone are an address: the rules on its form refuse it."""
    address = _address(party)
    return not (address if is_cii(subject) else address.strip())


def _address(party: Party) -> str:
    address = party.electronic_address
    return (address.value or "") if address is not None else ""


def _not_by_siren(subject: Subject, place: str, party: Party) -> Iterator[Breach]:
    """The rules for CII take the registration of any scheme for the SIREN."""
    legal = party.legal_registration
    siren = siren_of(legal) if is_ubl(subject) else legal.value if legal else None
    address = party.electronic_address
    scheme = address.scheme if address is not None else None
    if scheme != SCHEME_FRENCH_ADDRESS or not _address(party).startswith(siren or ""):
        found = f"{scheme}: {_address(party)}" if address is not None else None
        yield Breach(f"{place}.electronic_address", found, f"{SCHEME_FRENCH_ADDRESS}: {siren}…")
