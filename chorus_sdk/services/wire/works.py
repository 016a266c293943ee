"""Names of works invoices on the wire (chorus-pro-api §3.5 op. 63).

The names of the designations and amounts of a line follow those of the other lists.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk.services.wire.paging import paged

_PAGING: Final = "rechercheFactureTravaux"
SEARCH: Final = {
    "role": "roleUtilisateur",
    "recipient_id": "idDestinataire",
    "service_id": "idServiceExecutant",
    "supplier_id": "idStructureFournisseur",
    "supplier_service_id": "idServiceFournisseur",
    "project_manager_id": "idStructureMoe",
    "project_manager_service_id": "idServiceMoe",
    "contracting_authority_id": "idStructureMoa",
    "contracting_authority_service_id": "idServiceMoa",
    "approver_id": "idStructureValideur",
    "types": "listeTypeFactureTravaux",
    "framework": "cadreFacturation",
    "statuses": "listeStatutCourant",
    "status_from": "periodeDateHeureEtatCourantDu",
    "status_to": "periodeDateHeureEtatCourantAu",
    "deposited_from": "periodeDateDepotDu",
    "deposited_to": "periodeDateDepotAu",
    "issued_from": "periodeDateFactureTravauxDu",
    "issued_to": "periodeDateFactureTravauxAu",
    "bank_account_id": "idCoordonneeBancaire",
    "number": "numeroFactureTravaux",
    "contract_number": "numeroMarche",
    "commitment_number": "numeroBonCommande",
    "deposit_mode": "modeDepot",
    "flow_id": "numeroFluxDepot",
    "downloaded": "flagTelecharge",
    "without_following_piece": "uniquementSansPieceSuivante",
    "with_or_without_service": "avecSansService",
    "page": f"{_PAGING}.pageResultatDemandee",
    "page_size": f"{_PAGING}.nbResultatsParPage",
    "direction": f"{_PAGING}.triSens",
    "column": f"{_PAGING}.triColonne",
}
WITH_AND_WITHOUT_SERVICE: Final = "AVEC_ET_SANS_SERVICE"
PAGE: Final = paged("listeFacturesTravaux")
INVOICE: Final = {
    "id": "idFactureTravaux",
    "number": "numeroFactureTravaux",
    "type": "typeFactureTravaux",
    "kind": "typeDemandePaiement",
    "status": "statutFactureTravaux",
    "status_at": "dateHeureEtatCourant",
    "issue_date": "dateFactureTravaux",
    "deposited_on": "dateDepot",
    "recipient_id": "idDestinataire",
    "recipient_identifier": "identifiantDestinataire",
    "recipient_name": "designationDestinataire",
    "supplier_identifier": "identifiantFournisseur",
    "supplier_identifier_type": "typeIdentifiantFournisseur",
    "supplier_name": "designationFournisseur",
    "net_total": "montantHT",
    "gross_total": "montantTTC",
    "payable": "montantAPayer",
    "currency": "devise",
    "is_downloaded": "factureTelechargeeParDestinataire",
}
