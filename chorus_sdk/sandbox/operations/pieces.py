"""The pieces before and after a works invoice (*pièce précédente, pièce suivante*).

Source: chorus-pro-api §3.1 no. 10. `numeroPieceSuiante` is the platform's own spelling, for the
supplier and the approver; the recipient alone gets `numeroPieceSuivante` (§2.5).
"""

from __future__ import annotations

from typing import Final

from chorus_sdk._http.exchange import JsonObject
from chorus_sdk.sandbox.circuit import circuit_of, following_piece
from chorus_sdk.sandbox.platform import Platform

MISSPELT: Final = "numeroPieceSuiante"
WELL_SPELT: Final = "numeroPieceSuivante"


def preceding_piece(platform: Platform, invoice_id: int) -> JsonObject | None:
    """Write `piecePrecedente`; nothing for an invoice that follows none."""
    number = circuit_of(platform.store, invoice_id).preceding_id
    before = platform.invoice(number) if number is not None else None
    if before is None:
        return None
    recipient = platform.structure(before.recipient_id)
    service = platform.service(before.service_id)
    return {
        "cadreFacturationPiecePrecedente": before.frame,
        "idPiecePrecedente": before.invoice_id,
        "numeroPiecePrecedente": before.number,
        "idDestinatairePiecePrecedente": before.recipient_id,
        "identifiantDestinatairePiecePrecedente": recipient.identifier if recipient else None,
        "raisonSocialeDestinatairePiecePrecedente": recipient.name if recipient else None,
        "idServiceExecutantPiecePrecedente": before.service_id,
        "codeServiceExecutantPiecePrecedente": service.code if service else None,
        "nomServiceExecutantPiecePrecedente": service.label if service else None,
    }


def next_piece(platform: Platform, invoice_id: int) -> JsonObject | None:
    """Write `pieceSuivante` as all but the recipient get it."""
    number = following_piece(platform.store, invoice_id)
    after = platform.invoice(number) if number is not None else None
    if after is None:
        return None
    return {
        "cadreFacturationPieceSuivante": after.frame,
        "idPieceSuivante": after.invoice_id,
        MISSPELT: after.number,
    }
