"""Names of issued invoices on the wire (chorus-pro-api §3.1 op. 8, 20, 21)."""

from __future__ import annotations

from typing import Final

SEARCH: Final = {
    "number": "numeroFacture",
    "flow_id": "numeroFluxDepot",
    "statuses": "statutCourant",
    "type": "typeFacture",
    "deposited_from": "periodeDateDepotDu",
    "deposited_to": "periodeDateDepotAu",
    "issued_from": "periodeDateFactureDu",
    "issued_to": "periodeDateFactureAu",
    "commitment_number": "numeroBonCommande",
    "contract_number": "numeroMarche",
    "net_from": "montantHTMin",
    "net_to": "montantHTMax",
    "gross_from": "montantTTCMin",
    "gross_to": "montantTTCMax",
    "payable_from": "montantApayerMin",
    "payable_to": "montantApayerMax",
    "supplier_id": "idFournisseur",
    "page": "rechercheFactureParFournisseur.pageResultatDemandee",
    "page_size": "rechercheFactureParFournisseur.nbResultatsParPage",
    "maximum": "rechercheFactureParFournisseur.nbResultatsMaximum",
    "direction": "rechercheFactureParFournisseur.triSens",
    "column": "rechercheFactureParFournisseur.triColonne",
}
OLDEST_FIRST: Final = {"direction": "Ascendant", "column": "DateDepot"}
ISSUED_PAGE: Final = {
    "rows": "listeFactures",
    "pages": "parametresRetour.pages",
    "total": "parametresRetour.total",
}
ISSUED: Final = {
    "id": "identifiantFactureCPP",
    "number": "numeroFacture",
    "type": "typeFacture",
    "status": "statut",
    "status_at": "dateHeureEtatCourant",
    "status_comment": "commentaireEtatCourant",
    "issue_date": "dateFacture",
    "deposited_on": "dateDepot",
    "supplier_identifier": "codeFournisseur",
    "supplier_name": "designationFournisseur",
    "recipient_id": "idDestinataire",
    "recipient_identifier": "codeDestinataire",
    "recipient_name": "designationDestinataire",
    "service_code": "codeServiceExecutant",
    "commitment_number": "numeroBonCommande",
    "contract_number": "numeroMarche",
    "currency": "devise",
    "net_total": "montantHT",
    "gross_total": "montantTTC",
    "payable": "montantAPayer",
    "deposit_mode": "modeDepot",
    "flow_id": "numeroFluxDepot",
    "original_number": "numeroFactureOrigine",
    "is_rejection_processed": "rejetTraite",
}
_TO_DO: Final = "rechercheFactureATraiterParFournisseur"
TO_DO: Final = {
    "structure_id": "idStructure",
    "hide_rejected": "masquerRejetee",
    "page": f"{_TO_DO}.pageResultatDemandee",
    "page_size": f"{_TO_DO}.nbResultatsParPage",
    "maximum": f"{_TO_DO}.nbResultatsMaximum",
    "direction": f"{_TO_DO}.triSens",
    "column": f"{_TO_DO}.triColonne",
}
ASK_HISTORY: Final = {
    "invoice_id": "idFacture",
    "page": "paramRechercheHistoStatuts.pageResultatDemandeeListeHistoStatut",
    "page_size": "paramRechercheHistoStatuts.nbResultatsParPageListeHistoStatut",
}
HISTORY_PAGE: Final = {
    "rows": "historiquesDesStatuts.histoStatut",
    "pages": "historiquesDesStatuts.pagesHistoStatut",
    "total": "historiquesDesStatuts.totalHistoStatut",
}
HISTORY_ENTRY: Final = {
    "id": "histoStatutId",
    "status": "histoStatutCode",
    "at": "histoStatutDatePassage",
    "comment": "histoStatutCommentaire",
}
DOWNLOAD: Final = {
    "format": "format",
    "with_attachments": "avecPiecesJointesComplementaires",
    "invoices": "listeFacture",
}
DOWNLOAD_INVOICE: Final = "idFacture"
YES: Final = "OUI"
NO: Final = "NON"
DOWNLOADED: Final = "fichierResultat"
