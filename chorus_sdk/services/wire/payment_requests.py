"""Names of payment requests of all kinds on the wire (chorus-pro-api §3.1 op. 22)."""

from __future__ import annotations

from typing import Final


def _structure(kind: str) -> dict[str, str]:
    place = f"structure{kind}"
    return {
        "id": f"{place}.idStructure{kind}",
        "identifier_type": f"{place}.typeIdentifiantStructure{kind}",
        "identifier": f"{place}.identifiantStructure{kind}",
    }


STRUCTURES: Final = {
    "supplier": _structure("Fournisseur"),
    "project_manager": _structure("Moe"),
    "contracting_authority": _structure("Moa"),
    "approver": _structure("Valideur"),
    "recipient": _structure("Destinataire"),
}
SEARCH: Final = {
    "role": "roleUtilisateur",
    "number": "numeroFacture",
    "kind": "typeDemandePaiement",
    "type": "typeFacture",
    "works_type": "typeFactureTravaux",
    "framework": "cadreFacturation",
    "statuses": "statutCourant",
    "status_from": "periodeDateHeureEtatCourantDu",
    "status_to": "periodeDateHeureEtatCourantAu",
    "issued_from": "periodeDateFournisseurDu",
    "issued_to": "periodeDateFournisseurAu",
    "deposited_from": "periodeDateDepotDu",
    "deposited_to": "periodeDateDepotAu",
    "net_from": "montantHTMin",
    "net_to": "montantHTMax",
    "gross_from": "montantTTCMin",
    "gross_to": "montantTTCMax",
    "payable_from": "montantAPayerMin",
    "payable_to": "montantAPayerMax",
    "contract_number": "numeroMarche",
    "commitment_number": "numeroBonCommande",
    "original_number": "numeroFactureOrigine",
    "any_establishment_of_supplier": "rechercheSirenFournisseur",
    "supplier_service_id": "idServiceFournisseur",
    "project_manager_service_id": "idServiceMoe",
    "contracting_authority_service_id": "idServiceMoa",
    "any_establishment_of_recipient": "rechercheSirenDestinataire",
    "recipient_service_id": "idServiceDestinataire",
    "scope": "dpOuDpArchive",
    "file_number": "numeroDossierFacturation",
    "memorandum_number": "numeroFactureMemoire",
    "payment_order_number": "numeroDpMandat",
}
ROWS: Final = "listeDemandePaiement"
TOTAL: Final = "total"
REQUEST: Final = {
    "id": "idDemandePaiement",
    "number": "numeroDemandePaiement",
    "kind": "typeDemandePaiement",
    "type": "typeFacture",
    "works_type": "typeFactureTravaux",
    "framework": "cadreFacturation",
    "status": "etatCourant",
    "status_at": "dateHeureEtatCourant",
    "status_comment": "commentaireEtatCourant",
    "issue_date": "dateFournisseur",
    "deposited_on": "dateDepot",
    "net_total": "montantHT",
    "gross_total": "montantTTC",
    "payable": "montantAPayer",
    "contract_number": "numeroMarche",
    "commitment_number": "numeroBonCommande",
    "original_number": "numeroFactureOrigine",
    "supplier_id": "idStructureFournisseur",
    "supplier_identifier": "identifiantStructureFournisseur",
    "supplier_service_id": "idServiceFournisseur",
    "project_manager_id": "idStructureMoe",
    "project_manager_service_id": "idServiceMoe",
    "contracting_authority_id": "idStructureMoa",
    "contracting_authority_service_id": "idServiceMoa",
    "first_approver_id": "idStructureValideur1",
    "second_approver_id": "idStructureValideur2",
    "recipient_id": "idStructureDestinataire",
    "recipient_identifier": "identifiantStructureDestinataire",
    "recipient_service_id": "idServiceDestinataire",
    "recipient_service_code": "codeServiceDestinataire",
    "recipient_service_name": "nomServiceDestinataire",
    "scope": "dpOuDpArchive",
    "file_id": "idDossierFacturation",
    "file_number": "numeroDossierFacturation",
    "payment_order_number": "numeroDpMandat",
    "supplier_siret_in_qualification": "siretFournisseurQualif",
    "recipient_siret_in_qualification": "siretDestinataireQualif",
    "court_code": "codeJuridiction",
    "court_name": "raisonSocialeJuridiction",
    "tribunal_name": "raisonSocialeTGI",
    "department_name": "raisonSocialeDeptDR",
    "department_post_code": "libelleCodePostaleDeptDR",
    "requesting_service_code": "codeServiceSollicitation",
    "requesting_service_name": "nomServiceSollicitation",
}
