"""One's own account: for which structures it acts, and what it may use there (*mon compte*)."""

from __future__ import annotations

from chorus_sdk._http.api import Api
from chorus_sdk._http.exchange import JsonObject
from chorus_sdk._http.operation import Operation
from chorus_sdk._http.paging import Page, Pager
from chorus_sdk.services import operations as rows
from chorus_sdk.services.account_values import (
    BankAccount,
    Membership,
    MembershipService,
    OwnStructure,
    ServiceMembership,
    Workspace,
)
from chorus_sdk.services.codes import IdentifierType
from chorus_sdk.services.quirks import as_list
from chorus_sdk.services.searches import ask, search
from chorus_sdk.services.structures import Structure
from chorus_sdk.services.wire import account as wire
from chorus_sdk.services.wire.codec import Names, decode_page, decode_rows, encode, pick


class Account:
    """What the technical account that asks can see of itself (*mon compte*).

    Every method raises ApiError, AuthenticationError or TransportError when the platform gives no
    list; a `Pager` does so while it is read.
    """

    def __init__(self, api: Api) -> None:
        self._api = api

    def memberships(self, *, limit: int | None = None) -> Pager[Membership]:
        """List the structures that the account belongs to (*rattachements*); *unverified*."""
        return Pager(self._memberships, key=lambda one: (one.id, one.structure_id), limit=limit)

    def service_memberships(
        self,
        structure: OwnStructure | Structure | int | str,
        *,
        user_id: int | None = None,
        email: str | None = None,
        identifier_type: IdentifierType | str = IdentifierType.SIRET,
        limit: int | None = None,
    ) -> Pager[ServiceMembership]:
        """List a user's services in a structure (*rattachements d'un utilisateur*); for managers.

        `structure` is the platform's number, or an identifier of `identifier_type`; the user is
        named by number or by the address that it logs in with.
        """
        asked = {**_named(structure, identifier_type), "user_id": user_id, "email": email}
        return search(
            self._api,
            rows.SERVICE_MEMBERSHIPS,
            asked,
            wire.SERVICE_MEMBERSHIPS_ASKED,
            model=ServiceMembership,
            names=wire.SERVICE_MEMBERSHIP,
            at=wire.SERVICE_MEMBERSHIPS_PAGE,
            key=lambda one: (one.id, one.service_id),
            limit=limit,
        )

    def workspaces(
        self,
        structure: OwnStructure | Structure | int | str,
        *,
        service_id: int | None = None,
        identifier_type: IdentifierType | str = IdentifierType.SIRET,
    ) -> Pager[Workspace]:
        """List the portal spaces of a structure (*espaces*): *deprecated*, *unverified*."""
        return search(
            self._api,
            rows.SEARCH_WORKSPACES,
            {**_named(structure, identifier_type), "service_id": service_id},
            wire.WORKSPACES_ASKED,
            model=Workspace,
            names=wire.WORKSPACE,
            at=wire.WORKSPACES_PAGE,
            key=lambda one: (one.id, one.service_id),
        )

    def bank_accounts(self, structure: OwnStructure | Structure | int) -> tuple[BankAccount, ...]:
        """Return the valid bank accounts of one's own structure (*coordonnées bancaires*)."""
        asked = {"structure_id": structure if isinstance(structure, int) else structure.id}
        members = self._api.call(rows.BANK_ACCOUNTS, encode(asked, wire.BANK_ACCOUNTS_ASKED))
        listed = as_list(pick(members, wire.BANK_ACCOUNTS))
        return decode_rows(BankAccount, listed, wire.BANK_ACCOUNT)

    def supplier_structures(self) -> tuple[OwnStructure, ...]:
        """Return the active structures that issue invoices (*structures actives fournisseur*)."""
        return self._structures(rows.SUPPLIER_STRUCTURES, {}, wire.STRUCTURE)

    def recipient_structures(self) -> tuple[OwnStructure, ...]:
        """Return the active structures that receive them (*structures actives destinataire*)."""
        return self._structures(rows.RECIPIENT_STRUCTURES, {}, wire.STRUCTURE)

    def works_structures(self) -> tuple[OwnStructure, ...]:
        """Return the active structures with works invoices (*structures actives travaux*)."""
        return self._structures(rows.WORKS_STRUCTURES, {}, wire.STRUCTURE)

    def workspace_structures(self, workspace: int = 0) -> tuple[OwnStructure, ...]:
        """Return the structures of a portal space (*structures*): *deprecated*, *unverified*."""
        asked = encode({"workspace": workspace}, wire.WORKSPACE_STRUCTURES_ASKED)
        return self._structures(rows.WORKSPACE_STRUCTURES, asked, wire.WORKSPACE_STRUCTURE)

    def _structures(
        self, operation: Operation, asked: dict[str, object], names: Names
    ) -> tuple[OwnStructure, ...]:
        listed = as_list(pick(self._api.call(operation, asked), wire.STRUCTURES))
        return decode_rows(OwnStructure, listed, names)

    def _memberships(self, number: int) -> Page[Membership]:
        members = ask(
            self._api, rows.MEMBERSHIPS, wire.BY_STRUCTURE, wire.MEMBERSHIPS_ASKED, number
        )
        at = wire.MEMBERSHIPS_PAGE
        page = decode_page(Membership, members, wire.MEMBERSHIP, number, at=at)
        listed = as_list(pick(members, at["rows"]))
        items = tuple(
            one.model_copy(update={"services": _services(row)})
            for one, row in zip(page.items, listed, strict=True)
            if isinstance(row, dict)
        )
        return Page(items=items, number=number, pages=page.pages, total=page.total)


def _services(row: JsonObject) -> tuple[MembershipService, ...]:
    listed = as_list(pick(row, wire.MEMBERSHIP_SERVICES))
    return decode_rows(MembershipService, listed, wire.MEMBERSHIP_SERVICE)


def _named(
    structure: OwnStructure | Structure | int | str, identifier_type: IdentifierType | str
) -> dict[str, object]:
    if isinstance(structure, str):
        return {"identifier": structure, "identifier_type": str(identifier_type)}
    return {"structure_id": structure if isinstance(structure, int) else structure.id}
