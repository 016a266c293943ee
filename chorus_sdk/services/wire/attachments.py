"""Names of attachments on the wire (chorus-pro-api §3.3 op. 30 to 34)."""

from __future__ import annotations

from typing import Final

from chorus_sdk.services.wire.paging import asked_in, paged

ADD: Final = {
    "content": "pieceJointeFichier",
    "file_name": "pieceJointeNom",
    "media_type": "pieceJointeTypeMime",
    "extension": "pieceJointeExtension",
}
ADDED: Final = {"id": "pieceJointeId"}
DETACH: Final = {"link_id": "idPieceJointeObjet"}
SEARCH_ACCOUNT: Final = {
    "language": "codeLangue",
    "designation": "pieceJointeDesignation",
    "type_id": "pieceJointeTypeId",
    **asked_in("parametresRecherche"),
}
SEARCH_STRUCTURE: Final = {**SEARCH_ACCOUNT, "structure_id": "idStructureCPP"}
PAGE: Final = paged("listePiecesJointes")
ATTACHMENT: Final = {
    "id": "pieceJointeId",
    "link_id": "pieceJointeObjetId",
    "user_id": "pieceJointeUtilisateurId",
    "structure_id": "pieceJointeStructureId",
    "structure_code": "pieceJointeStructureCode",
    "structure_name": "pieceJointeStructureRaisonSociale",
    "type_code": "pieceJointeTypeCode",
    "type_label": "pieceJointeTypeLibelle",
    "designation": "pieceJointeDesignation",
    "extension": "pieceJointeExtension",
}
DOWNLOAD: Final = {
    "object": "objetPieceJointe",
    "format": "demandePaiement.format",
    "with_attachments": "demandePaiement.avecPiecesJointesComplementaires",
    "invoices": "demandePaiement.listeFacture",
    "commitment_number": "engagementJuridique.numeroEngagementJuridique",
    "ticket_id": "sollicitation.idSollicitation",
    "ticket_files": "sollicitation.pieceJointeSollicitation",
    "structure_id": "structure.idStructure",
    "identifier": "structure.identifiantStructure",
    "identifier_type": "structure.typeIdentifiantStructure",
}
INVOICE: Final = "idFacture"
YES: Final = "OUI"
NO: Final = "NON"
DOWNLOADED: Final = "pieceJointe"
