"""BR-FR-09, 10, 11, 24, 26, 32, CO-10, CO-15: who is who (*identifiants*)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chorus_sdk.invoice.identifiers import SCHEME_ROUTING_CODE, SCHEME_SIREN, Identifier
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.parties import Party
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.france.facts import (
    identified,
    is_between_firms,
    is_cii,
    is_siren,
    is_siret,
    is_ubl,
    siren_of,
    siret_of,
)
from chorus_sdk.validation.rules.france.notes import (
    SCHEME_SINGLE_TAXABLE_PERSON,
    is_group_member,
)
from chorus_sdk.validation.rules.france.writing import (
    global_identifiers_without_scheme,
    without_positions,
)

PLAIN_SIGNS: Final = re.compile(r"[A-Za-z0-9+\-_.]+")
MOST_ROUTING_CHARACTERS: Final = 100
_NOBODY: Final = Party.model_construct()
_FIRMS: Final = frozenset({"BT-29", "BT-46"})
_ENTITY: Final = "/cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity"
_NINE: Final = frozenset({SCHEME_SIREN, SCHEME_SINGLE_TAXABLE_PERSON})


@rule(
    "BR-FR-09",
    "BT-29",
    "BT-46",
    "BT-60",
    "BT-71",
    "EXT-FR-FE-06",
    "EXT-FR-FE-46",
    "EXT-FR-FE-69",
    "EXT-FR-FE-92",
    "EXT-FR-FE-115",
    "EXT-FR-FE-146",
    en="A SIRET (scheme 0009) has 14 digits and begins with the SIREN of the same party.",
    fr="Un SIRET (schéma 0009) compte 14 chiffres et commence par le SIREN de la même partie.",
)
def br_fr_09(subject: Subject) -> Iterator[Breach]:
    """Seller and buyer must have the SIREN beside it; others may leave it out."""
    for one in identified(subject.invoice):
        if one.term == "EXT-FR-FE-146" and is_ubl(subject):
            continue  # the official rules for UBL look one level too deep
        siret, siren = siret_of(one.identifiers), siren_of(one.legal)
        if siret is None:
            continue
        if one.term not in _FIRMS:
            siren = siren or siret[:9]
        if not is_siret(siret) or siret[:9] != siren:
            yield Breach(one.place, siret, f"14 digits that begin with {siren}", one.term)


@rule(
    "BR-FR-10",
    "BT-30",
    en="The seller is registered under a SIREN: scheme 0002, nine digits.",
    fr="Le vendeur est immatriculé sous un SIREN : schéma 0002, neuf chiffres.",
)
def br_fr_10(subject: Subject) -> Iterator[Breach]:
    """The rules for UBL ask it of the legal entity, and so of nobody where there is none."""
    seller = subject.invoice.seller
    if is_ubl(subject) and not (_has_legal_entity(seller) or _has_empty_entity(subject)):
        return
    siren = siren_of(seller.legal_registration)
    if not is_siren(siren):
        yield Breach("seller.legal_registration", siren, "nine digits of scheme 0002")


@rule(
    "BR-FR-11",
    "BT-47",
    "BT-22",
    en="In an invoice between firms (BAR: B2B) the buyer is registered under a SIREN.",
    fr="Entre entreprises (BAR : B2B), l'acheteur est immatriculé sous un SIREN.",
)
def br_fr_11(subject: Subject) -> Iterator[Breach]:
    """Only where a note says B2B; the rules for CII do not put blanks around it aside."""
    siren = siren_of(subject.invoice.buyer.legal_registration)
    in_blanks = siren is not None and siren != siren.strip()
    if is_between_firms(subject) and (not is_siren(siren) or (in_blanks and is_cii(subject))):
        yield Breach("buyer.legal_registration", siren, "nine digits of scheme 0002", "BT-47")


@rule(
    "BR-FR-24",
    "BT-29",
    "BT-46",
    en="A routing code (0224) has only letters, digits and + - _ . in it.",
    fr="Un code routage (0224) ne contient que lettres, chiffres et + - _ .",
)
def br_fr_24(subject: Subject) -> Iterator[Breach]:
    """Seller and buyer."""
    for place, term, code in _routing_codes(subject.invoice):
        if not PLAIN_SIGNS.fullmatch(code):
            yield Breach(place, code, "letters, digits, + - _ .", term)


@rule(
    "BR-FR-26",
    "BT-29",
    "BT-46",
    en="A routing code (0224) has at most 100 characters.",
    fr="Un code routage (0224) compte au plus 100 caractères.",
)
def br_fr_26(subject: Subject) -> Iterator[Breach]:
    """Seller and buyer."""
    for place, term, code in _routing_codes(subject.invoice):
        if len(code) > MOST_ROUTING_CHARACTERS:
            most = f"at most {MOST_ROUTING_CHARACTERS}"
            yield Breach(place, f"{len(code)} characters", most, term)


@rule(
    "BR-FR-32",
    "BT-30",
    "BT-47",
    "BT-61",
    en="An identifier of scheme 0002 or 0231 is a SIREN of nine digits.",
    fr="Un identifiant de schéma 0002 ou 0231 est un SIREN de neuf chiffres.",
    hint="A SIRET of 14 digits belongs in BT-29 or BT-46, under scheme 0009.",
    hint_fr="Un SIRET de 14 chiffres se place en BT-29 ou BT-46, sous le schéma 0009.",
)
def br_fr_32(subject: Subject) -> Iterator[Breach]:
    """Every party of the invoice; in CII items and delivery places as well."""
    for place, party in _parties(subject.invoice):
        legal = party.legal_registration
        if legal is not None and legal.scheme == SCHEME_SIREN and not is_siren(legal.value):
            yield Breach(f"{place}.legal_registration", legal.value, "nine digits")
        for index, identifier in enumerate(party.identifiers):
            yield from _not_nine(f"{place}.identifiers[{index}]", identifier)
    if not is_ubl(subject):
        yield from _not_nine_elsewhere(subject.invoice)


@rule(
    "BR-FR-CO-10",
    "BT-29",
    "BT-46",
    "BT-60",
    "BT-71",
    en="Private identifiers name their scheme, and each scheme once.",
    fr="Les identifiants privés indiquent leur schéma, et chaque schéma une fois.",
)
def br_fr_co_10(subject: Subject) -> Iterator[Breach]:
    """CII has an element of its own for an identifier without scheme, which is let pass."""
    bare = global_identifiers_without_scheme(subject) if is_cii(subject) else None
    for one in identified(subject.invoice):
        schemes = [identifier.scheme for identifier in one.identifiers]
        without = [i.value for i in one.identifiers if i.scheme is None]
        if any(bare is None or value in bare for value in without):
            yield Breach(one.place, ", ".join(map(str, without)), "a scheme", one.term)
        twice = sorted({s for s in schemes if s is not None and schemes.count(s) > 1})
        if twice:
            yield Breach(one.place, ", ".join(twice), "each scheme once", one.term)


@rule(
    "BR-FR-CO-15",
    "BT-29",
    "BT-63",
    en="For a member of a single taxable person, the tax representative bears its VAT number.",
    fr="Pour un membre d'un assujetti unique, le représentant fiscal en porte le numéro de TVA.",
)
def br_fr_co_15(subject: Subject) -> Iterator[Breach]:
    """BG-11 with BT-63; UBL takes any tax number there."""
    if not is_group_member(subject):
        return
    representative = subject.invoice.tax_representative or _NOBODY
    number = representative.vat_identifier
    if is_ubl(subject):
        number = number or representative.tax_registration
    if not number:
        yield Breach("tax_representative.vat_identifier", None, "the group's VAT number")


def _has_legal_entity(party: Party) -> bool:
    facts = (party.name, party.legal_registration, party.legal_information, party.legal_address)
    return any(fact is not None for fact in facts)


def _has_empty_entity(subject: Subject) -> bool:
    """Tell whether the seller's legal entity is there and says nothing."""
    origin = subject.invoice.origin
    kept = (*subject.invoice.unmapped, *(origin.remarks if origin else ()))
    return any(_ENTITY in without_positions(each.path) for each in kept)


def _routing_codes(invoice: Invoice) -> Iterator[tuple[str, str, str]]:
    for place, term, party in (
        ("seller", "BT-29", invoice.seller),
        ("buyer", "BT-46", invoice.buyer),
    ):
        for index, identifier in enumerate(party.identifiers):
            if identifier.scheme == SCHEME_ROUTING_CODE and identifier.value is not None:
                yield f"{place}.identifiers[{index}]", term, identifier.value


def _parties(invoice: Invoice) -> Iterator[tuple[str, Party]]:
    delivery = invoice.delivery
    for place, party in (
        ("seller", invoice.seller),
        ("buyer", invoice.buyer),
        ("payee", invoice.payee),
        ("tax_representative", invoice.tax_representative),
        ("sales_agent", invoice.sales_agent),
        ("buyer_agent", invoice.buyer_agent),
        ("invoicer", invoice.invoicer),
        ("invoicee", invoice.invoicee),
        ("payer", invoice.payer),
        ("buyer_tax_representative", invoice.buyer_tax_representative),
        ("product_end_user", invoice.product_end_user),
        ("ultimate_delivery", invoice.ultimate_delivery),
        ("ship_from", invoice.ship_from),
        ("delivery.recipient", delivery.recipient if delivery else None),
    ):
        if party is not None:
            yield place, party
    for index, line in enumerate(invoice.lines):
        recipient = line.delivery.recipient if line.delivery else None
        for name, party in (
            ("seller", line.seller),
            ("item.manufacturer", line.item.manufacturer),
            ("ultimate_delivery", line.ultimate_delivery),
            ("delivery.recipient", recipient),
        ):
            if party is not None:
                yield f"lines[{index}].{name}", party


def _not_nine(place: str, identifier: Identifier | None) -> Iterator[Breach]:
    if identifier is None or identifier.scheme not in _NINE:
        return
    if not is_siren(identifier.value or ""):
        yield Breach(place, identifier.value, "nine digits")


def _not_nine_elsewhere(invoice: Invoice) -> Iterator[Breach]:
    if invoice.delivery is not None:
        yield from _not_nine("delivery.location", invoice.delivery.location)
    for index, line in enumerate(invoice.lines):
        place = f"lines[{index}].item.standard_identifier"
        yield from _not_nine(place, line.item.standard_identifier)
