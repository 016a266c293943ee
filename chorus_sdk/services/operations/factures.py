"""Invoices, as suppliers, recipients and approvers see them (*API Factures*).

Source: chorus-pro-api §3.1.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk._http.operation import Answer, Confidence, Effect, Operation, Role

_AT: Final = "/cpro/factures/v1/"

DEPOSIT_FLOW: Final = Operation(
    number=1,
    name="flows.deposit",
    path=_AT + "deposer/flux",
    effect=Effect.CREATE,
    roles=(Role.SUPPLIER,),
    served_by="chorus_sdk.services.flows.Flows.deposit",
)
DEPOSIT_PDF: Final = Operation(
    number=2,
    name="invoices.deposit_pdf",
    path=_AT + "deposer/pdf",
    effect=Effect.CREATE,
    answer=Answer.OBJECT,
    roles=(Role.SUPPLIER,),
    served_by="chorus_sdk.services.invoices.Invoices.deposit_pdf",
)
SUBMIT: Final = Operation(
    number=3,
    name="invoices.submit",
    path=_AT + "soumettre",
    effect=Effect.CREATE,
    roles=(Role.SUPPLIER,),
    served_by="chorus_sdk.services.invoices.Invoices.submit",
)
COMPLETE: Final = Operation(
    number=4,
    name="invoices.complete",
    path=_AT + "completer",
    effect=Effect.ACT,
    roles=(Role.SUPPLIER,),
    served_by="chorus_sdk.services.invoices.Invoices.complete",
)
RECYCLE: Final = Operation(
    number=5,
    name="invoices.recycle",
    path=_AT + "recycler",
    effect=Effect.ACT,
    roles=(Role.SUPPLIER,),
    served_by="chorus_sdk.services.invoices.Invoices.recycle",
)
CORRECT_APPROVER: Final = Operation(
    number=6,
    name="invoices.correct_approver",
    path=_AT + "corriger/valideur/facture",
    effect=Effect.ACT,
    roles=(Role.SUPPLIER,),
    served_by="chorus_sdk.services.invoices.Invoices.correct_approver",
)
ACKNOWLEDGE_REJECTIONS: Final = Operation(
    number=7,
    name="invoices.acknowledge_rejections",
    path=_AT + "traiterRejet",
    effect=Effect.ACT,
    roles=(Role.SUPPLIER,),
    served_by="chorus_sdk.services.invoices.Invoices.acknowledge_rejections",
)
SEARCH_ISSUED: Final = Operation(
    number=8,
    name="invoices.search",
    path=_AT + "rechercher/fournisseur",
    effect=Effect.READ,
    roles=(Role.SUPPLIER,),
    served_by="chorus_sdk.services.invoices.Invoices.search",
)
ISSUED_TO_DO: Final = Operation(
    number=9,
    name="invoices.to_do",
    path=_AT + "rechercher/atraiter/fournisseur",
    effect=Effect.READ,
    roles=(Role.SUPPLIER,),
    deprecated=True,
    served_by="chorus_sdk.services.invoices.Invoices.to_do",
)
FETCH_ISSUED: Final = Operation(
    number=10,
    name="invoices.fetch",
    path=_AT + "consulter/fournisseur",
    effect=Effect.READ,
    roles=(Role.SUPPLIER,),
    served_by="chorus_sdk.services.invoices.Invoices.fetch",
)
SEARCH_RECEIVED: Final = Operation(
    number=11,
    name="received.search",
    path=_AT + "rechercher/recipiendaire",
    effect=Effect.READ,
    roles=(Role.RECIPIENT,),
    served_by="chorus_sdk.services.received.Received.search",
)
RECEIVED_TO_DO: Final = Operation(
    number=12,
    name="received.to_do",
    path=_AT + "rechercher/atraiter/recipiendaire",
    effect=Effect.READ,
    roles=(Role.RECIPIENT,),
    deprecated=True,
    served_by="chorus_sdk.services.received.Received.to_do",
)
FETCH_RECEIVED: Final = Operation(
    number=13,
    name="received.fetch",
    path=_AT + "consulter/recipiendaire",
    effect=Effect.READ,
    roles=(Role.RECIPIENT,),
    served_by="chorus_sdk.services.received.Received.fetch",
)
PROCESS_RECEIVED: Final = Operation(
    number=14,
    name="received.process",
    path=_AT + "traiter/recue",
    effect=Effect.ACT,
    roles=(Role.RECIPIENT,),
    served_by="chorus_sdk.services.received.Received.process",
)
SEARCH_APPROVALS: Final = Operation(
    number=15,
    name="approvals.search",
    path=_AT + "rechercher/valideur",
    effect=Effect.READ,
    roles=(Role.APPROVER,),
    served_by="chorus_sdk.services.approvals.Approvals.search",
)
APPROVALS_TO_DO: Final = Operation(
    number=16,
    name="approvals.to_do",
    path=_AT + "rechercher/aTraiter/valideur",
    effect=Effect.READ,
    roles=(Role.APPROVER,),
    confidence=Confidence.ONE_SOURCE,
    served_by="chorus_sdk.services.approvals.Approvals.to_do",
)
FETCH_APPROVAL: Final = Operation(
    number=17,
    name="approvals.fetch",
    path=_AT + "consulter/valideur",
    effect=Effect.READ,
    roles=(Role.APPROVER,),
    served_by="chorus_sdk.services.approvals.Approvals.fetch",
)
PROCESS_APPROVAL: Final = Operation(
    number=18,
    name="approvals.process",
    path=_AT + "traiter/factureAValider",
    effect=Effect.ACT,
    roles=(Role.APPROVER,),
    served_by="chorus_sdk.services.approvals.Approvals.process",
)
VISIBLE_STATUSES: Final = Operation(
    number=19,
    name="approvals.visible_statuses",
    path=_AT + "recuperer/statutsFactureVisibles/valideur",
    effect=Effect.READ,
    roles=(Role.APPROVER,),
    served_by="chorus_sdk.services.approvals.Approvals.visible_statuses",
)
INVOICE_HISTORY: Final = Operation(
    number=20,
    name="invoices.history",
    path=_AT + "consulter/historique",
    effect=Effect.READ,
    served_by="chorus_sdk.services.invoices.Invoices.history",
)
DOWNLOAD_GROUP: Final = Operation(
    number=21,
    name="invoices.download",
    path=_AT + "telecharger/groupe",
    effect=Effect.READ,
    served_by="chorus_sdk.services.invoices.Invoices.download_pivot",
)
SEARCH_PAYMENT_REQUESTS: Final = Operation(
    number=22,
    name="payment_requests.search",
    path=_AT + "rechercher/demandePaiement",
    effect=Effect.READ,
    in_qualification=False,
    served_by="chorus_sdk.services.payment_requests.PaymentRequests.search",
)
