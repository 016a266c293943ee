"""Names of a submission and of what follows it on the wire (chorus-pro-api §3.1 op. 2 to 7)."""

from __future__ import annotations

from typing import Final

SUBMIT: Final = {
    "mode": "modeDepot",
    "number": "numeroFactureSaisi",
    "issue_date": "dateFacture",
    "recipient": "destinataire.codeDestinataire",
    "service_code": "destinataire.codeServiceExecutant",
    "supplier_id": "fournisseur.idFournisseur",
    "supplier_service_id": "fournisseur.idServiceFournisseur",
    "bank_account_id": "fournisseur.codeCoordonneesBancairesFournisseur",
    "framework": "cadreDeFacturation.codeCadreFacturation",
    "approver": "cadreDeFacturation.codeStructureValideur",
    "approver_service": "cadreDeFacturation.codeServiceValideur",
    "currency": "references.deviseFacture",
    "type": "references.typeFacture",
    "vat_regime": "references.typeTva",
    "exemption_reason": "references.motifExonerationTva",
    "contract_number": "references.numeroMarche",
    "commitment_number": "references.numeroBonCommande",
    "original_number": "references.numeroFactureOrigine",
    "payment_means": "references.modePaiement",
    "lines": "lignePoste",
    "vat": "ligneTva",
    "net_total": "montantTotal.montantHtTotal",
    "vat_total": "montantTotal.montantTVA",
    "gross_total": "montantTotal.montantTtcTotal",
    "discount": "montantTotal.montantRemiseGlobaleTTC",
    "discount_reason": "montantTotal.motifRemiseGlobaleTTC",
    "payable": "montantTotal.montantAPayer",
    "pdf": "pieceJointePrincipale",
    "attachments": "pieceJointeComplementaire",
    "comment": "commentaire",
}
LINE: Final = {
    "number": "lignePosteNumero",
    "reference": "lignePosteReference",
    "name": "lignePosteDenomination",
    "quantity": "lignePosteQuantite",
    "unit": "lignePosteUnite",
    "unit_price": "lignePosteMontantUnitaireHT",
    "allowance": "lignePosteMontantRemiseHT",
    "vat_code": "lignePosteTauxTva",
    "vat_rate": "lignePosteTauxTvaManuel",
}
VAT: Final = {
    "code": "ligneTvaTaux",
    "base": "ligneTvaMontantBaseHtParTaux",
    "amount": "ligneTvaMontantTvaParTaux",
    "rate": "ligneTvaTauxManuel",
}
MAIN_FILE: Final = {
    "designation": "pieceJointePrincipaleDesignation",
    "id": "pieceJointePrincipaleId",
}
OTHER_FILE: Final = {
    "designation": "pieceJointeComplementaireDesignation",
    "type_code": "pieceJointeComplementaireType",
    "line": "pieceJointeComplementaireNumeroLigneFacture",
    "id": "pieceJointeComplementaireId",
}
SUBMITTED: Final = {
    "id": "identifiantFactureCPP",
    "number": "numeroFacture",
    "status": "statutFacture",
    "deposited_on": "dateDepot",
    "structure_identifier": "identifiantStructure",
    "certificate_digest": "empreinteCertificatDepot",
}
DEPOSIT_PDF: Final = {
    "content": "fichierFacture",
    "file_name": "nomFichier",
    "form": "formatDepot",
}
READ_BY_OCR: Final = {
    "number": "numeroFacture",
    "issue_date": "dateFacture",
    "recipient": "codeDestinataire",
    "service_code": "codeServiceExecutant",
    "supplier": "codeFournisseur",
    "currency": "codeDeviseFacture",
    "type": "typeFacture",
    "vat_regime": "typeTva",
    "commitment_number": "numeroBonCommande",
    "gross_total": "montantTtcAvantRemiseGlobalTTC",
    "payable": "montantAPayer",
    "net_total": "montantHtTotal",
    "vat_total": "montantTVA",
    "attachment_id": "pieceJointeId",
}
COMPLETE: Final = {
    "id": "identifiantFactureCPP",
    "attachments": "pieceJointeComplementaire",
    "comment": "commentaire",
}
COMPLETED: Final = {
    "id": "identifiantFactureCPP",
    "number": "numeroFacture",
    "processed_at": "dateTraitement",
}
RECYCLE: Final = {
    "id": "identifiantFactureCPP",
    "recipient": "destinataire.codeDestinataire",
    "service_code": "destinataire.codeServiceExecutant",
    "comment": "commentaire",
    "currency": "reference.deviseFacture",
    "type": "reference.typeFacture",
    "vat_regime": "reference.typeTva",
    "exemption_reason": "reference.motifExonerationTva",
    "contract_number": "reference.numeroMarche",
    "commitment_number": "reference.numeroBonCommande",
    "original_number": "reference.numeroFactureOrigine",
    "payment_means": "reference.modePaiement",
}
RECYCLED: Final = {
    "id": "identifiantFactureCPP",
    "number": "numeroFacture",
    "status": "statutFacture",
    "deposited_on": "dateDepot",
}
CORRECT_APPROVER: Final = {
    "id": "idFacture",
    "structure_id": "idStructure",
    "identifier_type": "typeIdentifiantStructure",
    "identifier": "identifiantStructure",
}
ACKNOWLEDGE: Final = {
    "invoices": "listeDemandePaiement",
    "comment": "cpltInfos",
    "reason": "motifRejet",
}
ACKNOWLEDGED_INVOICE: Final = "idDemandePaiement"
