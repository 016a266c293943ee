"""Names of flows and their reports on the wire (chorus-pro-api §3.1 op. 1, §3.3 op. 28, 29)."""

from __future__ import annotations

from typing import Final

DEPOSIT: Final = {
    "content": "fichierFlux",
    "file_name": "nomFichier",
    "syntax": "syntaxeFlux",
    "signed_xml": "avecSignature",
}
DEPOSITED: Final = {
    "id": "numeroFluxDepot",
    "deposited_on": "dateDepot",
    "syntax": "syntaxeFlux",
}
ASK_REPORT: Final = {"flow_id": "numeroFluxDepot", "syntax": "syntaxeFlux"}
REPORT: Final = {
    "status": "etatCourantDepotFlux",
    "status_at": "dateHeureEtatCourantFlux",
    "file_name": "nomFichier",
    "interface": "codeInterfaceDepotFlux",
    "deposited_at": "dateDepotFlux",
}
TECHNICAL_ERRORS: Final = "listeErreurTechnique"
TECHNICAL_ERROR: Final = {
    "code": "codeErreur",
    "text": "libelleErreur",
    "nature": "natureErreur",
}
INVOICE_ERRORS: Final = "listeErreurDP"
INVOICE_ERROR: Final = {
    "number": "numeroDP",
    "supplier": "identifiantFournisseur",
    "recipient": "identifiantDestinataire",
    "text": "libelleErreurDP",
}
REPORT_PDF: Final = "fichierCR"
