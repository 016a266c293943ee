"""Legal commitments (*API Engagements juridiques*).

Source: chorus-pro-api §3.6.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk._http.operation import Confidence, Effect, Operation, Role

_AT: Final = "/cpro/engagementsJuridiques/v1/"

SEARCH_COMMITMENTS: Final = Operation(
    number=64,
    name="commitments.search",
    path=_AT + "rechercher",
    effect=Effect.READ,
    roles=(Role.SUPPLIER, Role.RECIPIENT),
    confidence=Confidence.ONE_SOURCE,
    served_by="chorus_sdk.services.commitments.Commitments.search",
)
FETCH_COMMITMENT: Final = Operation(
    number=65,
    name="commitments.fetch",
    path=_AT + "consulterDetail",
    effect=Effect.READ,
    roles=(Role.SUPPLIER, Role.RECIPIENT),
    confidence=Confidence.ONE_SOURCE,
    served_by="chorus_sdk.services.commitments.Commitments.fetch",
)
