"""Lines of a recipient's lists, and what lets an invoice into them (*factures reçues*).

Source: chorus-pro-api §3.1 no. 11. That a recipient does not see an invoice on its way, and that
both kinds are listed when none is named, are INF.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Final

from chorus_sdk._http.exchange import JsonObject
from chorus_sdk.sandbox.circuit import Circuit, circuit_of
from chorus_sdk.sandbox.frames import WORKS_FRAMES, works_type
from chorus_sdk.sandbox.invoice_life import BEFORE_ARRIVAL
from chorus_sdk.sandbox.moments import plain_date, with_offset
from chorus_sdk.sandbox.operations.call import Call, Fields
from chorus_sdk.sandbox.operations.search import found_of
from chorus_sdk.sandbox.operations.search_filters import (
    Filter,
    Found,
    between,
    instant_filter,
    is_structure,
    status_filter,
)
from chorus_sdk.sandbox.platform import Platform
from chorus_sdk.sandbox.state import INVOICES, InvoiceRow, Structure

_ELSEWHERE: Final = {"A3": "MEMOIRE_JUSTICE", "A21": "DEMANDE_REMBOURSEMENT"}
_TEXTS: Final[dict[str, Callable[[InvoiceRow], str | None]]] = {
    "typeDemandePaiement": lambda one: kind_of(one.frame),
    "numeroFacture": lambda one: one.number,
    "cadreFacturation": lambda one: one.frame,
    "numeroMarche": lambda one: one.market,
    "numeroBonCommande": lambda one: one.engagement,
}
_NUMBERS: Final[dict[str, Callable[[InvoiceRow], int | None]]] = {
    "idDestinataire": lambda one: one.recipient_id,
    "idServiceExecutant": lambda one: one.service_id,
}
_LISTS: Final[dict[str, Callable[[InvoiceRow], str | None]]] = {
    "listeTypeFacture": lambda one: one.kind,
    "listeTypeFactureTravaux": lambda one: works_type(one.frame),
}


def kind_of(frame: str) -> str:
    """Return which kind of payment request a frame's spelling is (*type de demande de paiement*).

    Example:
        >>> kind_of("A1_FACTURE_FOURNISSEUR"), kind_of("A3_MEMOIRE_JUSTICE")
        ('FACTURE', 'MEMOIRE_JUSTICE')
    """
    if frame in WORKS_FRAMES:
        return "FACTURE_TRAVAUX"
    return _ELSEWHERE.get(frame.partition("_")[0], "FACTURE")


def received_by(call: Call) -> list[Found]:
    """Return the invoices that have reached the structure that asks, oldest first."""
    rows = call.platform.store.rows(
        f"{INVOICES} WHERE recipient_id = ? ORDER BY invoice.id", (call.caller.structure_id,)
    )
    found = [found_of(call, InvoiceRow.of(row)) for row in rows]
    return [one for one in found if one.status not in BEFORE_ARRIVAL]


def received_filters(call: Call) -> list[Filter]:
    """Return what a recipient's search lets through; all have to hold."""
    fields = call.fields
    wanted = [
        *equalities(fields, _TEXTS, _NUMBERS),
        *memberships(fields, _LISTS),
        *between(fields),
        status_filter(fields),
        instant_filter(fields),
        _suppliers(call),
        _approver(call),
        _downloads(call),
    ]
    return [one for one in wanted if one is not None]


def equalities(
    fields: Fields,
    texts: dict[str, Callable[[InvoiceRow], str | None]],
    numbers: dict[str, Callable[[InvoiceRow], int | None]],
) -> Iterator[Filter]:
    """Return a predicate for each text and each number that is asked for; 0 asks for none."""
    for name, reader in texts.items():
        text = fields.text(name)
        if text is not None:
            yield partial(_is_among, reader, {text})
    for name, of in numbers.items():
        number = fields.integer(name)
        if number:
            yield partial(_is_among, of, {number})


def memberships(
    fields: Fields, lists: dict[str, Callable[[InvoiceRow], str | None]]
) -> Iterator[Filter]:
    """Return a predicate for each list of codes that is asked for."""
    for name, reader in lists.items():
        wanted = {entry.text("value") for entry in fields.plain_list(name)}
        if wanted:
            yield partial(_is_among, reader, wanted)


def _is_among(
    reader: Callable[[InvoiceRow], object], wanted: Collection[object], found: Found
) -> bool:
    return reader(found.invoice) in wanted


def _suppliers(call: Call) -> Filter | None:
    entries = call.fields.children("listeFournisseurs")
    wanted = [entry.integer("idFournisseur") for entry in entries]
    # A service of a supplier is never known here, so that none can be the wanted one.
    has_service = any(entry.plain_list("listeIdService") for entry in entries)
    by_siren = bool(call.fields.flag("rechercheSirenFournisseur"))
    if not entries:
        return None
    return lambda found: (
        not has_service
        and any(
            is_structure(call.platform, found.invoice.supplier_id, one, by_siren=by_siren)
            for one in wanted
        )
    )


def _approver(call: Call) -> Filter | None:
    wanted = call.fields.integer("idStructureValideur")
    if not wanted:
        return None
    return lambda found: wanted in _approvers(call.platform, found.invoice)


def _approvers(platform: Platform, invoice: InvoiceRow) -> set[int | None]:
    circuit = circuit_of(platform.store, invoice.invoice_id)
    return {circuit.approver_id, circuit.second_approver_id}


def _downloads(call: Call) -> Filter | None:
    wanted = call.fields.flag("factureTelechargeeParDestinataire")
    if wanted is None:
        return None
    return lambda found: is_downloaded(call.platform, found.invoice.invoice_id) == wanted


def is_downloaded(platform: Platform, invoice_id: int) -> bool:
    """Return whether its recipient has downloaded an invoice."""
    row = platform.store.row(
        "SELECT 1 FROM invoice_action WHERE invoice_id = ? AND action = 'TELECHARGEMENT_FACTURE'",
        (invoice_id,),
    )
    return row is not None


def received_line(call: Call, found: Found) -> JsonObject:
    """Write a line of a recipient's list; its size only when it was asked for."""
    platform, invoice = call.platform, found.invoice
    circuit = circuit_of(platform.store, invoice.invoice_id)
    supplier = platform.structure(invoice.supplier_id)
    service = platform.service(invoice.service_id)
    return {
        "idFacture": invoice.invoice_id,
        "devise": invoice.currency,
        "typeDemandePaiement": kind_of(invoice.frame),
        "codeFournisseur": supplier.identifier if supplier else None,
        "typeIdentifiantFournisseur": supplier.identifier_type if supplier else None,
        "designationFournisseur": supplier.name if supplier else None,
        "codeServiceFournisseur": None,
        "nomServiceFournisseur": None,
        "idDestinataire": invoice.recipient_id,
        "codeDestinataire": found.recipient.identifier,
        "designationDestinataire": found.recipient.name,
        "idServiceExecutant": invoice.service_id,
        "codeServiceExecutant": service.code if service else None,
        "nomServiceExecutant": service.label if service else None,
        "typeFacture": invoice.kind,
        "typeFactureTravaux": works_type(invoice.frame),
        "numeroFacture": invoice.number,
        "dateFacture": invoice.issue_date.isoformat(),
        "dateDepot": plain_date(invoice.deposited_at),
        "montantHT": invoice.net,
        "montantTTC": invoice.gross,
        "montantAPayer": invoice.payable,
        "statut": found.status,
        "numeroMarche": invoice.market,
        "numeroBonCommande": invoice.engagement,
        "taille": invoice.size if call.fields.flag("recupererTaille") else None,
        "factureTelechargeeParDestinataire": is_downloaded(platform, invoice.invoice_id),
        **_works_actors(platform, circuit),
        "dateHeureEtatCourant": with_offset(found.status_since),
        "commentaireEtatCourant": found.comment,
    }


def _works_actors(platform: Platform, circuit: Circuit) -> JsonObject:
    named: JsonObject = {}
    for kind, number in (
        ("MOE", circuit.project_manager_id),
        ("MOA", circuit.contracting_authority_id),
    ):
        found: Structure | None = platform.structure(number) if number else None
        named |= {
            f"code{kind}": found.identifier if found else None,
            f"typeIdentifiant{kind}": found.identifier_type if found else None,
            f"designation{kind}": found.name if found else None,
        }
    return named
