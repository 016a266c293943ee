"""Looking into a PDF to read: facts and embedded files, by the shortest road (*consultation*)."""

from __future__ import annotations

import mmap
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from chorus_sdk._pdf.direct.facts import Facts
from chorus_sdk._pdf.direct.syntax import Data, Undecided
from chorus_sdk._pdf.embedded import EmbeddedFile
from chorus_sdk.errors import LimitExceededError
from chorus_sdk.limits import DEFAULT_LIMITS, KIB, Limits

_READ_WHOLE = 256 * KIB
"""Up to this size reading a file is cheaper than mapping it into memory."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PdfLook:
    """What a reader asks of a PDF (*aperçu*).

    `encrypted`: it has an /Encrypt dictionary; `damaged`: it had to be repaired; `truncated`: its
    end is missing; `signed`: a signature field holds a signature; `xmp`: the metadata packet;
    `files`: those of the name tree in its order, then the others.
    """

    signed: bool
    xmp: bytes | None = field(repr=False)
    files: tuple[EmbeddedFile, ...]
    encrypted: bool = False
    damaged: bool = False
    truncated: bool = False


@contextmanager
def look_into(
    source: bytes | Path,
    limits: Limits = DEFAULT_LIMITS,
    *,
    password: str | None = None,
    held: Data | None = None,
) -> Iterator[PdfLook]:
    """Open a PDF for reading; its files can be unpacked until this ends.

    A plain document is read from its bytes, any other by the engine. `held` is the content of a
    path, where it is open already.

    Raises:
        EncryptedDocumentError: it needs a password, or another one.
        MalformedDocumentError: it cannot be opened, even with repair.
        LimitExceededError: longer than `limits.document_bytes`, or more embedded files than
            `limits.pdf_embedded_files`.
        OSError: the path cannot be read.
    """
    facts = _direct(source if held is None else held, limits)
    if facts is not None:
        yield PdfLook(signed=facts.signed, xmp=facts.xmp, files=facts.files)
        return
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


def _direct(source: Data | Path, limits: Limits) -> Facts | None:
    data = _content(source, limits) if isinstance(source, Path) else source
    if len(data) > limits.document_bytes:
        raise LimitExceededError("document_bytes", value=len(data), maximum=limits.document_bytes)
    try:
        return Facts(data, limits.pdf_embedded_files)
    except Undecided:
        return None


def _content(path: Path, limits: Limits) -> Data:
    """Read a file, or map one that is long; never more than the limit is held."""
    with path.open("rb", buffering=0) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size <= _READ_WHOLE or size > limits.document_bytes:
            return stream.read(min(size, limits.document_bytes + 1)) or b""
        return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
