"""What a recipient does with its invoices (*espace factures reçues*): list, and give a status.

Source: chorus-pro-api §3.1 no. 11, 12 and 14, §7.6. Where a number of a refusal is not published
it is INF.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk.limits import COMMENT_CHARACTERS
from chorus_sdk.sandbox.circuit import note_payment_order
from chorus_sdk.sandbox.invoice_life import BEFORE_ARRIVAL, next_statuses
from chorus_sdk.sandbox.moments import plain_date
from chorus_sdk.sandbox.operations.call import Call, RefusalError, missing, success
from chorus_sdk.sandbox.operations.history import NO_RIGHT, NO_SUCH_INVOICE, visible_invoice
from chorus_sdk.sandbox.operations.moves import NOT_IN_THIS_STATUS, give_status, status_of
from chorus_sdk.sandbox.operations.paging import Paging
from chorus_sdk.sandbox.operations.received_lines import (
    received_by,
    received_filters,
    received_line,
)
from chorus_sdk.sandbox.operations.roles import require_own, require_recipient
from chorus_sdk.sandbox.operations.search import sort_lines
from chorus_sdk.sandbox.state import InvoiceRow

NOTHING_FOUND: Final = (20000, "TRA_MSG_00.015")
TO_DO: Final = frozenset({"MISE_A_DISPOSITION", "COMPLETEE"})
TOO_LONG: Final = (20006, "Le motif dépasse 2 000 caractères.")
_NEEDS_REASON: Final = frozenset({"REJETEE", "SUSPENDUE"})
_PARTY_COLUMNS: Final = {
    "Fournisseur": "DesignationFournisseur",
    "Destinataire": "DesignationDestinataire",
}
"""What the search calls by other names than its lines (§4.5)."""


def search_as_recipient(call: Call) -> JsonObject:
    """Answer with the lines that all criteria let through; its paging stands at the top."""
    require_recipient(call)
    inner = call.fields.child("paramRecherche")
    paging = Paging.of(inner, maximum=inner.integer("nbResultatsMaximum"))
    filters = received_filters(call)
    found = [one for one in received_by(call) if all(passes(one) for passes in filters)]
    if not found:
        raise RefusalError(*NOTHING_FOUND)
    lines = [received_line(call, one) for one in found]
    column = inner.text("triColonne") or ""
    sort_lines(lines, _PARTY_COLUMNS.get(column, column or None), inner.text("triSens"))
    page: list[JsonValue] = list(paging.cut(lines))
    return success(listeFactures=page, **paging.returned(len(lines)))


def received_to_do(call: Call) -> JsonObject:
    """Answer with what waits for the recipient: available, or completed."""
    require_recipient(call)
    structure = call.fields.integer("idStructure")
    if structure is not None:
        require_own(call, structure)
    inner = call.fields.child("parametreRechercheFactureATraiterParRecipiendaire")
    paging = Paging.of(inner, maximum=inner.integer("getnbResultatsMaximum"))
    lines = [received_line(call, one) for one in received_by(call) if one.status in TO_DO]
    sort_lines(lines, inner.text("triColonne"), inner.text("triSens"))
    page: list[JsonValue] = list(paging.cut(lines))
    return success(parametresRetour=paging.returned(len(lines)), listeFactures=page)


def process_received(call: Call) -> JsonObject:
    """Give a received invoice a new status, if its present one allows it."""
    require_recipient(call)
    invoice = received_invoice(call, call.fields.integer("idFacture"))
    target = call.fields.needed("nouveauStatut")
    reason = call.fields.text("motif")
    if target in _NEEDS_REASON and reason is None:
        raise missing("motif")
    if reason is not None and len(reason) > COMMENT_CHARACTERS:
        raise RefusalError(*TOO_LONG)
    order = call.fields.text("numeroDPMandat")
    with call.platform.store.transaction():
        if target not in next_statuses(status_of(call, invoice)):
            raise RefusalError(*NOT_IN_THIS_STATUS)
        give_status(call, invoice, target, reason)
        if order is not None:
            note_payment_order(call.platform.store, invoice.invoice_id, order)
    return success(
        idFacture=invoice.invoice_id,
        numeroFacture=invoice.number,
        dateTraitement=plain_date(call.now),
        nouveauStatut=target,
    )


def received_invoice(call: Call, number: int | None) -> InvoiceRow:
    """Return an invoice that has reached the structure that asks.

    Raises:
        RefusalError: it does not exist, is on its way, or is another's.
    """
    invoice = visible_invoice(call, number)
    if invoice.recipient_id != call.caller.structure_id:
        raise RefusalError(*NO_RIGHT)
    if status_of(call, invoice) in BEFORE_ARRIVAL:
        raise RefusalError(*NO_SUCH_INVOICE)
    return invoice
