"""Historic Chorus Pro: supplier, recipient, service and commitment (*destinataire*)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.invoice.parties import Party
from chorus_sdk.validation.directory import Directory
from chorus_sdk.validation.rules.base import Breach, Check, Rule, Subject, rule
from chorus_sdk.validation.rules.chorus.public import DIRECTORY, FOREIGN

MOST_SERVICE_CHARACTERS: Final = 100
PUBLIC_INVOICES: Final = "FACTURES_PUBLIQUES"
"""The service of every public structure for invoices of other public bodies."""
_OTHER_TYPES: Final = frozenset("234567")
"""Type digits of identifiers that are no SIRET (historic UBL, `schemeName`)."""

Ask = Callable[[Subject, Directory], Iterable[Breach]]


def _asked(check: Ask) -> Check:
    def where_known(subject: Subject) -> Iterator[Breach]:
        if subject.directory is not None:
            yield from check(subject, subject.directory)

    return where_known


@rule(
    "CPRO-SUPPLIER-SIRET",
    "BT-29",
    "BT-30",
    en="The supplier is identified by a SIRET of 14 digits; a SIREN is not enough.",
    fr="Le fournisseur est identifié par un SIRET de 14 chiffres ; un SIREN ne suffit pas.",
    hint="BT-29 with scheme 0009, or in Factur-X BT-30 with scheme 0002 and fourteen digits.",
    hint_fr="BT-29 avec le schéma 0009, ou en Factur-X BT-30 avec 0002 et quatorze chiffres.",
)
def supplier_siret(subject: Subject) -> Iterator[Breach]:
    """Seen to reject real deposits (chorus-pro-api §5.2)."""
    seller = subject.invoice.seller
    if not seller.siret and not _is_identified_otherwise(seller):
        yield Breach("seller.identifiers", _found(seller), "a SIRET")


@rule(
    "CPRO-SUPPLIER-OTHER",
    "BT-29",
    en="A supplier without a SIRET is one from abroad or overseas, as its identifier says.",
    fr="Un fournisseur sans SIRET est étranger ou d'outre-mer, comme le dit son identifiant.",
    severity=Severity.WARNING,
)
def supplier_other(subject: Subject) -> Iterator[Breach]:
    """Types 2 to 7 exist (einvoice-formats §8.2); what becomes of them was not seen live."""
    seller = subject.invoice.seller
    if not seller.siret and _is_identified_otherwise(seller):
        yield Breach("seller.identifiers", _found(seller), "a SIRET, or a structure of that type")


@rule(
    "CPRO-RECIPIENT-SIRET",
    "BT-46",
    "BT-47",
    en="The recipient is identified by a SIRET of 14 digits; a SIREN is not enough.",
    fr="Le destinataire est identifié par un SIRET de 14 chiffres ; un SIREN ne suffit pas.",
    hint="BT-46 with scheme 0009, or in Factur-X BT-47 with scheme 0002 and fourteen digits.",
    hint_fr="BT-46 avec le schéma 0009, ou en Factur-X BT-47 avec 0002 et quatorze chiffres.",
)
def recipient_siret(subject: Subject) -> Iterator[Breach]:
    """Seen to reject real deposits (chorus-pro-api §5.2)."""
    if not subject.invoice.buyer.siret:
        yield Breach("buyer.identifiers", _found(subject.invoice.buyer), "a SIRET")


@rule(
    "CPRO-SIRET-KEY",
    "BT-29",
    "BT-46",
    en="The last digit of a SIRET is its check digit; outside tests a wrong one is no SIRET.",
    fr="Le dernier chiffre d'un SIRET en est la clé ; hors tests, une clé fausse l'invalide.",
    severity=Severity.INFORMATION,
)
def siret_key(subject: Subject) -> Iterator[Breach]:
    """The qualification platform itself holds SIRETs whose key is wrong."""
    for place, party in (("seller", subject.invoice.seller), ("buyer", subject.invoice.buyer)):
        if party.siret and not party.siret.is_valid:
            yield Breach(f"{place}.identifiers", str(party.siret), "a SIRET with its check digit")


@rule(
    "CPRO-SUPPLIER-KNOWN",
    "BT-29",
    en="The supplier is a structure that is active in Chorus Pro.",
    fr="Le fournisseur est une structure active dans Chorus Pro.",
    hint="Create its structure in Chorus Pro, or have it made active again.",
    hint_fr="Créer sa structure dans Chorus Pro, ou la faire réactiver.",
)
@_asked
def supplier_known(subject: Subject, directory: Directory) -> Iterator[Breach]:
    """Seen to reject real deposits: identifier not referenced (chorus-pro-api §5.2)."""
    siret = subject.invoice.seller.siret
    if siret and not directory.is_active(siret):
        yield Breach("seller.identifiers", str(siret), "an active structure")


@rule(
    "CPRO-RECIPIENT-KNOWN",
    "BT-46",
    en="The recipient is a structure of Chorus Pro.",
    fr="Le destinataire est une structure de Chorus Pro.",
)
@_asked
def recipient_known(subject: Subject, directory: Directory) -> Iterator[Breach]:
    """First step before any invoice (chorus-pro-api §7.1)."""
    siret = subject.invoice.buyer.siret
    if siret and not directory.exists(siret):
        yield Breach("buyer.identifiers", str(siret), "a structure of Chorus Pro")


@rule(
    "CPRO-RECIPIENT-ACTIVE",
    "BT-46",
    en="The recipient is active.",
    fr="Le destinataire est actif.",
)
@_asked
def recipient_active(subject: Subject, directory: Directory) -> Iterator[Breach]:
    """Its status is ACTIVE (chorus-pro-api §7.1)."""
    siret = subject.invoice.buyer.siret
    if siret and directory.exists(siret) and not directory.is_active(siret):
        yield Breach("buyer.identifiers", str(siret), "an active structure")


@rule(
    "CPRO-RECIPIENT-PUBLIC",
    "BT-46",
    en="The recipient is a public body.",
    fr="Le destinataire est une entité publique.",
)
@_asked
def recipient_public(subject: Subject, directory: Directory) -> Iterator[Breach]:
    """Chorus Pro takes invoices to public bodies alone (einvoice-formats §8.2)."""
    siret = subject.invoice.buyer.siret
    if siret and directory.exists(siret) and not directory.is_public(siret):
        yield Breach("buyer.identifiers", str(siret), "a public body")


@rule(
    "CPRO-SERVICE-REQUIRED",
    "BT-10",
    "BT-46",
    en="A recipient that wants a service code gets one.",
    fr="Un destinataire qui exige un code service en reçoit un.",
    hint="BT-10 in Factur-X and CII, Contact/ID in historic UBL, BT-46 with scheme 0224 else.",
    hint_fr="BT-10 en Factur-X et CII, Contact/ID en UBL historique, sinon BT-46 avec 0224.",
)
@_asked
def service_required(subject: Subject, directory: Directory) -> Iterator[Breach]:
    """Seen to reject real deposits (chorus-pro-api §5.2)."""
    siret, code = subject.invoice.buyer.siret, subject.invoice.chorus.service_code
    if siret and not code and directory.demands(siret).service:
        yield Breach("references.buyer", None, "a service code")


@rule(
    "CPRO-SERVICE-KNOWN",
    "BT-10",
    "BT-46",
    en="A service code is that of an active service of the recipient.",
    fr="Un code service est celui d'un service actif du destinataire.",
)
@_asked
def service_known(subject: Subject, directory: Directory) -> Iterator[Breach]:
    """Even where none is demanded (inferred)."""
    siret, code = subject.invoice.buyer.siret, subject.invoice.chorus.service_code
    if siret and code and directory.exists(siret) and code not in directory.service_codes(siret):
        yield Breach("references.buyer", code, "the code of an active service")


@rule(
    "CPRO-SERVICE-PUBLIC",
    "BT-10",
    "BT-46",
    en="The service FACTURES_PUBLIQUES is for suppliers that are public bodies themselves.",
    fr="Le service FACTURES_PUBLIQUES est réservé aux fournisseurs publics.",
)
@_asked
def service_public(subject: Subject, directory: Directory) -> Iterator[Breach]:
    """Every public structure has it (chorus-pro-api §8.3)."""
    invoice = subject.invoice
    supplier, recipient = invoice.seller.siret, invoice.buyer.siret
    if invoice.chorus.service_code != PUBLIC_INVOICES or not supplier or not recipient:
        return
    has_service = PUBLIC_INVOICES in directory.service_codes(recipient)
    if has_service and directory.exists(supplier) and not directory.is_public(supplier):
        yield Breach("references.buyer", PUBLIC_INVOICES, "a service for private suppliers")


@rule(
    "CPRO-COMMITMENT-REQUIRED",
    "BT-13",
    en="A recipient, or its service, that wants a commitment number gets one.",
    fr="Un destinataire, ou son service, qui exige un numéro d'engagement en reçoit un.",
    hint="The number of the contract may stand in BT-13 for it.",
    hint_fr="Le numéro du marché peut en tenir lieu en BT-13.",
)
@_asked
def commitment_required(subject: Subject, directory: Directory) -> Iterator[Breach]:
    """Seen to reject real deposits (chorus-pro-api §5.2)."""
    chorus, siret = subject.invoice.chorus, subject.invoice.buyer.siret
    if not siret or chorus.commitment_number:
        return
    if directory.demands(siret, chorus.service_code).commitment:
        yield Breach("references.purchase_order", None, "a commitment number")


@rule(
    "CPRO-SERVICE-OR-COMMITMENT",
    "BT-10",
    "BT-13",
    en="A recipient that wants a service code or a commitment number gets one of them.",
    fr="Un destinataire qui exige un code service ou un engagement reçoit l'un des deux.",
)
@_asked
def service_or_commitment(subject: Subject, directory: Directory) -> Iterator[Breach]:
    """One switch of the structure (chorus-pro-api §5.2)."""
    chorus, siret = subject.invoice.chorus, subject.invoice.buyer.siret
    if not siret or chorus.service_code or chorus.commitment_number:
        return
    if directory.demands(siret).either:
        yield Breach("references.purchase_order", None, "a service code or a commitment number")


@rule(
    "CPRO-SERVICE-LENGTH",
    "BT-10",
    "BT-46",
    en="A service code has at most 100 characters.",
    fr="Un code service compte au plus 100 caractères.",
    severity=Severity.WARNING,
)
def service_length(subject: Subject) -> Iterator[Breach]:
    """From the specifications (chorus-pro-api §6.1); not seen live."""
    code = subject.invoice.chorus.service_code
    if code is not None and len(code) > MOST_SERVICE_CHARACTERS:
        yield Breach("references.buyer", f"{len(code)} characters", "at most 100")


def _not_asked(subject: Subject) -> Iterator[Breach]:
    if subject.directory is None:
        yield Breach("buyer.identifiers", subject.invoice.buyer.siret, DIRECTORY)


not_asked = Rule(
    id="CPRO-DIRECTORY",
    terms=("BT-10", "BT-13", "BT-29", "BT-46"),
    en="Not checked: whether supplier and recipient are known, and what the recipient wants.",
    fr="Non contrôlé : fournisseur et destinataire référencés, exigences du destinataire.",
    check=_not_asked,
    severity=Severity.INFORMATION,
    hint="Pass a directory, or a client that has one.",
    hint_fr="Fournir un annuaire, ou un client qui en a un.",
)


def _is_identified_otherwise(party: Party) -> bool:
    return any(
        bool(identifier.value)
        and (
            identifier.scheme in FOREIGN
            or (identifier.scheme is None and identifier.scheme_name in _OTHER_TYPES)
        )
        for identifier in party.identifiers
    )


def _found(party: Party) -> str | None:
    legal = (party.legal_registration,) if party.legal_registration else ()
    return ", ".join(i.value for i in (*party.identifiers, *legal) if i.value) or None
