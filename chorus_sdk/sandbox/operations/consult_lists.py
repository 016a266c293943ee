"""The inner lists of one invoice: VAT, files, lines, each with its own pages (*listes internes*).

Source: chorus-pro-api §3.1 no. 10. That a list may be asked for whole, and the platform's own
codes for rates that it knows, are INF.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.sandbox.entered_invoice import in_cents
from chorus_sdk.sandbox.operations.call import Fields
from chorus_sdk.sandbox.operations.paging import Paging
from chorus_sdk.sandbox.reference_lists import ATTACHMENT_TYPES, VAT_RATES
from chorus_sdk.sandbox.submitted import AttachedFile

_LISTED: Final = {rate: (code, label) for code, label, rate in VAT_RATES}
_TYPES: Final = {code: label for _, code, label, _ in ATTACHMENT_TYPES}


def vat_lines(invoice: Invoice, asked: Fields) -> JsonObject:
    """Write `recapitulatifDeTva`."""
    listed: list[JsonValue] = []
    for part in invoice.vat_breakdown:
        code, label = _LISTED.get(part.rate or Decimal(0), (None, None))
        listed.append(
            {
                "ligneTvaTauxRefCode": code,
                "ligneTvaTauxRefLibelle": label,
                "ligneTvaTauxRefValeur": part.rate if code else None,
                "ligneTvaTauxManuel": None if code else part.rate,
                "ligneTvaMontantBaseHtParTaux": part.taxable_amount,
                "ligneTvaMontantTvaParTaux": part.tax_amount,
            }
        )
    paging = Paging.of(
        asked,
        page="pageResultatDemandeeListeRecapitulatifTVA",
        size="nbResultatsParPageListeListeRecapitulatifTVA",
        maximum=len(listed),
    )
    return _paged("ligneTva", "LignesRecapitulativesTVA", listed, paging)


def file_lines(files: list[AttachedFile], asked: Fields) -> JsonObject:
    """Write `listeDesPiecesJointes`."""
    listed: list[JsonValue] = [
        {
            "pieceJointeId": one.attachment_id,
            "pieceJointeIdLiaison": one.link_id,
            "pieceJointeTypeCode": one.type_code,
            "pieceJointeTypeLibelle": _TYPES.get(one.type_code),
            "pieceJointeDesignation": one.designation,
            "pieceJointeNumeroLigneFacture": one.line,
            "pieceJointeExtension": one.extension,
        }
        for one in files
    ]
    paging = Paging.of(
        asked,
        page="pageResultatDemandeeListePieceJointe",
        size="nbResultatsParPageListePieceJointe",
        maximum=len(listed),
    )
    return _paged("pieceJointe", "ListePiecesJointe", listed, paging)


def item_lines(invoice: Invoice, asked: Fields) -> JsonObject:
    """Write `lignesDePoste`."""
    listed: list[JsonValue] = [
        _line(place, one) for place, one in enumerate(invoice.lines, start=1)
    ]
    paging = Paging.of(
        asked,
        page="pageResultatDemandeeLignesPoste",
        size="nbResultatsParPageLignesPoste",
        maximum=len(listed),
    )
    return _paged("lignePoste", "LignesPoste", listed, paging)


def _line(place: int, line: Line) -> JsonObject:
    net = line.net_amount or Decimal(0)
    rate = line.vat.rate or Decimal(0)
    vat = in_cents(net * rate / 100)
    code = _LISTED.get(rate, (None, None))[0]
    number = line.identifier or ""
    return {
        "lignePosteNumero": int(number) if number.isascii() and number.isdecimal() else place,
        "lignePosteReference": line.item.seller_identifier,
        "lignePosteDenomination": line.item.name,
        "lignePosteQuantite": line.quantity,
        "lignePosteUniteLibelle": line.unit,
        "lignePosteMontantUnitaireHT": line.price.net,
        "lignePosteMontantRemiseHT": sum((one.amount or 0 for one in line.allowances), Decimal(0)),
        "lignePosteTauxTva": code,
        "lignePosteTauxTvaManuel": None if code else line.vat.rate,
        "lignePosteMontantHtApresRemise": net,
        "lignePosteMontantTva": vat,
        "lignePosteMontantTtcApresRemise": net + vat,
    }


def _paged(rows: str, suffix: str, listed: list[JsonValue], paging: Paging) -> JsonObject:
    page, pages, size, total = paging.numbers(len(listed))
    return {
        rows: list(paging.cut(listed)),
        f"pageCourante{suffix}": page,
        f"pages{suffix}": pages,
        f"nbResultatsParPage{suffix}": size,
        f"total{suffix}": total,
    }
