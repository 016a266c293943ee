"""`rechercher/demandePaiement`: payment requests of all kinds, in one role (*demandes*).

Source: chorus-pro-api §3.1 no. 22; not in qualification. The sandbox has no archive, no memoranda
and no refund claims; how exactly criteria compare is INF.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk.sandbox.circuit import Circuit, circuit_of
from chorus_sdk.sandbox.flow_life import Step
from chorus_sdk.sandbox.frames import WORKS_FRAMES, works_type
from chorus_sdk.sandbox.moments import paris, with_offset
from chorus_sdk.sandbox.operations.call import Call, Fields, RefusalError, success
from chorus_sdk.sandbox.platform import Platform
from chorus_sdk.sandbox.state import INVOICES, InvoiceRow
from chorus_sdk.services.codes import UserRole

NOTHING_FOUND: Final = (20000, "TRA_MSG_00.015")
UNKNOWN_ROLE: Final = (20003, "Le rôle de l'utilisateur n'est pas connu.")


@dataclass(frozen=True, kw_only=True)
class _One:
    """A payment request and what is compared of it."""

    row: InvoiceRow
    step: Step
    comment: str | None
    circuit: Circuit

    @property
    def kind(self) -> str:
        return "FACTURE_TRAVAUX" if self.row.frame in WORKS_FRAMES else "FACTURE"

    def actors(self, role: UserRole) -> set[int | None]:
        """Return the structures that have a role in it."""
        circuit = self.circuit
        actors: dict[UserRole, set[int | None]] = {
            UserRole.SUPPLIER: {self.row.supplier_id},
            UserRole.RECIPIENT: {self.row.recipient_id},
            UserRole.PROJECT_MANAGER: {circuit.project_manager_id},
            UserRole.CONTRACTING_AUTHORITY: {circuit.contracting_authority_id},
            UserRole.APPROVER: {circuit.approver_id, circuit.second_approver_id},
        }
        return actors.get(role, set())


Reader = Callable[[_One], object]
_EQUAL: Final[dict[str, Reader]] = {
    "numeroFacture": lambda one: one.row.number,
    "typeDemandePaiement": lambda one: one.kind,
    "typeFacture": lambda one: one.row.kind,
    "typeFactureTravaux": lambda one: works_type(one.row.frame),
    "cadreFacturation": lambda one: one.row.frame,
    "numeroMarche": lambda one: one.row.market,
    "numeroBonCommande": lambda one: one.row.engagement,
    "numeroFactureOrigine": lambda one: one.row.preceding,
    "numeroDpMandat": lambda one: one.circuit.payment_order,
    "dpOuDpArchive": lambda _: "DEMANDE_PAIEMENT",
    "numeroDossierFacturation": lambda _: None,
    "numeroFactureMemoire": lambda _: None,
}
_STRUCTURES: Final = {
    "Fournisseur": UserRole.SUPPLIER,
    "Moe": UserRole.PROJECT_MANAGER,
    "Moa": UserRole.CONTRACTING_AUTHORITY,
    "Valideur": UserRole.APPROVER,
    "Destinataire": UserRole.RECIPIENT,
}
_NEVER_MET: Final = ("idServiceFournisseur", "idServiceMoe", "idServiceMoa")


def search_payment_requests(call: Call) -> JsonObject:
    """Answer with what the caller has that role in and all criteria let through."""
    role = UserRole(call.fields.needed("roleUtilisateur"))
    if not role.is_known:
        raise RefusalError(*UNKNOWN_ROLE)
    rows = call.platform.store.rows(f"{INVOICES} ORDER BY invoice.id")
    every = (_one(call, InvoiceRow.of(row)) for row in rows)
    own = (one for one in every if call.caller.structure_id in one.actors(role))
    found = [one for one in own if _passes(call, one)]
    if not found:
        raise RefusalError(*NOTHING_FOUND)
    lines: list[JsonValue] = [_line(call.platform, one, len(found)) for one in found]
    return success(listeDemandePaiement=lines, total=len(found))


def _one(call: Call, row: InvoiceRow) -> _One:
    step, comment = call.platform.steps(row, call.now)[-1]
    circuit = circuit_of(call.platform.store, row.invoice_id)
    return _One(row=row, step=step, comment=comment, circuit=circuit)


def _passes(call: Call, one: _One) -> bool:
    fields = call.fields
    statuses = {entry.text("value") for entry in fields.plain_list("statutCourant")}
    service = fields.integer("idServiceDestinataire")
    return (
        all(fields.text(name) in {None, read(one)} for name, read in _EQUAL.items())
        and (not statuses or one.step.state in statuses)
        and not any(fields.integer(name) for name in _NEVER_MET)
        and service in {None, one.row.service_id}
        and _days_pass(fields, one)
        and _amounts_pass(fields, one)
        and all(_named(call, one, kind, role) for kind, role in _STRUCTURES.items())
    )


def _days_pass(fields: Fields, one: _One) -> bool:
    days = {
        "periodeDateDepot": paris(one.row.deposited_at).date(),
        "periodeDateFournisseur": one.row.issue_date,
    }
    for name, day in days.items():
        first, last = (_day(fields.moment(f"{name}{end}")) for end in ("Du", "Au"))
        if (first is not None and day < first) or (last is not None and day > last):
            return False
    since = fields.moment("periodeDateHeureEtatCourantDu")
    until = fields.moment("periodeDateHeureEtatCourantAu")
    return (since is None or _order(since, one.step.since) <= 0) and (
        until is None or _order(until, one.step.since) >= 0
    )


def _amounts_pass(fields: Fields, one: _One) -> bool:
    amounts = {"HT": one.row.net, "TTC": one.row.gross, "APayer": one.row.payable}
    for name, amount in amounts.items():
        low, high = fields.amount(f"montant{name}Min"), fields.amount(f"montant{name}Max")
        if (low is not None and amount < low) or (high is not None and amount > high):
            return False
    return True


def _named(call: Call, one: _One, kind: str, role: UserRole) -> bool:
    said = call.fields.child(f"structure{kind}")
    number = said.integer(f"idStructure{kind}")
    identifier = said.text(f"identifiantStructure{kind}")
    if number is None and identifier is None:
        return True
    by_siren = bool(call.fields.flag(f"rechercheSiren{kind}"))
    return any(
        _is_meant(call.platform, actor, number, identifier, by_siren=by_siren)
        for actor in one.actors(role)
        if actor is not None
    )


def _is_meant(
    platform: Platform, actor: int, number: int | None, identifier: str | None, *, by_siren: bool
) -> bool:
    known = platform.structure(actor)
    if known is None:
        return False
    wanted = platform.structure(number) if number is not None else None
    text = identifier or (wanted.identifier if wanted else "")
    if by_siren:
        return known.identifier[:9] == text[:9]
    return actor == number or known.identifier == text


def _day(moment: datetime | date | None) -> date | None:
    return paris(moment).date() if isinstance(moment, datetime) else moment


def _order(bound: datetime | date, moment: datetime) -> int:
    """Compare a bound with a moment, by the day where the bound is one."""
    if isinstance(bound, datetime):
        return (bound > moment) - (bound < moment)
    day = paris(moment).date()
    return (bound > day) - (bound < day)


def _line(platform: Platform, one: _One, total: int) -> JsonObject:
    row, circuit = one.row, one.circuit
    supplier, recipient = platform.structure(row.supplier_id), platform.structure(row.recipient_id)
    service = platform.service(row.service_id)
    return {
        "idDemandePaiement": row.invoice_id,
        "numeroDemandePaiement": row.number,
        "typeDemandePaiement": one.kind,
        "typeFacture": row.kind,
        "typeFactureTravaux": works_type(row.frame),
        "cadreFacturation": row.frame,
        "etatCourant": one.step.state,
        "dateHeureEtatCourant": with_offset(one.step.since),
        "dateFournisseur": row.issue_date.isoformat(),
        "dateDepot": paris(row.deposited_at).date().isoformat(),
        "montantHT": row.net,
        "montantTTC": row.gross,
        "montantAPayer": row.payable,
        "numeroMarche": row.market,
        "numeroBonCommande": row.engagement,
        "numeroFactureOrigine": row.preceding,
        "idStructureFournisseur": row.supplier_id,
        "idStructureMoe": circuit.project_manager_id,
        "idStructureMoa": circuit.contracting_authority_id,
        "idStructureValideur1": circuit.approver_id,
        "idStructureValideur2": circuit.second_approver_id,
        "idStructureDestinataire": row.recipient_id,
        "idServiceDestinataire": row.service_id,
        "dpOuDpArchive": "DEMANDE_PAIEMENT",
        "commentaireEtatCourant": one.comment,
        "numeroDpMandat": circuit.payment_order,
        "nombreResultatTotal": str(total),
        "codeServiceDestinataire": service.code if service else None,
        "nomServiceDestinataire": service.label if service else None,
        "identifiantStructureFournisseur": supplier.identifier if supplier else None,
        "identifiantStructureDestinataire": recipient.identifier if recipient else None,
    }
