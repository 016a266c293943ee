"""One's own account: structures, memberships, spaces, bank accounts (*mon compte*).

Source: chorus-pro-api §3.2 no. 27 and 66, §3.3 no. 51 and 56 to 59, §3.4 no. 62. A technical
account belongs to its structure and all its services; statuses in words are INF where no list has
them.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk.sandbox.moments import to_the_minute, with_offset
from chorus_sdk.sandbox.operations.call import Call, Fields, RefusalError, missing, success
from chorus_sdk.sandbox.operations.paging import Paging
from chorus_sdk.sandbox.operations.roles import own_structure, require_own, require_recipient
from chorus_sdk.sandbox.platform import Service
from chorus_sdk.sandbox.state import Structure

NO_SUCH_STRUCTURE: Final = (20000, "La structure n'existe pas.")
RECEIVED_SPACE: Final = 7
"""`idEspace` of received invoices (chorus-pro-api §4.5)."""
ISSUED_SPACE: Final = 8
"""The other number that a source shows; that it means issued invoices is INF."""


def list_memberships(call: Call) -> JsonObject:
    """Answer with the structure of the account and its services."""
    own = own_structure(call)
    services: list[JsonValue] = [
        {
            "idService": one.service_id,
            "idRattachementService": 700_000 + one.service_id,
            "codeService": one.code,
            "libelleService": one.label,
            "statutService": "ACTIF" if one.active else "INACTIF",
            "statutRattachementService": "VALIDEE",
            "estActif": one.active,
            "dateDbtService": to_the_minute(one.started_at),
            "dateFinService": None,
        }
        for one in call.platform.services(own.structure_id)
    ]
    line: JsonObject = {
        "idStructure": own.structure_id,
        "idRattachementStructure": 600_000 + own.structure_id,
        "typeIdentifiantStructure": own.identifier_type,
        "identifiantStructure": own.identifier,
        "designationStructure": own.name,
        "roleUtilisateur": "GESTIONNAIRE_PRINCIPAL",
        "statutUtilisateur": "ACTIF",
        "statutRattachementStructure": "VALIDEE",
        "listeServicesRattache": services,
    }
    paging = Paging.of(call.fields.child("parametresRecherche"))
    page: list[JsonValue] = list(paging.cut([line]))
    return success(listeStructureRattachement=page, parametresRetour=paging.returned(1))


def list_service_memberships(call: Call) -> JsonObject:
    """Answer with the services of a user in one's own structure, for its manager."""
    own = _managed(call, call.fields)
    services = call.platform.services(own.structure_id)
    paging = Paging.of(call.fields.child("parametresListerRattachementsStructureUtilisateur"))
    page: list[JsonValue] = [_membership(one) for one in paging.cut(services)]
    return success(
        idStructure=own.structure_id,
        identifiantStructure=own.identifier,
        designationStructure=own.name,
        premierService=False,
        listeServices=page,
        parametresRetour=paging.returned(len(services)),
    )


def search_workspaces(call: Call) -> JsonObject:
    """Answer with the portal spaces of one's own structure, for its manager."""
    own = _managed(call, call.fields.child("structure"))
    call.fields.integer("idService")
    spaces = [(ISSUED_SPACE, "Factures émises")]
    if own.public:
        spaces.insert(0, (RECEIVED_SPACE, "Factures reçues"))
    paging = Paging.of(call.fields.child("parametresRechercherEspaces"))
    page: list[JsonValue] = [
        {
            "idEspaceFo": 800_000 + code,
            "codeEspace": code,
            "libelleEspace": name,
            "etatCourant": "ACTIVE",
            "typeHabilitation": "MODIFICATION",
            "idService": None,
            "codeService": None,
            "libelleService": None,
        }
        for code, name in paging.cut(spaces)
    ]
    return success(listeEspace=page, parametresRetour=paging.returned(len(spaces)))


def list_bank_accounts(call: Call) -> JsonObject:
    """Answer with the valid bank accounts of one's own structure."""
    number = call.fields.integer("idStructure")
    if number is None:
        raise missing("idStructure")
    require_own(call, number)
    rows = call.platform.store.rows(
        "SELECT id, name FROM bank_account WHERE structure_id = ? AND valid ORDER BY id", (number,)
    )
    listed: list[JsonValue] = [
        {"idCoordonneeBancaire": row["id"], "nomCoordonneeBancaire": row["name"]} for row in rows
    ]
    return success(listeCoordonneeBancaire=listed)


def supplier_structures(call: Call) -> JsonObject:
    """Answer with one's own structure as a supplier; every active one can issue."""
    return _actives(own_structure(call))


def recipient_structures(call: Call) -> JsonObject:
    """Answer with one's own structure as a recipient, if it is public."""
    return _actives(require_recipient(call))


def works_structures(call: Call) -> JsonObject:
    """Answer with one's own structure, which can have a part in works contracts."""
    return _actives(own_structure(call))


def workspace_structures(call: Call) -> JsonObject:
    """Answer with one's own structure under other names (*deprecated there*)."""
    call.fields.integer("espaceFo")
    own = own_structure(call)
    return success(
        listeStructures=[
            {
                "idStructure": own.structure_id,
                "typeIdentifiantStructure": own.identifier_type,
                "identifiantStructure": own.identifier,
                "designationStructure": own.name,
            }
        ]
    )


def _actives(own: Structure) -> JsonObject:
    listed: list[JsonValue] = [
        {
            "idStructureCPP": own.structure_id,
            "identifiant": own.identifier,
            "designationStructure": own.name,
        }
    ]
    return success(listeStructures=listed if own.active else [])


def _managed(call: Call, fields: Fields) -> Structure:
    number = fields.integer("idStructure")
    if number is None:
        found = call.platform.structure_named(
            fields.needed("identifiantStructure"),
            fields.text("typeIdentifiantStructure") or "SIRET",
        )
        if found is None:
            raise RefusalError(*NO_SUCH_STRUCTURE)
        number = found.structure_id
    return require_own(call, number)


def _membership(one: Service) -> JsonObject:
    return {
        "idService": one.service_id,
        "idRattachement": 700_000 + one.service_id,
        "codeService": one.code,
        "nomService": one.label,
        "statutRattachement": "VALIDEE",
        "commentaire": None,
        "dateDebut": with_offset(one.started_at),
        "dateFin": None,
    }
