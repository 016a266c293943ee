"""Works invoices (*API Factures de travaux*).

Source: chorus-pro-api §3.5.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk._http.operation import Confidence, Effect, Operation, Role

_AT: Final = "/cpro/facturesTravaux/v1/"

SEARCH_WORKS: Final = Operation(
    number=63,
    name="works.search",
    path=_AT + "rechercher",
    effect=Effect.READ,
    roles=(
        Role.SUPPLIER,
        Role.RECIPIENT,
        Role.APPROVER,
        Role.PROJECT_MANAGER,
        Role.CONTRACTING_AUTHORITY,
    ),
    confidence=Confidence.ONE_SOURCE,
    served_by="chorus_sdk.services.works.Works.search",
)
