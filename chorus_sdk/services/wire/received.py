"""Names of received invoices on the wire (chorus-pro-api §3.1 op. 11, 12, 14)."""

from __future__ import annotations

from typing import Final

from chorus_sdk.services.wire.paging import asked_in, paged

_PAGING: Final = "paramRecherche"
SEARCH: Final = {
    "kind": "typeDemandePaiement",
    "recipient_id": "idDestinataire",
    "service_id": "idServiceExecutant",
    "number": "numeroFacture",
    "deposited_from": "periodeDateDepotDu",
    "deposited_to": "periodeDateDepotAu",
    "types": "listeTypeFacture",
    "works_types": "listeTypeFactureTravaux",
    "suppliers": "listeFournisseurs",
    "by_supplier_siren": "rechercheSirenFournisseur",
    "approver_id": "idStructureValideur",
    "framework": "cadreFacturation",
    "statuses": "statutCourant",
    "issued_from": "periodeDateFactureDu",
    "issued_to": "periodeDateFactureAu",
    "net_from": "montantHTMin",
    "net_to": "montantHTMax",
    "gross_from": "montantTTCMin",
    "gross_to": "montantTTCMax",
    "payable_from": "montantApayerMin",
    "payable_to": "montantApayerMax",
    "contract_number": "numeroMarche",
    "commitment_number": "numeroBonCommande",
    "downloaded": "factureTelechargeeParDestinataire",
    "with_size": "recupererTaille",
    "status_from": "periodeDateHeureEtatCourantDu",
    "status_to": "periodeDateHeureEtatCourantAu",
    "maximum": f"{_PAGING}.nbResultatsMaximum",
    "direction": f"{_PAGING}.triSens",
    "column": f"{_PAGING}.triColonne",
    **asked_in(_PAGING),
}
SUPPLIER: Final = {"supplier_id": "idFournisseur", "services": "listeIdService"}
OLDEST_FIRST: Final = {"direction": "Ascendant", "column": "DateDepot"}
PAGE: Final = {"rows": "listeFactures", "pages": "pages", "total": "total"}
"""This search alone has its paging at the top of the answer (§2.4)."""
INVOICE: Final = {
    "id": "idFacture",
    "kind": "typeDemandePaiement",
    "number": "numeroFacture",
    "type": "typeFacture",
    "works_type": "typeFactureTravaux",
    "status": "statut",
    "status_at": "dateHeureEtatCourant",
    "status_comment": "commentaireEtatCourant",
    "issue_date": "dateFacture",
    "deposited_on": "dateDepot",
    "supplier_identifier": "codeFournisseur",
    "supplier_identifier_type": "typeIdentifiantFournisseur",
    "supplier_name": "designationFournisseur",
    "supplier_service_code": "codeServiceFournisseur",
    "supplier_service_name": "nomServiceFournisseur",
    "recipient_id": "idDestinataire",
    "recipient_identifier": "codeDestinataire",
    "recipient_name": "designationDestinataire",
    "service_id": "idServiceExecutant",
    "service_code": "codeServiceExecutant",
    "service_name": "nomServiceExecutant",
    "commitment_number": "numeroBonCommande",
    "contract_number": "numeroMarche",
    "currency": "devise",
    "net_total": "montantHT",
    "gross_total": "montantTTC",
    "payable": "montantAPayer",
    "size": "taille",
    "is_downloaded": "factureTelechargeeParDestinataire",
    "project_manager_identifier": "codeMOE",
    "project_manager_identifier_type": "typeIdentifiantMOE",
    "project_manager_name": "designationMOE",
    "contracting_authority_identifier": "codeMOA",
    "contracting_authority_identifier_type": "typeIdentifiantMOA",
    "contracting_authority_name": "designationMOA",
}

_TO_DO: Final = "parametreRechercheFactureATraiterParRecipiendaire"
TO_DO: Final = {
    "structure_id": "idStructure",
    "with_size": "recupererTaille",
    "maximum": f"{_TO_DO}.getnbResultatsMaximum",
    "direction": f"{_TO_DO}.triSens",
    "column": f"{_TO_DO}.triColonne",
    **asked_in(_TO_DO),
}
"""`getnbResultatsMaximum` is the platform's own spelling (§2.5)."""
TO_DO_PAGE: Final = paged("listeFactures")

PROCESS: Final = {
    "id": "idFacture",
    "status": "nouveauStatut",
    "reason": "motif",
    "payment_order_number": "numeroDPMandat",
}
PROCESSED: Final = {
    "id": "idFacture",
    "number": "numeroFacture",
    "processed_at": "dateTraitement",
    "status": "nouveauStatut",
}
