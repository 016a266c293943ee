"""`soumettre`: an invoice out of data, at once (*soumettre une facture*).

Source: chorus-pro-api §3.1 no. 3, §7.4, §7.8. The numbers and words of refusals, and that what
integration would refuse is refused here, are INF.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Final

from chorus_sdk._http.exchange import JsonObject
from chorus_sdk.errors import DocumentError
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import DESIGNATION_CHARACTERS
from chorus_sdk.sandbox.circuit import name_approver
from chorus_sdk.sandbox.entered_invoice import day_of, entered_invoice, frame_code
from chorus_sdk.sandbox.holdings import Attachment, attachment
from chorus_sdk.sandbox.judge import Case, judge
from chorus_sdk.sandbox.moments import paris, plain_date
from chorus_sdk.sandbox.operations.call import Call, Fields, RefusalError, missing
from chorus_sdk.sandbox.operations.history import NO_RIGHT
from chorus_sdk.sandbox.operations.roles import own_structure
from chorus_sdk.sandbox.platform import Platform
from chorus_sdk.sandbox.state import Structure
from chorus_sdk.sandbox.submitted import Entered, attach, keep_submitted, next_invoice_number
from chorus_sdk.services.codes import InvoiceType, PaymentMeans, VatRegime

ENTERED: Final = "SAISIE_API"
PDF_MODES: Final = frozenset({"DEPOT_PDF_API", "DEPOT_PDF_SIGNE_API"})
FRAMES_TAKEN: Final = frozenset({"A1", "A2", "A9", "A12"})
NOT_ACCEPTED: Final = 20013
UNKNOWN_FILE: Final = (20304, "La pièce jointe n'existe pas.")
UNKNOWN_APPROVER: Final = (20305, "La structure valideur n'existe pas.")
_SAID: Final = (
    ("references", "typeTva"),
    ("references", "motifExonerationTva"),
    ("references", "modePaiement"),
    ("montantTotal", "motifRemiseGlobaleTTC"),
)
_SAID_NUMBERS: Final = ("idServiceFournisseur", "codeCoordonneesBancairesFournisseur")
_CODES: Final = {
    "typeFacture": frozenset({InvoiceType.INVOICE.value, InvoiceType.CREDIT_NOTE.value}),
    "typeTva": frozenset(one.value for one in VatRegime),
    "modePaiement": frozenset(one.value for one in PaymentMeans),
}


@dataclass(frozen=True, kw_only=True)
class NewFile:
    """A kept file as an invoice names it (*pièce jointe*)."""

    file: Attachment
    designation: str
    type_code: str = ""
    line: int | None = None


def submit(call: Call) -> JsonObject:
    """Make an invoice of data and answer with its number and status."""
    mode = call.fields.needed("modeDepot")
    if mode != ENTERED and mode not in PDF_MODES:
        raise refusal("Le mode de dépôt n'est pas connu.")
    _check_codes(call.fields)
    with call.platform.store.transaction():
        main = _main_file(call, is_entered=mode == ENTERED)
        others = other_files(call)
        supplier = _supplier(call)
        approver = _approver(call)
        invoice, recipient, service_id = _accepted(call, supplier, is_entered=mode == ENTERED)
        entered = Entered(said=_said(call.fields), pdf_id=main.file.attachment_id if main else None)
        parties = (supplier, recipient, service_id)
        try:
            number = keep_submitted(call.platform, mode, invoice, parties, entered)
        except DocumentError:
            raise refusal("Les données de la facture ne peuvent pas être écrites.") from None
        for one in others:
            attach_to(call, number, one)
        if approver is not None:
            name_approver(call.platform.store, number, approver.structure_id)
    return _answer(call, number, supplier)


def refusal(sentence: str) -> RefusalError:
    """Refuse a submission in words (the number is one of the operation's, its meaning INF)."""
    return RefusalError(NOT_ACCEPTED, sentence)


def other_files(call: Call) -> list[NewFile]:
    """Return the files that a call ties to an invoice, each kept by the account that asks."""
    return [
        NewFile(
            file=_own_file(call, one, "pieceJointeComplementaireId"),
            designation=_designation(one, "pieceJointeComplementaireDesignation"),
            type_code=one.needed("pieceJointeComplementaireType"),
            line=one.integer("pieceJointeComplementaireNumeroLigneFacture"),
        )
        for one in call.fields.children("pieceJointeComplementaire")
    ]


def attach_to(call: Call, invoice_id: int, one: NewFile) -> None:
    """Tie a file to an invoice."""
    attach(
        call.platform.store,
        invoice_id,
        one.file.attachment_id,
        designation=one.designation,
        type_code=one.type_code,
        line=one.line,
    )


def recipient_case(
    platform: Platform, invoice: Invoice, supplier: Structure, *, is_duplicate: bool
) -> Case:
    """Return what the judge has to know of an invoice and its recipient."""
    recipient = platform.structure_named(invoice.buyer.siret or "")
    return Case(
        invoice=invoice,
        supplier=supplier,
        recipient=recipient,
        services=tuple(platform.services(recipient.structure_id)) if recipient else (),
        is_duplicate=is_duplicate,
    )


def _check_codes(fields: Fields) -> None:
    references = fields.child("references")
    references.needed("deviseFacture")
    for name, known in _CODES.items():
        if references.needed(name) not in known:
            raise refusal(f"La valeur du champ {name} n'est pas connue.")
    if frame_code(fields) not in FRAMES_TAKEN:
        raise refusal("Le cadre de facturation est A1, A2, A9 ou A12.")
    for name in ("montantHtTotal", "montantTVA", "montantTtcTotal", "montantAPayer"):
        if fields.child("montantTotal").amount(name) is None:
            raise missing(name)


def _main_file(call: Call, *, is_entered: bool) -> NewFile | None:
    files = call.fields.children("pieceJointePrincipale")
    if is_entered:
        if files:
            raise refusal("Une facture saisie n'a pas de pièce jointe principale.")
        if not call.fields.children("lignePoste"):
            raise missing("lignePoste")
        return None
    if len(files) != 1:
        raise missing("pieceJointePrincipale")
    found = _own_file(call, files[0], "pieceJointePrincipaleId")
    if found.extension != "PDF":
        raise refusal("La pièce jointe principale n'est pas un PDF.")
    return NewFile(
        file=found, designation=_designation(files[0], "pieceJointePrincipaleDesignation")
    )


def _own_file(call: Call, fields: Fields, name: str) -> Attachment:
    number = fields.integer(name)
    if number is None:
        raise missing(name)
    found = attachment(call.platform.store, number)
    if found is None or found.structure_id != call.caller.structure_id:
        raise RefusalError(*UNKNOWN_FILE)
    return found


def _designation(fields: Fields, name: str) -> str:
    text = fields.needed(name)
    if len(text) > DESIGNATION_CHARACTERS:
        raise refusal("La désignation de la pièce jointe dépasse 100 caractères.")
    return text


def _supplier(call: Call) -> Structure:
    number = call.fields.child("fournisseur").integer("idFournisseur")
    if number is None:
        raise missing("idFournisseur")
    if number != call.caller.structure_id:
        raise RefusalError(*NO_RIGHT)
    return own_structure(call)


def _approver(call: Call) -> Structure | None:
    siret = call.fields.child("cadreDeFacturation").text("codeStructureValideur")
    if siret is None:
        return None
    found = call.platform.structure_named(siret)
    if found is None:
        raise RefusalError(*UNKNOWN_APPROVER)
    return found


def _accepted(
    call: Call, supplier: Structure, *, is_entered: bool
) -> tuple[Invoice, Structure, int | None]:
    """Return the invoice and whom it is for, unless a rule is against it."""
    platform, fields = call.platform, call.fields
    target = platform.structure_named(fields.child("destinataire").text("codeDestinataire") or "")
    number, issued = fields.text("numeroFactureSaisi"), day_of(fields.moment("dateFacture"))
    if is_entered:
        # INF: what the call says of them is passed over, as unknown members are.
        number, issued = next_invoice_number(platform), paris(call.now).date()
    invoice = entered_invoice(fields, number=number, issue_date=issued, parties=(supplier, target))
    known = platform.store.row(
        "SELECT id FROM invoice WHERE supplier_id = ? AND number = ?",
        (supplier.structure_id, number),
    )
    case = recipient_case(platform, invoice, supplier, is_duplicate=known is not None)
    reasons = judge(case)
    if reasons or case.recipient is None:
        raise refusal(" ".join(reasons))
    return invoice, case.recipient, case.service.service_id if case.service else None


def _said(fields: Fields) -> dict[str, str]:
    told = {name: fields.child(place).text(name) for place, name in _SAID}
    for name in _SAID_NUMBERS:
        number = fields.child("fournisseur").integer(name)
        told[name] = None if number is None else str(number)
    discount = fields.child("montantTotal").amount("montantRemiseGlobaleTTC")
    told["montantRemiseGlobaleTTC"] = None if discount is None else f"{discount:f}"
    told["commentaire"] = fields.text("commentaire")
    return {name: text for name, text in told.items() if text is not None}


def _answer(call: Call, invoice_id: int, supplier: Structure) -> JsonObject:
    row = call.platform.invoice(invoice_id)
    if row is None:
        raise LookupError("the invoice was not kept")
    mark = hashlib.sha256(f"{supplier.identifier}/{row.number}".encode()).digest()
    return {
        "codeRetour": 0,
        "libelle": "GCU_MSG_01_000",
        "identifiantFactureCPP": invoice_id,
        "numeroFacture": row.number,
        "statutFacture": call.platform.steps(row, call.now)[-1][0].state,
        "dateDepot": plain_date(call.now),
        "identifiantStructure": supplier.identifier,
        "empreinteCertificatDepot": base64.b64encode(mark).decode(),
    }
