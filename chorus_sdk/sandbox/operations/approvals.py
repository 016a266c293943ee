"""What an approver does with invoices (*espace factures à valider*): decide, and see what is open.

Source: chorus-pro-api §3.1 no. 18 and 19, §7.8; chorus-pro-business §4.5: an approver approves or
refuses, so the four other actions of S2 are refused. The reasons of a refusal are the sandbox's
(operation 49); which of them names a wrong approver, and the numbers of refusals, are INF.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk.limits import COMMENT_CHARACTERS
from chorus_sdk.sandbox.circuit import circuit_of, note_approval
from chorus_sdk.sandbox.invoice_life import UNSEEN_BY_APPROVERS, Act, targets
from chorus_sdk.sandbox.moments import plain_date
from chorus_sdk.sandbox.operations.call import Call, RefusalError, missing, success
from chorus_sdk.sandbox.operations.history import NO_RIGHT, visible_invoice
from chorus_sdk.sandbox.operations.moves import NOT_IN_THIS_STATUS, give_status, status_of
from chorus_sdk.sandbox.reference_lists import REFUSAL_REASONS, statuses_of
from chorus_sdk.sandbox.state import InvoiceRow

NO_SUCH_ACTION: Final = (20004, "Le valideur valide ou refuse.")
NO_SUCH_REASON: Final = (20005, "Le motif de refus n'est pas connu.")
TOO_LONG: Final = (20006, "Le complément d'information dépasse 2 000 caractères.")
WRONG_APPROVER: Final = "VALIDEUR"
_REASONS: Final = {code: label for _, code, label in REFUSAL_REASONS}
_NUMBERED: Final = {str(number): code for number, code, _ in REFUSAL_REASONS}


def visible_statuses(_call: Call) -> JsonObject:
    """Answer with the statuses in which an approver sees invoices."""
    listed: list[JsonValue] = [
        {"codeStatutFacture": str(one)}
        for one in statuses_of("FACTURE")
        if one not in UNSEEN_BY_APPROVERS
    ]
    return success(listeStatutFacture=listed)


def process_approval(call: Call) -> JsonObject:
    """Approve an invoice or refuse it, when it is the caller's turn."""
    invoice = approved_by(call, call.fields.integer("idFacture"))
    action = call.fields.needed("action")
    if action not in {Act.APPROVE, Act.REFUSE}:
        raise RefusalError(*NO_SUCH_ACTION)
    if call.fields.integer("idValideur") not in {None, 0, call.caller.structure_id}:
        raise RefusalError(*NO_RIGHT)
    reason = _reason(call) if action == Act.REFUSE else None
    comment = _comment(call, reason)
    with call.platform.store.transaction():
        status = status_of(call, invoice)
        _require_turn(call, invoice, status)
        (reached,) = targets(_act(reason), status)
        give_status(call, invoice, reached, comment)
        if reason is None:
            level = int(status[-1])
            note_approval(call.platform.store, invoice.invoice_id, level, call.now)
    return success(
        idFacture=invoice.invoice_id,
        numeroFacture=invoice.number,
        dateTraitement=plain_date(call.now),
        statutFacture=reached,
    )


def approved_by(call: Call, number: int | None) -> InvoiceRow:
    """Return an invoice that the structure that asks was named to approve.

    Raises:
        RefusalError: it does not exist, or others approve it.
    """
    invoice = visible_invoice(call, number)
    circuit = circuit_of(call.platform.store, invoice.invoice_id)
    if call.caller.structure_id not in {circuit.approver_id, circuit.second_approver_id}:
        raise RefusalError(*NO_RIGHT)
    return invoice


def _require_turn(call: Call, invoice: InvoiceRow, status: str) -> None:
    turn = circuit_of(call.platform.store, invoice.invoice_id).approver_of(status)
    if turn is None:
        raise RefusalError(*NOT_IN_THIS_STATUS)
    if turn != call.caller.structure_id:
        raise RefusalError(*NO_RIGHT)


def _reason(call: Call) -> str:
    said = call.fields.text("motifRefus")
    if said is None:
        raise missing("motifRefus")
    code = _NUMBERED.get(said, said)
    if code not in _REASONS:
        raise RefusalError(*NO_SUCH_REASON)
    return code


def _comment(call: Call, reason: str | None) -> str | None:
    more = call.fields.text("complementInfo")
    if more is not None and len(more) > COMMENT_CHARACTERS:
        raise RefusalError(*TOO_LONG)
    said = [text for text in (_REASONS.get(reason or ""), more) if text]
    return " : ".join(said) or None


def _act(reason: str | None) -> Act:
    if reason is None:
        return Act.APPROVE
    return Act.REFUSE_AS_WRONG_APPROVER if reason == WRONG_APPROVER else Act.REFUSE
