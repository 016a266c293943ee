"""Structures, their services, who belongs to them (*API Structures*).

Source: chorus-pro-api §3.2.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk._http.operation import Confidence, Effect, Operation, Role

_AT: Final = "/cpro/structures/v1/"

SEARCH_STRUCTURES: Final = Operation(
    number=23,
    name="structures.search",
    path=_AT + "rechercher",
    effect=Effect.READ,
    served_by="chorus_sdk.services.structures.Structures.search",
)
FETCH_STRUCTURE: Final = Operation(
    number=24,
    name="structures.fetch",
    path=_AT + "consulter",
    effect=Effect.READ,
    served_by="chorus_sdk.services.structures.Structures.fetch",
)
SEARCH_SERVICES: Final = Operation(
    number=25,
    name="structures.services",
    path=_AT + "rechercher/services",
    effect=Effect.READ,
    served_by="chorus_sdk.services.structures.Structures.services",
)
FETCH_SERVICE: Final = Operation(
    number=26,
    name="structures.fetch_service",
    path=_AT + "consulter/service",
    effect=Effect.READ,
    served_by="chorus_sdk.services.structures.Structures.fetch_service",
)
SERVICE_MEMBERSHIPS: Final = Operation(
    number=27,
    name="account.service_memberships",
    path=_AT + "lister/rattachementsutilisateur",
    effect=Effect.READ,
    roles=(Role.MANAGER,),
    served_by="chorus_sdk.services.account.Account.service_memberships",
)
SEARCH_WORKSPACES: Final = Operation(
    number=66,
    name="account.workspaces",
    path=_AT + "rechercher/espaces",
    effect=Effect.READ,
    roles=(Role.MANAGER,),
    confidence=Confidence.ONE_SOURCE,
    deprecated=True,
    served_by="chorus_sdk.services.account.Account.workspaces",
)
