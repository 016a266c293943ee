"""`telecharger/pieceJointe`: what an object has attached (*téléchargement de pièces jointes*).

Source: chorus-pro-api §3.3 no. 34: an answer without `codeRetour`. What is around several files
is INF: one file is given as it is, several in a ZIP. The sandbox keeps no tickets and no mandates.
"""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable
from typing import Final

from chorus_sdk._http.exchange import JsonObject
from chorus_sdk.sandbox.holdings import ACCOUNT, STRUCTURE, Attachment, attachments, commitments
from chorus_sdk.sandbox.operations.call import Call, Fields, RefusalError, TooLargeError, missing
from chorus_sdk.sandbox.operations.download import DOWNLOAD_BYTES, download_group
from chorus_sdk.sandbox.operations.roles import require_own

NOTHING_ATTACHED: Final = (20000, "Aucune pièce jointe n'est disponible.")
Named = list[tuple[str, bytes]]


def download_attachment(call: Call) -> JsonObject:
    """Answer with one file, or a ZIP of several, in base64."""
    wanted = call.fields.needed("objetPieceJointe")
    if wanted == "DEMANDE_PAIEMENT":
        inner = call.fields.child("demandePaiement")
        said = download_group(_with(call, inner))
        return {"pieceJointe": said["fichierResultat"]}
    maker = _MAKERS.get(wanted)
    if maker is None:
        raise RefusalError(20003, "L'objet de la pièce jointe n'est pas connu.")
    files = maker(call)
    if not files:
        raise RefusalError(*NOTHING_ATTACHED)
    content = files[0][1] if len(files) == 1 else _zip(files)
    if len(content) > DOWNLOAD_BYTES:
        raise TooLargeError
    return {"pieceJointe": base64.b64encode(content).decode()}


def _with(call: Call, fields: Fields) -> Call:
    return Call(platform=call.platform, caller=call.caller, fields=fields, now=call.now)


def _of_account(call: Call) -> Named:
    return _named(attachments(call.platform.store, call.caller.structure_id, ACCOUNT))


def _of_structure(call: Call) -> Named:
    structure_id = _named_structure(call)
    return _named(attachments(call.platform.store, structure_id, STRUCTURE))


def _of_bank_accounts(call: Call) -> Named:
    rows = call.platform.store.rows(
        "SELECT name, iban FROM bank_account WHERE structure_id = ?", (_named_structure(call),)
    )
    return [("coordonnees.txt", f"{row['name']} : {row['iban']}\n".encode()) for row in rows]


def _of_commitment(call: Call) -> Named:
    number = call.fields.child("engagementJuridique").needed("numeroEngagementJuridique")
    return [
        (f"{one.number}.txt", f"Engagement juridique {one.number} : {one.gross} EUR\n".encode())
        for one in commitments(call.platform.store)
        if one.number == number and call.caller.structure_id in {one.issuer_id, one.supplier_id}
    ]


def _nothing(_call: Call) -> Named:
    return []


def _named_structure(call: Call) -> int:
    fields = call.fields.child("structure")
    number = fields.integer("idStructure")
    if number is None:
        found = call.platform.structure_named(
            fields.needed("identifiantStructure"),
            fields.text("typeIdentifiantStructure") or "SIRET",
        )
        number = found.structure_id if found else None
    if number is None:
        raise missing("idStructure")
    return require_own(call, number).structure_id


def _named(files: list[Attachment]) -> Named:
    return [(f"{one.attachment_id}_{one.name}", one.content) for one in files]


def _zip(files: Named) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


_MAKERS: Final[dict[str, Callable[[Call], Named]]] = {
    "ENGAGEMENT_JURIDIQUE": _of_commitment,
    "SOLLICITATION": _nothing,
    "STRUCTURE_PIECEJOINTE": _of_structure,
    "STRUCTURE_MANDAT": _nothing,
    "STRUCTURE_COORDONNEE_BANCAIRE": _of_bank_accounts,
    "UTILISATEUR": _of_account,
}
