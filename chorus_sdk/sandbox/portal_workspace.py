"""What a person who is logged in works with (*espace de travail*): the platform's own operations.

A page asks the same functions as the API, in the name of the structure that the account is
attached to: so both show the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from chorus_sdk._http.exchange import JsonObject
from chorus_sdk.sandbox.gateway import Caller
from chorus_sdk.sandbox.memberships import Memberships
from chorus_sdk.sandbox.operations.call import Call, Fields
from chorus_sdk.sandbox.platform import Platform
from chorus_sdk.sandbox.portal_imports import Imports
from chorus_sdk.sandbox.state import FlowRow

_NEVER: Final = datetime.max.replace(tzinfo=UTC)
_FLOW_COLUMNS: Final = (
    "number, structure_id, file_name, syntax, deposited_at, pace, outcome, technical_errors,"
    " business_errors"
)


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """The platform as the portal reaches it (*espace*)."""

    platform: Platform
    memberships: Memberships
    imports: Imports

    def member(self, email: str) -> Member | None:
        """Return the person's place in the structure, or None where there is none."""
        membership = self.memberships.of(email)
        if membership is None:
            return None
        call = Call(
            platform=self.platform,
            caller=Caller(membership.structure_id, _NEVER),
            fields=Fields({}),
            now=self.platform.clock.now(),
        )
        return Member(workspace=self, call=call, follows_flows=membership.follows_flows)


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody who works for a structure (*utilisateur rattaché*)."""

    workspace: Workspace
    call: Call
    follows_flows: bool

    @property
    def structure_name(self) -> str:
        """The structure's name."""
        found = self.call.platform.structure(self.call.caller.structure_id)
        return found.name if found else ""

    def asks(self, fields: JsonObject) -> Call:
        """Return a call of an operation with these fields."""
        return replace(self.call, fields=Fields(fields))

    def flows(self, *, number: str | None, start: int, count: int) -> tuple[list[FlowRow], int]:
        """Return `count` flows of the structure from `start` on, newest first, and their total."""
        where = "structure_id = ? AND (? IS NULL OR number = ?)"
        values = (self.call.caller.structure_id, number, number)
        store = self.call.platform.store
        rows = store.rows(
            f"SELECT {_FLOW_COLUMNS} FROM flow WHERE {where}"  # noqa: S608 (our names)
            " ORDER BY id DESC LIMIT ? OFFSET ?",
            (*values, count, start),
        )
        total = store.row(f"SELECT count(*) AS n FROM flow WHERE {where}", values)  # noqa: S608
        return [FlowRow.of(row) for row in rows], int(total["n"]) if total else 0

    def flow(self, number: str) -> FlowRow | None:
        """Return a flow of the structure."""
        found, _ = self.flows(number=number, start=0, count=1)
        return found[0] if found else None
