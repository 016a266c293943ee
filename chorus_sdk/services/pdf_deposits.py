"""Handing in a PDF for Chorus Pro to read (*dépôt PDF*)."""

from __future__ import annotations

import base64
import hashlib
from typing import Final

from chorus_sdk._http.api import Api
from chorus_sdk._http.outcomes import outcome_unknown
from chorus_sdk.errors import (
    Fingerprint,
    LimitExceededError,
    UnexpectedResponseError,
    UnknownFormatError,
)
from chorus_sdk.formats.base import Source, load, source_name
from chorus_sdk.formats.detect import detect
from chorus_sdk.limits import DEPOSIT_FILE_BYTES, DEPOSIT_NAME_CHARACTERS, Limits
from chorus_sdk.services.codes import DepositMode, PdfForm
from chorus_sdk.services.operations import DEPOSIT_PDF
from chorus_sdk.services.pdf_drafts import PdfDraft, read_draft
from chorus_sdk.services.wire import submission as wire
from chorus_sdk.services.wire.codec import encode

_DEFAULT_NAME: Final = "facture.pdf"


def deposit_pdf(
    api: Api,
    source: Source,
    *,
    file_name: str | None,
    form: PdfForm | None,
    limits: Limits,
) -> PdfDraft:
    """Hand in a PDF and return the draft that is made of it; refused early where that is known."""
    name = file_name or source_name(source) or _DEFAULT_NAME
    content = load(source, limits)
    _stay_below("DEPOSIT_FILE_BYTES", len(content), DEPOSIT_FILE_BYTES)
    _stay_below("DEPOSIT_NAME_CHARACTERS", len(name), DEPOSIT_NAME_CHARACTERS)
    form = form or _form_of(content, limits)
    asked = {
        "content": base64.b64encode(content).decode("ascii"),
        "file_name": name,
        "form": form.value,
    }
    fingerprint = Fingerprint(
        operation=DEPOSIT_PDF.name,
        file_name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        sent_at=api.clock.now(),
    )
    members = api.call(DEPOSIT_PDF, encode(asked, wire.DEPOSIT_PDF), fingerprint=fingerprint)
    is_signed = form != PdfForm.UNSIGNED
    mode = DepositMode.SIGNED_PDF_BY_API if is_signed else DepositMode.PDF_BY_API
    try:
        return read_draft(members, file_name=name, mode=mode)
    except UnexpectedResponseError as error:
        # Taken in, but under a number that we were not told.
        raise outcome_unknown(DEPOSIT_PDF, fingerprint) from error


def _form_of(content: bytes, limits: Limits) -> PdfForm:
    found = detect(content, limits=limits)
    if found.pdf is None:
        raise UnknownFormatError(
            "Only a PDF is handed in to be read.",
            hint="An XML invoice is deposited with flows.deposit, or submitted as data.",
        )
    return PdfForm.SIGNED_PADES if found.pdf.signed else PdfForm.UNSIGNED


def _stay_below(limit: str, value: int, maximum: int) -> None:
    if value > maximum:
        raise LimitExceededError(limit, value=value, maximum=maximum)
