"""What a supplier does with an invoice (*actions du fournisseur*): legal moves alone.

Source: chorus-pro-api §3.1 no. 4 to 7, §5, §7.7. Numbers that are not there are INF.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk._http.exchange import JsonObject
from chorus_sdk.formats.documents import read
from chorus_sdk.invoice.identifiers import SCHEME_SIRET, Identifier
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.parties import Party
from chorus_sdk.limits import COMMENT_CHARACTERS
from chorus_sdk.sandbox.circuit import name_approver
from chorus_sdk.sandbox.inspection import LIMITS
from chorus_sdk.sandbox.invoice_life import Act, targets
from chorus_sdk.sandbox.judge import judge
from chorus_sdk.sandbox.moments import plain_date, to_the_minute
from chorus_sdk.sandbox.operations.call import Call, Fields, RefusalError, missing, success
from chorus_sdk.sandbox.operations.history import NO_RIGHT, visible_invoice
from chorus_sdk.sandbox.operations.moves import give_status, status_of
from chorus_sdk.sandbox.operations.rejections import REJECTION_PROCESSED
from chorus_sdk.sandbox.operations.roles import own_structure
from chorus_sdk.sandbox.operations.submit import (
    UNKNOWN_APPROVER,
    attach_to,
    other_files,
    recipient_case,
)
from chorus_sdk.sandbox.state import InvoiceRow, Structure, written
from chorus_sdk.sandbox.submitted import say

NOT_SUSPENDED: Final = (20002, "GDP_MSG_11.033")
NOT_TO_RECYCLE: Final = (20004, "La facture n'est pas à recycler.")
WRONG_ROUTE: Final = 20005
TOO_LONG: Final = (20006, "Le commentaire dépasse 2 000 caractères.")
NO_WRONG_APPROVER: Final = (20002, "Aucun valideur n'est à corriger.")
NOT_REJECTED: Final = (20002, "La demande de paiement n'est pas rejetée.")


def complete(call: Call) -> JsonObject:
    """Add files or a comment to a suspended invoice (*compléter*)."""
    invoice = _own_invoice(call, "identifiantFactureCPP")
    comment = _comment(call)
    with call.platform.store.transaction():
        _move(call, invoice, Act.COMPLETE, NOT_SUSPENDED, comment)
        for one in other_files(call):
            attach_to(call, invoice.invoice_id, one)
        if comment is not None:
            say(call.platform.store, invoice.invoice_id, {"commentaire": comment})
    return success(
        pageCourante=1,
        pages=1,
        nbResultatsParPage=10,
        total=1,
        identifiantFactureCPP=invoice.invoice_id,
        numeroFacture=invoice.number,
        dateTraitement=to_the_minute(call.now),
    )


def recycle(call: Call) -> JsonObject:
    """Send an invoice that is to be recycled on another way (*recycler*)."""
    invoice = _own_invoice(call, "identifiantFactureCPP")
    comment = _comment(call)
    with call.platform.store.transaction():
        status = _move(call, invoice, Act.RECYCLE, NOT_TO_RECYCLE, comment)
        _reroute(call, invoice)
        said = _said_anew(call.fields.child("reference"))
        if comment is not None:
            said["commentaire"] = comment
        if said:
            say(call.platform.store, invoice.invoice_id, said)
    return success(
        identifiantFactureCPP=invoice.invoice_id,
        numeroFacture=invoice.number,
        statutFacture=status,
        dateDepot=plain_date(invoice.deposited_at),
    )


def correct_approver(call: Call) -> JsonObject:
    """Name another approver in the place of a wrong one (*corriger le valideur*)."""
    invoice = _own_invoice(call, "idFacture")
    approver = _named_structure(call)
    if approver is None:
        raise RefusalError(*UNKNOWN_APPROVER)
    with call.platform.store.transaction():
        status = _move(call, invoice, Act.CORRECT_APPROVER, NO_WRONG_APPROVER, None)
        name_approver(
            call.platform.store,
            invoice.invoice_id,
            approver.structure_id,
            level=2 if status == "A_VALIDER_2" else 1,
        )
    return success(idFacture=invoice.invoice_id)


def acknowledge_rejections(call: Call) -> JsonObject:
    """Note that rejections were dealt with (*traiter les rejets*): all of them, or none."""
    entries = call.fields.children("listeDemandePaiement")
    if not entries:
        raise missing("listeDemandePaiement")
    own = [
        _own(call, visible_invoice(call, entry.integer("idDemandePaiement"))) for entry in entries
    ]
    if any(status_of(call, one) != "REJETEE" for one in own):
        raise RefusalError(*NOT_REJECTED)
    with call.platform.store.transaction():
        for one in own:
            call.platform.store.run(
                "INSERT INTO invoice_action (invoice_id, action, at) VALUES (?, ?, ?)",
                (one.invoice_id, REJECTION_PROCESSED, written(call.now)),
            )
    return success()


def _own_invoice(call: Call, name: str) -> InvoiceRow:
    number = call.fields.integer(name)
    if number is None:
        raise missing(name)
    return _own(call, visible_invoice(call, number))


def _own(call: Call, invoice: InvoiceRow) -> InvoiceRow:
    if call.caller.structure_id not in {invoice.supplier_id, invoice.depositor_id}:
        raise RefusalError(*NO_RIGHT)
    return invoice


def _comment(call: Call) -> str | None:
    text = call.fields.text("commentaire")
    if text is not None and len(text) > COMMENT_CHARACTERS:
        raise RefusalError(*TOO_LONG)
    return text


def _move(
    call: Call, invoice: InvoiceRow, act: Act, otherwise: tuple[int, str], comment: str | None
) -> str:
    """Move an invoice as the table of its life allows, and return its new status."""
    reached = targets(act, status_of(call, invoice))
    if not reached:
        raise RefusalError(*otherwise)
    give_status(call, invoice, reached[0], comment)
    return reached[0]


def _named_structure(call: Call) -> Structure | None:
    number = call.fields.integer("idStructure")
    if number is not None:
        return call.platform.structure(number)
    kind = call.fields.text("typeIdentifiantStructure") or "SIRET"
    return call.platform.structure_named(call.fields.needed("identifiantStructure"), kind)


def _reroute(call: Call, invoice: InvoiceRow) -> None:
    """Change where an invoice goes, if its new recipient takes it so."""
    changed = _rerouted(call, invoice)
    supplier = call.platform.structure(invoice.supplier_id) or own_structure(call)
    case = recipient_case(call.platform, changed, supplier, is_duplicate=False)
    reasons = judge(case)
    if reasons or case.recipient is None:
        raise RefusalError(WRONG_ROUTE, " ".join(reasons))
    preceding = changed.references.preceding_invoices
    call.platform.store.run(
        "UPDATE invoice SET recipient_id = ?, service_id = ?, engagement = ?, market = ?,"
        " preceding = ? WHERE id = ?",
        (
            *(case.recipient.structure_id, case.service.service_id if case.service else None),
            *(changed.references.purchase_order, changed.references.contract),
            *(preceding[0].number if preceding else None, invoice.invoice_id),
        ),
    )


def _rerouted(call: Call, invoice: InvoiceRow) -> Invoice:
    """Return the invoice with what the call says; what it leaves out stays (INF)."""
    target, said = call.fields.child("destinataire"), call.fields.child("reference")
    recipient = call.platform.structure(invoice.recipient_id)
    service = call.platform.service(invoice.service_id)
    siret = target.text("codeDestinataire") or (recipient.identifier if recipient else "")
    code = target.text("codeServiceExecutant") or (service.code if service else None)
    row = call.platform.store.row(
        "SELECT document FROM invoice WHERE id = ?", (invoice.invoice_id,)
    )
    if row is None:
        raise LookupError("the invoice is not kept")
    kept = read(bytes(row["document"]), limits=LIMITS)
    references = kept.references.model_copy(
        update={
            "buyer": code,
            "purchase_order": said.text("numeroBonCommande") or invoice.engagement,
            "contract": said.text("numeroMarche") or invoice.market,
        }
    )
    buyer = Party(identifiers=(Identifier(value=siret, scheme=SCHEME_SIRET),))
    return kept.model_copy(update={"references": references, "buyer": buyer})


def _said_anew(said: Fields) -> dict[str, str]:
    names = ("typeTva", "motifExonerationTva", "modePaiement")
    told = {name: said.text(name) for name in names}
    return {name: text for name, text in told.items() if text is not None}
