"""Names of the reference lists on the wire (chorus-pro-api §3.3 op. 39 to 61)."""

from __future__ import annotations

from typing import Final

from chorus_sdk.services.wire.paging import asked_in, paged

LANGUAGE: Final = {"language": "codeLangue"}

# Lists of bare codes: where the rows stand, and the code in each.
STATUSES: Final = ("listeEtatDemandePaiement", "etatDemandePaiement")
NEXT_STATUSES: Final = ("listeStatutsPossiblesPourTraitement", "statutPossiblePourTraitement")
FLOW_FORMATS: Final = ("listeFormatFlux", "formatFlux")
FLOW_SYNTAXES: Final = ("listeSyntaxeFlux", "syntaxeFlux")
DEPOSIT_MODES: Final = ("listeModeDepot", "modeDepot")
PAYMENT_MEANS: Final = ("listeModePaiement", "modePaiement")
FRAMEWORKS: Final = ("listeCadreFacturation", "codeCadreFacturation")
PAYMENT_REQUEST_TYPES: Final = ("listeTypeDemandePaiement", "typeDemandePaiement")
WORKS_INVOICE_TYPES: Final = ("listeTypeFactureTravaux", "typeFactureTravaux")
IDENTIFIER_TYPES: Final = ("listeTypeIdentifiant", "typeIdentifiantStructure")

ASK_STATUSES: Final = {"type": "typeDemandePaiement"}
ASK_NEXT_STATUSES: Final = {"status": "statutCourant"}
ASK_SYNTAXES: Final = {"format": "formatFlux"}
ASK_REFUSAL_REASONS: Final = {"framework": "codeCadreFacturationAValider"}
ASK_FRAMEWORKS: Final = {"type": "typeDemandePaiement"}
ASK_ATTACHMENT_TYPES: Final = {"language": "codeLangue", "owner": "typeObjet"}

# Lists of codes with labels.
CURRENCIES: Final = "listeDevises"
CURRENCY: Final = {"code": "codeDevise", "label": "libelleDevise"}
COUNTRIES: Final = "listePays"
COUNTRY: Final = {"code": "codePays", "label": "libellePays"}
VAT_RATES: Final = "listeTauxTva"
VAT_RATE: Final = {"code": "codeTauxTva", "label": "libelleTauxTva", "rate": "valeurTauxTva"}
EXEMPTION_REASONS: Final = "listeMotifsExonerationTva"
EXEMPTION_REASON: Final = {
    "code": "codeMotifExonerationTva",
    "label": "libelleMotifExonerationTva",
}
REFUSAL_REASONS: Final = "listeMotifRefusFactureAValider"
REFUSAL_REASON: Final = {"id": "idMotif", "code": "codeMotif", "label": "libelleMotif"}
ATTACHMENT_TYPES: Final = "listeTypePieceJointe"
ATTACHMENT_TYPE: Final = {
    "id": "idTypePieceJointe",
    "code": "codeTypePieceJointe",
    "label": "libelleTypePieceJointe",
    "owner": "typeObjet",
}

# Searches among the subjects of support tickets.
SEARCH_CATEGORIES: Final = {
    "code": "codeCategorie",
    "label": "libelleCategorie",
    "active": "estActif",
    **asked_in("pagination"),
}
CATEGORIES_PAGE: Final = paged("listeCategories")
CATEGORY: Final = {
    "id": "idTechniqueCategorie",
    "code": "codeCategorie",
    "label": "libelleCategorie",
}
SEARCH_SUBCATEGORIES: Final = {
    "category_id": "idTechniqueCategorie",
    "code": "code",
    "label": "libelle",
    "active": "estActif",
    **asked_in("pagination"),
}
SUBCATEGORIES_PAGE: Final = paged("listeSousCategories")
GROUP_CATEGORIES: Final = "categorie"
GROUP_SUBCATEGORIES: Final = "ssCategorie"
SUBCATEGORY: Final = {
    "id": "idTechniqueCategorie",
    "code": "code",
    "label": "libelle",
    "is_active": "estActif",
    "created_at": "dateCreation",
    "modified_at": "dateDerniereModification",
}
