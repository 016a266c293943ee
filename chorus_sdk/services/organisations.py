"""The repository of organisations: a newer interface beside structures (*référentiel*)."""

from __future__ import annotations

from collections.abc import Iterable

from chorus_sdk._http.api import Api
from chorus_sdk._http.envelope import ROWS
from chorus_sdk._http.exchange import JsonObject
from chorus_sdk.errors import NotFoundError
from chorus_sdk.services.conditions import Condition, encode_conditions
from chorus_sdk.services.downloads import decode_file
from chorus_sdk.services.operations import (
    FETCH_ORGANISATION,
    FETCH_ORGANISATION_SERVICE,
    ORGANISATION_ATTACHMENT,
    ORGANISATION_ATTACHMENTS,
    ORGANISATION_SERVICES,
    ORGANISATIONS_HEALTH,
    SEARCH_ORGANISATION_SERVICES,
    SEARCH_ORGANISATIONS,
    SET_EDI_PARAMETERS,
)
from chorus_sdk.services.organisation_values import (
    Organisation,
    OrganisationAttachment,
    OrganisationService,
)
from chorus_sdk.services.quirks import as_list
from chorus_sdk.services.wire import organisations as wire
from chorus_sdk.services.wire.codec import Model, Names, decode, decode_rows, encode, pick


class Organisations:
    """The repository of organisations (*référentiel des organisations*).

    An interface of its own: one source saw it work in 2024, another found it silent in 2025, so
    treat it as optional; `Structures` answers the same questions. An organisation is named by its
    `uuid`, a SIRET or a VAT number. All methods raise NotFoundError for what is not there,
    RejectedRequestError, whose `label` is the error's name, and the usual errors of a call.
    """

    def __init__(self, api: Api) -> None:
        self._api = api

    def check(self) -> None:
        """Ask whether the repository is up (*healthcheck*); *unverified*."""
        self._api.call(ORGANISATIONS_HEALTH)

    def search(
        self,
        *conditions: Condition,
        sort_by: Iterable[str] = (),
        descending: Iterable[str] = (),
        fields: Iterable[str] = (),
    ) -> tuple[Organisation, ...]:
        """Search organisations (*rechercher des structures*); all conditions have to hold.

        Fields are named as in `Organisation`. Without `fields` all are given.

        Raises:
            ValueError: a field that organisations do not have.
        """
        asked = encode_conditions(
            conditions, wire.ORGANISATION, sort_by=sort_by, descending=descending, fields=fields
        )
        found = self._api.call(SEARCH_ORGANISATIONS, asked)
        return _rows(Organisation, found, wire.ORGANISATION)

    def fetch(self, organisation: Organisation | str) -> Organisation:
        """Return an organisation (*consulter une structure*); *unverified*."""
        members = self._api.call(FETCH_ORGANISATION.at(id=_id(organisation)))
        return decode(Organisation, members, wire.ORGANISATION)

    def services(self, organisation: Organisation | str) -> tuple[OrganisationService, ...]:
        """Return the services of an organisation (*services d'une structure*); *unverified*."""
        found = self._api.call(ORGANISATION_SERVICES.at(id=_id(organisation)))
        return _rows(OrganisationService, found, wire.SERVICE)

    def attachments(self, organisation: Organisation | str) -> tuple[OrganisationAttachment, ...]:
        """Return the files of an organisation (*pièces jointes*); *unverified*.

        The platform answers alike for one without files and for an unknown one: nothing.
        """
        try:
            found = self._api.call(ORGANISATION_ATTACHMENTS.at(id=_id(organisation)))
        except NotFoundError:
            return ()
        return _rows(OrganisationAttachment, found, wire.ATTACHMENT)

    def download_attachment(
        self, organisation: Organisation | str, attachment: OrganisationAttachment | str
    ) -> bytes:
        """Return the content of a file (*télécharger une pièce jointe*); *unverified*."""
        uuid = attachment if isinstance(attachment, str) else attachment.uuid
        members = self._api.call(ORGANISATION_ATTACHMENT.at(id=_id(organisation), uuid=uuid))
        return decode_file(pick(members, wire.ATTACHMENT_CONTENT), wire.ATTACHMENT_CONTENT)

    def set_edi_parameters(
        self, organisation: Organisation | str, *, reception: bool, connection: bool
    ) -> None:
        """Say whether an organisation receives by EDI and is connected (*paramètres EDI*).

        For its manager; *unverified*.

        Raises:
            AccessDeniedError: not allowed for this account.
            OutcomeUnknownError: the answer was lost; `fetch` shows what holds.
        """
        asked = encode({"reception": reception, "connection": connection}, wire.EDI_PARAMETERS)
        self._api.call(SET_EDI_PARAMETERS.at(id=_id(organisation)), asked)

    def fetch_service(self, service: OrganisationService | str) -> OrganisationService:
        """Return a service by its `uuid` (*consulter un service*); *unverified*."""
        uuid = service if isinstance(service, str) else service.uuid or ""
        members = self._api.call(FETCH_ORGANISATION_SERVICE.at(uuid=uuid))
        return decode(OrganisationService, members, wire.SERVICE)

    def search_services(
        self,
        *conditions: Condition,
        sort_by: Iterable[str] = (),
        descending: Iterable[str] = (),
        fields: Iterable[str] = (),
    ) -> tuple[OrganisationService, ...]:
        """Search services (*rechercher des services*), as a rule by `organisation`; *unverified*.

        Raises:
            ValueError: a field that services do not have.
        """
        asked = encode_conditions(
            conditions, wire.SERVICE, sort_by=sort_by, descending=descending, fields=fields
        )
        found = self._api.call(SEARCH_ORGANISATION_SERVICES, asked)
        return _rows(OrganisationService, found, wire.SERVICE)


def _rows(model: type[Model], members: JsonObject, names: Names) -> tuple[Model, ...]:
    return decode_rows(model, as_list(members[ROWS]), names)


def _id(organisation: Organisation | str) -> str:
    return organisation if isinstance(organisation, str) else organisation.uuid or ""
