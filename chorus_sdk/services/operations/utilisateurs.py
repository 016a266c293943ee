"""The account that asks (*API Utilisateurs*).

Source: chorus-pro-api §3.4.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk._http.operation import Confidence, Effect, Operation

_AT: Final = "/cpro/utilisateurs/v1/"

MEMBERSHIPS: Final = Operation(
    number=62,
    name="account.memberships",
    path=_AT + "monCompte/recuperer/rattachements",
    effect=Effect.READ,
    confidence=Confidence.ONE_SOURCE,
    served_by="chorus_sdk.services.account.Account.memberships",
)
