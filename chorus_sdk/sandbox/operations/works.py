"""`facturesTravaux/v1/rechercher`: works invoices as one of their actors (*factures de travaux*).

Source: chorus-pro-api §3.5 no. 63: no match is `codeRetour` 20007. Amounts and designations of a
line are named as in the other lists (INF); that the recipient is the contracting authority where
none is named is INF too.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk.sandbox.circuit import circuit_of, following_piece
from chorus_sdk.sandbox.frames import WORKS_FRAMES, works_type
from chorus_sdk.sandbox.moments import paris, with_offset
from chorus_sdk.sandbox.operations.call import Call, RefusalError, success
from chorus_sdk.sandbox.operations.paging import Paging
from chorus_sdk.sandbox.operations.received_lines import is_downloaded
from chorus_sdk.sandbox.operations.roles import require_recipient
from chorus_sdk.sandbox.operations.syntaxes import mode_of
from chorus_sdk.sandbox.state import INVOICES, InvoiceRow
from chorus_sdk.services.codes import UserRole

NOTHING_FOUND: Final = (20007, "GFT_MSG_01.075")
UNKNOWN_ROLE: Final = (20003, "Le rôle de l'utilisateur n'est pas connu.")
_COLUMNS: Final = {
    UserRole.SUPPLIER: "supplier_id",
    UserRole.RECIPIENT: "recipient_id",
    UserRole.CONTRACTING_AUTHORITY: "coalesce(contracting_authority_id, recipient_id)",
    UserRole.PROJECT_MANAGER: "project_manager_id",
    UserRole.APPROVER: "approver_id",
}
_NEVER_MET: Final = (
    *("idServiceFournisseur", "idServiceMoe", "idServiceMoa"),
    *("idStructureValideur", "idCoordonneeBancaire"),
)
Reader = Callable[[InvoiceRow], object]
_EQUAL: Final[dict[str, Reader]] = {
    "numeroFactureTravaux": lambda one: one.number,
    "cadreFacturation": lambda one: one.frame,
    "numeroMarche": lambda one: one.market,
    "numeroBonCommande": lambda one: one.engagement,
    "numeroFluxDepot": lambda one: one.flow_number,
    "modeDepot": lambda one: mode_of(one.syntax),
}
_NUMBERS: Final[dict[str, Reader]] = {
    "idDestinataire": lambda one: one.recipient_id,
    "idServiceExecutant": lambda one: one.service_id,
    "idStructureFournisseur": lambda one: one.supplier_id,
    "idStructureMoa": lambda one: one.recipient_id,
}


def search_works(call: Call) -> JsonObject:
    """Answer with the works invoices that all criteria let through, one page of them."""
    inner = call.fields.child("rechercheFactureTravaux")
    found = [one for one in _own(call) if _passes(call, one)]
    lines = [line for one in found if (line := _line(call, one)) is not None]
    if not lines:
        raise RefusalError(*NOTHING_FOUND)
    if inner.text("triSens") != "Ascendant":
        lines.reverse()
    paging = Paging.of(inner, maximum=len(lines))
    page: list[JsonValue] = list(paging.cut(lines))
    return success(listeFacturesTravaux=page, parametresRetour=paging.returned(len(lines)))


def _own(call: Call) -> list[InvoiceRow]:
    role = UserRole(call.fields.needed("roleUtilisateur"))
    if not role.is_known:
        raise RefusalError(*UNKNOWN_ROLE)
    column = _COLUMNS[role]
    if column == "recipient_id":
        require_recipient(call)
    rows = call.platform.store.rows(
        f"{INVOICES} LEFT JOIN invoice_circuit ON invoice_circuit.invoice_id = invoice.id"
        f" WHERE {column} = ? ORDER BY invoice.id",
        (call.caller.structure_id,),
    )
    return [one for row in rows if (one := InvoiceRow.of(row)).frame in WORKS_FRAMES]


def _passes(call: Call, one: InvoiceRow) -> bool:
    fields = call.fields
    types = {entry.text("value") for entry in fields.plain_list("listeTypeFactureTravaux")}
    return (
        all(fields.text(name) in {None, read(one)} for name, read in _EQUAL.items())
        and all(fields.integer(name) in {None, read(one)} for name, read in _NUMBERS.items())
        and not any(fields.integer(name) for name in _NEVER_MET)
        and fields.integer("idStructureMoe") in {None, 0, _project_manager(call, one)}
        and not (fields.flag("uniquementSansPieceSuivante") and _is_followed(call, one))
        and (not types or works_type(one.frame) in types)
        and _between(call, "periodeDateDepot", paris(one.deposited_at).date())
        and _between(call, "periodeDateFactureTravaux", one.issue_date)
    )


def _between(call: Call, name: str, day: date) -> bool:
    first, last = (_day(call.fields.moment(f"{name}{end}")) for end in ("Du", "Au"))
    return (first is None or first <= day) and (last is None or day <= last)


def _day(moment: datetime | date | None) -> date | None:
    return paris(moment).date() if isinstance(moment, datetime) else moment


def _line(call: Call, one: InvoiceRow) -> JsonObject | None:
    """Write a line, unless its status or its download is not what was asked for."""
    step = call.platform.steps(one, call.now)[-1][0]
    statuses = {entry.text("value") for entry in call.fields.plain_list("listeStatutCourant")}
    downloaded = is_downloaded(call.platform, one.invoice_id)
    if (
        (statuses and step.state not in statuses)
        or call.fields.flag("flagTelecharge") not in {None, downloaded}
        or not _since_between(call, step.since)
    ):
        return None
    supplier = call.platform.structure(one.supplier_id)
    recipient = call.platform.structure(one.recipient_id)
    return {
        "idFactureTravaux": one.invoice_id,
        "numeroFactureTravaux": one.number,
        "typeFactureTravaux": works_type(one.frame),
        "typeDemandePaiement": "FACTURE_TRAVAUX",
        "statutFactureTravaux": step.state,
        "dateFactureTravaux": one.issue_date.isoformat(),
        "dateDepot": paris(one.deposited_at).date().isoformat(),
        "dateHeureEtatCourant": with_offset(step.since),
        "idDestinataire": one.recipient_id,
        "identifiantDestinataire": recipient.identifier if recipient else None,
        "designationDestinataire": recipient.name if recipient else None,
        "identifiantFournisseur": supplier.identifier if supplier else None,
        "typeIdentifiantFournisseur": supplier.identifier_type if supplier else None,
        "designationFournisseur": supplier.name if supplier else None,
        "montantHT": one.net,
        "montantTTC": one.gross,
        "montantAPayer": one.payable,
        "devise": one.currency,
        "factureTelechargeeParDestinataire": downloaded,
    }


def _since_between(call: Call, since: datetime) -> bool:
    first = call.fields.moment("periodeDateHeureEtatCourantDu")
    last = call.fields.moment("periodeDateHeureEtatCourantAu")
    return _reached(first, since) and (last is None or not _passed(last, since))


def _reached(bound: datetime | date | None, since: datetime) -> bool:
    if isinstance(bound, datetime):
        return since >= bound
    return bound is None or paris(since).date() >= bound


def _passed(bound: datetime | date, since: datetime) -> bool:
    if isinstance(bound, datetime):
        return since > bound
    return paris(since).date() > bound


def _project_manager(call: Call, one: InvoiceRow) -> int | None:
    return circuit_of(call.platform.store, one.invoice_id).project_manager_id


def _is_followed(call: Call, one: InvoiceRow) -> bool:
    return following_piece(call.platform.store, one.invoice_id) is not None
