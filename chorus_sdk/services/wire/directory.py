"""Names of the directory on the wire (chorus-pro-api §3.3 op. 35 to 37, 67, 68), and in its file.

The layout of the file is not part of the API's description: its columns are those of the
directory that AIFE publishes, as its public readers name them.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk.services.wire.paging import asked_in, paged

FILE: Final = "fichierResultat"
SEARCH: Final = {
    "identifier": "identifiant",
    "place": "nomVilleCodePostal",
    "sector": "typeStructure",
    **asked_in("parametresRecherche"),
}
RECIPIENTS_PAGE: Final = paged("listeDestinataires")
RECIPIENT: Final = {
    "id": "idStructureCPP",
    "siret": "siret",
    "name": "nomDestinataire",
    "post_code": "adresseCodePostal",
    "city": "adresseVille",
}
ASK_COMPANY: Final = {"siret": "siretStructure"}
COMPANY: Final = {
    "siret": "siret",
    "siren": "siren",
    "head_office": "siege",
    "head_office_place": "localisationSiege",
    "name": "raisonSociale",
    "title": "civilite",
    "address": "adresse",
    "size_category": "categorieEntreprise",
    "legal_category": "categorieJuridique",
    "company_created_on": "dateCreationEntreprise",
    "created_on": "dateCreationEtablissement",
    "reactivated_on": "dateReactivationEtablissement",
    "related_siret": "siretPredecesseurSuccesseur",
    "internal_number": "numeroInterneClassement",
    "is_active": "estActif",
    "is_confidential": "nonDiffusibleInsee",
}
SEARCH_SERVICES: Final = {
    "recipient_id": "idDestinataireCPP",
    "code": "codeServiceExecutant",
    "name": "nomServiceExecutant",
    "active": "actif",
    **asked_in("parametresRecherche"),
}
SERVICES_PAGE: Final = paged("listeServices")
SERVICE: Final = {
    "id": "idServicesCPP",
    "code": "codeServiceExecutant",
    "name": "nomServiceExecutant",
}

_PLACE: Final = {
    "address": "Adresse",
    "address_2": "ComplementAdresse1",
    "address_3": "ComplementAdresse2",
    "post_code": "CodePostal",
    "city": "Ville",
    "phone": "NumTelephone",
    "email": "Courriel",
    "country_code": "CodePays",
    "country": "LibellePays",
}
LISTED_STRUCTURE: Final = {
    "identifier_type": "TypeIdentifiant",
    "identifier": "Identifiant",
    "name": "RaisonSociale",
    "sends_by_edi": "EmetteurEdi",
    "receives_by_edi": "RecepteurEdi",
    "reports_payment": "GestionStatutMiseEnPaiement",
    "commitment_required": "GestionEngagement",
    "service_code_required": "GestionService",
    "service_code_or_commitment_required": "GestionServiceEngagement",
    "is_contracting_authority": "EstMOA",
    "is_contracting_authority_only": "EstMOAUniquement",
    "is_active": "StructureActive",
    **_PLACE,
}
LISTED_SERVICE: Final = {
    "structure_identifier": "Identifiant",
    "structure_name": "RaisonSociale",
    "code": "Code",
    "name": "Nom",
    "commitment_required": "GestionEGMT",
    "is_active": "ServiceActif",
    **_PLACE,
}
OF_A_SERVICE: Final = frozenset({"Code", "GestionEGMT"})
"""What only a service has."""
OF_A_STRUCTURE: Final = frozenset({"Identifiant", "StructureActive"})
"""What every structure has, and no service."""
