"""Which rules concern which invoice (*champ d'application*).

A German invoice has no French rules, an invoice between companies none of Chorus Pro. Nobody writes
that into the document, so it is read from what the document does say.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from chorus_sdk.formats.base import Profile
from chorus_sdk.invoice.identifiers import SCHEME_SIREN, SCHEME_SIRET
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.parties import Party

FRANCE: Final = frozenset({"FR", "GF", "GP", "MF", "MQ", "RE", "YT"})
"""ISO 3166-1 codes of what is France for VAT registration: the mainland and the departments."""

_HISTORIC = re.compile(r"A(?:[1-9]|1[0-9]|2[0-5])")
_REFORM = re.compile(r"[BSM][1-9]")
_PUBLIC_NOTE = ("ADN", "B2G")
_CTC_FR: Final = frozenset({Profile.EXTENDED_CTC_FR, Profile.EN16931_CTC_FR})


class Channel(StrEnum):
    """The road to Chorus Pro that an invoice is written for (*canal*)."""

    HISTORIC = "historic"
    """Chorus Pro's own formats and frames A1 to A25: the rules of its EDI annex hold."""
    AFNOR = "afnor"
    """Formats and frames of XP Z12-012, with the marker B2G: `BR-FR-CPRO` holds."""
    NONE = "none"
    """Nothing says that it goes to Chorus Pro."""


def channel(invoice: Invoice, *, buyer_is_public: bool = False) -> Channel:
    """Tell which road to Chorus Pro an invoice is written for (*canal*).

    The frame (BT-23) decides: A1 to A25 are the historic road. Else a note of subject ADN that
    says B2G, or the caller, makes it the AFNOR road.

    Example:
        >>> channel(Invoice(business_process="A9")).value
        'historic'
        >>> channel(Invoice(business_process="S1"), buyer_is_public=True).value
        'afnor'
    """
    if _HISTORIC.fullmatch(_frame(invoice)):
        return Channel.HISTORIC
    return Channel.AFNOR if buyer_is_public or is_marked_public(invoice) else Channel.NONE


def is_marked_public(invoice: Invoice) -> bool:
    """Tell whether a note says that the buyer is a public body (BT-21 ADN, BT-22 B2G)."""
    return any(
        (note.subject or "", (note.text or "").strip().upper()) == _PUBLIC_NOTE
        for note in invoice.notes
    )


def is_french(invoice: Invoice, profile: Profile | None = None) -> bool:
    """Tell whether French rules concern an invoice: profile, frame or seller are French.

    Example:
        >>> is_french(Invoice(seller=Party(vat_identifier="FR40303265045")))
        True
    """
    if profile in _CTC_FR or _REFORM.fullmatch(_frame(invoice)):
        return True
    return _is_of_france(invoice.seller)


def _is_of_france(party: Party) -> bool:
    country = (party.address.country or "").strip().upper() if party.address else ""
    if country:
        return country in FRANCE
    legal = party.legal_registration
    is_registered = legal is not None and legal.scheme in (SCHEME_SIREN, SCHEME_SIRET)
    return is_registered or (party.vat_identifier or "").strip().upper().startswith("FR")


def _frame(invoice: Invoice) -> str:
    return (invoice.business_process or "").strip().upper()
