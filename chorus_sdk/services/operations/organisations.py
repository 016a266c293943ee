"""The repository of organisations (*Référentiel des organisations*): REST, without envelope.

Source: chorus-pro-api §3.8.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk._http.operation import Answer, Confidence, Effect, Operation, Role

_AT: Final = "/cpro/organisations/v1/"

ORGANISATIONS_HEALTH: Final = Operation(
    number=69,
    name="organisations.check",
    path=_AT + "healthcheck",
    effect=Effect.READ,
    method="GET",
    answer=Answer.EMPTY,
    confidence=Confidence.ONE_SOURCE,
    served_by="chorus_sdk.services.organisations.Organisations.check",
)
SEARCH_ORGANISATIONS: Final = Operation(
    number=70,
    name="organisations.search",
    path=_AT + "structures/recherche",
    effect=Effect.READ,
    answer=Answer.LIST,
    served_by="chorus_sdk.services.organisations.Organisations.search",
)
FETCH_ORGANISATION: Final = Operation(
    number=71,
    name="organisations.fetch",
    path=_AT + "structures/{id}",
    effect=Effect.READ,
    method="GET",
    answer=Answer.OBJECT,
    confidence=Confidence.ONE_SOURCE,
    served_by="chorus_sdk.services.organisations.Organisations.fetch",
)
ORGANISATION_SERVICES: Final = Operation(
    number=72,
    name="organisations.services",
    path=_AT + "structures/{id}/services",
    effect=Effect.READ,
    method="GET",
    answer=Answer.LIST,
    confidence=Confidence.ONE_SOURCE,
    served_by="chorus_sdk.services.organisations.Organisations.services",
)
ORGANISATION_ATTACHMENTS: Final = Operation(
    number=73,
    name="organisations.attachments",
    path=_AT + "structures/{id}/pieces_jointes",
    effect=Effect.READ,
    method="GET",
    answer=Answer.LIST,
    confidence=Confidence.ONE_SOURCE,
    served_by="chorus_sdk.services.organisations.Organisations.attachments",
)
ORGANISATION_ATTACHMENT: Final = Operation(
    number=74,
    name="organisations.download_attachment",
    path=_AT + "structures/{id}/pieces_jointes/{uuid}",
    effect=Effect.READ,
    method="GET",
    answer=Answer.OBJECT,
    confidence=Confidence.ONE_SOURCE,
    served_by="chorus_sdk.services.organisations.Organisations.download_attachment",
)
SET_EDI_PARAMETERS: Final = Operation(
    number=75,
    name="organisations.set_edi_parameters",
    path=_AT + "structures/{id}/parametres-edi",
    effect=Effect.ACT,
    method="PATCH",
    answer=Answer.EMPTY,
    roles=(Role.MANAGER,),
    confidence=Confidence.ONE_SOURCE,
    served_by="chorus_sdk.services.organisations.Organisations.set_edi_parameters",
)
FETCH_ORGANISATION_SERVICE: Final = Operation(
    number=76,
    name="organisations.fetch_service",
    path=_AT + "services/{uuid}",
    effect=Effect.READ,
    method="GET",
    answer=Answer.OBJECT,
    confidence=Confidence.ONE_SOURCE,
    served_by="chorus_sdk.services.organisations.Organisations.fetch_service",
)
SEARCH_ORGANISATION_SERVICES: Final = Operation(
    number=77,
    name="organisations.search_services",
    path=_AT + "services/recherche",
    effect=Effect.READ,
    answer=Answer.LIST,
    confidence=Confidence.ONE_SOURCE,
    served_by="chorus_sdk.services.organisations.Organisations.search_services",
)
