"""`consulter/historique`: what happened to one invoice, and when (*historique*).

Source: chorus-pro-api §3.1 no. 20.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk.sandbox.circuit import circuit_of
from chorus_sdk.sandbox.moments import to_the_minute
from chorus_sdk.sandbox.operations.call import Call, Fields, RefusalError, missing, success
from chorus_sdk.sandbox.operations.paging import Paging
from chorus_sdk.sandbox.operations.syntaxes import mode_of
from chorus_sdk.sandbox.state import InvoiceRow

NO_SUCH_INVOICE: Final = (20000, "GDP_MSG_11.008")
NO_RIGHT: Final = (20001, "GDP_MSG_11.005")


def consult_history(call: Call) -> JsonObject:
    """Answer with statuses, events and actions, newest first, each list with its own pages."""
    invoice = visible_invoice(call, call.fields.integer("idFacture"))
    maximum = call.fields.integer("nbResultatsMaximum")
    steps = call.platform.steps(invoice, call.now)
    statuses: list[JsonValue] = [
        _status(place, step.state, step.since, comment)
        for place, (step, comment) in enumerate(steps, start=invoice.invoice_id * 100)
    ]
    actions = _actions(call, invoice)
    asked = {
        suffix: call.fields.child(f"paramRechercheHisto{name}")
        for suffix, name in (
            ("HistoStatut", "Statuts"),
            ("Evenement", "EvenementsComplementaires"),
            ("HistoAction", "ActionsUtilisateurs"),
        )
    }
    return success(
        idFacture=invoice.invoice_id,
        numeroFacture=invoice.number,
        modeDepot=mode_of(invoice.syntax),
        statutCourantCode=steps[-1][0].state,
        historiquesDesStatuts=_paged(asked, "HistoStatut", statuses, maximum),
        historiquesDesEvenementsComplementaires=_paged(asked, "Evenement", [], maximum),
        historiquesDesActionsUtilisateurs=_paged(asked, "HistoAction", list(actions), maximum),
        derniereAction={
            "derniereActionId": actions[-1]["histoActionId"] if actions else None,
            "derniereActionCode": actions[-1]["histoActionCode"] if actions else None,
        },
    )


def visible_invoice(call: Call, invoice_id: int | None) -> InvoiceRow:
    """Return an invoice that the caller has a part in.

    Raises:
        RefusalError: it does not exist, or belongs to others.
    """
    if invoice_id is None:
        raise missing("idFacture")
    invoice = call.platform.invoice(invoice_id)
    if invoice is None:
        raise RefusalError(*NO_SUCH_INVOICE)
    parties = {invoice.supplier_id, invoice.recipient_id, invoice.depositor_id}
    parties |= circuit_of(call.platform.store, invoice_id).parties
    if call.caller.structure_id not in parties:
        raise RefusalError(*NO_RIGHT)
    return invoice


def _status(place: int, state: str, since: datetime, comment: str | None) -> JsonObject:
    return {
        "histoStatutId": place,
        "histoStatutCode": state,
        "histoStatutDatePassage": to_the_minute(since),
        "histoStatutCommentaire": comment,
        "histoStatutUtilisateurPrenom": None,
        "histoStatutUtilisateurNom": None,
        "histoStatutUtilisateurEmail": None,
        "histoStatutUtilisateurTelephone": None,
    }


def _actions(call: Call, invoice: InvoiceRow) -> list[JsonObject]:
    rows = call.platform.store.rows(
        "SELECT id, action, at FROM invoice_action WHERE invoice_id = ? ORDER BY id",
        (invoice.invoice_id,),
    )
    return [
        {
            "histoActionId": row["id"],
            "histoActionCode": row["action"],
            "histoActionDateHeure": to_the_minute(datetime.fromisoformat(row["at"])),
            "histoActionUtilisateurPrenom": None,
            "histoActionUtilisateurNom": None,
            "histoActionUtilisateurEmail": None,
            "histoActionUtilisateurTelephone": None,
        }
        for row in rows
    ]


def _paged(
    asked: dict[str, Fields], suffix: str, entries: list[JsonValue], maximum: int | None
) -> JsonObject:
    fields = asked[suffix]
    name = suffix if suffix.startswith("Histo") else f"Histo{suffix}"
    paging = Paging.of(
        fields,
        page=f"pageResultatDemandeeListe{name}",
        size=f"nbResultatsParPageListe{name}",
        maximum=maximum,
    )
    newest_first = fields.text(f"triSensListe{name}") != "Ascendant"
    ordered = list(reversed(entries)) if newest_first else entries
    page, pages, size, total = paging.numbers(len(entries))
    return {
        suffix[:1].lower() + suffix[1:]: list(paging.cut(ordered)),
        f"pageCourante{suffix}": page,
        f"pages{suffix}": pages,
        f"nbResultatsParPage{suffix}": size,
        f"total{suffix}": total,
    }
