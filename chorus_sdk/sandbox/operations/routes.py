"""Which function answers which address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from chorus_sdk._http.exchange import JsonObject
from chorus_sdk.sandbox.operations import (
    account,
    approvals,
    attachments,
    commitments,
    directory,
    received,
    supplier_acts,
)
from chorus_sdk.sandbox.operations.approval_search import approvals_to_do, search_as_approver
from chorus_sdk.sandbox.operations.attachment_download import download_attachment
from chorus_sdk.sandbox.operations.call import Call
from chorus_sdk.sandbox.operations.consult import consult_as_supplier
from chorus_sdk.sandbox.operations.consult_others import (
    consult_as_approver,
    consult_as_recipient,
)
from chorus_sdk.sandbox.operations.deposit import deposit_flow
from chorus_sdk.sandbox.operations.download import download_group
from chorus_sdk.sandbox.operations.history import consult_history
from chorus_sdk.sandbox.operations.payment_requests import search_payment_requests
from chorus_sdk.sandbox.operations.pdf import deposit_pdf
from chorus_sdk.sandbox.operations.reference_data import REFERENCE_ROUTES
from chorus_sdk.sandbox.operations.reports import consult_detailed_report, consult_report
from chorus_sdk.sandbox.operations.search import search_as_supplier
from chorus_sdk.sandbox.operations.structures import (
    consult_service,
    consult_structure,
    search_services,
    search_structures,
)
from chorus_sdk.sandbox.operations.submit import submit
from chorus_sdk.sandbox.operations.ticket_subjects import (
    search_categories,
    search_subcategories,
)
from chorus_sdk.sandbox.operations.to_do import search_to_do
from chorus_sdk.sandbox.operations.works import search_works

HEALTH_PATH: Final = "/cpro/transverses/v1/health-check"
PRODUCTION_ONLY: Final = frozenset(
    {
        "/cpro/factures/v1/rechercher/demandePaiement",
        "/cpro/transverses/v1/consulter/information/siret",
    }
)
"""Services that qualification does not have (chorus-pro-api §3.0, §8.1)."""

Handler = Callable[[Call], JsonObject]
_TRANSVERSES: Final = "/cpro/transverses/v1/"
ACCOUNT_ROUTES: Final[Mapping[str, Handler]] = {
    "/cpro/structures/v1/lister/rattachementsutilisateur": account.list_service_memberships,
    "/cpro/structures/v1/rechercher/espaces": account.search_workspaces,
    "/cpro/utilisateurs/v1/monCompte/recuperer/rattachements": account.list_memberships,
    "/cpro/facturesTravaux/v1/rechercher": search_works,
    "/cpro/engagementsJuridiques/v1/rechercher": commitments.search_commitments,
    "/cpro/engagementsJuridiques/v1/consulterDetail": commitments.consult_commitment,
    _TRANSVERSES + "recuperer/coordbanc/valides": account.list_bank_accounts,
    _TRANSVERSES + "recuperer/structures/actives/fournisseur": account.supplier_structures,
    _TRANSVERSES + "recuperer/structures/actives/destinataire": account.recipient_structures,
    _TRANSVERSES + "recuperer/structures/actives/facturetravaux": account.works_structures,
    _TRANSVERSES + "recuperer/structuresPourUtilisateur": account.workspace_structures,
}
"""One's own account, works, and commitments."""
FILE_ROUTES: Final[Mapping[str, Handler]] = {
    _TRANSVERSES + "ajouter/fichier": attachments.add_file,
    _TRANSVERSES + "detacherPieceJointe": attachments.detach_file,
    _TRANSVERSES + "rechercher/pj/structure": attachments.search_structure_files,
    _TRANSVERSES + "rechercher/pj/moncompte": attachments.search_account_files,
    _TRANSVERSES + "telecharger/pieceJointe": download_attachment,
    _TRANSVERSES + "telecharger/annuaire/destinataire": directory.download_directory,
    _TRANSVERSES + "rechercher/destinataire": directory.search_recipients,
    _TRANSVERSES + "consulter/information/siret": directory.consult_company,
    _TRANSVERSES + "rechercher/serviceexecutant": directory.search_executing_services,
    _TRANSVERSES + "recuperer/services/executantetat": directory.state_services,
}
"""Attachments and the directory."""

_FACTURES: Final = "/cpro/factures/v1/"
SUPPLIER_ROUTES: Final[Mapping[str, Handler]] = {
    _FACTURES + "deposer/pdf": deposit_pdf,
    _FACTURES + "soumettre": submit,
    _FACTURES + "completer": supplier_acts.complete,
    _FACTURES + "recycler": supplier_acts.recycle,
    _FACTURES + "corriger/valideur/facture": supplier_acts.correct_approver,
    _FACTURES + "traiterRejet": supplier_acts.acknowledge_rejections,
    _FACTURES + "rechercher/atraiter/fournisseur": search_to_do,
    _FACTURES + "consulter/fournisseur": consult_as_supplier,
    _FACTURES + "rechercher/demandePaiement": search_payment_requests,
}
"""What a supplier does with its invoices, and payment requests as anybody sees them."""
RECIPIENT_ROUTES: Final[Mapping[str, Handler]] = {
    _FACTURES + "rechercher/recipiendaire": received.search_as_recipient,
    _FACTURES + "rechercher/atraiter/recipiendaire": received.received_to_do,
    _FACTURES + "consulter/recipiendaire": consult_as_recipient,
    _FACTURES + "traiter/recue": received.process_received,
}
"""Invoices as their recipient sees them."""
APPROVER_ROUTES: Final[Mapping[str, Handler]] = {
    _FACTURES + "rechercher/valideur": search_as_approver,
    _FACTURES + "rechercher/aTraiter/valideur": approvals_to_do,
    _FACTURES + "consulter/valideur": consult_as_approver,
    _FACTURES + "traiter/factureAValider": approvals.process_approval,
    _FACTURES + "recuperer/statutsFactureVisibles/valideur": approvals.visible_statuses,
}
"""Invoices as their approver sees them."""

ROUTES: Final[Mapping[str, Callable[[Call], JsonObject]]] = {
    "/cpro/factures/v1/deposer/flux": deposit_flow,
    "/cpro/factures/v1/rechercher/fournisseur": search_as_supplier,
    **SUPPLIER_ROUTES,
    "/cpro/factures/v1/consulter/historique": consult_history,
    "/cpro/factures/v1/telecharger/groupe": download_group,
    "/cpro/structures/v1/rechercher": search_structures,
    "/cpro/structures/v1/consulter": consult_structure,
    "/cpro/structures/v1/rechercher/services": search_services,
    "/cpro/structures/v1/consulter/service": consult_service,
    "/cpro/transverses/v1/consulterCR": consult_report,
    "/cpro/transverses/v1/consulterCRDetaille": consult_detailed_report,
    "/cpro/transverses/v1/rechercher/categorieSollicitation": search_categories,
    "/cpro/transverses/v1/rechercher/sousCategorieSollicitation": search_subcategories,
    **REFERENCE_ROUTES,
    **ACCOUNT_ROUTES,
    **FILE_ROUTES,
    **RECIPIENT_ROUTES,
    **APPROVER_ROUTES,
}
