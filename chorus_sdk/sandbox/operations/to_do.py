"""`rechercher/atraiter/fournisseur`: what a supplier can still act on (*factures à traiter*).

Source: chorus-pro-api §3.1 no. 9, with the statuses of S3; that rejected invoices are listed until
they are hidden or dealt with is INF.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk.sandbox.operations.call import Call, success
from chorus_sdk.sandbox.operations.paging import Paging
from chorus_sdk.sandbox.operations.roles import require_own
from chorus_sdk.sandbox.operations.search import candidates, issued_line, sort_lines
from chorus_sdk.sandbox.operations.search_filters import Found

STATUSES: Final = frozenset(
    {
        *("BROUILLON", "A_VALIDER_1", "A_VALIDER_2", "ERREUR_FOURNISSEUR_SUR_VALIDEUR"),
        *("VALIDEE_1", "VALIDEE_2", "REFUSEE_1", "REFUSEE_2", "ERREUR_COTRAITANT_SUR_VALIDEUR"),
        *("ABSENCE_VALIDATION_1_HORS_DELAI", "ABSENCE_VALIDATION_2_HORS_DELAI", "DEPOSEE"),
        *("EN_COURS_ACHEMINEMENT", "MISE_A_DISPOSITION", "A_RECYCLER", "SUSPENDUE"),
    }
)
_NOT_SHOWN: Final = frozenset(
    {
        *("numeroFluxDepot", "modeDepot", "numeroFactureOrigine", "rejetTraite"),
        *("dateHeureEtatCourant", "commentaireEtatCourant", "nomPrenomUtilisateurCreateur"),
    }
)
_NOT_SHOWN_OF: Final = ("coordBancaires", "affactureur")


def search_to_do(call: Call) -> JsonObject:
    """Answer with the lines of what is still open, one page of them."""
    structure = call.fields.integer("idStructure")
    if structure is not None:
        require_own(call, structure)
    hides = bool(call.fields.flag("masquerRejetee"))
    inner = call.fields.child("rechercheFactureATraiterParFournisseur")
    paging = Paging.of(inner, maximum=inner.integer("nbResultatsMaximum"))
    lines = [
        _shown(issued_line(call.platform, one))
        for one in candidates(call)
        if _is_open(one, hides=hides)
    ]
    sort_lines(lines, inner.text("triColonne"), inner.text("triSens"))
    page: list[JsonValue] = list(paging.cut(lines))
    return success(parametresRetour=paging.returned(len(lines)), listeFactures=page)


def _is_open(one: Found, *, hides: bool) -> bool:
    if one.status == "REJETEE":
        return not hides and not one.is_rejection_processed
    return one.status in STATUSES


def _shown(line: dict[str, JsonValue]) -> dict[str, JsonValue]:
    return {
        name: value
        for name, value in line.items()
        if name not in _NOT_SHOWN
        and not name.startswith(_NOT_SHOWN_OF)
        and "Valideur" not in name
        and not name.startswith("dateValidation")
    }
