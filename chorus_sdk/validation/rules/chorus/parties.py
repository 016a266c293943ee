"""BR-FR-CPRO-03 to 10, 17, 18: who invoices, is invoiced and is paid (*parties*)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chorus_sdk.invoice.identifiers import (
    SCHEME_EU,
    SCHEME_OUTSIDE_EU,
    SCHEME_PRIVATE_PERSON,
    SCHEME_RIDET,
    SCHEME_SIRET,
    SCHEME_TAHITI,
)
from chorus_sdk.invoice.parties import Party
from chorus_sdk.validation.directory import Directory
from chorus_sdk.validation.rules.base import Breach, Subject
from chorus_sdk.validation.rules.chorus.public import (
    FOREIGN,
    KNOWN,
    asked,
    cpro,
    scheme_values,
    siren_of,
    unasked,
)

_EU_NUMBER: Final = re.compile(r"[A-Z]{2}[A-Za-z0-9+*]{1,16}")
_OUTSIDE_EU: Final = re.compile(r"[A-Z]{2}.{1,16}")
_PRIVATE_PERSON: Final = re.compile(r"[12][0-9]{9}.{1,70}")
_NINE_OR_TEN: Final = re.compile(r"[A-Za-z0-9]{9,10}")


@cpro(
    3,
    "BT-29",
    en="The seller has an identifier under which Chorus Pro knows it.",
    fr="Le vendeur a un identifiant sous lequel Chorus Pro le connaît.",
    hint="Give its SIRET in BT-29 with scheme 0009.",
    hint_fr="Indiquer son SIRET en BT-29 avec le schéma 0009.",
)
def cpro_03(subject: Subject) -> Iterator[Breach]:
    """One of 0009, 0223, 0226, 0227, 0228, 0229."""
    schemes = [identifier.scheme for identifier in subject.invoice.seller.identifiers]
    if not any(scheme in KNOWN for scheme in schemes):
        yield Breach("seller.identifiers", _listed(subject.invoice.seller), " ".join(KNOWN))


@cpro(
    4,
    "BT-29",
    en="An identifier of scheme 0223 is an EU VAT number of at most 18 characters.",
    fr="Un identifiant de schéma 0223 est un numéro de TVA de l'UE, 18 caractères au plus.",
)
def cpro_04(subject: Subject) -> Iterator[Breach]:
    """Country and number."""
    yield from _misshapen(subject, SCHEME_EU, _EU_NUMBER, "country and number, at most 18")


@cpro(
    5,
    "BT-29",
    en="An identifier of scheme 0227 is a country and the first 16 characters of the name.",
    fr="Un identifiant de schéma 0227 est un pays et les 16 premiers caractères du nom.",
)
def cpro_05(subject: Subject) -> Iterator[Breach]:
    """At most 18 characters in all."""
    yield from _misshapen(subject, SCHEME_OUTSIDE_EU, _OUTSIDE_EU, "country and name, at most 18")


@cpro(
    6,
    "BT-29",
    en="A RIDET (scheme 0228) has nine or ten characters.",
    fr="Un RIDET (schéma 0228) compte neuf ou dix caractères.",
)
def cpro_06(subject: Subject) -> Iterator[Breach]:
    """New Caledonia."""
    yield from _misshapen(subject, SCHEME_RIDET, _NINE_OR_TEN, "9 or 10 characters")


@cpro(
    7,
    "BT-29",
    en="A Tahiti number (scheme 0229) has nine characters, or ten.",
    fr="Un numéro Tahiti (schéma 0229) compte neuf caractères, ou dix.",
)
def cpro_07(subject: Subject) -> Iterator[Breach]:
    """The text says nine in one place and nine or ten in another: both are taken."""
    yield from _misshapen(subject, SCHEME_TAHITI, _NINE_OR_TEN, "9 or 10 characters")


@cpro(
    8,
    "BT-29",
    en="A private person (scheme 0226) is ten digits and at most 70 characters of names.",
    fr="Un particulier (schéma 0226) : dix chiffres, puis au plus 70 caractères de noms.",
)
def cpro_08(subject: Subject) -> Iterator[Breach]:
    """Sex, year and month of birth, place of birth, then the names."""
    yield from _misshapen(
        subject, SCHEME_PRIVATE_PERSON, _PRIVATE_PERSON, "10 digits and at most 70 characters"
    )


@cpro(
    9,
    "BT-29",
    "BT-30",
    en="A seller with a SIREN gives its SIRET as well.",
    fr="Un vendeur qui a un SIREN donne aussi son SIRET.",
    hint="Give it in BT-29 with scheme 0009.",
    hint_fr="L'indiquer en BT-29 avec le schéma 0009.",
)
def cpro_09(subject: Subject) -> Iterator[Breach]:
    """BT-30 of scheme 0002 wants BT-29 of scheme 0009."""
    seller = subject.invoice.seller
    if siren_of(seller) and seller.identifier(SCHEME_SIRET) is None:
        yield Breach("seller.identifiers", _listed(seller), SCHEME_SIRET, "BT-29")


@asked(
    9,
    "BT-29",
    en="The seller's SIRET is known to Chorus Pro and active.",
    fr="Le SIRET du vendeur est connu de Chorus Pro et actif.",
)
def cpro_09_in_directory(subject: Subject, directory: Directory) -> Iterator[Breach]:
    """As the directory says."""
    siret = subject.invoice.seller.identifier(SCHEME_SIRET)
    if siret is not None and not directory.is_active(siret):
        yield Breach("seller.identifiers", siret, "an active structure")


cpro_09_unasked = unasked(cpro_09_in_directory)


@cpro(
    10,
    "BT-46",
    en="The buyer has a SIRET (scheme 0009).",
    fr="L'acheteur a un SIRET (schéma 0009).",
)
def cpro_10(subject: Subject) -> Iterator[Breach]:
    """BT-46 of scheme 0009."""
    buyer = subject.invoice.buyer
    if not buyer.identifier(SCHEME_SIRET):
        yield Breach("buyer.identifiers", _listed(buyer), SCHEME_SIRET)


@cpro(
    17,
    "BT-60",
    "BT-61",
    en="A payee is known by its SIRET where it has a SIREN, else by 0223 or 0226 to 0229.",
    fr="Un bénéficiaire est connu par son SIRET s'il a un SIREN, sinon par 0223 ou 0226 à 0229.",
)
def cpro_17(subject: Subject) -> Iterator[Breach]:
    """BG-10, where it is there."""
    yield from _unknown("payee", subject.invoice.payee, "BT-60")


@cpro(
    18,
    "EXT-FR-FE-BG-03",
    "EXT-FR-FE-69",
    en="A seller's agent is known by its SIRET where it has a SIREN, else by 0223 or 0226 to 0229.",
    fr="L'agent du vendeur est connu par son SIRET s'il a un SIREN, sinon par 0223, 0226 à 0229.",
)
def cpro_18(subject: Subject) -> Iterator[Breach]:
    """The agent, where it is there."""
    yield from _unknown("sales_agent", subject.invoice.sales_agent, "EXT-FR-FE-69")


def _misshapen(
    subject: Subject, scheme: str, shape: re.Pattern[str], expected: str
) -> Iterator[Breach]:
    for index, value in scheme_values(subject.invoice.seller, scheme):
        if not shape.fullmatch(value):
            yield Breach(f"seller.identifiers[{index}]", value, expected)


def _unknown(place: str, party: Party | None, term: str) -> Iterator[Breach]:
    if party is None:
        return
    if siren := siren_of(party):
        siret = party.identifier(SCHEME_SIRET)
        if siret is None or not siret.startswith(siren):
            yield Breach(f"{place}.identifiers", siret, f"a SIRET of {siren}", term)
    elif not any(identifier.scheme in FOREIGN for identifier in party.identifiers):
        yield Breach(f"{place}.identifiers", _listed(party), " ".join(FOREIGN), term)


def _listed(party: Party) -> str | None:
    return " ".join(i.scheme or "-" for i in party.identifiers) or None
