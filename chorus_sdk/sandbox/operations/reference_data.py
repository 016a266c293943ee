"""The reference lists (*référentiels*). Source: chorus-pro-api §3.3 no. 39 to 61."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk.invoice import codes
from chorus_sdk.invoice.codes import CodeList
from chorus_sdk.sandbox import reference_lists as lists
from chorus_sdk.sandbox.invoice_life import next_statuses
from chorus_sdk.sandbox.operations.call import Call, RefusalError, success
from chorus_sdk.sandbox.operations.roles import require_recipient
from chorus_sdk.sandbox.operations.syntaxes import SYNTAXES
from chorus_sdk.services.codes import FlowFormat

Operation = Callable[[Call], JsonObject]
NOT_IN_THE_LIST: Final = 20003


def _bare(place: str, member: str, values: Iterable[str]) -> Operation:
    listed: list[JsonValue] = [{member: str(value)} for value in values]
    return lambda _call: success(**{place: list(listed)})


def _chosen(place: str, member: str, key: str, choose: Callable[[str], Iterable[str]]) -> Operation:
    """Make an operation whose list depends on one field of the call."""

    def answer(call: Call) -> JsonObject:
        wanted = call.fields.needed(key)
        values = tuple(choose(wanted))
        if not values:
            raise RefusalError(NOT_IN_THE_LIST, f"La valeur du champ {key} n'est pas connue.")
        listed: list[JsonValue] = [{member: str(value)} for value in values]
        return success(**{place: listed})

    return answer


def _labels(place: str, code: str, label: str, source: CodeList) -> Operation:
    def answer(call: Call) -> JsonObject:
        language = _language(call)
        listed: list[JsonValue] = [{code: one.value, label: one.label(language)} for one in source]
        return success(**{place: listed})

    return answer


def _language(call: Call) -> str:
    language = (call.fields.text("codeLangue") or "fr").lower()
    if language not in {"fr", "en"}:
        raise RefusalError(NOT_IN_THE_LIST, "La langue est FR ou EN.")
    return language


def _vat_rates(call: Call) -> JsonObject:
    _language(call)
    return success(
        listeTauxTva=[
            {"codeTauxTva": code, "libelleTauxTva": label, "valeurTauxTva": rate}
            for code, label, rate in lists.VAT_RATES
        ]
    )


def _exemption_reasons(call: Call) -> JsonObject:
    _language(call)
    return success(
        listeMotifsExonerationTva=[
            {"codeMotifExonerationTva": code, "libelleMotifExonerationTva": label}
            for code, label in lists.EXEMPTION_REASONS
        ]
    )


def _refusal_reasons(call: Call) -> JsonObject:
    call.fields.needed("codeCadreFacturationAValider")
    return success(
        listeMotifRefusFactureAValider=[
            {"idMotif": number, "codeMotif": code, "libelleMotif": label}
            for number, code, label in lists.REFUSAL_REASONS
        ]
    )


def _attachment_types(call: Call) -> JsonObject:
    _language(call)
    owner = call.fields.text("typeObjet")
    return success(
        listeTypePieceJointe=[
            {
                "idTypePieceJointe": number,
                "codeTypePieceJointe": code,
                "libelleTypePieceJointe": label,
                "typeObjet": str(kind),
            }
            for number, code, label, kind in lists.ATTACHMENT_TYPES
            if owner is None or owner == kind
        ]
    )


def _next_statuses(call: Call) -> JsonObject:
    require_recipient(call)
    return success(
        listeStatutsPossiblesPourTraitement=[
            {"statutPossiblePourTraitement": status}
            for status in next_statuses(call.fields.needed("statutCourant"))
        ]
    )


def _syntaxes_of(family: str) -> list[str]:
    facturx = "IN_DP_E2_CII_FACTURX"
    if family == FlowFormat.FACTURX:
        return [facturx]
    prefix = {FlowFormat.STRUCTURED: "IN_DP_E1_", FlowFormat.MIXED: "IN_DP_E2_"}
    start = prefix.get(FlowFormat(family), "unknown")
    return [name for name in SYNTAXES if name.startswith(start) and name != facturx]


_AT: Final = "/cpro/transverses/v1/recuperer/"
REFERENCE_ROUTES: Final[dict[str, Operation]] = {
    _AT + "etat/typedp": _chosen(
        "listeEtatDemandePaiement", "etatDemandePaiement", "typeDemandePaiement", lists.statuses_of
    ),
    _AT + "etats/traitement": _next_statuses,
    _AT + "formatflux": _bare("listeFormatFlux", "formatFlux", lists.FLOW_FORMATS),
    _AT + "syntaxeflux": _chosen("listeSyntaxeFlux", "syntaxeFlux", "formatFlux", _syntaxes_of),
    _AT + "devises": _labels("listeDevises", "codeDevise", "libelleDevise", codes.CURRENCY),
    _AT + "modedepot": _bare("listeModeDepot", "modeDepot", lists.DEPOSIT_MODES),
    _AT + "modereglements": _bare("listeModePaiement", "modePaiement", lists.PAYMENT_MEANS),
    _AT + "pays": _labels("listePays", "codePays", "libellePays", codes.COUNTRY),
    _AT + "tauxtva": _vat_rates,
    _AT + "motifs/exonerationtva": _exemption_reasons,
    _AT + "motifs/refus/Facture/AValider": _refusal_reasons,
    _AT + "cadrefacturation": _chosen(
        "listeCadreFacturation",
        "codeCadreFacturation",
        "typeDemandePaiement",
        lists.frameworks_of,
    ),
    _AT + "typespj": _attachment_types,
    _AT + "typedp": _bare(
        "listeTypeDemandePaiement", "typeDemandePaiement", lists.PAYMENT_REQUEST_TYPES
    ),
    _AT + "typefacturetravaux": _bare(
        "listeTypeFactureTravaux", "typeFactureTravaux", lists.WORKS_INVOICE_TYPES
    ),
    _AT + "typeidentifiant/structure": _bare(
        "listeTypeIdentifiant", "typeIdentifiantStructure", lists.IDENTIFIER_TYPES
    ),
}
