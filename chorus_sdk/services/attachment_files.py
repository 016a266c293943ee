"""What is known of an attachment before it is sent: its name, its kind, its size."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from chorus_sdk.errors import LimitExceededError, UnknownFormatError
from chorus_sdk.formats.base import Source, load, source_name
from chorus_sdk.limits import (
    ATTACHMENT_FILE_BYTES,
    ATTACHMENT_NAME_CHARACTERS,
    DEFAULT_LIMITS,
    Limits,
)

MEDIA_TYPES: Final = {
    "BMP": "image/bmp",
    "BZ2": "application/x-bzip2",
    "CSV": "text/csv",
    "DOC": "application/msword",
    "DOCX": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "FAX": "image/g3fax",
    "GIF": "image/gif",
    "GZ": "application/gzip",
    "GZIP": "application/gzip",
    "HTM": "text/html",
    "HTML": "text/html",
    "JPEG": "image/jpeg",
    "JPG": "image/jpeg",
    "ODP": "application/vnd.oasis.opendocument.presentation",
    "ODS": "application/vnd.oasis.opendocument.spreadsheet",
    "ODT": "application/vnd.oasis.opendocument.text",
    "P7S": "application/pkcs7-signature",
    "PDF": "application/pdf",
    "PNG": "image/png",
    "PPS": "application/vnd.ms-powerpoint",
    "PPT": "application/vnd.ms-powerpoint",
    "PPTX": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "RTF": "application/rtf",
    "SVG": "image/svg+xml",
    "TGZ": "application/gzip",
    "TIF": "image/tiff",
    "TIFF": "image/tiff",
    "TXT": "text/plain",
    "XHTML": "application/xhtml+xml",
    "XLC": "application/vnd.ms-excel",
    "XLM": "application/vnd.ms-excel",
    "XLS": "application/vnd.ms-excel",
    "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "XML": "application/xml",
    "ZIP": "application/zip",
}
"""Extensions that Chorus Pro takes, with their media types (chorus-pro-api §6.2)."""


@dataclass(frozen=True, kw_only=True)
class AttachmentFile:
    """A file that is ready to be attached (*fichier à joindre*)."""

    content: bytes
    file_name: str
    extension: str
    media_type: str
    sha256: str

    def encoded(self) -> str:
        """The content in base64, as the platform takes it."""
        return base64.b64encode(self.content).decode("ascii")


def wrap(
    source: Source,
    *,
    file_name: str | None = None,
    media_type: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> AttachmentFile:
    """Make a file of a source, refusing what the platform is known to refuse.

    Raises:
        UnknownFormatError: no extension, or one that Chorus Pro does not take.
        LimitExceededError: over 10 MB, or a name over 50 characters.
        ValueError: the source has no name, and none is given; or it is empty.
    """
    name = file_name or source_name(source)
    if not name:
        raise ValueError("an attachment needs a file name")
    extension = _extension(name)
    content = load(source, limits)
    if not content:
        raise ValueError("an attachment is not empty")
    _stay_below("ATTACHMENT_FILE_BYTES", len(content), ATTACHMENT_FILE_BYTES)
    _stay_below("ATTACHMENT_NAME_CHARACTERS", len(name), ATTACHMENT_NAME_CHARACTERS)
    return AttachmentFile(
        content=content,
        file_name=name,
        extension=extension,
        media_type=media_type or MEDIA_TYPES[extension],
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _extension(name: str) -> str:
    extension = PurePath(name).suffix.removeprefix(".").upper()
    if extension in MEDIA_TYPES:
        return extension
    raise UnknownFormatError(
        "Chorus Pro takes no attachment with that extension.",
        hint=f"It takes {', '.join(sorted(MEDIA_TYPES))}.",
    )


def _stay_below(limit: str, value: int, maximum: int) -> None:
    if value > maximum:
        raise LimitExceededError(limit, value=value, maximum=maximum)
