"""The directory of recipients: whole, by search, or one company (*annuaire*)."""

from __future__ import annotations

from collections.abc import Iterator

from chorus_sdk._http.api import Api
from chorus_sdk._http.paging import Pager
from chorus_sdk.limits import DEFAULT_LIMITS, Limits
from chorus_sdk.services.codes import Sector
from chorus_sdk.services.directory_file import DirectoryRow, read_directory
from chorus_sdk.services.directory_values import Company, ExecutingService, Recipient
from chorus_sdk.services.downloads import decode_file
from chorus_sdk.services.operations import (
    DOWNLOAD_DIRECTORY,
    FETCH_COMPANY,
    SEARCH_EXECUTING_SERVICES,
    SEARCH_RECIPIENTS,
    STATE_SERVICES,
)
from chorus_sdk.services.quirks import as_list
from chorus_sdk.services.searches import search
from chorus_sdk.services.structures import Structure
from chorus_sdk.services.wire import directory as wire
from chorus_sdk.services.wire.codec import decode, decode_rows, encode, pick


class Directory:
    """Who can be invoiced (*annuaire des destinataires*).

    Every method raises ApiError, AuthenticationError or TransportError when the platform gives no
    answer; a `Pager` does so while it is read.
    """

    def __init__(self, api: Api) -> None:
        self._api = api

    def download(self) -> bytes:
        """Return the whole directory as the platform gives it (*télécharger l'annuaire*)."""
        members = self._api.call(DOWNLOAD_DIRECTORY, {})
        return decode_file(pick(members, wire.FILE), wire.FILE)

    def rows(self, *, limits: Limits = DEFAULT_LIMITS) -> Iterator[DirectoryRow]:
        """Download the directory and yield its structures and services (*lire l'annuaire*).

        Raises:
            UnknownFormatError: a layout that is not known; `download` still gives the bytes.
            DocumentError: the file is broken, or passes a limit.
        """
        return read_directory(self.download(), limits=limits)

    def search(
        self,
        identifier: str | None = None,
        *,
        place: str | None = None,
        sector: Sector | str | None = None,
        limit: int | None = None,
    ) -> Pager[Recipient]:
        """Search recipients (*rechercher un destinataire*), read lazily.

        `place` is a name, a city or a post code.
        """
        asked = {
            "identifier": identifier,
            "place": place,
            "sector": str(sector) if sector else None,
        }
        return search(
            self._api,
            SEARCH_RECIPIENTS,
            asked,
            wire.SEARCH,
            model=Recipient,
            names=wire.RECIPIENT,
            at=wire.RECIPIENTS_PAGE,
            key=lambda one: one.id,
            limit=limit,
        )

    def company(self, siret: str) -> Company:
        """Return what the register says of a SIRET (*informations SIRET*).

        Production only: in qualification the service is not there.

        Raises:
            RejectedRequestError: no such SIRET.
            AccessDeniedError: the service is not there, as in qualification.
        """
        members = self._api.call(FETCH_COMPANY, encode({"siret": siret}, wire.ASK_COMPANY))
        return decode(Company, members, wire.COMPANY)

    def executing_services(
        self,
        recipient: Recipient | Structure | int,
        *,
        code: str | None = None,
        name: str | None = None,
        active: bool | None = None,
        limit: int | None = None,
    ) -> Pager[ExecutingService]:
        """Search the services of a recipient (*services exécutants*): *deprecated*.

        `structures.services` takes its place.
        """
        asked = {
            "recipient_id": recipient if isinstance(recipient, int) else recipient.id,
            "code": code,
            "name": name,
            "active": active,
        }
        return search(
            self._api,
            SEARCH_EXECUTING_SERVICES,
            asked,
            wire.SEARCH_SERVICES,
            model=ExecutingService,
            names=wire.SERVICE,
            at=wire.SERVICES_PAGE,
            key=lambda one: one.id,
            limit=limit,
        )

    def state_services(self) -> tuple[ExecutingService, ...]:
        """Return the services of the State (*services exécutants de l'État*): *deprecated*.

        No source gives the shape of the answer: it is read like that of `executing_services`.
        """
        members = self._api.call(STATE_SERVICES, {})
        listed = as_list(pick(members, wire.SERVICES_PAGE["rows"]))
        return decode_rows(ExecutingService, listed, wire.SERVICE)
