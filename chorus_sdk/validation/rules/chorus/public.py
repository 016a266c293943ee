"""When the rules for public buyers hold, and what they share (*règles B2G*)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.invoice.identifiers import (
    SCHEME_EU,
    SCHEME_OUTSIDE_EU,
    SCHEME_PRIVATE_PERSON,
    SCHEME_RIDET,
    SCHEME_SIREN,
    SCHEME_SIRET,
    SCHEME_TAHITI,
)
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.parties import Party
from chorus_sdk.validation.directory import Directory
from chorus_sdk.validation.rules.base import Breach, Check, Rule, Subject, rule

FOREIGN: Final = (
    SCHEME_EU,
    SCHEME_PRIVATE_PERSON,
    SCHEME_OUTSIDE_EU,
    SCHEME_RIDET,
    SCHEME_TAHITI,
)
"""Schemes of those who have no SIRET."""
KNOWN: Final = (SCHEME_SIRET, *FOREIGN)
"""Schemes under which Chorus Pro knows a party."""
DIRECTORY: Final = "the directory was not asked"

Ask = Callable[[Subject, Directory], Iterable[Breach]]


def is_public(subject: Subject) -> bool:
    """Tell whether the buyer is a public body: a note ADN says B2G, or the caller does."""
    if subject.buyer_is_public:
        return True
    return any(
        note.subject == "ADN" and (note.text or "").strip() == "B2G"
        for note in subject.invoice.notes
    )


def cpro(
    number: int,
    *terms: str,
    en: str,
    fr: str,
    hint: str | None = None,
    hint_fr: str | None = None,
) -> Callable[[Check], Rule]:
    """Declare a rule BR-FR-CPRO (*déclarer une règle B2G*): it holds for public buyers."""

    def declare(check: Check) -> Rule:
        @wraps(check)
        def where_public(subject: Subject) -> Iterator[Breach]:
            if is_public(subject):
                yield from check(subject)

        return rule(_id(number), *terms, en=en, fr=fr, hint=hint, hint_fr=hint_fr)(where_public)

    return declare


def asked(
    number: int,
    *terms: str,
    en: str,
    fr: str,
    hint: str | None = None,
    hint_fr: str | None = None,
) -> Callable[[Ask], Rule]:
    """Declare a rule that needs the directory; without one it finds nothing (see `unasked`)."""

    def declare(ask: Ask) -> Rule:
        def check(subject: Subject) -> Iterator[Breach]:
            if subject.directory is not None:
                yield from ask(subject, subject.directory)

        return cpro(number, *terms, en=en, fr=fr, hint=hint, hint_fr=hint_fr)(check)

    return declare


def unasked(known: Rule) -> Rule:
    """Return the rule that says, without a directory, that another was not checked."""

    def check(subject: Subject) -> Iterator[Breach]:
        if is_public(subject) and subject.directory is None:
            yield Breach(found=None, expected=DIRECTORY)

    return Rule(
        id=known.id,
        terms=known.terms,
        en=f"Not checked, because the directory was not asked: {known.en}",
        fr=f"Non contrôlé, faute d'annuaire : {known.fr}",
        check=check,
        severity=Severity.INFORMATION,
        hint="Pass a directory, or a client that has one.",
        hint_fr="Fournir un annuaire, ou un client qui en a un.",
    )


def scheme_values(party: Party, scheme: str) -> Iterator[tuple[int, str]]:
    """Yield the identifiers of a scheme, with their index."""
    for index, identifier in enumerate(party.identifiers):
        if identifier.scheme == scheme:
            yield index, identifier.value or ""


def siren_of(party: Party) -> str | None:
    """Return the SIREN (scheme 0002) that a party is registered under, if any."""
    legal = party.legal_registration
    return legal.value if legal is not None and legal.scheme == SCHEME_SIREN else None


def frame(invoice: Invoice) -> str:
    """Return the frame (BT-23), or nothing."""
    return (invoice.business_process or "").strip()


def _id(number: int) -> str:
    return f"BR-FR-CPRO-{number:02d}"
