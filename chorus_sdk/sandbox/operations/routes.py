"""Which function answers which address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from chorus_sdk._http.exchange import JsonObject
from chorus_sdk.sandbox.operations.call import Call
from chorus_sdk.sandbox.operations.deposit import deposit_flow
from chorus_sdk.sandbox.operations.download import download_group
from chorus_sdk.sandbox.operations.history import consult_history
from chorus_sdk.sandbox.operations.reports import consult_detailed_report, consult_report
from chorus_sdk.sandbox.operations.search import search_as_supplier
from chorus_sdk.sandbox.operations.structures import (
    consult_structure,
    search_services,
    search_structures,
)

HEALTH_PATH: Final = "/cpro/transverses/v1/health-check"

ROUTES: Final[Mapping[str, Callable[[Call], JsonObject]]] = {
    "/cpro/factures/v1/deposer/flux": deposit_flow,
    "/cpro/factures/v1/rechercher/fournisseur": search_as_supplier,
    "/cpro/factures/v1/consulter/historique": consult_history,
    "/cpro/factures/v1/telecharger/groupe": download_group,
    "/cpro/structures/v1/rechercher": search_structures,
    "/cpro/structures/v1/consulter": consult_structure,
    "/cpro/structures/v1/rechercher/services": search_services,
    "/cpro/transverses/v1/consulterCR": consult_report,
    "/cpro/transverses/v1/consulterCRDetaille": consult_detailed_report,
}
