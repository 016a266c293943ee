"""Legal commitments (*engagements juridiques*). Source: chorus-pro-api §3.6 no. 64 and 65.

Who issued and who received a commitment sees it. Inner shapes that no source gives are INF.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk.sandbox.holdings import Commitment, commitments
from chorus_sdk.sandbox.moments import plain_date
from chorus_sdk.sandbox.operations.call import Call, RefusalError, success
from chorus_sdk.sandbox.state import Structure

NO_SUCH_COMMITMENT: Final = (20000, "L'engagement juridique n'existe pas.")


def search_commitments(call: Call) -> JsonObject:
    """Answer with the commitments that match; none is an empty list."""
    supplier = call.fields.integer("structureReceptriceEngagementJuridique")
    number = call.fields.text("numeroEngagementJuridique")
    status = call.fields.text("etatCourantEngagementJuridique")
    found: list[JsonValue] = [
        _line(call, one)
        for one in _visible(call)
        if supplier in {None, one.supplier_id}
        and number in {None, one.number}
        and status in {None, one.status}
    ]
    return success(listeEngagementJuridique=found)


def consult_commitment(call: Call) -> JsonObject:
    """Answer with what a commitment holds, and the payment requests that name it."""
    number = call.fields.needed("numeroEngagementJuridique")
    one = next((one for one in _visible(call) if one.number == number), None)
    if one is None:
        raise RefusalError(*NO_SUCH_COMMITMENT)
    lines: list[JsonValue] = [
        {"numeroDePoste": str(place), "statutPoste": one.status, "montantTtcPoste": amount}
        for place, amount in enumerate(one.lines, start=1)
    ]
    requests = call.platform.store.rows(
        "SELECT id, number FROM invoice WHERE engagement = ? ORDER BY id", (number,)
    )
    return success(
        idEngagement=one.commitment_id,
        etatCourantEngagement=one.status,
        emetteur=_party(call, one.issuer_id),
        recepteur=_party(call, one.supplier_id),
        lignePoste=lines,
        demandePaiement=[
            {"idDemandePaiement": row["id"], "numeroDemandePaiement": row["number"]}
            for row in requests
        ],
    )


def _visible(call: Call) -> list[Commitment]:
    own = call.caller.structure_id
    return [
        one for one in commitments(call.platform.store) if own in {one.issuer_id, one.supplier_id}
    ]


def _line(call: Call, one: Commitment) -> JsonObject:
    supplier = _structure(call, one.supplier_id)
    service = next(
        (s for s in call.platform.services(one.issuer_id) if s.code == one.service_code), None
    )
    return {
        "idEngagementJuridique": one.commitment_id,
        "numeroEngagementJuridique": one.number,
        "libelleTypeEngagementJuridique": "BON_DE_COMMANDE",
        "libelleEtatCourantEJ": one.status,
        "dateCreationEJ": plain_date(one.created_at),
        "codeServiceExecutant": one.service_code,
        "codeServiceExecutantEmetteur": one.service_code,
        "libelleServiceExecutant": service.label if service else None,
        "montantTotalHt": one.net,
        "montantTotalTtc": one.gross,
        "structureReceptrice": supplier.name,
        "statutStructureReceptrice": "ACTIVE" if supplier.active else "INACTIVE",
    }


def _party(call: Call, structure_id: int) -> JsonObject:
    one = _structure(call, structure_id)
    return {
        "idStructure": one.structure_id,
        "identifiantStructure": one.identifier,
        "designationStructure": one.name,
    }


def _structure(call: Call, structure_id: int) -> Structure:
    found = call.platform.structure(structure_id)
    if found is None:
        raise LookupError("a commitment without its party")
    return found
