"""`consulterCR` and `consulterCRDetaille`: what became of a flow (*compte rendu*).

Source: chorus-pro-api §3.3 no. 28 and 29, §5.1.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Final

from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk.sandbox.flow_life import Step
from chorus_sdk.sandbox.moments import plain_date, with_offset
from chorus_sdk.sandbox.operations.call import Call, RefusalError, success
from chorus_sdk.sandbox.operations.syntaxes import interface_of
from chorus_sdk.sandbox.report_pdf import report_pdf
from chorus_sdk.sandbox.state import FlowRow

NOT_FOUND: Final = (20001, "POQ_MSG_01.003")
LABEL_CHARACTERS: Final = 200


def consult_report(call: Call) -> JsonObject:
    """Answer with the state and the report as a PDF (*consulterCR*)."""
    flow, step = _flow(call)
    return success(
        numeroFluxDepot=flow.number,
        nomFichierFlux=_name_inside(flow),
        codeInterfaceFlux=interface_of(flow.syntax),
        codeAppliPartenaire="CPP001",
        designationPartenaire="CHORUS PRO",
        dateDepotFlux=with_offset(flow.deposited_at),
        dateHeureEtatCourantFlux=with_offset(step.since),
        etatCourantFlux=step.state,
        fichierCR=base64.b64encode(report_pdf(_report_lines(flow, step))).decode(),
    )


def consult_detailed_report(call: Call) -> JsonObject:
    """Answer with the state and the errors as data (*consulterCRDetaille*)."""
    flow, step = _flow(call)
    settled = flow.outcome is not None and step.state == flow.outcome
    technical: list[JsonValue] = [dict(entry) for entry in flow.technical_errors if settled]
    business: list[JsonValue] = [
        {**entry, "libelleErreurDP": entry["libelleErreurDP"][:LABEL_CHARACTERS]}
        for entry in flow.business_errors
        if settled
    ]
    return success(
        nomFichier=_name_inside(flow),
        codeInterfaceDepotFlux=interface_of(flow.syntax),
        dateDepotFlux=with_offset(flow.deposited_at),
        etatCourantDepotFlux=step.state,
        dateHeureEtatCourantFlux=with_offset(step.since),
        listeErreurTechnique=_as_listed(call, technical),
        listeErreurDP=_as_listed(call, business),
    )


def _flow(call: Call) -> tuple[FlowRow, Step]:
    flow = call.platform.flow(call.fields.needed("numeroFluxDepot"))
    step = flow.step(call.now) if flow else None
    if flow is None or step is None or flow.structure_id != call.caller.structure_id:
        raise RefusalError(*NOT_FOUND)
    return flow, step


def _name_inside(flow: FlowRow) -> str:
    return f"{interface_of(flow.syntax)}_CPP001_{flow.number}"


def _as_listed(call: Call, entries: list[JsonValue]) -> JsonValue:
    if len(entries) == 1 and call.platform.habits.lists_of_one_as_object:
        return entries[0]
    return entries


def _report_lines(flow: FlowRow, step: Step) -> Sequence[str]:
    """Lay the report out; the real one's layout is not published."""
    lines = [
        "Compte rendu de traitement",
        "",
        f"Flux : {flow.number}",
        f"Fichier : {flow.file_name}",
        f"Syntaxe : {flow.syntax}",
        f"Déposé le : {plain_date(flow.deposited_at)}",
        f"État : {step.state}",
    ]
    if step.state != flow.outcome:
        return lines
    for entry in flow.technical_errors:
        lines += ["", f"{entry['codeErreur'] or ''} {entry['libelleErreur']}".strip()]
    for error in flow.business_errors:
        lines += ["", f"Demande de paiement {error['numeroDP']}"]
        lines += [f"- {sentence}" for sentence in error["libelleErreurDP"].split("|")]
    return lines
