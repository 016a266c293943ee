"""Numbers whose check digits do not fit (*clés de contrôle*): VAT, SIREN, SIRET."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.invoice.identifiers import (
    SCHEME_SIREN,
    SCHEME_SIRET,
    Identifier,
    VatNumber,
)
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.parties import Party
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.plausibility.keys import luhn, vat
from chorus_sdk.validation.rules.plausibility.keys import siret as siret_fits

_UNION: Final = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU"}
    | {"IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI"}
)
"""Whose VAT numbers have keys that are known here."""
_PARTIES: Final = (
    *("seller", "buyer", "payee", "tax_representative", "sales_agent", "buyer_agent"),
    *("invoicer", "invoicee", "payer"),
)
_SIREN_LENGTH: Final = 9
_SIRET_LENGTH: Final = 14
_MISTYPED_EN: Final = "Look for mistyped digits."
_MISTYPED_FR: Final = "Chercher une faute de frappe."


@rule(
    "PLAUS-VAT-NUMBER",
    "BT-31",
    "BT-48",
    "BT-63",
    en="The check digits of a VAT number fit.",
    fr="La clé d'un numéro de TVA est juste.",
    severity=Severity.WARNING,
    hint=_MISTYPED_EN,
    hint_fr=_MISTYPED_FR,
)
def vat_number(subject: Subject) -> Iterator[Breach]:
    """Numbers of member states; others are let pass."""
    invoice = subject.invoice
    for place, term, party in (
        ("seller", "BT-31", invoice.seller),
        ("buyer", "BT-48", invoice.buyer),
        ("tax_representative", "BT-63", invoice.tax_representative),
    ):
        text = party.vat_identifier if party is not None else None
        number = VatNumber(text or "")
        if number.country in _UNION and not vat(number):
            yield Breach(f"{place}.vat_identifier", text, None, term)


@rule(
    "PLAUS-SIREN",
    "BT-30",
    "BT-47",
    "BT-61",
    en="The check digit of a SIREN fits.",
    fr="La clé d'un SIREN est juste.",
    severity=Severity.WARNING,
    hint=_MISTYPED_EN,
    hint_fr=_MISTYPED_FR,
)
def siren(subject: Subject) -> Iterator[Breach]:
    """Nine digits under the scheme 0002, of whatever party."""
    for place, text in _numbers(subject, SCHEME_SIREN):
        if _is_digits(text, _SIREN_LENGTH) and not luhn(text):
            yield Breach(place, text)


@rule(
    "PLAUS-SIRET",
    "BT-29",
    "BT-46",
    "BT-60",
    en="The check digits of a SIRET fit.",
    fr="Les clés d'un SIRET sont justes.",
    severity=Severity.WARNING,
    hint=_MISTYPED_EN,
    hint_fr=_MISTYPED_FR,
)
def siret(subject: Subject) -> Iterator[Breach]:
    """Fourteen digits under the scheme 0009, or where a SIREN should be."""
    for scheme in (SCHEME_SIRET, SCHEME_SIREN):
        for place, text in _numbers(subject, scheme):
            if _is_digits(text, _SIRET_LENGTH) and not siret_fits(text):
                yield Breach(place, text)


def _numbers(subject: Subject, scheme: str) -> Iterator[tuple[str, str]]:
    for place, identifier in subject.derive(_identifiers):
        if identifier.scheme == scheme and identifier.value:
            yield place, identifier.value


def _identifiers(subject: Subject) -> tuple[tuple[str, Identifier], ...]:
    """All identifiers of all parties, wherever a scheme is said."""
    return tuple(_identified(subject.invoice))


def _identified(invoice: Invoice) -> Iterator[tuple[str, Identifier]]:
    for name in _PARTIES:
        party: Party | None = getattr(invoice, name)
        if party is None:
            continue
        for index, identifier in enumerate(party.identifiers):
            yield f"{name}.identifiers[{index}]", identifier
        if party.legal_registration is not None:
            yield f"{name}.legal_registration", party.legal_registration
        if party.electronic_address is not None:
            yield f"{name}.electronic_address", party.electronic_address


def _is_digits(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()
