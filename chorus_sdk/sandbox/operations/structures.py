"""`structures/rechercher` and `consulter`, and the same of their services.

Source: chorus-pro-api §3.2 no. 23 to 26. The refusals of the unknown are INF.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk.sandbox.moments import to_the_minute
from chorus_sdk.sandbox.operations.call import (
    Call,
    Fields,
    RefusalError,
    missing,
    optional_instant,
    success,
)
from chorus_sdk.sandbox.operations.paging import Paging
from chorus_sdk.sandbox.platform import Service
from chorus_sdk.sandbox.state import Structure

NO_SUCH_STRUCTURE: Final = (20000, "La structure n'existe pas.")
NO_SUCH_SERVICE: Final = (20000, "Le service n'existe pas.")


def search_structures(call: Call) -> JsonObject:
    """Answer with the structures that match (*rechercher une structure*).

    Private structures other than one's own show only when `restreindreStructuresPrivees` is false.
    """
    asked = call.fields.child("structure")
    inner = call.fields.child("parametres")
    restricted = call.fields.flag("restreindreStructuresPrivees") is not False
    rows = call.platform.store.rows("SELECT * FROM structure ORDER BY identifier")
    found = [
        one
        for one in map(Structure.of, rows)
        if _matches(one, asked)
        and (one.public or not restricted or one.structure_id == call.caller.structure_id)
    ]
    keys: dict[str, Callable[[Structure], str]] = {
        "DesignationStructure": lambda one: one.name,
        "TypeIdentifiantStructure": lambda one: one.identifier_type,
        "Statut": _status,
    }
    found.sort(
        key=keys.get(inner.text("triColonne") or "", lambda one: one.identifier),
        reverse=inner.text("triSens") == "Descendant",
    )
    paging = Paging.of(inner, maximum=len(found))
    page: list[JsonValue] = [
        {
            "idStructureCPP": one.structure_id,
            "typeIdentifiantStructure": one.identifier_type,
            "identifiantStructure": one.identifier,
            "designationStructure": one.name,
            "statut": _status(one),
        }
        for one in paging.cut(found)
    ]
    return success(listeStructures=page, parametresRetour=paging.returned(len(found)))


def consult_structure(call: Call) -> JsonObject:
    """Answer with the data and the flags of one structure (*consulter une structure*)."""
    one = _visible(call, call.fields.integer("idStructureCPP"), "idStructureCPP")
    own = one.structure_id == call.caller.structure_id
    general: JsonObject = {
        "idStructureCPP": one.structure_id,
        "idStructureOrigine": None,
        "typeIdentifiantStructure": one.identifier_type,
        "identifiantStructure": one.identifier,
        "raisonSocialeStructure": one.name,
        "nomStructure": None,
        "prenomStructure": None,
        "libelleStructure": None,
        "structurePriveePublique": "PUBLIQUE" if one.public else "PRIVEE",
        "emailStructure": None,
        "numeroRcsStructure": None,
        "numeroTVA": None,
        "estValideurDeleguee": False,
        "dateExpirationMotPasseCompteTech": optional_instant(
            call.caller.password_until if own else None
        ),
        "listeStructureDupliquees": [],
    }
    return success(
        informationGenerales=general, adressePostaleDuSiege=_address(one), parametres=_flags(one)
    )


def search_services(call: Call) -> JsonObject:
    """Answer with the services of a structure (*rechercher les services*)."""
    one = _visible(call, call.fields.integer("idStructure"), "idStructure")
    inner = call.fields.child("parametresRechercherServicesStructure")
    services = call.platform.services(one.structure_id)
    keys: dict[str, Callable[[Service], str]] = {
        "LibelleService": lambda service: service.label,
        "DateDbtService": lambda service: service.started_at.isoformat(),
        "EstActif": lambda service: str(service.active),
    }
    services.sort(
        key=keys.get(inner.text("triColonne") or "", lambda service: service.code),
        reverse=inner.text("triSens") == "Descendant",
    )
    paging = Paging.of(inner, maximum=len(services))
    page: list[JsonValue] = [
        {
            "idService": service.service_id,
            "codeService": service.code,
            "libelleService": service.label,
            "estActif": service.active,
            "dateDbtService": to_the_minute(service.started_at),
            "dateFinService": None,
        }
        for service in paging.cut(services)
    ]
    return success(listeServices=page, parametresRetour=paging.returned(len(services)))


def consult_service(call: Call) -> JsonObject:
    """Answer with the data and the flags of one service (*consulter un service*)."""
    one = _visible(call, call.fields.integer("idStructure"), "idStructure")
    wanted = call.fields.integer("idService")
    if wanted is None:
        raise missing("idService")
    found = next(
        (s for s in call.platform.services(one.structure_id) if s.service_id == wanted), None
    )
    if found is None:
        raise RefusalError(*NO_SUCH_SERVICE)
    started = to_the_minute(found.started_at)
    return success(
        informationsGenerales={
            "codeService": found.code,
            "nomService": found.label,
            "descriptionService": None,
        },
        adressePostale=_address(one),
        parametres={
            "numeroEngagement": found.engagement_required,
            "miseEnPaiement": True,
            "dateCreation": started,
            "dateModification": started,
            "dateDebutValidite": started,
            "dateFinValidite": None,
        },
    )


def _visible(call: Call, structure_id: int | None, field: str) -> Structure:
    if structure_id is None:
        raise missing(field)
    one = call.platform.structure(structure_id)
    if one is None or not (one.public or one.structure_id == call.caller.structure_id):
        raise RefusalError(*NO_SUCH_STRUCTURE)
    return one


def _matches(one: Structure, asked: Fields) -> bool:
    kinds = {"PUBLIQUE": True, "PRIVEE": False}
    statuses = {"ACTIF": True, "INACTIF": False}
    exact = (
        (asked.text("identifiantStructure"), one.identifier),
        (asked.text("typeIdentifiantStructure"), one.identifier_type),
        (asked.text("adresseCodePostal"), one.post_code),
    )
    inside = (
        (asked.text("raisonSocialeStructure"), one.name),
        (asked.text("libelleStructure"), one.name),
        (asked.text("adresseVille"), one.city),
    )
    kind, status = asked.text("typeStructure"), asked.text("statutStructure")
    return (
        all(wanted is None or wanted == have for wanted, have in exact)
        and all(wanted is None or wanted.casefold() in have.casefold() for wanted, have in inside)
        and (kind is None or kinds.get(kind) is one.public)
        and (status is None or statuses.get(status) is one.active)
        and asked.text("adresseCodePays") in {None, "FR"}
    )


def _status(one: Structure) -> str:
    return "ACTIVE" if one.active else "INACTIVE"


def _address(one: Structure) -> JsonObject:
    return {
        "adresse": one.street,
        "complementAdresse1": None,
        "complementAdresse2": None,
        "codePostal": one.post_code,
        "ville": one.city,
        "pays": "FRANCE",
        "telephone": None,
        "indicatifTelephone": None,
        "fax": None,
        "indicatifFax": None,
    }


def _flags(one: Structure) -> JsonObject:
    return {
        "codeServiceDoitEtreRenseigne": one.service_required,
        "numeroEJDoitEtreRenseigne": one.engagement_required,
        "gestionNumeroEJOuCodeService": one.either_required,
        "statutMiseEnPaiementNestPasRemonte": False,
        "estMoaUniquement": False,
        "getaMoa": False,
        "estValideurDelegue": False,
        "connexionEDI": False,
        "recevoirDonneesViaEDI": False,
        "nonDiffusibleInsee": False,
    }
