"""The road on which Chorus Pro takes what was detected (*mode de dépôt*, *syntaxeFlux*)."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from chorus_sdk.formats.base import DepositRoad, DepositRoute, FormatId, PdfFacets

NO_ROAD: Final = DepositRoad(route=DepositRoute.NONE)


def _flow(syntax: str, label: str) -> DepositRoad:
    return DepositRoad(route=DepositRoute.FLOW, flow_syntax=syntax, label_fr=label)


FACTURX_ROAD: Final = _flow("IN_DP_E2_CII_FACTURX", "Factur-X (PDF mixte, E2)")
PES_ROAD: Final = _flow("IN_DP_E1_PES_FACTURE", "XML structuré PES Facture (E1)")
JUSTICE_ROAD: Final = _flow("IN_DP_E3_UBL_INVOICE", "Mémoire de frais de justice UBL (E3)")
XCBL_ROAD: Final = _flow("IN_DP_E1_XCBL", "XML structuré xCBL (E1)")
MIXED_ROAD: Final = _flow("IN_DP_E2_CPP_FACTURE_MIN", "XML mixte CPP Facture (E2)")
"""CPPFactureMixte, Chorus Pro's own short format."""
ARCHIVE_ROAD: Final = DepositRoad(
    route=DepositRoute.FLOW, label_fr="Archive tar.gz de fichiers de facture"
)
"""An archive whose syntax the depositor has to state."""

_UBL = _flow("IN_DP_E1_UBL_INVOICE", "XML structuré UBL Invoice (E1)")
_SHORT_UBL = _flow("IN_DP_E2_UBL_INVOICE_MIN", "XML mixte UBL Invoice (E2)")
_WITH_LINES = MappingProxyType(
    {
        FormatId.UBL_INVOICE: _UBL,
        FormatId.UBL_CREDIT_NOTE: _UBL,
        FormatId.CII_INVOICE: _flow("IN_DP_E1_CII_16B", "XML structuré CII 16B (E1)"),
    }
)
_WITHOUT_LINES = MappingProxyType(
    {
        FormatId.UBL_INVOICE: _SHORT_UBL,
        FormatId.UBL_CREDIT_NOTE: _SHORT_UBL,
        FormatId.CII_INVOICE: _flow("IN_DP_E2_CII_MIN_16B", "XML mixte CII 16B (E2)"),
    }
)
_PDF = DepositRoad(route=DepositRoute.PDF, label_fr="PDF non signé")
_SIGNED_PDF = DepositRoad(route=DepositRoute.SIGNED_PDF, label_fr="PDF signé")


def invoice_road(format_id: FormatId, *, lines: bool) -> DepositRoad:
    """Return the road of a UBL or CII invoice: E1 with lines, E2 (short) without."""
    return (_WITH_LINES if lines else _WITHOUT_LINES)[format_id]


def pdf_road(facets: PdfFacets) -> DepositRoad:
    """Return the road of a PDF that is no Factur-X; none for one that cannot be opened.

    Example:
        >>> pdf_road(PdfFacets(signed=True)).label_fr
        'PDF signé'
    """
    if facets.needs_password:
        return NO_ROAD
    return _SIGNED_PDF if facets.signed else _PDF
