"""What every invoice says about itself and its parties: BR-01 to 16, 18 to 20, 56, 57, 62, 63."""

from __future__ import annotations

from collections.abc import Iterator

from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.parties import Party
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.source import (
    AGREEMENT,
    DELIVERY,
    is_cii,
    lacks,
    line_path,
    path_of,
)
from chorus_sdk.validation.rules.en16931.texts import is_blank
from chorus_sdk.validation.rules.en16931.traces import traces

_SELLER = ("cac:AccountingSupplierParty/cac:Party", f"{AGREEMENT}/ram:SellerTradeParty")
_BUYER = ("cac:AccountingCustomerParty/cac:Party", f"{AGREEMENT}/ram:BuyerTradeParty")
_AGENT = ("cac:TaxRepresentativeParty", f"{AGREEMENT}/ram:SellerTaxRepresentativeTradeParty")
_DAY = "rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString"


@rule(
    "BR-01",
    "BT-24",
    en="An invoice names the specification that it follows.",
    fr="Une facture nomme la spécification qu'elle suit.",
)
def br_01(subject: Subject) -> Iterator[Breach]:
    """BT-24 is there."""
    if is_blank(invoice_of(subject).specification):
        yield Breach("specification")


@rule("BR-02", "BT-1", en="An invoice has a number.", fr="Une facture a un numéro.")
def br_02(subject: Subject) -> Iterator[Breach]:
    """BT-1 is there."""
    if is_blank(invoice_of(subject).number):
        yield Breach("number")


@rule("BR-03", "BT-2", en="An invoice has an issue date.", fr="Une facture a une date d'émission.")
def br_03(subject: Subject) -> Iterator[Breach]:
    """BT-2 is there; a text that is no day of the calendar is there as well."""
    known = traces(subject)
    if is_cii(subject):
        other_format = known.has(f"{_DAY}/@format") or known.lacks(f"{_DAY}/@format")
        if other_format or (invoice_of(subject).issue_date is None and not any(known.texts(_DAY))):
            yield Breach("issue_date")
    elif invoice_of(subject).issue_date is None and not any(known.texts("cbc:IssueDate")):
        yield Breach("issue_date")


@rule("BR-04", "BT-3", en="An invoice has a type code.", fr="Une facture a un code de type.")
def br_04(subject: Subject) -> Iterator[Breach]:
    """BT-3 is there."""
    if is_blank(invoice_of(subject).type_code):
        yield Breach("type_code")


@rule("BR-05", "BT-5", en="An invoice has a currency.", fr="Une facture a une devise.")
def br_05(subject: Subject) -> Iterator[Breach]:
    """BT-5 is there."""
    if is_blank(invoice_of(subject).currency):
        yield Breach("currency")


@rule("BR-06", "BT-27", en="The seller has a name.", fr="Le vendeur a un nom.")
def br_06(subject: Subject) -> Iterator[Breach]:
    """BT-27 is there."""
    if is_blank(invoice_of(subject).seller.name):
        yield Breach("seller.name")


@rule("BR-07", "BT-44", en="The buyer has a name.", fr="L'acheteur a un nom.")
def br_07(subject: Subject) -> Iterator[Breach]:
    """BT-44 is there."""
    if is_blank(invoice_of(subject).buyer.name):
        yield Breach("buyer.name")


@rule("BR-08", "BG-5", en="The seller has an address.", fr="Le vendeur a une adresse postale.")
def br_08(subject: Subject) -> Iterator[Breach]:
    """BG-5 is there."""
    if not _has_address(subject, invoice_of(subject).seller, _SELLER):
        yield Breach("seller.address")


@rule(
    "BR-09",
    "BT-40",
    en="The seller's address has a country.",
    fr="L'adresse du vendeur a un pays.",
)
def br_09(subject: Subject) -> Iterator[Breach]:
    """BT-40 is there; CII asks even where there is no address."""
    if _lacks_country(subject, invoice_of(subject).seller, _SELLER):
        yield Breach("seller.address.country")


@rule("BR-10", "BG-8", en="The buyer has an address.", fr="L'acheteur a une adresse postale.")
def br_10(subject: Subject) -> Iterator[Breach]:
    """BG-8 is there."""
    if not _has_address(subject, invoice_of(subject).buyer, _BUYER):
        yield Breach("buyer.address")


@rule(
    "BR-11",
    "BT-55",
    en="The buyer's address has a country.",
    fr="L'adresse de l'acheteur a un pays.",
)
def br_11(subject: Subject) -> Iterator[Breach]:
    """BT-55 is there; CII asks even where there is no address."""
    if _lacks_country(subject, invoice_of(subject).buyer, _BUYER):
        yield Breach("buyer.address.country")


@rule(
    "BR-16", "BG-25", en="An invoice has at least one line.", fr="Une facture a au moins une ligne."
)
def br_16(subject: Subject) -> Iterator[Breach]:
    """BG-25 is there."""
    if not invoice_of(subject).lines and not traces(subject).has(line_path(subject)):
        yield Breach("lines")


@rule(
    "BR-18",
    "BT-62",
    en="A tax representative has a name.",
    fr="Un représentant fiscal a un nom.",
)
def br_18(subject: Subject) -> Iterator[Breach]:
    """BT-62 is there where BG-11 is."""
    agent = _agent(subject)
    if agent is not None and is_blank(agent.name):
        yield Breach("tax_representative.name")


@rule(
    "BR-19",
    "BG-12",
    en="A tax representative has an address.",
    fr="Un représentant fiscal a une adresse postale.",
)
def br_19(subject: Subject) -> Iterator[Breach]:
    """BG-12 is there where BG-11 is."""
    agent = _agent(subject)
    if agent is not None and not _has_address(subject, agent, _AGENT):
        yield Breach("tax_representative.address")


@rule(
    "BR-20",
    "BT-69",
    en="The tax representative's address has a country.",
    fr="L'adresse du représentant fiscal a un pays.",
)
def br_20(subject: Subject) -> Iterator[Breach]:
    """BT-69 is there; CII asks even where there is no address."""
    agent = _agent(subject)
    if agent is not None and _lacks_country(subject, agent, _AGENT):
        yield Breach("tax_representative.address.country")


@rule(
    "BR-56",
    "BT-63",
    en="A tax representative has a VAT identifier.",
    fr="Un représentant fiscal a un numéro de TVA.",
)
def br_56(subject: Subject) -> Iterator[Breach]:
    """BT-63 is there where BG-11 is."""
    agent = _agent(subject)
    number = None if agent is None else agent.vat_identifier
    if agent is not None and (is_blank(number) if is_cii(subject) else number is None):
        yield Breach("tax_representative.vat_identifier")


@rule(
    "BR-57",
    "BT-80",
    en="A deliver-to address has a country.",
    fr="Une adresse de livraison a un pays.",
)
def br_57(subject: Subject) -> Iterator[Breach]:
    """BT-80 is there where BG-15 is."""
    delivery = invoice_of(subject).delivery
    address = None if delivery is None else delivery.address
    path = path_of(
        subject,
        "cac:Delivery/cac:DeliveryLocation/cac:Address",
        f"{DELIVERY}/ram:ShipToTradeParty/ram:PostalTradeAddress",
    )
    country = None if address is None else address.country
    there = address is not None or traces(subject).has(path)
    if there and (is_blank(country) if is_cii(subject) else country is None):
        yield Breach("delivery.address.country")
    for number, further in enumerate(invoice_of(subject).further_deliveries):
        if further.address is not None and is_blank(further.address.country):
            yield Breach(f"further_deliveries[{number}].address.country")


@rule(
    "BR-62",
    "BT-34",
    en="The seller's electronic address names its scheme.",
    fr="L'adresse électronique du vendeur a un identifiant de schéma.",
)
def br_62(subject: Subject) -> Iterator[Breach]:
    """BT-34-1 is there where BT-34 is."""
    if _lacks_scheme(subject, invoice_of(subject).seller.electronic_address, _SELLER):
        yield Breach("seller.electronic_address.scheme")


@rule(
    "BR-63",
    "BT-49",
    en="The buyer's electronic address names its scheme.",
    fr="L'adresse électronique de l'acheteur a un identifiant de schéma.",
)
def br_63(subject: Subject) -> Iterator[Breach]:
    """BT-49-1 is there where BT-49 is."""
    if _lacks_scheme(subject, invoice_of(subject).buyer.electronic_address, _BUYER):
        yield Breach("buyer.electronic_address.scheme")


def _agent(subject: Subject) -> Party | None:
    """Return the tax representative; one that says nothing is one as well."""
    agent = invoice_of(subject).tax_representative
    if agent is None and traces(subject).has(path_of(subject, *_AGENT)):
        return Party.model_construct()
    return agent


def _has_address(subject: Subject, party: Party, paths: tuple[str, str]) -> bool:
    return party.address is not None or traces(subject).has(_address_path(subject, paths))


def _lacks_country(subject: Subject, party: Party, paths: tuple[str, str]) -> bool:
    if party.address is not None:
        return is_blank(party.address.country)
    return is_cii(subject) or traces(subject).has(_address_path(subject, paths))


def _address_path(subject: Subject, paths: tuple[str, str]) -> str:
    name = "ram:PostalTradeAddress" if is_cii(subject) else "cac:PostalAddress"
    return f"{path_of(subject, *paths)}/{name}"


def _lacks_scheme(subject: Subject, address: Identifier | None, paths: tuple[str, str]) -> bool:
    if address is not None:
        return lacks(subject, address.scheme)
    name = "ram:URIUniversalCommunication" if is_cii(subject) else "cbc:EndpointID"
    return traces(subject).has(f"{path_of(subject, *paths)}/{name}")
