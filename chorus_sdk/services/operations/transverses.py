"""Reports, attachments, the directory, one's own structures (*API Transverses*).

Source: chorus-pro-api §3.3.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk._http.operation import Answer, Confidence, Effect, Operation, Role

_AT: Final = "/cpro/transverses/v1/"

FLOW_REPORT_PDF: Final = Operation(
    number=28,
    name="flows.report_pdf",
    path=_AT + "consulterCR",
    effect=Effect.READ,
    roles=(Role.SUPPLIER,),
    served_by="chorus_sdk.services.flows.Flows.report_pdf",
)
FLOW_REPORT: Final = Operation(
    number=29,
    name="flows.report",
    path=_AT + "consulterCRDetaille",
    effect=Effect.READ,
    roles=(Role.SUPPLIER,),
    served_by="chorus_sdk.services.flows.Flows.report",
)
ADD_FILE: Final = Operation(
    number=30,
    name="attachments.add",
    path=_AT + "ajouter/fichier",
    effect=Effect.CREATE,
    roles=(Role.SUPPLIER,),
    served_by="chorus_sdk.services.attachments.Attachments.add",
)
DETACH_FILE: Final = Operation(
    number=31,
    name="attachments.detach",
    path=_AT + "detacherPieceJointe",
    effect=Effect.ACT,
    roles=(Role.SUPPLIER,),
    confidence=Confidence.ONE_SOURCE,
    deprecated=True,
    served_by="chorus_sdk.services.attachments.Attachments.detach",
)
STRUCTURE_ATTACHMENTS: Final = Operation(
    number=32,
    name="attachments.of_structure",
    path=_AT + "rechercher/pj/structure",
    effect=Effect.READ,
    served_by="chorus_sdk.services.attachments.Attachments.of_structure",
)
ACCOUNT_ATTACHMENTS: Final = Operation(
    number=33,
    name="attachments.of_account",
    path=_AT + "rechercher/pj/moncompte",
    effect=Effect.READ,
    served_by="chorus_sdk.services.attachments.Attachments.of_account",
)
DOWNLOAD_ATTACHMENT: Final = Operation(
    number=34,
    name="attachments.download",
    path=_AT + "telecharger/pieceJointe",
    effect=Effect.READ,
    answer=Answer.OBJECT,
    served_by="chorus_sdk.services.attachments.Attachments.download",
)
DOWNLOAD_DIRECTORY: Final = Operation(
    number=35,
    name="directory.download",
    path=_AT + "telecharger/annuaire/destinataire",
    effect=Effect.READ,
    served_by="chorus_sdk.services.directory.Directory.download",
)
SEARCH_RECIPIENTS: Final = Operation(
    number=36,
    name="directory.search",
    path=_AT + "rechercher/destinataire",
    effect=Effect.READ,
    served_by="chorus_sdk.services.directory.Directory.search",
)
FETCH_COMPANY: Final = Operation(
    number=37,
    name="directory.company",
    path=_AT + "consulter/information/siret",
    effect=Effect.READ,
    in_qualification=False,
    served_by="chorus_sdk.services.directory.Directory.company",
)
HEALTH: Final = Operation(
    number=38,
    name="health",
    path=_AT + "health-check",
    effect=Effect.READ,
    method="GET",
    answer=Answer.OBJECT,
    served_by="chorus_sdk.client.ChorusClient.check",
)
BANK_ACCOUNTS: Final = Operation(
    number=51,
    name="account.bank_accounts",
    path=_AT + "recuperer/coordbanc/valides",
    effect=Effect.READ,
    roles=(Role.SUPPLIER,),
    served_by="chorus_sdk.services.account.Account.bank_accounts",
)
SUPPLIER_STRUCTURES: Final = Operation(
    number=56,
    name="account.supplier_structures",
    path=_AT + "recuperer/structures/actives/fournisseur",
    effect=Effect.READ,
    roles=(Role.SUPPLIER,),
    served_by="chorus_sdk.services.account.Account.supplier_structures",
)
RECIPIENT_STRUCTURES: Final = Operation(
    number=57,
    name="account.recipient_structures",
    path=_AT + "recuperer/structures/actives/destinataire",
    effect=Effect.READ,
    roles=(Role.RECIPIENT,),
    served_by="chorus_sdk.services.account.Account.recipient_structures",
)
WORKS_STRUCTURES: Final = Operation(
    number=58,
    name="account.works_structures",
    path=_AT + "recuperer/structures/actives/facturetravaux",
    effect=Effect.READ,
    served_by="chorus_sdk.services.account.Account.works_structures",
)
WORKSPACE_STRUCTURES: Final = Operation(
    number=59,
    name="account.workspace_structures",
    path=_AT + "recuperer/structuresPourUtilisateur",
    effect=Effect.READ,
    confidence=Confidence.ONE_SOURCE,
    deprecated=True,
    served_by="chorus_sdk.services.account.Account.workspace_structures",
)
SEARCH_EXECUTING_SERVICES: Final = Operation(
    number=67,
    name="directory.executing_services",
    path=_AT + "rechercher/serviceexecutant",
    effect=Effect.READ,
    deprecated=True,
    served_by="chorus_sdk.services.directory.Directory.executing_services",
)
STATE_SERVICES: Final = Operation(
    number=68,
    name="directory.state_services",
    path=_AT + "recuperer/services/executantetat",
    effect=Effect.READ,
    deprecated=True,
    served_by="chorus_sdk.services.directory.Directory.state_services",
)
