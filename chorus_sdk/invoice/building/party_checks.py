"""What forbids to build an invoice: seller and buyer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chorus_sdk.findings import Finding
from chorus_sdk.invoice.building.problems import problem
from chorus_sdk.invoice.building.routes import Route
from chorus_sdk.invoice.identifiers import SCHEME_SIREN, SCHEME_SIRET, Identifier
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.parties import Party


def _parties(invoice: Invoice, route: Route) -> Iterator[Finding]:
    seller, buyer = invoice.seller, invoice.buyer
    for party, name, country, term in (
        (seller, "BR-06", "BR-09", "BG-4"),
        (buyer, "BR-07", "BR-11", "BG-7"),
    ):
        if not (party.name or "").strip():
            yield problem(name, "The party has no name.", term=term)
        if not (party.address and party.address.country):
            yield problem(country, "The party has no country.", term=term)
    if not (seller.identifiers or seller.legal_registration or seller.vat_identifier):
        yield problem("BR-CO-26", "The seller has no identifier.", term="BG-4")
    if route.is_public and buyer.siret is None:
        yield problem("BR-FR-CPRO-10", "A public buyer is named by its SIRET.", term="BT-46")
    if route.is_public and seller.siren and seller.siret is None:
        yield problem("BR-FR-CPRO-09", "A French seller is named by its SIRET.", term="BT-29")


def _platform_identifiers(invoice: Invoice, route: Route) -> Iterator[Finding]:
    if not route.is_platform:
        return
    for party, rule, term in (
        (invoice.seller, "BR-FR-10", "BT-30"),
        (invoice.buyer, "BR-FR-11", "BT-47"),
    ):
        if party is invoice.buyer and route is Route.PLATFORM_B2G:
            continue  # its SIRET is wanted instead
        legal = party.legal_registration
        if legal is None or legal.scheme != SCHEME_SIREN or len(legal.value or "") != 9:
            yield problem(rule, "The party needs its SIREN.", term=term)
    for party in (invoice.seller, invoice.buyer):
        siret, legal = party.identifier(SCHEME_SIRET), party.legal_registration
        if siret and legal and legal.value and not siret.startswith(legal.value):
            yield problem("BR-FR-09", "SIRET and SIREN are of different firms.", found=siret)


def _electronic_addresses(invoice: Invoice, route: Route) -> Iterator[Finding]:
    if not route.is_platform:
        return
    for party, rule, term in (
        (invoice.seller, "BR-FR-13", "BT-34"),
        (invoice.buyer, "BR-FR-12", "BT-49"),
    ):
        address = party.electronic_address
        if address is None or not address.value or not address.scheme:
            yield problem(rule, "The party needs an electronic address.", term=term)
        elif party is invoice.buyer and route is Route.PLATFORM_B2B and not _is_own(address, party):
            yield problem("BR-FR-21", "The address begins with the SIREN.", term=term)


def _is_own(address: Identifier, party: Party) -> bool:
    return address.scheme == "0225" and (address.value or "").startswith(party.siren or "?")


CHECKS: Final = (_parties, _platform_identifiers, _electronic_addresses)
