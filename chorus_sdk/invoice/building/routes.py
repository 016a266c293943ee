"""Which road an invoice takes, and where that road reads what Chorus Pro needs."""

from __future__ import annotations

from enum import StrEnum

from chorus_sdk.invoice.identifiers import (
    SCHEME_ROUTING_CODE,
    SCHEME_SIREN,
    SCHEME_SIRET,
    TYPE_SIRET,
    Identifier,
)
from chorus_sdk.invoice.model import Note
from chorus_sdk.invoice.parties import Contact, Party


class Route(StrEnum):
    """The road to the buyer (*canal*): each reads some terms at places of its own.

    The same facts stand at different places (reference: Chorus Pro's EDI annex, XP Z12-012):

    - service code: BT-10 for CII and Factur-X sent straight to Chorus Pro; the buyer's
      `Contact/ID` for its UBL; BT-46 with scheme 0224 through a platform;
    - SIRET: BT-30 and BT-47 with scheme 0002 as well as BT-29 and BT-46 for CII and Factur-X
      sent straight; `PartyIdentification/ID` of type 1 for UBL; BT-29 and BT-46 with scheme 0009
      through a platform, and the SIREN alone in BT-30 and BT-47;
    - frame (BT-23): A1 to A25 straight, B1, S1, M1 … through a platform.
    """

    CHORUS_PRO = "chorus-pro"
    """Straight to Chorus Pro as CII D16B or Factur-X (API, portal, EDI)."""
    CHORUS_PRO_UBL = "chorus-pro-ubl"
    """Straight to Chorus Pro as UBL."""
    PLATFORM_B2G = "platform-b2g"
    """Through an approved platform to a public entity (AFNOR formats)."""
    PLATFORM_B2B = "platform-b2b"
    """Through an approved platform to a French firm (AFNOR formats)."""
    EN16931 = "en16931"
    """No French road: what EN 16931 alone asks for."""

    @property
    def is_straight(self) -> bool:
        """True for the historic formats of Chorus Pro."""
        return self in (Route.CHORUS_PRO, Route.CHORUS_PRO_UBL)

    @property
    def is_platform(self) -> bool:
        """True for the formats of the reform (XP Z12-012)."""
        return self in (Route.PLATFORM_B2G, Route.PLATFORM_B2B)

    @property
    def is_public(self) -> bool:
        """True when the buyer is a public entity."""
        return self.is_straight or self is Route.PLATFORM_B2G

    def marks(self) -> tuple[Note, ...]:
        """Return the notes that tell a platform what kind of invoice it is: ADN, BAR."""
        if self is Route.PLATFORM_B2G:
            return (Note(subject="ADN", text="B2G"),)
        return (Note(subject="BAR", text="B2B"),) if self is Route.PLATFORM_B2B else ()

    def placed(self, party: Party) -> Party:
        """Return a party with its SIRET where this road reads it."""
        siret = party.siret
        if siret is None or not self.is_straight:
            return party
        others = tuple(one for one in party.identifiers if one.scheme != SCHEME_SIRET)
        if self is Route.CHORUS_PRO:
            number = Identifier(value=str(siret), scheme=SCHEME_SIRET)
            legal = Identifier(value=str(siret), scheme=SCHEME_SIREN)
        else:
            number = Identifier(value=str(siret), scheme_name=TYPE_SIRET)
            legal = Identifier(value=str(siret.siren), scheme=SCHEME_SIREN)
        return _with(party, identifiers=(number, *others), legal_registration=legal)

    def placed_buyer(self, buyer: Party, service_code: str | None) -> Party:
        """Return the buyer as `placed`, with its service code where this road reads it."""
        placed = self.placed(buyer)
        if service_code is None:
            return placed
        if self is Route.CHORUS_PRO_UBL:
            contact = placed.contact or Contact()
            return _with(placed, contact=contact.model_copy(update={"identifier": service_code}))
        if self.is_platform:
            code = Identifier(value=service_code, scheme=SCHEME_ROUTING_CODE)
            return _with(placed, identifiers=(*placed.identifiers, code))
        return placed

    def buyer_reference(self, service_code: str | None, given: str | None) -> str | None:
        """Return BT-10: the service code where this road reads it there."""
        return service_code if service_code and self is Route.CHORUS_PRO else given


def _with(party: Party, **changes: object) -> Party:
    """Copy through validation: the order of identifiers is the model's to keep."""
    return Party.model_validate({**dict(party), **changes})
