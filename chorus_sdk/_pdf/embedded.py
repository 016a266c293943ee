"""The files inside a PDF, as the rest of the library sees them (*fichiers embarqués*)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from chorus_sdk.errors import LimitExceededError, MalformedDocumentError
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

NAME_TREE: Final = "name-tree"
ASSOCIATED: Final = "af"
ANNOTATION: Final = "annotation"


@dataclass(frozen=True, kw_only=True)
class EmbeddedFile:
    """One file inside a PDF (*fichier embarqué*).

    `relationship` is /AFRelationship without its slash, `places` where the PDF points to it:
    NAME_TREE, ASSOCIATED (/AF) and ANNOTATION; `checksum` the MD5 that the PDF states;
    `modified` its date of change as the PDF writes it.
    """

    name: str
    relationship: str | None
    mime: str | None
    description: str | None
    places: frozenset[str]
    checksum: bytes | None
    modified: str | None
    unpack: Callable[[int, int | None], bytes] = field(repr=False, compare=False)
    """Unpacks all of it, or a head, without ever holding more than a maximum."""

    def head(self, count: int, limits: Limits = DEFAULT_LIMITS) -> bytes:
        """Return at most the first `count` bytes; nothing when it is damaged or past the limit."""
        try:
            return self.unpack(limits.pdf_embedded_bytes, count)
        except (MalformedDocumentError, LimitExceededError):
            return b""

    def content(self, limits: Limits = DEFAULT_LIMITS) -> bytes:
        """Return all of it.

        Raises:
            LimitExceededError: longer than `limits.pdf_embedded_bytes`, before it is unpacked.
            MalformedDocumentError: the stream is damaged.
        """
        return self.unpack(limits.pdf_embedded_bytes, None)


@dataclass(frozen=True, kw_only=True)
class FileToEmbed:
    """What `PdfFile.embed` writes (*fichier à embarquer*); `modified` carries its zone."""

    name: str
    content: bytes
    mime: str
    relationship: str
    description: str
    modified: datetime
