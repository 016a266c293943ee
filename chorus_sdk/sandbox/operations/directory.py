"""The directory of recipients (*annuaire*): whole, by search, one company.

Source: chorus-pro-api §3.3 no. 35 to 37, 67, 68. The layout of the file is free choice: a ZIP with
one CSV of structures and one of services, under the columns of the directory that AIFE publishes.
"""

from __future__ import annotations

import base64
import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Final

from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk.sandbox.data import SERVICES_SINCE
from chorus_sdk.sandbox.moments import plain_date
from chorus_sdk.sandbox.operations.call import Call, RefusalError, missing, success
from chorus_sdk.sandbox.operations.paging import Paging
from chorus_sdk.sandbox.platform import Service
from chorus_sdk.sandbox.state import Structure
from chorus_sdk.services.wire.directory import LISTED_SERVICE, LISTED_STRUCTURE

NO_SUCH_SIRET: Final = (20000, "Le SIRET n'existe pas.")
NO_SUCH_RECIPIENT: Final = (20000, "Le destinataire n'existe pas.")
_STATE: Final = "11000201100044"
Row = Mapping[str, str]


def download_directory(call: Call) -> JsonObject:
    """Answer with every public structure and service."""
    public = _public(call)
    services = [
        _service_row(one, service)
        for one in public
        for service in call.platform.services(one.structure_id)
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        structures = [_structure_row(one) for one in public]
        archive.writestr("structures.csv", _csv(LISTED_STRUCTURE.values(), structures))
        archive.writestr("services.csv", _csv(LISTED_SERVICE.values(), services))
    return success(fichierResultat=base64.b64encode(out.getvalue()).decode())


def search_recipients(call: Call) -> JsonObject:
    """Answer with the active public structures that match."""
    identifier, sector = call.fields.text("identifiant"), call.fields.text("typeStructure")
    place = (call.fields.text("nomVilleCodePostal") or "").casefold()
    found = [
        one
        for one in _public(call)
        if one.active
        and sector in {None, "PUBLIQUE"}
        and identifier in {None, one.identifier}
        and any(place in text.casefold() for text in (one.name, one.city, one.post_code))
    ]
    paging = Paging.of(call.fields.child("parametresRecherche"), maximum=len(found))
    page: list[JsonValue] = [
        {
            "idStructureCPP": one.structure_id,
            "siret": one.identifier,
            "nomDestinataire": one.name,
            "adresseCodePostal": one.post_code,
            "adresseVille": one.city,
        }
        for one in paging.cut(found)
    ]
    return success(listeDestinataires=page, parametresRetour=paging.returned(len(found)))


def consult_company(call: Call) -> JsonObject:
    """Answer with what a register would say of a structure of the sandbox."""
    siret = call.fields.needed("siretStructure")
    one = call.platform.structure_named(siret)
    if one is None:
        raise RefusalError(*NO_SUCH_SIRET)
    since = plain_date(SERVICES_SINCE)
    return success(
        siret=siret,
        siren=siret[:9],
        siege="1",
        localisationSiege=one.city,
        raisonSociale=one.name,
        civilite=None,
        adresse=f"{one.street} {one.post_code} {one.city}",
        categorieEntreprise="PME",
        categorieJuridique="7389" if one.public else "5710",
        dateCreationEntreprise=since,
        dateCreationEtablissement=since,
        dateReactivationEtablissement=None,
        siretPredecesseurSuccesseur=None,
        numeroInterneClassement=siret[9:],
        estActif=one.active,
        nonDiffusibleInsee=False,
    )


def search_executing_services(call: Call) -> JsonObject:
    """Answer with the services of a recipient that match (*deprecated there*)."""
    number = call.fields.integer("idDestinataireCPP")
    if number is None:
        raise missing("idDestinataireCPP")
    one = call.platform.structure(number)
    if one is None or not one.public:
        raise RefusalError(*NO_SUCH_RECIPIENT)
    code, active = call.fields.text("codeServiceExecutant"), call.fields.flag("actif")
    name = (call.fields.text("nomServiceExecutant") or "").casefold()
    found = [
        service
        for service in call.platform.services(number)
        if code in {None, service.code}
        and active in {None, service.active}
        and name in service.label.casefold()
    ]
    paging = Paging.of(call.fields.child("parametresRecherche"), maximum=len(found))
    page: list[JsonValue] = [_executing(service) for service in paging.cut(found)]
    return success(listeServices=page, parametresRetour=paging.returned(len(found)))


def state_services(call: Call) -> JsonObject:
    """Answer with the services of the State; the shape of the answer is INF."""
    state = call.platform.structure_named(_STATE)
    services = call.platform.services(state.structure_id) if state else []
    return success(listeServices=[_executing(service) for service in services if service.active])


def _executing(service: Service) -> JsonObject:
    return {
        "idServicesCPP": service.service_id,
        "codeServiceExecutant": service.code,
        "nomServiceExecutant": service.label,
    }


def _public(call: Call) -> list[Structure]:
    rows = call.platform.store.rows("SELECT * FROM structure WHERE public ORDER BY identifier")
    return [Structure.of(row) for row in rows]


def _structure_row(one: Structure) -> Row:
    return {
        **_place(one),
        "TypeIdentifiant": one.identifier_type,
        "Identifiant": one.identifier,
        "RaisonSociale": one.name,
        "EmetteurEdi": "false",
        "RecepteurEdi": "false",
        "GestionStatutMiseEnPaiement": "true",
        "GestionEngagement": _flag(one.engagement_required),
        "GestionService": _flag(one.service_required),
        "GestionServiceEngagement": _flag(one.either_required),
        "EstMOA": "false",
        "EstMOAUniquement": "false",
        "StructureActive": _flag(one.active),
    }


def _service_row(one: Structure, service: Service) -> Row:
    return {
        **_place(one),
        "Identifiant": one.identifier,
        "RaisonSociale": one.name,
        "Code": service.code,
        "Nom": service.label,
        "GestionEGMT": _flag(service.engagement_required),
        "ServiceActif": _flag(service.active),
    }


def _place(one: Structure) -> Row:
    return {
        "Adresse": one.street,
        "CodePostal": one.post_code,
        "Ville": one.city,
        "CodePays": "FR",
        "LibellePays": "FRANCE",
    }


def _flag(value: object) -> str:
    return "true" if value else "false"


def _csv(columns: Iterable[str], rows: list[Row]) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(columns), restval="", delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
