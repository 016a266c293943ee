"""Names of legal commitments on the wire (chorus-pro-api §3.6 op. 64, 65)."""

from __future__ import annotations

from typing import Final

SEARCH: Final = {
    "supplier_id": "structureReceptriceEngagementJuridique",
    "number": "numeroEngagementJuridique",
    "status": "etatCourantEngagementJuridique",
}
COMMITMENTS: Final = "listeEngagementJuridique"
COMMITMENT: Final = {
    "id": "idEngagementJuridique",
    "number": "numeroEngagementJuridique",
    "type_label": "libelleTypeEngagementJuridique",
    "status_label": "libelleEtatCourantEJ",
    "created_on": "dateCreationEJ",
    "service_code": "codeServiceExecutant",
    "issuing_service_code": "codeServiceExecutantEmetteur",
    "service_name": "libelleServiceExecutant",
    "net_total": "montantTotalHt",
    "gross_total": "montantTotalTtc",
    "supplier": "structureReceptrice",
    "supplier_status": "statutStructureReceptrice",
}
FETCH: Final = {"number": "numeroEngagementJuridique"}
DETAILS: Final = {"id": "idEngagement", "status": "etatCourantEngagement"}
ISSUER: Final = "emetteur"
SUPPLIER: Final = "recepteur"
PAYMENT_REQUESTS: Final = "demandePaiement"
LINES: Final = "lignePoste"
LINE: Final = {
    "number": "numeroDePoste",
    "status": "statutPoste",
    "gross_total": "montantTtcPoste",
}
