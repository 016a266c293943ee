"""Names of one's own account on the wire (chorus-pro-api §3.2 op. 27, 66, §3.3 op. 51, 56 to 59).

Those of op. 62 are in §3.4.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk.services.wire.paging import asked_in, paged

MEMBERSHIPS_ASKED: Final = {
    **asked_in("parametresRecherche"),
    "direction": "parametresRecherche.triSens",
    "column": "parametresRecherche.triColonne",
}
BY_STRUCTURE: Final = {"direction": "Ascendant", "column": "IdStructure"}
MEMBERSHIPS_PAGE: Final = paged("listeStructureRattachement")
MEMBERSHIP: Final = {
    "id": "idRattachementStructure",
    "structure_id": "idStructure",
    "identifier_type": "typeIdentifiantStructure",
    "identifier": "identifiantStructure",
    "name": "designationStructure",
    "role": "roleUtilisateur",
    "user_status": "statutUtilisateur",
    "status": "statutRattachementStructure",
}
MEMBERSHIP_SERVICES: Final = "listeServicesRattache"
MEMBERSHIP_SERVICE: Final = {
    "id": "idRattachementService",
    "service_id": "idService",
    "code": "codeService",
    "name": "libelleService",
    "service_status": "statutService",
    "status": "statutRattachementService",
    "is_active": "estActif",
    "valid_from": "dateDbtService",
    "valid_to": "dateFinService",
}

SERVICE_MEMBERSHIPS_ASKED: Final = {
    "user_id": "idUtilisateur",
    "email": "adresseEmailConnexionUtilisateur",
    "structure_id": "idStructure",
    "identifier_type": "typeIdentifiantStructure",
    "identifier": "identifiantStructure",
    **asked_in("parametresListerRattachementsStructureUtilisateur"),
}
SERVICE_MEMBERSHIPS_PAGE: Final = paged("listeServices")
SERVICE_MEMBERSHIP: Final = {
    "id": "idRattachement",
    "service_id": "idService",
    "code": "codeService",
    "name": "nomService",
    "status": "statutRattachement",
    "comment": "commentaire",
    "from_date": "dateDebut",
    "to_date": "dateFin",
}

WORKSPACES_ASKED: Final = {
    "structure_id": "structure.idStructure",
    "identifier_type": "structure.typeIdentifiantStructure",
    "identifier": "structure.identifiantStructure",
    "service_id": "idService",
    **asked_in("parametresRechercherEspaces"),
}
WORKSPACES_PAGE: Final = paged("listeEspace")
WORKSPACE: Final = {
    "id": "idEspaceFo",
    "code": "codeEspace",
    "name": "libelleEspace",
    "status": "etatCourant",
    "right": "typeHabilitation",
    "service_id": "idService",
    "service_code": "codeService",
    "service_name": "libelleService",
}

BANK_ACCOUNTS_ASKED: Final = {"structure_id": "idStructure"}
BANK_ACCOUNTS: Final = "listeCoordonneeBancaire"
BANK_ACCOUNT: Final = {"id": "idCoordonneeBancaire", "name": "nomCoordonneeBancaire"}
STRUCTURES: Final = "listeStructures"
STRUCTURE: Final = {
    "id": "idStructureCPP",
    "identifier": "identifiant",
    "name": "designationStructure",
}
WORKSPACE_STRUCTURES_ASKED: Final = {"workspace": "espaceFo"}
WORKSPACE_STRUCTURE: Final = {
    "id": "idStructure",
    "identifier_type": "typeIdentifiantStructure",
    "identifier": "identifiantStructure",
    "name": "designationStructure",
}
