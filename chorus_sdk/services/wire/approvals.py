"""Names of invoices to approve on the wire (chorus-pro-api §3.1 op. 15, 16, 18, 19)."""

from __future__ import annotations

from typing import Final

from chorus_sdk.services.wire.paging import asked_in, paged

_PAGING: Final = "pagination"
_ORDER: Final = {"direction": f"{_PAGING}.triSens", "column": f"{_PAGING}.triColonne"}
SEARCH: Final = {
    "kind": "typeDemandePaiement",
    "recipient_id": "idDestinataire",
    "by_recipient_siren": "rechercheSirenDestinataire",
    "service_id": "idServiceExecutant",
    "number": "numeroFacture",
    "deposited_from": "periodeDateDepotDu",
    "deposited_to": "periodeDateDepotAu",
    "types": "listeTypeFacture",
    "works_types": "listeTypeFactureTravaux",
    "supplier_id": "idFournisseur",
    "by_supplier_siren": "rechercheSirenFournisseur",
    "supplier_service_id": "idServiceFournisseur",
    "approver_id": "idStructureValideur",
    "project_manager_id": "idStructureMoe",
    "contracting_authority_id": "idStructureMoa",
    "framework": "cadreFacturation",
    "statuses": "statutCourant",
    "issued_from": "periodeDateFactureDu",
    "issued_to": "periodeDateFactureAu",
    "net_from": "montantHTMin",
    "net_to": "montantHTMax",
    "gross_from": "montantTTCMin",
    "gross_to": "montantTTCMax",
    "payable_from": "montantAPayerMin",
    "payable_to": "montantAPayerMax",
    "contract_number": "numeroMarche",
    "commitment_number": "numeroEngagement",
    **_ORDER,
    **asked_in(_PAGING),
}
"""Here, unlike in the other searches, it is `montantAPayer…` and `numeroEngagement` (§2.5)."""
TO_DO: Final = {
    "structure_id": "idStructure",
    "identifier_type": "typeIdentifiantStructure",
    "identifier": "identifiantStructure",
    **_ORDER,
    **asked_in(_PAGING),
}
OLDEST_FIRST: Final = {"direction": "Ascendant", "column": "DateDepot"}
PAGE: Final = paged("listeFactures")


def _party(ours: str, theirs: str) -> dict[str, str]:
    names = {
        "id": "id{}",
        "identifier": "identifiant{}",
        "identifier_type": "typeIdentifiant{}",
        "name": "designation{}",
    }
    return {f"{ours}_{name}": spelt.format(theirs) for name, spelt in names.items()}


def _service(ours: str, theirs: str) -> dict[str, str]:
    return {
        f"{ours}_service_id": f"idService{theirs}",
        f"{ours}_service_code": f"codeService{theirs}",
        f"{ours}_service_name": f"nomService{theirs}",
    }


INVOICE: Final = {
    "id": "idFacture",
    "kind": "typeDemandePaiement",
    "number": "numeroFacture",
    "type": "typeFacture",
    "works_type": "typeFactureTravaux",
    "status": "statut",
    "issue_date": "dateFacture",
    "deposited_on": "dateDepot",
    **_party("supplier", "Fournisseur"),
    "supplier_service_code": "codeServiceFournisseur",
    "supplier_service_name": "nomServiceFournisseur",
    **_party("recipient", "Destinataire"),
    "service_id": "idServiceExecutant",
    "service_code": "codeServiceExecutant",
    "service_name": "nomServiceExecutant",
    **_party("approver", "Valideur"),
    **_party("project_manager", "Moe"),
    **_service("project_manager", "Moe"),
    **_party("contracting_authority", "Moa"),
    **_service("contracting_authority", "Moa"),
    "commitment_number": "numeroEngagement",
    "contract_number": "numeroMarche",
    "currency": "devise",
    "net_total": "montantHT",
    "gross_total": "montantTTC",
    "payable": "montantAPayer",
}
PROCESS: Final = {
    "id": "idFacture",
    "action": "action",
    "approver_type": "typeValideur",
    "approver_id": "idValideur",
    "reason": "motifRefus",
    "comment": "complementInfo",
    "attachment_id": "idPieceJointe",
}
PROCESSED: Final = {
    "id": "idFacture",
    "number": "numeroFacture",
    "processed_at": "dateTraitement",
    "status": "statutFacture",
}
VISIBLE_STATUSES: Final = ("listeStatutFacture", "codeStatutFacture")
