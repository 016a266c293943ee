"""`telecharger/groupe`: invoices with their documents (*téléchargement groupé*).

Source: chorus-pro-api §3.1 no. 21. Where sources disagree on what is around a pivot (bare XML, or a
ZIP), the sandbox does both in turn, or one of them when told (`Habits.pivot_in_zip`).
"""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Iterable
from typing import Final

from chorus_sdk._http.exchange import JsonObject
from chorus_sdk.errors import ChorusError, MissingExtraError
from chorus_sdk.sandbox.kept_documents import KeptInvoice, kept_invoice
from chorus_sdk.sandbox.moments import paris
from chorus_sdk.sandbox.operations.call import (
    Call,
    RefusalError,
    TooLargeError,
    missing,
    success,
)
from chorus_sdk.sandbox.operations.history import visible_invoice
from chorus_sdk.sandbox.pivot_export import write_pivot_of
from chorus_sdk.sandbox.state import InvoiceRow, written

NOT_SHOWN: Final = (20008, "La facture ne peut pas être restituée dans ce format.")
DOWNLOAD_BYTES: Final = 120_000_000


def download_group(call: Call) -> JsonObject:
    """Answer with one PDF, one pivot or one ZIP, in base64."""
    wanted = call.fields.needed("format")
    if wanted not in {"PDF", "PIVOT"}:
        raise RefusalError(20003, "Le format est PDF ou PIVOT.")
    entries = call.fields.children("listeFacture")
    if not entries:
        raise missing("listeFacture")
    rows = [visible_invoice(call, entry.integer("idFacture")) for entry in entries]
    content = _made(call, rows, as_pivot=wanted == "PIVOT")
    if len(content) > DOWNLOAD_BYTES:
        raise TooLargeError
    _note(call, rows)
    return success(fichierResultat=base64.b64encode(content).decode())


def _made(call: Call, rows: list[InvoiceRow], *, as_pivot: bool) -> bytes:
    try:
        kept = [kept_invoice(call.platform, row) for row in rows]
        return _pivot(call, kept) if as_pivot else _pdf(call, kept)
    except MissingExtraError:
        raise  # the machine lacks what draws the readable copy: not the caller's doing
    except ChorusError:
        # INF: an integrated invoice may say more than the pivot's schema can hold.
        raise RefusalError(*NOT_SHOWN) from None


def _pivot(call: Call, kept: list[KeptInvoice]) -> bytes:
    number = call.platform.next_pivot_number()
    content = write_pivot_of(call.platform, kept, number, call.now)
    in_zip = call.platform.habits.pivot_in_zip
    if in_zip is None:
        in_zip = number % 2 == 0
    if not in_zip:
        return content
    return _zip(call, [(f"FEN0036A_CPP001_CPP0010036{number:015d}.xml", content)])


def _pdf(call: Call, kept: list[KeptInvoice]) -> bytes:
    with_others = (call.fields.text("avecPiecesJointesComplementaires") or "").upper() == "OUI"
    folders: dict[int, list[tuple[str, bytes]]] = {}
    for one in kept:
        shown = [one.readable_copy, *(one.complements if with_others else ())]
        folders[one.row.invoice_id] = [(file.name or "", file.read()) for file in shown]
    if len(folders) == 1:
        files = next(iter(folders.values()))
        return files[0][1] if len(files) == 1 else _zip(call, files)
    return _zip(
        call,
        [
            (f"{invoice_id}/{name}", content)
            for invoice_id, files in folders.items()
            for name, content in files
        ],
    )


def _zip(call: Call, files: Iterable[tuple[str, bytes]]) -> bytes:
    moment = paris(call.now)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def _note(call: Call, invoices: list[InvoiceRow]) -> None:
    """Keep in the history that the recipient has taken the invoice."""
    for invoice in invoices:
        if invoice.recipient_id == call.caller.structure_id:
            call.platform.store.run(
                "INSERT INTO invoice_action (invoice_id, action, at) VALUES (?, ?, ?)",
                (invoice.invoice_id, "TELECHARGEMENT_FACTURE", written(call.now)),
            )
