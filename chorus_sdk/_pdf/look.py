"""Looking into a PDF to read: facts and embedded files, by the shortest road (*consultation*)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path

from chorus_sdk._pdf.direct.facts import Facts
from chorus_sdk._pdf.direct.pieces import Held, Opened, Pieces
from chorus_sdk._pdf.direct.syntax import Undecided
from chorus_sdk._pdf.embedded import EmbeddedFile
from chorus_sdk.errors import LimitExceededError
from chorus_sdk.limits import DEFAULT_LIMITS, KIB, Limits

_READ_WHOLE = 32 * KIB
"""Up to this size a file is read at once, which is cheaper than piece by piece."""


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
    source: bytes | str | os.PathLike[str],
    limits: Limits = DEFAULT_LIMITS,
    *,
    password: str | None = None,
    held: Opened | None = None,
    metadata: bool = True,
) -> Iterator[PdfLook]:
    """Open a PDF for reading; its files can be unpacked until this ends.

    A plain document is read from its bytes, any other by the engine. `held` is the file of a
    path, where it is open already. Without `metadata`, the XMP is not read and `xmp` is None.

    Raises:
        EncryptedDocumentError: it needs a password, or another one.
        MalformedDocumentError: it cannot be opened, even with repair.
        LimitExceededError: longer than `limits.document_bytes`, or more embedded files than
            `limits.pdf_embedded_files`.
        OSError: the path cannot be read.
    """
    if isinstance(source, bytes):
        pieces: Pieces = Held(source)
    elif held is not None:
        pieces = held
    else:
        with FileIO(source) as stream:
            held = Opened(stream.fileno(), os.fstat(stream.fileno()).st_size)
            with look_into(source, limits, password=password, held=held, metadata=metadata) as look:
                yield look
        return
    facts = _direct(pieces, limits, metadata=metadata)
    if facts is not None:
        yield PdfLook(signed=facts.signed, xmp=facts.xmp, files=facts.files)
        return
    from chorus_sdk._pdf.document import PdfFile

    opened = source if isinstance(source, bytes) else Path(source)
    with PdfFile(opened, limits, password=password) as pdf:
        yield PdfLook(
            encrypted=pdf.encrypted,
            damaged=pdf.damaged,
            truncated=pdf.truncated,
            signed=pdf.is_signed(),
            xmp=pdf.xmp() if metadata else None,
            files=pdf.embedded_files(),
        )


def _direct(pieces: Pieces, limits: Limits, *, metadata: bool) -> Facts | None:
    size = pieces.size
    if size > limits.document_bytes:
        raise LimitExceededError("document_bytes", value=size, maximum=limits.document_bytes)
    if size <= _READ_WHOLE and isinstance(pieces, Opened):
        pieces = Held(pieces.read(0, size))
    try:
        return Facts(pieces, limits.pdf_embedded_files, metadata=metadata)
    except Undecided:
        return None
