"""`deposer/flux`: the file is checked for size and name, and queued; no more.

A file that can never be integrated is taken as well: that is the real platform's way
(chorus-pro-api §3.1 no. 1, §7.3). The refusals of an unreadable file or name are INF.
"""

from __future__ import annotations

import base64
import binascii
from pathlib import PurePosixPath
from typing import Final

from chorus_sdk._http.exchange import JsonObject
from chorus_sdk.limits import DEPOSIT_FILE_BYTES, DEPOSIT_NAME_CHARACTERS
from chorus_sdk.sandbox.flow_life import settling_time
from chorus_sdk.sandbox.moments import plain_date
from chorus_sdk.sandbox.operations.call import Call, RefusalError, success
from chorus_sdk.sandbox.operations.syntaxes import SYNTAXES
from chorus_sdk.sandbox.state import written

TOO_BIG: Final = (20001, "GDP_MSG_11.022")


def deposit_flow(call: Call) -> JsonObject:
    """Queue a file (*déposer un flux*) and answer with its number."""
    encoded = call.fields.needed("fichierFlux")
    name = _checked_name(call.fields.needed("nomFichier"))
    syntax = call.fields.needed("syntaxeFlux")
    call.fields.flag("avecSignature")
    if syntax not in SYNTAXES:
        raise RefusalError(20003, "La syntaxe de flux n'est pas connue.")
    number = _queue(call, name, syntax, _decoded(encoded))
    return success(numeroFluxDepot=number, dateDepot=plain_date(call.now), syntaxeFlux=syntax)


def _checked_name(name: str) -> str:
    if len(name) > DEPOSIT_NAME_CHARACTERS:
        raise RefusalError(20004, "Le nom du fichier dépasse 200 caractères.")
    if not PurePosixPath(name).suffix:
        raise RefusalError(20005, "Le nom du fichier n'a pas d'extension.")
    return name


def _decoded(encoded: str) -> bytes:
    try:
        content = base64.b64decode("".join(encoded.split()), validate=True)
    except (binascii.Error, ValueError):
        raise RefusalError(20006, "Le contenu du fichier n'est pas en base64.") from None
    if not content:
        raise RefusalError(20007, "Le fichier est vide.")
    if len(content) > DEPOSIT_FILE_BYTES:
        raise RefusalError(*TOO_BIG)
    return content


def _queue(call: Call, name: str, syntax: str, content: bytes) -> str:
    store, pace = call.platform.store, call.platform.pace
    with store.transaction():
        row = store.run(
            "INSERT INTO flow (structure_id, file_name, syntax, content, deposited_at, pace,"
            " settles_at, forced) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                call.caller.structure_id,
                name,
                syntax,
                content,
                written(call.now),
                pace.written(),
                written(settling_time(call.now, pace)),
                call.platform.take_forced_rejection(),
            ),
        )
        number = f"CPP001{SYNTAXES[syntax].interface}{row:015d}"
        store.run("UPDATE flow SET number = ? WHERE id = ?", (number, row))
    return number
