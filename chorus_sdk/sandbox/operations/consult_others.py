"""`consulter/recipiendaire` and `consulter/valideur`: one invoice in full, as others see it.

Source: chorus-pro-api §3.1 no. 13 and 17: the recipient's answer lacks some members and has others.
That the State is the structure of its own SIRET is the sandbox's data set (§8.3).
"""

from __future__ import annotations

from typing import Final

from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk.sandbox.data import STATE_SIRET
from chorus_sdk.sandbox.operations.approvals import approved_by
from chorus_sdk.sandbox.operations.call import Call, missing, success
from chorus_sdk.sandbox.operations.consult import details
from chorus_sdk.sandbox.operations.pieces import MISSPELT, WELL_SPELT
from chorus_sdk.sandbox.operations.received import received_invoice
from chorus_sdk.sandbox.operations.roles import require_recipient

RECIPIENT_PAGES: Final = (("rechercheligneTvaRecap",), ("recherchePj",), ("rechercheLignePoste",))
APPROVER_PAGES: Final = (("rechercheLigneTvaRecap",), ("recherchePj",), ("rechercheLignePoste",))
_NOT_OF_RECIPIENT: Final = frozenset({"designationDestinataire", "miseEnPaiementDestinataire"})
_NOT_OF_SUPPLIER: Final = frozenset(
    {"raisonSocialeFournisseur", "nomFournisseur", "prenomFournisseur"}
)


def consult_as_recipient(call: Call) -> JsonObject:
    """Answer with an invoice that has reached the structure that asks."""
    recipient = require_recipient(call)
    invoice = received_invoice(call, _number(call))
    full = details(call, invoice, RECIPIENT_PAGES)
    full.pop("rejetTraite", None)
    full["destinataire"] = {
        **_without(full["destinataire"], _NOT_OF_RECIPIENT),
        "destinataireEtat": "OUI" if recipient.identifier == STATE_SIRET else "NON",
    }
    full["fournisseur"] = _without(full["fournisseur"], _NOT_OF_SUPPLIER)
    after = full.get("pieceSuivante")
    if isinstance(after, dict):
        full["pieceSuivante"] = {
            WELL_SPELT if name == MISSPELT else name: value for name, value in after.items()
        }
    return success(facture=full)


def consult_as_approver(call: Call) -> JsonObject:
    """Answer with an invoice that the structure that asks was named to approve."""
    return success(facture=details(call, approved_by(call, _number(call)), APPROVER_PAGES))


def _number(call: Call) -> int:
    number = call.fields.integer("identifiantFactureCPP")
    if number is None:
        raise missing("identifiantFactureCPP")
    return number


def _without(part: JsonValue, names: frozenset[str]) -> JsonObject:
    members = part if isinstance(part, dict) else {}
    return {name: value for name, value in members.items() if name not in names}
