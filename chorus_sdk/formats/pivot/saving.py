"""All attachments of an invoice to disk (*enregistrer les pièces jointes*), checked beforehand."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from chorus_sdk.errors import DocumentError, LimitExceededError
from chorus_sdk.formats.pivot.attachments import PivotAttachment
from chorus_sdk.limits import DEFAULT_LIMITS, Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedAttachment:
    """An attachment and the file it became (*pièce jointe enregistrée*), or why it became none.

    `size` is in bytes, `sha256` in hexadecimal, taken while the file was written. Exactly one of
    `path` and `problem` is there.
    """

    attachment: PivotAttachment
    path: Path | None = None
    size: int | None = None
    sha256: str | None = None
    problem: DocumentError | None = None


def save_all(
    attachments: Sequence[PivotAttachment],
    folder: str | os.PathLike[str],
    *,
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[SavedAttachment, ...]:
    """Write attachments into a folder; see `PivotInvoice.save_attachments`."""
    total = sum(attachment.size or 0 for attachment in attachments)
    if total > limits.archive_total_bytes:
        raise LimitExceededError(
            "archive_total_bytes", value=total, maximum=limits.archive_total_bytes
        )
    return tuple(save_digested(attachment, folder, limits) for attachment in attachments)


class _Told:
    """An attachment whose bytes are counted and digested as they pass."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self.size = 0
        self.digest = hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.size += len(piece)
            self.digest.update(piece)
            yield piece


def save_digested(
    attachment: PivotAttachment, folder: str | os.PathLike[str], limits: Limits
) -> SavedAttachment:
    """Write one attachment as `PivotAttachment.save` does, and digest it (*empreinte*) meanwhile.

    Raises:
        OSError: the folder cannot be written to.
        ValueError: the flow that it came from is closed.
    """
    try:
        told = _Told(attachment.chunks(limits))
        path = attachment.write_pieces(told, folder, limits=limits)
    except DocumentError as problem:
        return SavedAttachment(attachment=attachment, problem=problem)
    return SavedAttachment(
        attachment=attachment, path=path, size=told.size, sha256=told.digest.hexdigest()
    )
