"""What each operation's request holds, in a short notation (*forme des requêtes*).

Members are separated by spaces: `name` is a text, `name:i` a whole number, `name:n` an amount,
`name:b` true or false, `name:d` a day or an instant, `name:64` a file in base64, `name:[i]` a list,
`name{…}` an object, `name[…]` a list of objects. `<p>` stands for the members of a page request.

Source: chorus-pro-api §3.1 to §3.8, by the operation's number there.
"""

from __future__ import annotations

from typing import Final

PAGE: Final = "pageResultatDemandee:i nbResultatsParPage:i triSens triColonne"
_REFERENCES: Final = (
    "deviseFacture typeFacture typeTva motifExonerationTva numeroMarche numeroBonCommande"
    " numeroFactureOrigine modePaiement"
)
_AMOUNTS: Final = (
    "montantHTMin:n montantHTMax:n montantTTCMin:n montantTTCMax:n montantApayerMin:n"
    " montantApayerMax:n"
)
_AMOUNTS_OF_APPROVERS: Final = _AMOUNTS.replace("Apayer", "APayer")
_DAYS: Final = (
    "periodeDateDepotDu:d periodeDateDepotAu:d periodeDateFactureDu:d periodeDateFactureAu:d"
)
_STATE_TIMES: Final = "periodeDateHeureEtatCourantDu:d periodeDateHeureEtatCourantAu:d"
_FILE: Final = (
    "pieceJointeComplementaireDesignation pieceJointeComplementaireType"
    " pieceJointeComplementaireNumeroLigneFacture:i pieceJointeComplementaireId:i"
    " pieceJointeComplementaireIdLiaison:i"
)
_VAT_PAGE: Final = (
    "pageResultatDemandeeListeRecapitulatifTVA:i"
    " nbResultatsParPageListeListeRecapitulatifTVA:i triSensListeRecapitulatifTVA"
    " triColonneListeRecapitulatifTVA"
)
_FILES_PAGE: Final = (
    "pageResultatDemandeeListePieceJointe:i nbResultatsParPageListePieceJointe:i"
    " triSensListePiecesJointes triColonneListePiecesJointes"
)
_LINES_PAGE: Final = (
    "pageResultatDemandeeLignesPoste:i nbResultatsParPageLignesPoste:i triSensListeLignesPoste"
    " triColonneListeLignesPoste"
)
_CONSULT: Final = "identifiantFactureCPP:i codeLangue"
_STRUCTURE: Final = "idStructure:i typeIdentifiantStructure identifiantStructure"

_INVOICES: Final = {
    1: "fichierFlux:64 nomFichier syntaxeFlux avecSignature:b",
    2: "fichierFacture:64 nomFichier formatDepot",
    3: "modeDepot numeroFactureSaisi dateFacture:d destinataire{codeDestinataire"
    " codeServiceExecutant} fournisseur{idFournisseur:i idServiceFournisseur:i"
    " codeCoordonneesBancairesFournisseur:i} cadreDeFacturation{codeCadreFacturation"
    f" codeStructureValideur codeServiceValideur}} references{{{_REFERENCES}}}"
    " lignePoste[lignePosteNumero:i lignePosteReference lignePosteDenomination"
    " lignePosteQuantite:n lignePosteUnite lignePosteMontantUnitaireHT:n"
    " lignePosteMontantRemiseHT:n lignePosteTauxTva lignePosteTauxTvaManuel:n]"
    " ligneTva[ligneTvaTaux ligneTvaMontantBaseHtParTaux:n ligneTvaMontantTvaParTaux:n"
    " ligneTvaTauxManuel:n] montantTotal{montantHtTotal:n montantTVA:n montantTtcTotal:n"
    " montantRemiseGlobaleTTC:n motifRemiseGlobaleTTC montantAPayer:n}"
    " pieceJointePrincipale[pieceJointePrincipaleDesignation pieceJointePrincipaleId:i]"
    f" pieceJointeComplementaire[{_FILE}] commentaire",
    4: f"identifiantFactureCPP:i pieceJointeComplementaire[{_FILE}] commentaire",
    5: "identifiantFactureCPP:i destinataire{codeDestinataire codeServiceExecutant} commentaire"
    f" reference{{{_REFERENCES}}}",
    6: f"idFacture:i {_STRUCTURE}",
    7: "listeDemandePaiement[idDemandePaiement:i] cpltInfos motifRejet",
    8: "listeDestinataire[idDestinataire:i listeIdServiceExecutant:[i] raisonSocialeStuctDmd]"
    f" rechercheSirenDestinataire:b numeroFacture {_DAYS} typeFacture idFournisseur:i"
    f" idServiceFournisseur:i idStructureValideur:i cadreFacturation statutCourant:[s] {_AMOUNTS}"
    " coordonneeBancaire:i idUtilisateurCreateur:[i] numeroMarche numeroBonCommande"
    " numeroFactureOrigine modeDepot numeroFluxDepot"
    f" rechercheFactureParFournisseur{{nbResultatsMaximum:i <p>}} recupererTaille:b {_STATE_TIMES}"
    " rejetTraite:b",
    9: "idStructure:i masquerRejetee:b rechercheFactureATraiterParFournisseur{"
    "nbResultatsMaximum:i <p>} recupererTaille:b",
    10: f"{_CONSULT} getpLigneRecapTva{{{_VAT_PAGE}}} getpListePiecesJointes{{{_FILES_PAGE}}}"
    f" getpLignesPoste{{{_LINES_PAGE}}} pLigneRecapTva{{{_VAT_PAGE}}}"
    f" pListePiecesJointes{{{_FILES_PAGE}}} pLignesPoste{{{_LINES_PAGE}}}",
    11: f"typeDemandePaiement idDestinataire:i idServiceExecutant:i numeroFacture {_DAYS}"
    " listeTypeFacture:[s] listeTypeFactureTravaux:[s] listeFournisseurs[idFournisseur:i"
    " listeIdService:[i]] rechercheSirenFournisseur:b idStructureValideur:i cadreFacturation"
    f" statutCourant:[s] {_AMOUNTS} numeroMarche numeroBonCommande"
    " factureTelechargeeParDestinataire:b paramRecherche{nbResultatsMaximum:i <p>}"
    f" recupererTaille:b {_STATE_TIMES}",
    12: "idStructure:i recupererTaille:b parametreRechercheFactureATraiterParRecipiendaire{"
    "getnbResultatsMaximum:i <p>}",
    13: f"{_CONSULT} rechercheligneTvaRecap{{{_VAT_PAGE}}} rechercheLigneTvaRecap{{{_VAT_PAGE}}}"
    f" recherchePj{{{_FILES_PAGE}}} rechercheLignePoste{{{_LINES_PAGE}}}",
    14: "idFacture:i nouveauStatut motif numeroDPMandat",
    15: "typeDemandePaiement idDestinataire:i rechercheSirenDestinataire:b idServiceExecutant:i"
    f" numeroFacture {_DAYS} listeTypeFacture:[s] listeTypeFactureTravaux:[s] idFournisseur:i"
    " rechercheSirenFournisseur:b idServiceFournisseur:i idStructureValideur:i idStructureMoe:i"
    f" idStructureMoa:i cadreFacturation statutCourant:[s] {_AMOUNTS_OF_APPROVERS} numeroMarche"
    " numeroEngagement pagination{<p>}",
    16: f"{_STRUCTURE} pagination{{<p>}}",
    17: f"{_CONSULT} rechercheLigneTvaRecap{{{_VAT_PAGE}}} rechercheligneTvaRecap{{{_VAT_PAGE}}}"
    f" recherchePj{{{_FILES_PAGE}}} rechercheLignePoste{{{_LINES_PAGE}}}",
    18: "idFacture:i action typeValideur idValideur:i motifRefus complementInfo idPieceJointe:i",
    19: "",
    20: "idFacture:i idEspace:i nbResultatsMaximum:i paramRechercheHistoStatuts{"
    "pageResultatDemandeeListeHistoStatut:i nbResultatsParPageListeHistoStatut:i"
    " triSensListeHistoStatut triColonneListeHistoStatut}"
    " paramRechercheHistoEvenementsComplementaires{pageResultatDemandeeListeHistoEvenement:i"
    " nbResultatsParPageListeHistoEvenement:i triSensListeHistoEvenement"
    " triColonneListeHistoEvenement} paramRechercheHistoActionsUtilisateurs{"
    "pageResultatDemandeeListeHistoAction:i nbResultatsParPageListeHistoAction:i"
    " triSensListeHistoAction triColonneListeHistoAction}",
    21: "idEspace:i format avecPiecesJointesComplementaires listeFacture[idFacture:i]",
    22: "roleUtilisateur numeroFacture typeDemandePaiement typeFacture typeFactureTravaux"
    f" cadreFacturation statutCourant:[s] {_STATE_TIMES} periodeDateFournisseurDu:d"
    " periodeDateFournisseurAu:d periodeDateDepotDu:d periodeDateDepotAu:d"
    f" {_AMOUNTS_OF_APPROVERS} numeroMarche numeroBonCommande numeroFactureOrigine"
    " structureFournisseur{idStructureFournisseur:i typeIdentifiantStructureFournisseur"
    " identifiantStructureFournisseur} rechercheSirenFournisseur:b idServiceFournisseur:i"
    " structureMoe{idStructureMoe:i typeIdentifiantStructureMoe identifiantStructureMoe}"
    " idServiceMoe:i structureMoa{idStructureMoa:i typeIdentifiantStructureMoa"
    " identifiantStructureMoa} idServiceMoa:i structureValideur{idStructureValideur:i"
    " typeIdentifiantStructureValideur identifiantStructureValideur} structureDestinataire{"
    "idStructureDestinataire:i typeIdentifiantStructureDestinataire"
    " identifiantStructureDestinataire} rechercheSirenDestinataire:b idServiceDestinataire:i"
    " dpOuDpArchive",
}
_STRUCTURES: Final = {
    23: "parametres{<p>} restreindreStructuresPrivees:b structure{typeIdentifiantStructure"
    " identifiantStructure raisonSocialeStructure nomStructure prenomStructure libelleStructure"
    " typeStructure statutStructure adresseCodePays adresseCodePostal adresseVille estMOA:b"
    " estMOAUniquement:b}",
    24: "codeLangue idStructureCPP:i",
    25: "idStructure:i parametresRechercherServicesStructure{<p>}",
    26: "codeLangue idStructure:i idService:i",
    27: f"idUtilisateur:i adresseEmailConnexionUtilisateur {_STRUCTURE}"
    " parametresListerRattachementsStructureUtilisateur{<p>}",
    62: "parametresRecherche{<p>}",
    66: f"structure{{{_STRUCTURE}}} idService:i parametresRechercherEspaces{{<p>}}",
}
_ACROSS: Final = {
    28: "numeroFluxDepot dateDepot:d syntaxeFlux",
    29: "numeroFluxDepot syntaxeFlux",
    30: "pieceJointeFichier:64 pieceJointeNom pieceJointeTypeMime pieceJointeExtension",
    31: "idPieceJointeObjet:i",
    32: "codeLangue idStructureCPP:i pieceJointeDesignation pieceJointeTypeId:i"
    " parametresRecherche{<p>}",
    33: "codeLangue pieceJointeDesignation pieceJointeTypeId:i parametresRecherche{<p>}",
    34: "objetPieceJointe demandePaiement{format avecPiecesJointesComplementaires"
    " listeFacture[idFacture:i]} engagementJuridique{numeroEngagementJuridique}"
    f" sollicitation{{idSollicitation:i pieceJointeSollicitation:i}} structure{{{_STRUCTURE}}}",
    35: "",
    36: "identifiant nomVilleCodePostal typeStructure parametresRecherche{<p>}",
    37: "siretStructure",
    39: "typeDemandePaiement",
    40: "statutCourant",
    41: "",
    42: "formatFlux",
    43: "codeLangue",
    44: "",
    45: "",
    46: "codeLangue",
    47: "codeLangue",
    48: "codeLangue",
    49: "codeCadreFacturationAValider",
    50: "typeDemandePaiement",
    51: "idStructure:i",
    52: "codeLangue typeObjet",
    53: "",
    54: "",
    55: "",
    56: "",
    57: "",
    58: "",
    59: "espaceFo:i",
    60: "codeCategorie libelleCategorie estActif:b pagination{<p>}",
    61: "idTechniqueCategorie:i code libelle estActif:b pagination{<p>}",
    67: "idDestinataireCPP:i codeServiceExecutant nomServiceExecutant actif:b"
    " parametresRecherche{<p>}",
    68: "codeServiceExecutant nomServiceExecutant parametresRecherche{<p>}",
}
_WORKS: Final = {
    63: "roleUtilisateur rechercheFactureTravaux{<p>} idDestinataire:i idServiceExecutant:i"
    f" {_STATE_TIMES} flagTelecharge:b idStructureFournisseur:i idServiceFournisseur:i"
    " idStructureMoe:i idServiceMoe:i idStructureMoa:i idServiceMoa:i idStructureValideur:i"
    " listeTypeFactureTravaux:[s] cadreFacturation listeStatutCourant:[s] periodeDateDepotDu:d"
    " periodeDateDepotAu:d periodeDateFactureTravauxDu:d periodeDateFactureTravauxAu:d"
    f" {_AMOUNTS_OF_APPROVERS} idCoordonneeBancaire:i numeroFactureTravaux numeroMarche"
    " numeroBonCommande modeDepot numeroFluxDepot uniquementSansPieceSuivante:b avecSansService",
    64: "structureReceptriceEngagementJuridique numeroEngagementJuridique"
    " etatCourantEngagementJuridique",
    65: "numeroEngagementJuridique",
}
_ORGANISATIONS: Final = {
    70: "identifiant{op val} raisonSociale{op val} libelleOrganisation{op val} status{op val}"
    " typeOrganisation{op val} codePostal{op val} ville{op val} _sort:[s] _desc:[s] _fields:[s]",
    75: "reception_edi:b connexion_edi:b",
    77: "rattachementOrganisation{op val} codeService{op val} etatService{op val} _sort:[s]"
    " _desc:[s] _fields:[s]",
}
SHAPES: Final = {**_INVOICES, **_STRUCTURES, **_ACROSS, **_WORKS, **_ORGANISATIONS}
"""Number of an operation with a body to the members of its request (*requêtes*)."""
