"""Files that come inside an answer (*fichiers téléchargés*)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable

from chorus_sdk._http.api import Api
from chorus_sdk.errors import UnexpectedResponseError
from chorus_sdk.services.issued import DownloadFormat
from chorus_sdk.services.operations import DOWNLOAD_GROUP
from chorus_sdk.services.wire import invoices as wire
from chorus_sdk.services.wire.codec import encode, pick


def decode_file(value: object, field: str) -> bytes:
    """Decode a file that came as base64; raises UnexpectedResponseError when it is none."""
    try:
        content = base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    except (binascii.Error, ValueError):
        content = b""
    if content:
        return content
    raise UnexpectedResponseError(f"The answer's {field} is no file.", field=field)


def download_group(
    api: Api, ids: Iterable[int], form: DownloadFormat, *, with_attachments: bool | None
) -> bytes:
    """Download invoices with their documents as one file (*téléchargement groupé*).

    Raises:
        ValueError: no invoice is named.
        ApiError: too big, not found, no right.
    """
    listed = [{wire.DOWNLOAD_INVOICE: one} for one in ids]
    if not listed:
        raise ValueError("a download names at least one invoice")
    asked: dict[str, object] = {"format": form.value, "invoices": listed}
    if with_attachments is not None:
        asked["with_attachments"] = wire.YES if with_attachments else wire.NO
    members = api.call(DOWNLOAD_GROUP, encode(asked, wire.DOWNLOAD))
    return decode_file(pick(members, wire.DOWNLOADED), wire.DOWNLOADED)
