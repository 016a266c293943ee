"""Names of structures and services on the wire (chorus-pro-api §3.2 op. 23 to 26)."""

from __future__ import annotations

from typing import Final

SEARCH: Final = {
    "identifier": "structure.identifiantStructure",
    "identifier_type": "structure.typeIdentifiantStructure",
    "name": "structure.raisonSocialeStructure",
    "only_own_private": "restreindreStructuresPrivees",
    "page": "parametres.pageResultatDemandee",
    "page_size": "parametres.nbResultatsParPage",
}
STRUCTURES_PAGE: Final = {
    "rows": "listeStructures",
    "pages": "parametresRetour.pages",
    "total": "parametresRetour.total",
}
STRUCTURE: Final = {
    "id": "idStructureCPP",
    "identifier_type": "typeIdentifiantStructure",
    "identifier": "identifiantStructure",
    "name": "designationStructure",
    "status": "statut",
}
FETCH: Final = {"structure_id": "idStructureCPP", "language": "codeLangue"}
DETAILS: Final = {
    "id": "informationGenerales.idStructureCPP",
    "identifier_type": "informationGenerales.typeIdentifiantStructure",
    "identifier": "informationGenerales.identifiantStructure",
    "name": "informationGenerales.raisonSocialeStructure",
    "sector": "informationGenerales.structurePriveePublique",
    "email": "informationGenerales.emailStructure",
    "vat_number": "informationGenerales.numeroTVA",
    "technical_password_expires_at": "informationGenerales.dateExpirationMotPasseCompteTech",
    "address": "adressePostaleDuSiege.adresse",
    "post_code": "adressePostaleDuSiege.codePostal",
    "city": "adressePostaleDuSiege.ville",
    "country": "adressePostaleDuSiege.pays",
    "service_code_required": "parametres.codeServiceDoitEtreRenseigne",
    "commitment_required": "parametres.numeroEJDoitEtreRenseigne",
    "service_code_or_commitment_required": "parametres.gestionNumeroEJOuCodeService",
    "payment_status_not_reported": "parametres.statutMiseEnPaiementNestPasRemonte",
}
SEARCH_SERVICES: Final = {
    "structure_id": "idStructure",
    "page": "parametresRechercherServicesStructure.pageResultatDemandee",
    "page_size": "parametresRechercherServicesStructure.nbResultatsParPage",
}
SERVICES_PAGE: Final = {**STRUCTURES_PAGE, "rows": "listeServices"}
SERVICE: Final = {
    "id": "idService",
    "code": "codeService",
    "name": "libelleService",
    "is_active": "estActif",
    "valid_from": "dateDbtService",
    "valid_to": "dateFinService",
}
FETCH_SERVICE: Final = {
    "structure_id": "idStructure",
    "service_id": "idService",
    "language": "codeLangue",
}
SERVICE_DETAILS: Final = {
    "code": "informationsGenerales.codeService",
    "name": "informationsGenerales.nomService",
    "description": "informationsGenerales.descriptionService",
    "address": "adressePostale.adresse",
    "post_code": "adressePostale.codePostal",
    "city": "adressePostale.ville",
    "country": "adressePostale.pays",
    "commitment_required": "parametres.numeroEngagement",
    "payment_status_reported": "parametres.miseEnPaiement",
    "created_at": "parametres.dateCreation",
    "modified_at": "parametres.dateModification",
    "valid_from": "parametres.dateDebutValidite",
    "valid_to": "parametres.dateFinValidite",
}
