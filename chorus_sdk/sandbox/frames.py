"""Invoicing frames as the API names them (*cadres de facturation*).

Source: chorus-pro-api §4.4. In a document the frame is the bare code in front.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk.services.wire.frameworks import SPELLINGS

FRAMES: Final[dict[str, str]] = {code.value: spelling for code, spelling in SPELLINGS.items()}

WORKS_FRAMES: Final = frozenset(
    spelling
    for code, spelling in FRAMES.items()
    if code not in {"A1", "A2", "A3", "A9", "A12", "A21"}
)
"""The frames of works invoices (*factures de travaux*)."""

_WORKS_TYPES: Final = {
    "A4": "PROJET_DECOMPTE_MENSUEL",
    "A5": "ETAT_ACOMPTE",
    "A6": "ETAT_ACOMPTE_VALIDE",
    "A7": "PROJET_DECOMPTE_FINAL",
    "A8": "DECOMPTE_GENERAL_SIGNE",
    "A10": "DP_DE_SOUSTRAITANT_TRAVAUX",
    "A11": "PROJET_DECOMPTE_FINAL",
    "A13": "PROJET_DECOMPTE_MENSUEL",
    "A14": "PROJET_DECOMPTE_FINAL",
    "A15": "ETAT_ACOMPTE",
    "A16": "ETAT_ACOMPTE_VALIDE",
    "A17": "PROJET_DECOMPTE_GENERAL",
    "A18": "DECOMPTE_GENERAL",
    "A19": "ETAT_ACOMPTE_VALIDE",
    "A20": "DECOMPTE_GENERAL",
    "A22": "PROJET_DECOMPTE_GENERAL_PROCEDURE_TACITE",
    "A23": "DECOMPTE_GENERAL_DEFINITIF_TACITE",
    "A24": "DECOMPTE_GENERAL_DEFINITIF_TACITE",
    "A25": "DECOMPTE_GENERAL_DEFINITIF_PROCEDURE_TACITE",
}


def works_type(frame: str) -> str | None:
    """Return which piece of a works contract a frame's spelling is (INF: by their names).

    Example:
        >>> works_type("A4_PROJET_DECOMPTE_MENSUEL_FOURNISSEUR"), works_type("A1_FACTURE")
        ('PROJET_DECOMPTE_MENSUEL', None)
    """
    return _WORKS_TYPES.get(frame.partition("_")[0])
