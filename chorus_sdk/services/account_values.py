"""What belongs to one's own account (*mon compte*): values."""

from __future__ import annotations

from typing import Annotated

from chorus_sdk.services.codes import (
    IdentifierType,
    MembershipStatus,
    WorkspaceRight,
    WorkspaceStatus,
)
from chorus_sdk.services.quirks import (
    AS_TEXT,
    WireDate,
    WireFlag,
    WireInstant,
    WireNumber,
    WireText,
)
from chorus_sdk.services.wire.codec import DomainModel


class OwnStructure(DomainModel):
    """A structure for which the account acts (*structure*); `id` is good for `submit`."""

    id: int
    identifier_type: Annotated[IdentifierType | None, AS_TEXT] = None
    identifier: WireText = None
    name: WireText = None


class BankAccount(DomainModel):
    """A valid bank account of one's own structure (*coordonnées bancaires*)."""

    id: int
    name: WireText = None


class MembershipService(DomainModel):
    """A service that the account belongs to (*service rattaché*)."""

    id: WireNumber = None
    service_id: WireNumber = None
    code: WireText = None
    name: WireText = None
    service_status: WireText = None
    status: WireText = None
    is_active: WireFlag = None
    valid_from: WireInstant = None
    valid_to: WireInstant = None


class Membership(DomainModel):
    """A structure that the account belongs to (*rattachement*), with its services."""

    id: WireNumber = None
    structure_id: int
    identifier_type: Annotated[IdentifierType | None, AS_TEXT] = None
    identifier: WireText = None
    name: WireText = None
    role: WireText = None
    user_status: WireText = None
    status: WireText = None
    services: tuple[MembershipService, ...] = ()


class ServiceMembership(DomainModel):
    """A service of a structure that a user belongs to (*rattachement à un service*)."""

    id: WireNumber = None
    service_id: WireNumber = None
    code: WireText = None
    name: WireText = None
    status: Annotated[MembershipStatus | None, AS_TEXT] = None
    comment: WireText = None
    from_date: WireDate = None
    to_date: WireDate = None


class Workspace(DomainModel):
    """A portal space that is open on a structure or a service (*espace*).

    `code` is probably the number that history and download call *idEspace*.
    """

    id: WireNumber = None
    code: WireNumber = None
    name: WireText = None
    status: Annotated[WorkspaceStatus | None, AS_TEXT] = None
    right: Annotated[WorkspaceRight | None, AS_TEXT] = None
    service_id: WireNumber = None
    service_code: WireText = None
    service_name: WireText = None
