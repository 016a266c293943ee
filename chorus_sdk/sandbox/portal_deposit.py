"""Depositing a file in two steps (*dépôt*): import, then, its format seen, the deposit itself.

As on the real portal, a file that will be rejected is imported "correctly" (portal-facts §3).
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from chorus_sdk._http.exchange import JsonObject
from chorus_sdk.errors import ChorusError
from chorus_sdk.formats.base import Detection, FormatId
from chorus_sdk.formats.detect import detect
from chorus_sdk.limits import DEPOSIT_FILE_BYTES, DEPOSIT_NAME_CHARACTERS
from chorus_sdk.sandbox.inspection import LIMITS
from chorus_sdk.sandbox.multipart import Upload
from chorus_sdk.sandbox.operations.call import RefusalError
from chorus_sdk.sandbox.operations.deposit import deposit_flow
from chorus_sdk.sandbox.portal_imports import Imported
from chorus_sdk.sandbox.portal_members import for_members, not_found
from chorus_sdk.sandbox.portal_pages.deposit import deposit_page, done_page, import_page
from chorus_sdk.sandbox.portal_sessions import Stage
from chorus_sdk.sandbox.portal_visit import FORM_BYTES, Reply, Route, Visit
from chorus_sdk.sandbox.portal_workspace import Member

REFUSED: Final = 422


def _show_form(_member: Member, visit: Visit) -> Reply:
    error = visit.request.query.get("error", "")
    return _form(visit, "upload-gone" if error == "upload-gone" else "")


def _import(member: Member, visit: Visit) -> Reply:
    file = visit.upload("invoice_file")
    if file is None:
        return _form(visit, "upload-none")
    if error := _defect(file):
        return _form(visit, error)
    member.workspace.imports.keep(visit.session.digest, file)
    return Reply(session=visit.session, location="/deposit/import")


def _defect(file: Upload) -> str:
    """Name what is wrong with a file before anybody looks into it."""
    if not file.content:
        return "upload-empty"
    if len(file.content) > DEPOSIT_FILE_BYTES:
        return "upload-too-large"
    if len(file.name) > DEPOSIT_NAME_CHARACTERS or not PurePosixPath(file.name).suffix:
        return "upload-name"
    return ""


def _show_import(member: Member, visit: Visit) -> Reply:
    file = member.workspace.imports.find(visit.session.digest)
    return _gone(visit) if file is None else _import_form(visit, file)


def _deposit(member: Member, visit: Visit) -> Reply:
    imports = member.workspace.imports
    file = imports.take(visit.session.digest)
    if file is None:
        return _gone(visit)
    syntax = _looked_at(file).deposit.flow_syntax or visit.field("flow_syntax").reveal()
    fields: JsonObject = {
        "fichierFlux": base64.b64encode(file.content).decode(),
        "nomFichier": file.name,
        "syntaxeFlux": syntax,
    }
    try:
        said = deposit_flow(member.asks(fields))
    except RefusalError:
        imports.keep(visit.session.digest, file)
        return _import_form(visit, file, error="upload-refused")
    return Reply(session=visit.session, location=f"/deposit/done?number={said['numeroFluxDepot']}")


def _cancel(member: Member, visit: Visit) -> Reply:
    member.workspace.imports.take(visit.session.digest)
    return Reply(session=visit.session, location="/deposit")


def _show_done(member: Member, visit: Visit) -> Reply:
    flow = member.flow(visit.request.query.get("number", ""))
    if flow is None:
        return not_found(visit)
    return Reply(session=visit.session, html=done_page(visit.view(), flow.number))


def _form(visit: Visit, error: str) -> Reply:
    html = deposit_page(visit.view(), visit.token("/deposit"), error=error)
    return Reply(session=visit.session, html=html, status=REFUSED if error else 200)


def _import_form(visit: Visit, file: Imported, *, error: str = "") -> Reply:
    html = import_page(
        visit.view(),
        file,
        _looked_at(file),
        confirm=visit.token("/deposit/import"),
        cancel=visit.token("/deposit/cancel"),
        error=error,
    )
    return Reply(session=visit.session, html=html, status=REFUSED if error else 200)


def _gone(visit: Visit) -> Reply:
    return Reply(session=visit.session, location="/deposit?error=upload-gone")


def _looked_at(file: Imported) -> Detection:
    try:
        return detect(file.content, limits=LIMITS)
    except ChorusError:
        return Detection(format=FormatId.UNKNOWN)


DEPOSIT_ROUTES: Final[Mapping[str, Route]] = {
    "/deposit": Route(
        stage=Stage.OPEN,
        get=for_members(_show_form),
        post=for_members(_import),
        body_bytes=DEPOSIT_FILE_BYTES + FORM_BYTES,
    ),
    "/deposit/import": Route(
        stage=Stage.OPEN, get=for_members(_show_import), post=for_members(_deposit)
    ),
    "/deposit/cancel": Route(stage=Stage.OPEN, post=for_members(_cancel)),
    "/deposit/done": Route(stage=Stage.OPEN, get=for_members(_show_done)),
}
