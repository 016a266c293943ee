"""`rechercher/fournisseur`: the invoices that a supplier has issued (*factures émises*).

Source: chorus-pro-api §3.1 no. 8. Exact comparison of numbers is INF.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk.sandbox.moments import paris, with_offset
from chorus_sdk.sandbox.operations.call import Call, success
from chorus_sdk.sandbox.operations.paging import Paging
from chorus_sdk.sandbox.operations.rejections import is_processed
from chorus_sdk.sandbox.operations.search_filters import Found, filters_of
from chorus_sdk.sandbox.operations.syntaxes import mode_of
from chorus_sdk.sandbox.platform import Platform
from chorus_sdk.sandbox.state import INVOICES, InvoiceRow

_NEVER_KNOWN: Final = (
    *("typeIdentifiantValideur1", "codeValideur1", "raisonSocialeValideur1", "nomValideur1"),
    *("prenomValideur1", "dateValidation1", "typeIdentifiantValideur2", "codeValideur2"),
    *("raisonSocialeValideur2", "nomValideur2", "prenomValideur2", "dateValidation2"),
    *("coordBancairesFournisseurCleRib", "coordBancairesFournisseurCodeBanque"),
    *("coordBancairesFournisseurNomCb", "affactureurCode", "affactureurTypeIdentifiant"),
    *("affactureurRaisonSociale", "codeServiceFournisseur", "nomServiceFournisseur"),
    "nomPrenomUtilisateurCreateur",
)
"""Fields of a line that a flow without validator, factor or person never fills."""


def search_as_supplier(call: Call) -> JsonObject:
    """Answer with the lines that all filters let through, one page of them."""
    inner = call.fields.child("rechercheFactureParFournisseur")
    paging = Paging.of(inner, maximum=inner.integer("nbResultatsMaximum"))
    filters = filters_of(call)
    found = [one for one in candidates(call) if all(passes(one) for passes in filters)]
    lines = [issued_line(call.platform, one) for one in found]
    sort_lines(lines, inner.text("triColonne"), inner.text("triSens"))
    page: list[JsonValue] = list(paging.cut(lines))
    return success(parametresRetour=paging.returned(len(lines)), listeFactures=page)


def candidates(call: Call) -> list[Found]:
    """Return the invoices that the caller has issued or deposited, by number and flow."""
    # INF: who deposited a flow sees its invoices even if another structure is their supplier.
    where = " WHERE (supplier_id = ? OR flow.structure_id = ?)"
    values: list[str | int] = [call.caller.structure_id, call.caller.structure_id]
    for name, column in (("numeroFluxDepot", "flow.number"), ("numeroFacture", "invoice.number")):
        wanted = call.fields.text(name)
        if wanted is not None:
            where += f" AND {column} = ?"
            values.append(wanted)
    rows = call.platform.store.rows(INVOICES + where + " ORDER BY invoice.id", values)
    return [found_of(call, InvoiceRow.of(row)) for row in rows]


def found_of(call: Call, invoice: InvoiceRow) -> Found:
    """Return an invoice with what filters and lines need beside it."""
    step, comment = call.platform.steps(invoice, call.now)[-1]
    recipient = call.platform.structure(invoice.recipient_id)
    if recipient is None:
        raise LookupError("an invoice has no recipient")
    return Found(
        invoice=invoice,
        status=step.state,
        status_since=step.since,
        comment=comment,
        recipient=recipient,
        is_rejection_processed=is_processed(call.platform, invoice.invoice_id),
    )


def sort_lines(
    lines: list[dict[str, JsonValue]], column: str | None, direction: str | None
) -> None:
    """Put lines into the order of a column; newest deposit first unless told otherwise."""
    wanted = column or "DateDepot"
    name = wanted[:1].lower() + wanted[1:]
    if not lines or name not in lines[0]:
        name = "dateDepot"
    lines.sort(
        key=lambda line: _sort_key(
            line[name], line.get("identifiantFactureCPP", line.get("idFacture"))
        ),
        reverse=direction != "Ascendant",
    )


def _sort_key(value: JsonValue, number: JsonValue) -> tuple[bool, Decimal, str, Decimal]:
    numeric = Decimal(value) if isinstance(value, (int, Decimal)) else Decimal(0)
    text = value if isinstance(value, str) else ""
    return value is not None, numeric, text, Decimal(str(number))


def issued_line(platform: Platform, found: Found) -> dict[str, JsonValue]:
    """Write a line of a supplier's search."""
    invoice = found.invoice
    supplier = platform.structure(invoice.supplier_id)
    service = platform.service(invoice.service_id)
    return {
        **dict.fromkeys(_NEVER_KNOWN),
        "identifiantFactureCPP": invoice.invoice_id,
        "typeDemandePaiement": "FACTURE",
        "codeFournisseur": supplier.identifier if supplier else None,
        "typeIdentifiantFournisseur": supplier.identifier_type if supplier else None,
        "designationFournisseur": supplier.name if supplier else None,
        "idDestinataire": invoice.recipient_id,
        "codeDestinataire": found.recipient.identifier,
        "designationDestinataire": found.recipient.name,
        "idServiceExecutant": invoice.service_id,
        "codeServiceExecutant": service.code if service else None,
        "nomServiceExecutant": service.label if service else None,
        "typeFacture": invoice.kind,
        "numeroFacture": invoice.number,
        "dateFacture": invoice.issue_date.isoformat(),
        "dateDepot": paris(invoice.deposited_at).date().isoformat(),
        "montantHT": invoice.net,
        "montantTTC": invoice.gross,
        "montantAPayer": invoice.payable,
        "devise": invoice.currency,
        "statut": found.status,
        "numeroMarche": invoice.market,
        "numeroBonCommande": invoice.engagement,
        "numeroFluxDepot": invoice.flow_number,
        "numeroFactureOrigine": invoice.preceding,
        "modeDepot": mode_of(invoice.syntax),
        "coordBancairesFournisseurCleIban": invoice.iban[2:4] if invoice.iban else None,
        "coordBancairesFournisseurCodePays": invoice.iban[:2] if invoice.iban else None,
        "coordBancairesFournisseurCompteBancaire": invoice.iban[4:] if invoice.iban else None,
        "taille": invoice.size,
        "dateHeureEtatCourant": with_offset(found.status_since),
        "commentaireEtatCourant": found.comment,
        "rejetTraite": found.is_rejection_processed,
    }
