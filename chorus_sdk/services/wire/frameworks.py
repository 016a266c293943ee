"""Invoicing frameworks as the platform spells them (chorus-pro-api §4.4)."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import BeforeValidator

from chorus_sdk.invoice.frameworks import InvoicingFramework

_SPELT: Final = (
    "A1_FACTURE_FOURNISSEUR",
    "A2_FACTURE_FOURNISSEUR_DEJA_PAYEE",
    "A3_MEMOIRE_JUSTICE",
    "A4_PROJET_DECOMPTE_MENSUEL_FOURNISSEUR",
    "A5_ETAT_ACOMPTE_FOURNISSEUR",
    "A6_ETAT_ACOMPTE_VALIDE_FOURNISSEUR",
    "A7_PROJET_DECOMPTE_FINAL_FOURNISSEUR",
    "A8_DECOMPTE_GENERAL_DEFINITIF_FOURNISSEUR",
    "A9_FACTURE_SOUSTRAITANT",
    "A10_PROJET_DECOMPTE_MENSUEL_SOUSTRAITANT",
    "A11_PROJET_DECOMPTE_FINAL_SOUSTRAITANT",
    "A12_FACTURE_COTRAITANT",
    "A13_PROJET_DECOMPTE_MENSUEL_COTRAITANT",
    "A14_PROJET_DECOMPTE_FINAL_COTRAITANT",
    "A15_ETAT_ACOMPTE_MOE",
    "A16_ETAT_ACOMPTE_VALIDE_MOE",
    "A17_PROJET_DECOMPTE_GENERAL_MOE",
    "A18_DECOMPTE_GENERAL_MOE",
    "A19_ETAT_ACOMPTE_VALIDE_MOA",
    "A20_DECOMPTE_GENERAL_MOA",
    "A21_DEMANDE_REMBOURSEMENT_TIC",
    "A22_PROJET_DECOMPTE_GENERAL_FOURNISSEUR_PROCEDURE_TACITE",
    "A23_DECOMPTE_GENERAL_DEFINITIF_TACITE_FOURNISSEUR",
    "A24_DECOMPTE_GENERAL_DEFINITIF_TACITE_MOE",
    "A25_DECOMPTE_GENERAL_DEFINITIF_MOE_PROCEDURE_TACITE",
)
SPELLINGS: Final = {InvoicingFramework(text.partition("_")[0]): text for text in _SPELT}
_CODE = re.compile(r"(A[0-9]{1,2})(?:_|$)")


def spell_framework(framework: InvoicingFramework | str) -> str:
    """Return the platform's spelling; one that it does not know is passed on as it is.

    Example:
        >>> spell_framework("A9"), spell_framework("A9_FACTURE_SOUSTRAITANT")
        ('A9_FACTURE_SOUSTRAITANT', 'A9_FACTURE_SOUSTRAITANT')
    """
    return SPELLINGS.get(InvoicingFramework(framework), str(framework))


def parse_framework(value: object) -> InvoicingFramework | None:
    """Read a framework in either spelling; another text stays readable.

    Example:
        >>> parse_framework("A1_FACTURE_FOURNISSEUR"), parse_framework("SANS_CADRE").is_known
        (<InvoicingFramework.A1: 'A1'>, False)
    """
    if not isinstance(value, str) or not value.strip():
        return None
    found = _CODE.match(value.strip())
    return InvoicingFramework(found[1] if found else value.strip())


WireFramework = Annotated[InvoicingFramework | None, BeforeValidator(parse_framework)]
