"""Structures and their services: who can be invoiced, and what they demand (*structures*)."""

from __future__ import annotations

from typing import Annotated

from chorus_sdk._http.api import Api
from chorus_sdk._http.paging import Page, Pager
from chorus_sdk.errors import RejectedRequestError
from chorus_sdk.limits import SEARCH_PAGE_SIZE
from chorus_sdk.services.codes import IdentifierType, Sector, StructureStatus
from chorus_sdk.services.operations import (
    FETCH_SERVICE,
    FETCH_STRUCTURE,
    SEARCH_SERVICES,
    SEARCH_STRUCTURES,
)
from chorus_sdk.services.quirks import (
    AS_TEXT,
    WireFlag,
    WireInstant,
    WireText,
    finds_nothing,
)
from chorus_sdk.services.wire import structures as wire
from chorus_sdk.services.wire.codec import DomainModel, decode, decode_page, encode


class Structure(DomainModel):
    """A structure of the directory (*structure*); `id` is the platform's *idStructureCPP*."""

    id: int
    identifier_type: Annotated[IdentifierType | None, AS_TEXT] = None
    identifier: WireText = None
    name: WireText = None
    status: Annotated[StructureStatus | None, AS_TEXT] = None

    @property
    def is_active(self) -> bool:
        """True when the structure can be invoiced."""
        return self.status in ("ACTIVE", "ACTIF")


class StructureDetails(DomainModel):
    """What a structure is and demands (*détail d'une structure*).

    `technical_password_expires_at` is told of one's own structure only.
    """

    id: int
    identifier_type: Annotated[IdentifierType | None, AS_TEXT] = None
    identifier: WireText = None
    name: WireText = None
    sector: Annotated[Sector | None, AS_TEXT] = None
    email: WireText = None
    vat_number: WireText = None
    technical_password_expires_at: WireInstant = None
    address: WireText = None
    post_code: WireText = None
    city: WireText = None
    country: WireText = None
    service_code_required: WireFlag = None
    commitment_required: WireFlag = None
    service_code_or_commitment_required: WireFlag = None
    payment_status_not_reported: WireFlag = None

    @property
    def is_public(self) -> bool:
        """True for a public body."""
        return self.sector == Sector.PUBLIC


class Service(DomainModel):
    """A service of a structure (*service*); its `code` is the *code service*."""

    id: int
    code: WireText = None
    name: WireText = None
    is_active: WireFlag = None
    valid_from: WireInstant = None
    valid_to: WireInstant = None


class ServiceDetails(DomainModel):
    """What a service is and demands (*détail d'un service*).

    `commitment_required` is true where the service demands a commitment number (*numéro
    d'engagement*), even if its structure does not.
    """

    code: WireText = None
    name: WireText = None
    description: WireText = None
    address: WireText = None
    post_code: WireText = None
    city: WireText = None
    country: WireText = None
    commitment_required: WireFlag = None
    payment_status_reported: WireFlag = None
    created_at: WireInstant = None
    modified_at: WireInstant = None
    valid_from: WireInstant = None
    valid_to: WireInstant = None


class Structures:
    """What can be asked about structures (*annuaire des structures*)."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def search(
        self,
        identifier: str | None = None,
        *,
        identifier_type: str | None = "SIRET",
        name: str | None = None,
        include_private: bool = False,
        limit: int | None = None,
    ) -> Pager[Structure]:
        """Search structures by identifier or name (*rechercher une structure*).

        `identifier_type` is one of the platform's kinds (SIRET, UE_HORS_FRANCE, HORS_UE, RIDET,
        TAHITI, AUTRE, PARTICULIER). Of private structures only one's own are listed, unless
        `include_private`. The result is read lazily.
        """
        asked: dict[str, object] = {
            "identifier": identifier,
            "identifier_type": identifier_type if identifier else None,
            "name": name,
            "only_own_private": False if include_private else None,
            "page_size": SEARCH_PAGE_SIZE,
        }
        return Pager(lambda page: self._page(asked, page), key=lambda s: s.id, limit=limit)

    def find(self, siret: str, *, include_private: bool = False) -> Structure | None:
        """Return the structure of that SIRET, or None (*recherche par SIRET*)."""
        return self.search(siret, include_private=include_private).first()

    def fetch(self, structure: Structure | int) -> StructureDetails:
        """Return what a structure is and demands (*consulter une structure*).

        Raises:
            RejectedRequestError: no such structure, or no right to see it.
        """
        asked = {"structure_id": _id(structure), "language": "fr"}
        members = self._api.call(FETCH_STRUCTURE, encode(asked, wire.FETCH))
        return decode(StructureDetails, members, wire.DETAILS)

    def services(self, structure: Structure | int) -> Pager[Service]:
        """List the services of a structure (*rechercher les services*)."""
        return Pager(lambda page: self._services(_id(structure), page), key=lambda s: s.id)

    def fetch_service(self, structure: Structure | int, service: Service | int) -> ServiceDetails:
        """Return what a service of a structure is and demands (*consulter un service*).

        Raises:
            RejectedRequestError: the structure has no such service, or no right to see it.
        """
        asked = {
            "structure_id": _id(structure),
            "service_id": service if isinstance(service, int) else service.id,
            "language": "fr",
        }
        members = self._api.call(FETCH_SERVICE, encode(asked, wire.FETCH_SERVICE))
        return decode(ServiceDetails, members, wire.SERVICE_DETAILS)

    def _page(self, asked: dict[str, object], number: int) -> Page[Structure]:
        try:
            members = self._api.call(
                SEARCH_STRUCTURES, encode({**asked, "page": number}, wire.SEARCH)
            )
        except RejectedRequestError as error:
            if finds_nothing(error):
                return Page(items=(), number=number, pages=0, total=0)
            raise
        return decode_page(Structure, members, wire.STRUCTURE, number, at=wire.STRUCTURES_PAGE)

    def _services(self, structure_id: int, number: int) -> Page[Service]:
        asked = {"structure_id": structure_id, "page": number, "page_size": SEARCH_PAGE_SIZE}
        members = self._api.call(SEARCH_SERVICES, encode(asked, wire.SEARCH_SERVICES))
        return decode_page(Service, members, wire.SERVICE, number, at=wire.SERVICES_PAGE)


def _id(structure: Structure | int) -> int:
    return structure if isinstance(structure, int) else structure.id
