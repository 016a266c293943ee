"""The repository of organisations (*référentiel*): plain REST, no envelope, no `codeRetour`.

Source: chorus-pro-api §3.8, error bodies §1.4. The values of fields that the sandbox does not
keep are empty, as there: `""` for a text, 0 for a number. Refusals other than the two seen are INF.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from chorus_sdk._http.exchange import HttpResponse
from chorus_sdk.sandbox.gateway import Caller
from chorus_sdk.sandbox.holdings import STRUCTURE, Attachment, attachments
from chorus_sdk.sandbox.operations.repository_filters import UnreadableFilterError, select
from chorus_sdk.sandbox.operations.repository_rows import (
    file_row,
    file_uuid,
    service_row,
    service_uuid,
    structure_row,
    structure_uuid,
    vat_number,
)
from chorus_sdk.sandbox.platform import Platform
from chorus_sdk.sandbox.state import Structure
from chorus_sdk.sandbox.web import answer, json_answer

NOT_FOUND: Final = "NotFoundReference"
INVALID_ID: Final = "ParamsInvalidUuidStructures"
_ID: Final = re.compile(r"[0-9a-f]{32}|[0-9]{14}|FR[0-9A-Z]{2}[0-9]{9}")


class RestRefusalError(Exception):
    """The repository says no (*refus*): HTTP 400 and a list with the error's name."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error

    def response(self) -> HttpResponse:
        """Return the answer that says so."""
        words = "La demande ne peut pas être traitée."
        return json_answer([{"error": self.error, "message": words, "detail": ""}], 400)


@dataclass(frozen=True, kw_only=True)
class RestCall:
    """A call of the repository that has passed the gateway: parts of its path, and its body."""

    platform: Platform
    caller: Caller
    parts: Mapping[str, str]
    body: Mapping[str, object]
    now: datetime


def healthcheck(_call: RestCall) -> HttpResponse:
    """Answer that the repository is up, with an empty body."""
    return answer(200)


def search_structures(call: RestCall) -> HttpResponse:
    """Answer with the structures that meet every condition."""
    return _selected(call, [_row(call, one) for one in _visible(call)])


def fetch_structure(call: RestCall) -> HttpResponse:
    """Answer with one structure."""
    return json_answer(_row(call, _structure(call)))


def structure_services(call: RestCall) -> HttpResponse:
    """Answer with the services of a structure."""
    found = _structure(call)
    services = call.platform.services(found.structure_id)
    return json_answer([service_row(one, found) for one in services])


def structure_files(call: RestCall) -> HttpResponse:
    """Answer with the files of a structure; none is a 400 (measured)."""
    found = _structure(call)
    files = _files(call, found)
    if not files:
        raise RestRefusalError(NOT_FOUND)
    return json_answer([file_row(one) for one in files])


def fetch_file(call: RestCall) -> HttpResponse:
    """Answer with one file and its content."""
    found = _structure(call)
    for one in _files(call, found):
        if file_uuid(one) == call.parts["uuid"]:
            content = base64.b64encode(one.content).decode()
            return json_answer({**file_row(one), "attachmentData": content})
    raise RestRefusalError(NOT_FOUND)


def set_edi_parameters(call: RestCall) -> HttpResponse:
    """Change how one's own structure takes part in EDI; 403 for every other."""
    found = _structure(call)
    if found.structure_id != call.caller.structure_id:
        return answer(403)
    asked = [call.body.get(name) for name in ("reception_edi", "connexion_edi")]
    if not all(isinstance(value, bool) for value in asked):
        raise RestRefusalError("ParamsInvalid")
    call.platform.store.run(
        "INSERT OR REPLACE INTO edi_parameters VALUES (?, ?, ?)",
        (found.structure_id, bool(asked[0]), bool(asked[1])),
    )
    return answer(204)


def fetch_service(call: RestCall) -> HttpResponse:
    """Answer with one service."""
    for structure in _visible(call):
        for one in call.platform.services(structure.structure_id):
            if service_uuid(one) == call.parts["uuid"]:
                return json_answer(service_row(one, structure))
    raise RestRefusalError(NOT_FOUND)


def search_services(call: RestCall) -> HttpResponse:
    """Answer with the services that meet every condition."""
    services = [
        service_row(one, structure)
        for structure in _visible(call)
        for one in call.platform.services(structure.structure_id)
    ]
    return _selected(call, services)


def _selected(call: RestCall, rows: list[dict[str, object]]) -> HttpResponse:
    try:
        return json_answer(select(rows, call.body))
    except UnreadableFilterError:
        raise RestRefusalError("ParamsInvalid") from None


def _visible(call: RestCall) -> list[Structure]:
    rows = call.platform.store.rows(
        "SELECT * FROM structure WHERE public OR id = ? ORDER BY identifier",
        (call.caller.structure_id,),
    )
    return [Structure.of(row) for row in rows]


def _row(call: RestCall, one: Structure) -> dict[str, object]:
    edi = call.platform.store.row(
        "SELECT reception, connection FROM edi_parameters WHERE structure_id = ?",
        (one.structure_id,),
    )
    return structure_row(
        one,
        reception=bool(edi and edi["reception"]),
        connection=bool(edi and edi["connection"]),
    )


def _structure(call: RestCall) -> Structure:
    wanted = call.parts["id"]
    if not _ID.fullmatch(wanted):
        raise RestRefusalError(INVALID_ID)
    for one in _visible(call):
        if wanted in {structure_uuid(one), one.identifier, vat_number(one)}:
            return one
    raise RestRefusalError(NOT_FOUND)


def _files(call: RestCall, structure: Structure) -> list[Attachment]:
    return attachments(call.platform.store, structure.structure_id, STRUCTURE)


Handler = Callable[[RestCall], HttpResponse]
_AT: Final = "/cpro/organisations/v1"
REPOSITORY_ROUTES: Final[tuple[tuple[str, re.Pattern[str], Handler], ...]] = tuple(
    (method, re.compile(_AT + re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)), handler)
    for method, path, handler in (
        ("GET", "/healthcheck", healthcheck),
        ("POST", "/structures/recherche", search_structures),
        ("GET", "/structures/{id}", fetch_structure),
        ("GET", "/structures/{id}/services", structure_services),
        ("GET", "/structures/{id}/pieces_jointes", structure_files),
        ("GET", "/structures/{id}/pieces_jointes/{uuid}", fetch_file),
        ("PATCH", "/structures/{id}/parametres-edi", set_edi_parameters),
        ("GET", "/services/{uuid}", fetch_service),
        ("POST", "/services/recherche", search_services),
    )
)
