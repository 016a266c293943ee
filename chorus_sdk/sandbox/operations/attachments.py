"""Attachments (*pièces jointes*): handed in, listed, taken away.

Source: chorus-pro-api §3.3 no. 30 to 33, §6.1, §6.2. Refusals without a number there are INF.
"""

from __future__ import annotations

import base64
import binascii
from typing import Final

from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk.limits import ATTACHMENT_FILE_BYTES, ATTACHMENT_NAME_CHARACTERS
from chorus_sdk.sandbox.holdings import (
    ACCOUNT,
    STRUCTURE,
    Attachment,
    attachments,
    keep_attachment,
)
from chorus_sdk.sandbox.operations.call import Call, RefusalError, missing, success
from chorus_sdk.sandbox.operations.paging import Paging
from chorus_sdk.sandbox.operations.roles import own_structure, require_own
from chorus_sdk.sandbox.reference_lists import ATTACHMENT_TYPES
from chorus_sdk.sandbox.state import Structure, written
from chorus_sdk.services.attachment_files import MEDIA_TYPES

TOO_BIG: Final = (20003, "La pièce jointe dépasse 10 Mo.")
NO_SUCH_LINK: Final = (20000, "La pièce jointe n'existe pas.")
_ACCOUNT_TYPE: Final = 12
_TYPES: Final = {number: (code, label) for number, code, label, _ in ATTACHMENT_TYPES}


def add_file(call: Call) -> JsonObject:
    """Keep a file on the account that asks (*ajouter un fichier*)."""
    encoded = call.fields.needed("pieceJointeFichier")
    name = call.fields.needed("pieceJointeNom")
    media_type = call.fields.needed("pieceJointeTypeMime")
    extension = call.fields.needed("pieceJointeExtension")
    _check_name(name, extension)
    with call.platform.store.transaction():
        number = keep_attachment(
            call.platform.store,
            call.caller.structure_id,
            ACCOUNT,
            name=name,
            media_type=media_type,
            type_id=_ACCOUNT_TYPE,
            content=_decoded(encoded),
            added_at=written(call.now),
        )
    return success(pieceJointeId=number)


def detach_file(call: Call) -> JsonObject:
    """Untie a file of the structure that asks (*détacher une pièce jointe*)."""
    link = call.fields.integer("idPieceJointeObjet")
    if link is None:
        raise missing("idPieceJointeObjet")
    store, own = call.platform.store, call.caller.structure_id
    with store.transaction():
        row = store.row(
            "SELECT id FROM attachment WHERE link_id = ? AND structure_id = ?", (link, own)
        )
        if row is None:
            raise RefusalError(*NO_SUCH_LINK)
        store.run("UPDATE attachment SET link_id = NULL WHERE id = ?", (row["id"],))
    return success()


def search_account_files(call: Call) -> JsonObject:
    """Answer with the files of the account that asks."""
    return _listed(call, attachments(call.platform.store, call.caller.structure_id, ACCOUNT), None)


def search_structure_files(call: Call) -> JsonObject:
    """Answer with the files of one's own structure."""
    structure_id = call.fields.integer("idStructureCPP")
    if structure_id is None:
        raise missing("idStructureCPP")
    structure = require_own(call, structure_id)
    return _listed(call, attachments(call.platform.store, structure_id, STRUCTURE), structure)


def _check_name(name: str, extension: str) -> None:
    if len(name) > ATTACHMENT_NAME_CHARACTERS:
        raise RefusalError(20004, "Le nom de la pièce jointe dépasse 50 caractères.")
    if extension not in MEDIA_TYPES or name.rpartition(".")[2].upper() != extension:
        raise RefusalError(20005, "L'extension de la pièce jointe n'est pas autorisée.")


def _decoded(encoded: str) -> bytes:
    try:
        content = base64.b64decode("".join(encoded.split()), validate=True)
    except (binascii.Error, ValueError):
        raise RefusalError(20006, "Le contenu du fichier n'est pas en base64.") from None
    if len(content) > ATTACHMENT_FILE_BYTES:
        raise RefusalError(*TOO_BIG)
    return content


def _listed(call: Call, found: list[Attachment], structure: Structure | None) -> JsonObject:
    words = (call.fields.text("pieceJointeDesignation") or "").casefold()
    kind = call.fields.integer("pieceJointeTypeId")
    kept = [
        one for one in found if words in one.name.casefold() and (not kind or kind == one.type_id)
    ]
    paging = Paging.of(call.fields.child("parametresRecherche"))
    page: list[JsonValue] = [_line(one, own_structure(call), structure) for one in paging.cut(kept)]
    return success(listePiecesJointes=page, parametresRetour=paging.returned(len(kept)))


def _line(one: Attachment, own: Structure, structure: Structure | None) -> JsonObject:
    code, label = _TYPES[one.type_id]
    line: JsonObject = {
        "pieceJointeId": one.attachment_id,
        "pieceJointeObjetId": one.link_id,
        "pieceJointeUtilisateurId": own.structure_id,
        "pieceJointeTypeCode": code,
        "pieceJointeTypeLibelle": label,
        "pieceJointeDesignation": one.name,
        "pieceJointeExtension": one.extension,
    }
    if structure is not None:
        line |= {
            "pieceJointeStructureId": structure.structure_id,
            "pieceJointeStructureCode": structure.identifier,
            "pieceJointeStructureRaisonSociale": structure.name,
        }
    return line
