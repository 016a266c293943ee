"""`deposer/pdf`: a PDF is taken in and read (*dépôt PDF*).

Source: chorus-pro-api §3.1 no. 2, §7.4. The sandbox reads the data inside a Factur-X, or what the
test has told it to read (`Sandbox.read_next_pdf`); in any other PDF it finds nothing, as OCR may.
"""

from __future__ import annotations

import base64
import binascii
from typing import Final

from chorus_sdk._http.exchange import JsonObject, JsonValue
from chorus_sdk.errors import ChorusError
from chorus_sdk.formats.detect import detect
from chorus_sdk.formats.documents import read
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import DEPOSIT_FILE_BYTES, DEPOSIT_NAME_CHARACTERS
from chorus_sdk.sandbox.holdings import ACCOUNT, keep_attachment
from chorus_sdk.sandbox.inspection import LIMITS
from chorus_sdk.sandbox.integration import kind_of
from chorus_sdk.sandbox.operations.call import Call, RefusalError, TooLargeError
from chorus_sdk.sandbox.state import written
from chorus_sdk.services.codes import PdfForm

NO_PDF: Final = (20006, "Le fichier n'est pas un PDF.")
_ACCOUNT_TYPE: Final = 12


def deposit_pdf(call: Call) -> JsonObject:
    """Keep a PDF on the account that asks and answer with what can be read in it."""
    encoded = call.fields.needed("fichierFacture")
    name = call.fields.needed("nomFichier")
    if call.fields.needed("formatDepot") not in {one.value for one in PdfForm}:
        raise RefusalError(20003, "Le format de dépôt n'est pas connu.")
    if len(name) > DEPOSIT_NAME_CHARACTERS:
        raise RefusalError(20004, "Le nom du fichier dépasse 200 caractères.")
    content = _decoded(encoded)
    with call.platform.store.transaction():
        number = keep_attachment(
            call.platform.store,
            call.caller.structure_id,
            ACCOUNT,
            name=name if name.upper().endswith(".PDF") else f"{name}.pdf",
            media_type="application/pdf",
            type_id=_ACCOUNT_TYPE,
            content=content,
            added_at=written(call.now),
        )
    invoice = call.platform.take_reading() or _data_inside(content)
    found = _found(invoice) if invoice else {}
    return {**{name: value for name, value in found.items() if value}, "pieceJointeId": number}


def _decoded(encoded: str) -> bytes:
    try:
        content = base64.b64decode("".join(encoded.split()), validate=True)
    except (binascii.Error, ValueError):
        raise RefusalError(20006, "Le contenu du fichier n'est pas en base64.") from None
    if len(content) > DEPOSIT_FILE_BYTES:
        raise TooLargeError
    try:
        is_pdf = detect(content, limits=LIMITS).pdf is not None
    except ChorusError:
        is_pdf = False
    if not is_pdf:
        raise RefusalError(*NO_PDF)
    return content


def _data_inside(content: bytes) -> Invoice | None:
    try:
        return read(content, limits=LIMITS)
    except ChorusError:
        return None


def _found(invoice: Invoice) -> dict[str, JsonValue]:
    totals, chorus = invoice.totals, invoice.chorus
    return {
        "numeroFacture": invoice.number,
        "dateFacture": invoice.issue_date.isoformat() if invoice.issue_date else None,
        "codeDestinataire": invoice.buyer.siret,
        "codeServiceExecutant": chorus.service_code,
        "codeFournisseur": invoice.seller.siret,
        "codeDeviseFacture": invoice.currency,
        "typeFacture": kind_of(invoice.type_code),
        "typeTva": "TVA_SUR_DEBIT",
        "numeroBonCommande": chorus.commitment_number,
        "montantTtcAvantRemiseGlobalTTC": totals.with_vat,
        "montantAPayer": totals.due,
        "montantHtTotal": totals.without_vat,
        "montantTVA": totals.vat,
    }
