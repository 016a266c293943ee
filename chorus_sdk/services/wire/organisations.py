"""Names of the repository of organisations on the wire (chorus-pro-api §3.8 op. 69 to 77)."""

from __future__ import annotations

from typing import Final

ORGANISATION: Final = {
    "uuid": "uuid",
    "identifier": "identifiant",
    "identifier_type": "typeIdentifiant",
    "name": "libelleOrganisation",
    "legal_name": "raisonSociale",
    "last_name": "nomStructure",
    "first_name": "prenomStructure",
    "kind": "typeOrganisation",
    "status": "status",
    "vat_number": "numeroTvaIntracommunautaire",
    "register_number": "numeroRcsStructure",
    "main_contact": "contactPrincipal",
    "parent": "organisationParent",
    "address": "adresse",
    "address_2": "complementAdresse1",
    "address_3": "complementAdresse2",
    "post_code": "codePostal",
    "city": "ville",
    "country": "pays",
    "email": "adresseElectronique",
    "phone": "telephone",
    "commitment_required": "numeroEjDoitEtreRenseigne",
    "service_code_required": "codeServiceDoitEtreRenseigne",
    "service_code_or_commitment_required": "gestionNumeroEJOuCodeService",
    "payment_status_not_reported": "statutMiseEnPaiementNestPasRemonte",
    "has_contracting_authority": "avecMOA",
    "is_contracting_authority_only": "estMOAUniquement",
    "receives_life_cycles": "recevoirCyclesViesEdi",
    "sends_flows": "emetteurFluxEdi",
    "is_agricultural_centre": "estCentreGestionAgricole",
    "pacage_number": "numeroPacage",
    "memorandum_category": "categorieFournisseurMemoireId",
    "beneficiary_category": "categorieBeneficiaireId",
    "origin": "structureOrigine",
    "is_confidential": "nonDiffusibleInsee",
    "legal_category": "categorieJuridique",
    "size_category": "categorieEntreprise",
    "updated_at": "derniereMaj",
}
SERVICE: Final = {
    "uuid": "uuid",
    "code": "codeService",
    "name": "libelle",
    "description": "description",
    "organisation": "rattachementOrganisation",
    "status": "etatService",
    "commitment_required": "numeroEj",
    "created_at": "dateCreation",
    "active_from": "dateDebutActivation",
    "active_to": "dateFinActivation",
    "modified_at": "dateModification",
    "deleted_at": "dateSuppression",
    "address": "adresse",
    "address_2": "complementAdresse1",
    "address_3": "complementAdresse2",
    "post_code": "codePostal",
    "city": "ville",
    "country": "pays",
    "phone": "telephone",
    "updated_at": "derniereMaj",
}
ATTACHMENT: Final = {
    "uuid": "uuid",
    "file_name": "fileName",
    "media_type": "contentType",
    "size": "sizeBytes",
}
ATTACHMENT_CONTENT: Final = "attachmentData"
OPERATOR: Final = "op"
VALUE: Final = "val"
SORT: Final = "_sort"
DESCENDING: Final = "_desc"
FIELDS: Final = "_fields"
EDI_PARAMETERS: Final = {"reception": "reception_edi", "connection": "connexion_edi"}
