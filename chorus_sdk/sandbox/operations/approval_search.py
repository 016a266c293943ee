"""An approver's lists (*rechercher factures valideur*, *factures à traiter*).

Source: chorus-pro-api §3.1 no. 15 and 16. Amounts are written as decimals, as S2 reads them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk.sandbox.circuit import Circuit, circuit_of
from chorus_sdk.sandbox.frames import works_type
from chorus_sdk.sandbox.invoice_life import UNSEEN_BY_APPROVERS
from chorus_sdk.sandbox.moments import plain_date
from chorus_sdk.sandbox.operations.call import Call, RefusalError, success
from chorus_sdk.sandbox.operations.history import NO_RIGHT
from chorus_sdk.sandbox.operations.paging import Paging
from chorus_sdk.sandbox.operations.received_lines import equalities, kind_of, memberships
from chorus_sdk.sandbox.operations.roles import own_structure, require_own
from chorus_sdk.sandbox.operations.search import found_of, sort_lines
from chorus_sdk.sandbox.operations.search_filters import (
    Filter,
    Found,
    between,
    is_structure,
    status_filter,
)
from chorus_sdk.sandbox.platform import Platform
from chorus_sdk.sandbox.state import INVOICES, InvoiceRow

_TEXTS: Final[dict[str, Callable[[InvoiceRow], str | None]]] = {
    "typeDemandePaiement": lambda one: kind_of(one.frame),
    "numeroFacture": lambda one: one.number,
    "cadreFacturation": lambda one: one.frame,
    "numeroMarche": lambda one: one.market,
    "numeroEngagement": lambda one: one.engagement,
}
_NUMBERS: Final[dict[str, Callable[[InvoiceRow], int | None]]] = {
    "idServiceExecutant": lambda one: one.service_id,
    "idServiceFournisseur": lambda _one: None,
}
_LISTS: Final[dict[str, Callable[[InvoiceRow], str | None]]] = {
    "listeTypeFacture": lambda one: one.kind,
    "listeTypeFactureTravaux": lambda one: works_type(one.frame),
}
_SUPPLIER: Final = ("idFournisseur", "rechercheSirenFournisseur")
_RECIPIENT: Final = ("idDestinataire", "rechercheSirenDestinataire")
_ACTORS: Final[dict[str, Callable[[Circuit], set[int | None]]]] = {
    "idStructureValideur": lambda one: {one.approver_id, one.second_approver_id},
    "idStructureMoe": lambda one: {one.project_manager_id},
    "idStructureMoa": lambda one: {one.contracting_authority_id},
}


def search_as_approver(call: Call) -> JsonObject:
    """Answer with the lines that all criteria let through, one page of them."""
    filters = _filters(call)
    found = [one for one in _named_to(call) if all(passes(one) for passes in filters)]
    return _answer(call, found)


def approvals_to_do(call: Call) -> JsonObject:
    """Answer with what waits for the structure that asks."""
    structure = call.fields.integer("idStructure")
    if structure is not None:
        require_own(call, structure)
    if call.fields.text("identifiantStructure") not in {None, own_structure(call).identifier}:
        raise RefusalError(*NO_RIGHT)
    return _answer(call, [one for one in _named_to(call) if _is_due(call, one)])


def _answer(call: Call, found: list[Found]) -> JsonObject:
    inner = call.fields.child("pagination")
    paging = Paging.of(inner, maximum=len(found))
    lines = [_line(call.platform, one) for one in found]
    sort_lines(lines, inner.text("triColonne"), inner.text("triSens"))
    page: list[JsonValue] = list(paging.cut(lines))
    return success(parametresRetour=paging.returned(len(lines)), listeFactures=page)


def _named_to(call: Call) -> list[Found]:
    """Return the invoices that name the structure that asks as an approver."""
    own = call.caller.structure_id
    rows = call.platform.store.rows(
        f"{INVOICES} JOIN invoice_circuit ON invoice_circuit.invoice_id = invoice.id"
        " WHERE approver_id = ? OR second_approver_id = ? ORDER BY invoice.id",
        (own, own),
    )
    found = [found_of(call, InvoiceRow.of(row)) for row in rows]
    return [one for one in found if one.status not in UNSEEN_BY_APPROVERS]


def _is_due(call: Call, one: Found) -> bool:
    circuit = circuit_of(call.platform.store, one.invoice.invoice_id)
    return circuit.approver_of(one.status) == call.caller.structure_id


def _filters(call: Call) -> list[Filter]:
    fields, platform = call.fields, call.platform
    wanted = [
        *equalities(fields, _TEXTS, _NUMBERS),
        *memberships(fields, _LISTS),
        *between(fields, payable="montantAPayer"),
        status_filter(fields),
        _structure(call, _SUPPLIER, lambda found: found.invoice.supplier_id),
        _structure(call, _RECIPIENT, lambda found: found.invoice.recipient_id),
        *(_actor(platform, fields.integer(name), read) for name, read in _ACTORS.items()),
    ]
    return [one for one in wanted if one is not None]


def _structure(call: Call, names: tuple[str, str], reader: Callable[[Found], int]) -> Filter | None:
    wanted = call.fields.integer(names[0])
    by_siren = bool(call.fields.flag(names[1]))
    if not wanted:
        return None
    return lambda found: is_structure(call.platform, reader(found), wanted, by_siren=by_siren)


def _actor(
    platform: Platform, wanted: int | None, reader: Callable[[Circuit], set[int | None]]
) -> Filter | None:
    if not wanted:
        return None
    return lambda found: wanted in reader(circuit_of(platform.store, found.invoice.invoice_id))


def _line(platform: Platform, found: Found) -> JsonObject:
    invoice = found.invoice
    circuit = circuit_of(platform.store, invoice.invoice_id)
    service = platform.service(invoice.service_id)
    return {
        "idFacture": invoice.invoice_id,
        "typeDemandePaiement": kind_of(invoice.frame),
        **_party(platform, "Fournisseur", invoice.supplier_id),
        "codeServiceFournisseur": None,
        "nomServiceFournisseur": None,
        **_party(platform, "Moe", circuit.project_manager_id),
        **dict.fromkeys(("idServiceMoe", "codeServiceMoe", "nomServiceMoe")),
        **_party(platform, "Moa", circuit.contracting_authority_id),
        **dict.fromkeys(("idServiceMoa", "codeServiceMoa", "nomServiceMoa")),
        **_party(platform, "Destinataire", invoice.recipient_id),
        "idServiceExecutant": invoice.service_id,
        "codeServiceExecutant": service.code if service else None,
        "nomServiceExecutant": service.label if service else None,
        **_party(platform, "Valideur", circuit.approver_of(found.status) or circuit.approver_id),
        "typeFacture": invoice.kind,
        "typeFactureTravaux": works_type(invoice.frame),
        "numeroFacture": invoice.number,
        "dateFacture": invoice.issue_date.isoformat(),
        "dateDepot": plain_date(invoice.deposited_at),
        "montantHT": invoice.net,
        "montantTTC": invoice.gross,
        "montantAPayer": invoice.payable,
        "devise": invoice.currency,
        "statut": found.status,
        "numeroMarche": invoice.market,
        "numeroEngagement": invoice.engagement,
    }


def _party(platform: Platform, kind: str, number: int | None) -> JsonObject:
    found = platform.structure(number) if number else None
    return {
        f"id{kind}": number,
        f"identifiant{kind}": found.identifier if found else None,
        f"typeIdentifiant{kind}": found.identifier_type if found else None,
        f"designation{kind}": found.name if found else None,
    }
