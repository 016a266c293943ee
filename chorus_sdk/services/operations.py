"""The platform's operations, one row each.

Source: chorus-pro-api §3.0; the number in its index stands at the end of each row.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk._http.operation import Effect, Operation

DEPOSIT_FLOW: Final = Operation(
    name="flows.deposit", path="/cpro/factures/v1/deposer/flux", effect=Effect.CREATE
)  # 1
SEARCH_ISSUED: Final = Operation(
    name="invoices.search", path="/cpro/factures/v1/rechercher/fournisseur", effect=Effect.READ
)  # 8
INVOICE_HISTORY: Final = Operation(
    name="invoices.history", path="/cpro/factures/v1/consulter/historique", effect=Effect.READ
)  # 20
DOWNLOAD_GROUP: Final = Operation(
    name="invoices.download", path="/cpro/factures/v1/telecharger/groupe", effect=Effect.READ
)  # 21
SEARCH_STRUCTURES: Final = Operation(
    name="structures.search", path="/cpro/structures/v1/rechercher", effect=Effect.READ
)  # 23
FETCH_STRUCTURE: Final = Operation(
    name="structures.fetch", path="/cpro/structures/v1/consulter", effect=Effect.READ
)  # 24
SEARCH_SERVICES: Final = Operation(
    name="structures.services", path="/cpro/structures/v1/rechercher/services", effect=Effect.READ
)  # 25
FLOW_REPORT_PDF: Final = Operation(
    name="flows.report_pdf", path="/cpro/transverses/v1/consulterCR", effect=Effect.READ
)  # 28
FLOW_REPORT: Final = Operation(
    name="flows.report", path="/cpro/transverses/v1/consulterCRDetaille", effect=Effect.READ
)  # 29
HEALTH: Final = Operation(
    name="health",
    path="/cpro/transverses/v1/health-check",
    method="GET",
    effect=Effect.READ,
    enveloped=False,
)  # 38

OPERATIONS: Final = {
    row.name: row
    for row in (
        DEPOSIT_FLOW,
        SEARCH_ISSUED,
        INVOICE_HISTORY,
        DOWNLOAD_GROUP,
        SEARCH_STRUCTURES,
        FETCH_STRUCTURE,
        SEARCH_SERVICES,
        FLOW_REPORT_PDF,
        FLOW_REPORT,
        HEALTH,
    )
}
