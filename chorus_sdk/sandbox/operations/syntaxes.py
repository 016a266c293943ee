"""The syntaxes that `deposer/flux` takes (*syntaxeFlux*), and the interface of each.

Sources: chorus-pro-api §4.3; the interfaces FSO1100A, FSO1106A, FSO1110A and FSO1117A are
attested, that of the others is INF.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from chorus_sdk.formats.base import FormatId


@dataclass(frozen=True)
class Syntax:
    """One syntax: its interface, and the formats that a file of it can have."""

    interface: str
    formats: frozenset[FormatId]


_UBL = frozenset({FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE})
_CII = frozenset({FormatId.CII_INVOICE})
_PES = frozenset({FormatId.PES_INVOICE})
_XCBL = frozenset({FormatId.XCBL_INVOICE})

SYNTAXES: Final[dict[str, Syntax]] = {
    "IN_DP_E1_UBL_INVOICE": Syntax("1100", _UBL),
    "IN_DP_E1_CII_16B": Syntax("1106", _CII),
    "IN_DP_E1_CII": Syntax("1106", _CII),
    "IN_DP_E1_PES_FACTURE": Syntax("1110", _PES),
    "IN_DP_E1_XCBL": Syntax("1110", _XCBL),
    "IN_DP_E2_UBL_INVOICE_MIN": Syntax("1110", _UBL),
    "IN_DP_E2_CII_MIN_16B": Syntax("1110", _CII),
    "IN_DP_E2_CII_MIN": Syntax("1110", _CII),
    "IN_DP_E2_PES_FACTURE_MIN": Syntax("1110", _PES),
    "IN_DP_E2_CPP_FACTURE_MIN": Syntax("1110", frozenset()),
    "IN_DP_E2_CII_FACTURX": Syntax("1117", frozenset({FormatId.FACTURX})),
    "IN_DP_PDFARCHIVE_UBL_INVOICE_MUG": Syntax("1110", _UBL),
    "IN_DP_PDFARCHIVE_CII_MUG": Syntax("1110", _CII),
}


def interface_of(syntax: str) -> str:
    """Return the interface's name (*code interface*), such as `FSO1117A`."""
    return f"FSO{SYNTAXES[syntax].interface}A"


def mode_of(syntax: str) -> str:
    """Return the way in (*mode de dépôt*): of a flow (INF), or what a submission named."""
    return "UPLOAD_API" if syntax in SYNTAXES else syntax
