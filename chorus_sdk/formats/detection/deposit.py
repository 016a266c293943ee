"""The road on which Chorus Pro takes what was detected (*mode de dépôt*, *syntaxeFlux*)."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from chorus_sdk.formats.base import DepositRoad, DepositRoute, FormatId, PdfFacets

NO_ROAD: Final = DepositRoad(route=DepositRoute.NONE)

_WITH_LINES = MappingProxyType(
    {
        FormatId.UBL_INVOICE: "IN_DP_E1_UBL_INVOICE",
        FormatId.UBL_CREDIT_NOTE: "IN_DP_E1_UBL_INVOICE",
        FormatId.CII_INVOICE: "IN_DP_E1_CII_16B",
    }
)
_WITHOUT_LINES = MappingProxyType(
    {
        FormatId.UBL_INVOICE: "IN_DP_E2_UBL_INVOICE_MIN",
        FormatId.UBL_CREDIT_NOTE: "IN_DP_E2_UBL_INVOICE_MIN",
        FormatId.CII_INVOICE: "IN_DP_E2_CII_MIN_16B",
    }
)


def flow(syntax: str | None) -> DepositRoad:
    """Return the road of a flow (*flux*) with its syntax code."""
    return DepositRoad(route=DepositRoute.FLOW, flow_syntax=syntax)


FACTURX_ROAD: Final = flow("IN_DP_E2_CII_FACTURX")
PES_ROAD: Final = flow("IN_DP_E1_PES_FACTURE")
XCBL_ROAD: Final = flow("IN_DP_E1_XCBL")
MIXED_ROAD: Final = flow("IN_DP_E2_CPP_FACTURE_MIN")
"""CPPFactureMixte, Chorus Pro's own short format."""


def invoice_road(format_id: FormatId, *, lines: bool) -> DepositRoad:
    """Return the road of a UBL or CII invoice: E1 with lines, E2 (short) without."""
    return flow((_WITH_LINES if lines else _WITHOUT_LINES)[format_id])


def pdf_road(facets: PdfFacets) -> DepositRoad:
    """Return the road of a PDF that is no Factur-X; none for one that cannot be opened."""
    if facets.needs_password:
        return NO_ROAD
    return DepositRoad(route=DepositRoute.SIGNED_PDF if facets.signed else DepositRoute.PDF)
