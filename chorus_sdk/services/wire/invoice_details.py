"""Names of one invoice in full on the wire (chorus-pro-api §3.1 op. 10, 13, 17)."""

from __future__ import annotations

from typing import Final

INVOICE: Final = "facture"
ASK: Final = {"id": "identifiantFactureCPP", "language": "codeLangue"}
VAT_PAGE: Final = (
    "pageResultatDemandeeListeRecapitulatifTVA",
    "nbResultatsParPageListeListeRecapitulatifTVA",
)
FILES_PAGE: Final = (
    "pageResultatDemandeeListePieceJointe",
    "nbResultatsParPageListePieceJointe",
)
LINES_PAGE: Final = ("pageResultatDemandeeLignesPoste", "nbResultatsParPageLignesPoste")
SUPPLIER_PAGES: Final = {
    "getpLigneRecapTva": VAT_PAGE,
    "pLigneRecapTva": VAT_PAGE,
    "getpListePiecesJointes": FILES_PAGE,
    "pListePiecesJointes": FILES_PAGE,
    "getpLignesPoste": LINES_PAGE,
    "pLignesPoste": LINES_PAGE,
}
"""Sources disagree on the names of the paging objects: both are sent (§2.5)."""
RECIPIENT_PAGES: Final = {
    "rechercheligneTvaRecap": VAT_PAGE,
    "recherchePj": FILES_PAGE,
    "rechercheLignePoste": LINES_PAGE,
}
APPROVER_PAGES: Final = {
    "rechercheLigneTvaRecap": VAT_PAGE,
    "recherchePj": FILES_PAGE,
    "rechercheLignePoste": LINES_PAGE,
}
TOP: Final = {
    "id": "identifiantFactureCPP",
    "number": "numeroFacture",
    "status": "statutFacture",
    "deposit_mode": "modeDepot",
    "is_rejection_processed": "rejetTraite",
    "framework": "cadreDeFacturation.codeCadreFacturation",
    "main_file_id": "pieceJointePrincipale.idPieceJointePrincipale",
    "main_file_link_id": "pieceJointePrincipale.idLiaisonPieceJointePrincipale",
    "comment": "commentaire",
}


def _address(place: str, kind: str) -> dict[str, str]:
    names = {
        "id": "Id",
        "street": "Detail",
        "complement1": "Complement1",
        "complement2": "Complement2",
        "post_code": "CodePostal",
        "city": "Ville",
        "country": "CodePays",
        "country_label": "LibellePays",
    }
    return {ours: f"{place}.adresse{kind}{theirs}" for ours, theirs in names.items()}


RECIPIENT_ADDRESS: Final = _address("destinataire", "Destinataire")
RECIPIENT: Final = {
    "id": "destinataire.idDestinataire",
    "identifier": "destinataire.codeDestinataire",
    "label": "destinataire.libelleDestinataire",
    "name": "destinataire.designationDestinataire",
    "service_id": "destinataire.idServiceExecutant",
    "service_code": "destinataire.codeServiceExecutant",
    "service_label": "destinataire.libelleServiceExecutant",
    "reports_payment": "destinataire.miseEnPaiementDestinataire",
    "is_state": "destinataire.destinataireEtat",
}
SUPPLIER_ADDRESS: Final = _address("fournisseur", "Fournisseur")
SUPPLIER: Final = {
    "id": "fournisseur.idFournisseur",
    "identifier_type": "fournisseur.typeIdentifiantFournisseur",
    "identifier": "fournisseur.codeFournisseur",
    "designation": "fournisseur.designationFournisseur",
    "company_name": "fournisseur.raisonSocialeFournisseur",
    "last_name": "fournisseur.nomFournisseur",
    "first_name": "fournisseur.prenomFournisseur",
    "service_id": "fournisseur.idServiceFournisseur",
    "service_code": "fournisseur.codeServiceFournisseur",
    "service_label": "fournisseur.libelleServiceFournisseur",
    "trade_register_number": "fournisseur.numeroRcsFournisseur",
}
BANK: Final = {
    "id": "fournisseur.coordBancairesFournisseurId",
    "kind": "fournisseur.coordBancairesFournisseurType",
    "label": "fournisseur.coordBancairesFournisseurLibelle",
    "country": "fournisseur.coordBancairesFournisseurCodePays",
    "iban_key": "fournisseur.coordBancairesFournisseurCleIban",
    "rib_key": "fournisseur.coordBancairesFournisseurCleRib",
    "bank_code": "fournisseur.coordBancairesFournisseurCodeBanque",
    "branch_code": "fournisseur.coordBancairesCodeGuichet",
    "bic": "fournisseur.coordBancairesBicSwift",
    "account": "fournisseur.coordBancairesFournisseurCompteBancaire",
}
FACTOR: Final = {
    "id": "fournisseur.affactureur.affactureurId",
    "identifier": "fournisseur.affactureur.affactureurCode",
    "identifier_type": "fournisseur.affactureur.affactureurTypeIdentifiant",
    "name": "fournisseur.affactureur.affactureurRaisonSociale",
    "country": "fournisseur.affactureur.affactureurCodePays",
}


def _approver(rank: int) -> dict[str, str]:
    names = {
        "id": f"idValideur{rank}",
        "identifier_type": f"typeIdentifiantValideur{rank}",
        "identifier": f"codeValideur{rank}",
        "designation": f"designationValideur{rank}",
        "company_name": f"raisonSocialeValideur{rank}",
        "last_name": f"nomValideur{rank}",
        "first_name": f"prenomValideur{rank}",
        "approved_on": f"dateValidation{rank}",
    }
    return {ours: f"cadreDeFacturation.{theirs}" for ours, theirs in names.items()}


def _works_actor(kind: str) -> dict[str, str]:
    names = {
        "id": f"id{kind}",
        "identifier_type": f"typeIdentifiant{kind}",
        "identifier": f"identifiant{kind}",
        "designation": f"designation{kind}",
        "company_name": f"raisonSociale{kind}",
        "last_name": f"nom{kind}",
        "first_name": f"prenom{kind}",
        "service_id": f"idService{kind}",
        "service_code": f"codeService{kind}",
        "service_name": f"nomService{kind}",
    }
    return {ours: f"cadreDeFacturation.{theirs}" for ours, theirs in names.items()}


FIRST_APPROVER: Final = _approver(1)
SECOND_APPROVER: Final = _approver(2)
PROJECT_MANAGER: Final = _works_actor("Moe")
CONTRACTING_AUTHORITY: Final = _works_actor("Moa")
REFERENCES: Final = {
    "issue_date": "references.dateFacture",
    "deposited_on": "references.dateDepot",
    "created_at": "references.dateCreationFacture",
    "due_date": "references.dateEcheancePaiement",
    "currency": "references.codeDeviseFacture",
    "currency_label": "references.libelleDeviseFacture",
    "type": "references.typeFacture",
    "works_type": "references.typeFactureTravaux",
    "vat_regime": "references.typeTva",
    "exemption_reason": "references.motifExonerationTva",
    "exemption_label": "references.libelleMotifExonerationTva",
    "contract_number": "references.numeroMarche",
    "commitment_number": "references.numeroBonCommande",
    "original_number": "references.numeroFactureOrigine",
    "payment_means": "references.modePaiement",
    "payment_order_number": "references.numeroDpMandat",
    "attachments_size": "references.tailleTotalePiecesJointes",
}
TOTALS: Final = {
    "net": "montantTotal.montantHtTotal",
    "vat": "montantTotal.montantTVA",
    "gross_before_discount": "montantTotal.montantTtcAvantRemiseGlobalTTC",
    "discount": "montantTotal.montantRemiseGlobaleTTC",
    "discount_reason": "montantTotal.motifRemiseGlobaleTTC",
    "gross": "montantTotal.montantTtcTotal",
    "payable": "montantTotal.montantAPayer",
}
VAT_ROWS: Final = {
    "rows": "recapitulatifDeTva.ligneTva",
    "total": "recapitulatifDeTva.totalLignesRecapitulativesTVA",
}
VAT: Final = {
    "rate_id": "ligneTvaTauxRefId",
    "code": "ligneTvaTauxRefCode",
    "label": "ligneTvaTauxRefLibelle",
    "listed_rate": "ligneTvaTauxRefValeur",
    "free_rate": "ligneTvaTauxManuel",
    "base": "ligneTvaMontantBaseHtParTaux",
    "amount": "ligneTvaMontantTvaParTaux",
}
LINE_ROWS: Final = {"rows": "lignesDePoste.lignePoste", "total": "lignesDePoste.totalLignesPoste"}
LINE: Final = {
    "number": "lignePosteNumero",
    "reference": "lignePosteReference",
    "name": "lignePosteDenomination",
    "quantity": "lignePosteQuantite",
    "unit_code": "lignePosteUniteCode",
    "unit_label": "lignePosteUniteLibelle",
    "unit_price": "lignePosteMontantUnitaireHT",
    "allowance": "lignePosteMontantRemiseHT",
    "vat_rate": "lignePosteTauxTva",
    "free_vat_rate": "lignePosteTauxTvaManuel",
    "net": "lignePosteMontantHtApresRemise",
    "vat": "lignePosteMontantTva",
    "gross": "lignePosteMontantTtcApresRemise",
}
FILE_ROWS: Final = {
    "rows": "listeDesPiecesJointes.pieceJointe",
    "total": "listeDesPiecesJointes.totalListePiecesJointe",
}
FILE: Final = {
    "id": "pieceJointeId",
    "link_id": "pieceJointeIdLiaison",
    "type_code": "pieceJointeTypeCode",
    "type_label": "pieceJointeTypeLibelle",
    "designation": "pieceJointeDesignation",
    "line": "pieceJointeNumeroLigneFacture",
    "extension": "pieceJointeExtension",
}
PRECEDING: Final = {
    "framework": "piecePrecedente.cadreFacturationPiecePrecedente",
    "id": "piecePrecedente.idPiecePrecedente",
    "number": "piecePrecedente.numeroPiecePrecedente",
    "recipient_id": "piecePrecedente.idDestinatairePiecePrecedente",
    "recipient_identifier": "piecePrecedente.identifiantDestinatairePiecePrecedente",
    "recipient_name": "piecePrecedente.raisonSocialeDestinatairePiecePrecedente",
    "service_id": "piecePrecedente.idServiceExecutantPiecePrecedente",
    "service_code": "piecePrecedente.codeServiceExecutantPiecePrecedente",
    "service_name": "piecePrecedente.nomServiceExecutantPiecePrecedente",
}
FOLLOWING: Final = {
    "framework": "pieceSuivante.cadreFacturationPieceSuivante",
    "id": "pieceSuivante.idPieceSuivante",
    "number": "pieceSuivante.numeroPieceSuiante",
}
FOLLOWING_NUMBER_AS_RECIPIENT: Final = "pieceSuivante.numeroPieceSuivante"
"""The recipient's answer alone spells it right."""
