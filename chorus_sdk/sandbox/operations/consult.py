"""`consulter/fournisseur`: one invoice in full, each inner list with its own pages (*consulter*).

Source: chorus-pro-api §3.1 no. 10, 13 and 17: the recipient's and the approver's answers are made
of the same parts. Amounts of lines and the ids of addresses are the sandbox's own (INF).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from chorus_sdk._http.exchange import JsonObject
from chorus_sdk.formats.documents import read
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.sandbox.circuit import circuit_of
from chorus_sdk.sandbox.frames import works_type
from chorus_sdk.sandbox.inspection import LIMITS
from chorus_sdk.sandbox.moments import paris, to_the_minute
from chorus_sdk.sandbox.operations.call import Call, Fields, missing, success
from chorus_sdk.sandbox.operations.consult_lists import file_lines, item_lines, vat_lines
from chorus_sdk.sandbox.operations.history import visible_invoice
from chorus_sdk.sandbox.operations.pieces import next_piece, preceding_piece
from chorus_sdk.sandbox.operations.rejections import is_processed
from chorus_sdk.sandbox.operations.syntaxes import mode_of
from chorus_sdk.sandbox.reference_lists import EXEMPTION_REASONS
from chorus_sdk.sandbox.state import InvoiceRow, Structure
from chorus_sdk.sandbox.submitted import AttachedFile, Entered, attached_files, entered

SUPPLIER_PAGES: Final = (
    ("getpLigneRecapTva", "pLigneRecapTva"),
    ("getpListePiecesJointes", "pListePiecesJointes"),
    ("getpLignesPoste", "pLignesPoste"),
)
"""The paging objects of VAT, files and lines: sources disagree, so the sandbox reads both."""
_REASONS: Final = dict(EXEMPTION_REASONS)
_MEANS: Final = {
    "10": "ESPECE", "20": "CHEQUE", "30": "VIREMENT", "31": "VIREMENT", "42": "VIREMENT",
    "49": "PRELEVEMENT", "58": "VIREMENT", "59": "PRELEVEMENT",
}  # fmt: skip


def consult_as_supplier(call: Call) -> JsonObject:
    """Answer with an invoice that the caller has issued or deposited."""
    number = call.fields.integer("identifiantFactureCPP")
    if number is None:
        raise missing("identifiantFactureCPP")
    row = visible_invoice(call, number)
    return success(facture=details(call, row, SUPPLIER_PAGES))


def details(call: Call, row: InvoiceRow, pages: tuple[tuple[str, ...], ...]) -> JsonObject:
    """Write an invoice in full; `pages` names the paging objects of VAT, files and lines."""
    stored = call.platform.store.row("SELECT document FROM invoice WHERE id = ?", (row.invoice_id,))
    if stored is None:
        raise LookupError("the invoice is not kept")
    invoice = read(bytes(stored["document"]), limits=LIMITS)
    told = entered(call.platform.store, row.invoice_id)
    files = attached_files(call.platform.store, row.invoice_id)
    vat, pieces, lines = (_asked(call, names) for names in pages)
    pdf = told.pdf_id
    return {
        "identifiantFactureCPP": row.invoice_id,
        "numeroFacture": row.number,
        "statutFacture": call.platform.steps(row, call.now)[-1][0].state,
        "modeDepot": mode_of(row.syntax),
        "rejetTraite": is_processed(call.platform, row.invoice_id),
        "destinataire": _recipient(call, row),
        "fournisseur": _supplier(call, row, told),
        "cadreDeFacturation": _frame(call, row),
        "references": {
            **_references(row, invoice, told, files),
            "typeFactureTravaux": works_type(row.frame),
            "numeroDpMandat": circuit_of(call.platform.store, row.invoice_id).payment_order,
        },
        "recapitulatifDeTva": vat_lines(invoice, vat),
        "montantTotal": _totals(row, invoice, told),
        "pieceJointePrincipale": (
            {"idLiaisonPieceJointePrincipale": 800_000 + pdf, "idPieceJointePrincipale": pdf}
            if pdf
            else None
        ),
        "listeDesPiecesJointes": file_lines(files, pieces),
        "piecePrecedente": preceding_piece(call.platform, row.invoice_id),
        "pieceSuivante": next_piece(call.platform, row.invoice_id),
        "lignesDePoste": item_lines(invoice, lines),
        "commentaire": told.said.get("commentaire"),
    }


def _asked(call: Call, names: tuple[str, ...]) -> Fields:
    given = [name for name in names if call.fields.values.get(name) is not None]
    return call.fields.child(given[0]) if given else Fields({})


def _address(structure: Structure | None, kind: str) -> JsonObject:
    if structure is None:
        return {}
    return {
        f"adresse{kind}Id": structure.structure_id + 100_000,
        f"adresse{kind}Detail": structure.street,
        f"adresse{kind}Complement1": None,
        f"adresse{kind}Complement2": None,
        f"adresse{kind}CodePostal": structure.post_code,
        f"adresse{kind}Ville": structure.city,
        f"adresse{kind}CodePays": "FR",
        f"adresse{kind}LibellePays": "France",
    }


def _recipient(call: Call, row: InvoiceRow) -> JsonObject:
    recipient = call.platform.structure(row.recipient_id)
    service = call.platform.service(row.service_id)
    return {
        "idDestinataire": row.recipient_id,
        "codeDestinataire": recipient.identifier if recipient else None,
        "libelleDestinataire": recipient.name if recipient else None,
        "designationDestinataire": recipient.name if recipient else None,
        "idServiceExecutant": row.service_id,
        "codeServiceExecutant": service.code if service else None,
        "libelleServiceExecutant": service.label if service else None,
        "miseEnPaiementDestinataire": True,
        **_address(recipient, "Destinataire"),
    }


def _supplier(call: Call, row: InvoiceRow, told: Entered) -> JsonObject:
    supplier = call.platform.structure(row.supplier_id)
    service = call.platform.service(_whole(told.said.get("idServiceFournisseur")))
    iban = row.iban
    return {
        "idFournisseur": row.supplier_id,
        "typeIdentifiantFournisseur": supplier.identifier_type if supplier else None,
        "codeFournisseur": supplier.identifier if supplier else None,
        "designationFournisseur": supplier.name if supplier else None,
        "raisonSocialeFournisseur": supplier.name if supplier else None,
        "idServiceFournisseur": service.service_id if service else None,
        "codeServiceFournisseur": service.code if service else None,
        "libelleServiceFournisseur": service.label if service else None,
        "coordBancairesFournisseurId": _whole(told.said.get("codeCoordonneesBancairesFournisseur")),
        "coordBancairesFournisseurType": "IBAN" if iban else None,
        "coordBancairesFournisseurCleIban": iban[2:4] if iban else None,
        "coordBancairesFournisseurCodePays": iban[:2] if iban else None,
        "coordBancairesFournisseurCompteBancaire": iban[4:] if iban else None,
        **_address(supplier, "Fournisseur"),
    }


def _frame(call: Call, row: InvoiceRow) -> JsonObject:
    circuit = circuit_of(call.platform.store, row.invoice_id)
    named: JsonObject = {"codeCadreFacturation": row.frame}
    ranks = (
        (1, circuit.approver_id, circuit.approved_at),
        (2, circuit.second_approver_id, circuit.second_approved_at),
    )
    for rank, number, moment in ranks:
        found = call.platform.structure(number) if number else None
        named |= {
            f"idValideur{rank}": number,
            f"typeIdentifiantValideur{rank}": found.identifier_type if found else None,
            f"codeValideur{rank}": found.identifier if found else None,
            f"raisonSocialeValideur{rank}": found.name if found else None,
            f"dateValidation{rank}": paris(moment).date().isoformat() if moment else None,
        }
    for kind, number in (
        ("Moe", circuit.project_manager_id),
        ("Moa", circuit.contracting_authority_id),
    ):
        found = call.platform.structure(number) if number else None
        named |= {
            f"id{kind}": number,
            f"typeIdentifiant{kind}": found.identifier_type if found else None,
            f"identifiant{kind}": found.identifier if found else None,
            f"raisonSociale{kind}": found.name if found else None,
            f"designation{kind}": found.name if found else None,
        }
    return named


def _references(
    row: InvoiceRow, invoice: Invoice, told: Entered, files: list[AttachedFile]
) -> JsonObject:
    reason = told.said.get("motifExonerationTva")
    means = told.said.get("modePaiement")
    code = invoice.payment.code if invoice.payment else None
    return {
        "dateFacture": row.issue_date.isoformat(),
        "dateDepot": paris(row.deposited_at).date().isoformat(),
        "dateCreationFacture": to_the_minute(row.deposited_at),
        "dateEcheancePaiement": invoice.due_date.isoformat() if invoice.due_date else None,
        "codeDeviseFacture": row.currency,
        "typeFacture": row.kind,
        "typeTva": told.said.get("typeTva", "TVA_SUR_DEBIT"),
        "motifExonerationTva": reason,
        "libelleMotifExonerationTva": _REASONS.get(reason or ""),
        "numeroMarche": row.market,
        "numeroBonCommande": row.engagement,
        "numeroFactureOrigine": row.preceding,
        "modePaiement": means or (_MEANS.get(code, "AUTRE") if code else None),
        "tailleTotalePiecesJointes": sum(len(one.content) for one in files),
    }


def _totals(row: InvoiceRow, invoice: Invoice, told: Entered) -> JsonObject:
    discount = Decimal(told.said.get("montantRemiseGlobaleTTC", "0"))
    return {
        "montantHtTotal": row.net,
        "montantTVA": invoice.totals.vat,
        "montantTtcAvantRemiseGlobalTTC": row.gross + discount,
        "montantRemiseGlobaleTTC": discount,
        "motifRemiseGlobaleTTC": told.said.get("motifRemiseGlobaleTTC"),
        "montantTtcTotal": row.gross,
        "montantAPayer": row.payable,
    }


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() else None
