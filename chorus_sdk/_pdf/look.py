"""Looking into a PDF to read: facts and embedded files, by the shortest road (*consultation*)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from chorus_sdk._pdf.embedded import EmbeddedFile
from chorus_sdk.limits import DEFAULT_LIMITS, Limits


@dataclass(frozen=True, kw_only=True)
class PdfLook:
    """What a reader asks of a PDF (*aperçu*).

    `encrypted`: it has an /Encrypt dictionary; `damaged`: it had to be repaired; `truncated`: its
    end is missing; `signed`: a signature field holds a signature; `xmp`: the metadata packet;
    `files`: those of the name tree in its order, then the others.
    """

    encrypted: bool
    damaged: bool
    truncated: bool
    signed: bool
    xmp: bytes | None = field(repr=False)
    files: tuple[EmbeddedFile, ...]


@contextmanager
def look_into(
    source: bytes | Path, limits: Limits = DEFAULT_LIMITS, *, password: str | None = None
) -> Iterator[PdfLook]:
    """Open a PDF for reading; its files can be unpacked until this ends.

    Raises:
        EncryptedDocumentError: it needs a password, or another one.
        MalformedDocumentError: it cannot be opened, even with repair.
        LimitExceededError: longer than `limits.document_bytes`, or more embedded files than
            `limits.pdf_embedded_files`.
    """
    from chorus_sdk._pdf.document import PdfFile

    with PdfFile(source, limits, password=password) as pdf:
        yield PdfLook(
            encrypted=pdf.encrypted,
            damaged=pdf.damaged,
            truncated=pdf.truncated,
            signed=pdf.is_signed(),
            xmp=pdf.xmp(),
            files=pdf.embedded_files(),
        )
