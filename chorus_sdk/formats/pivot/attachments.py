"""The files of an invoice (*pièces jointes*): what they are, and how they get to disk safely."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Final

from chorus_sdk.errors import DocumentError, MalformedDocumentError
from chorus_sdk.formats.pivot.codes import AttachmentType
from chorus_sdk.formats.pivot.content import (
    AttachmentContent,
    BrokenContent,
    BytesContent,
    FileContent,
    ZippedContent,
    pieces_of,
)
from chorus_sdk.formats.pivot.names import safe_name
from chorus_sdk.formats.pivot.new_files import write_new
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

READABLE_LABEL: Final = "DUPLICATA FACTUR-X"
"""Category of the readable copy (portal-facts §4); also met with an underscore."""
_READABLE_NAME = re.compile(r"PJP?00X", re.IGNORECASE)
_READABLE_LABEL = re.compile(r"duplicata[ _-]+factur[ _-]?x", re.IGNORECASE)


class AttachmentRole(Enum):
    """What a file is for (*rôle d'une pièce jointe*).

    ORIGINAL is the invoice as it was sent; READABLE_COPY the PDF that Chorus Pro made of it, since
    2023 with its data inside; COMPLEMENT anything else.
    """

    ORIGINAL = "original"
    READABLE_COPY = "readable-copy"
    COMPLEMENT = "complement"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PivotAttachment:
    """One file of an invoice (*pièce jointe*, PJ).

    `name` is the name that Chorus Pro gave (NomPJ), `original_name` the supplier's (NomPJOrigine),
    `category` an open label (CategoriePJ), `type_code` 01 for the invoice itself and 02 for the
    rest (TypePJ), `media_type` that of the file inside the zip (MimeTypePJ), `rank`
    its place (NumOrdre). `unique_id` and `original_id` are filled in old files only.

    Two attachments are equal when what is said of them is; compare `sha256` for their bytes.
    """

    name: str | None = None
    original_name: str | None = None
    category: str | None = None
    type_code: AttachmentType | None = None
    media_type: str | None = None
    rank: int | None = None
    unique_id: str | None = None
    original_id: str | None = None
    content: AttachmentContent | None = field(default=None, compare=False)

    @classmethod
    def of(
        cls,
        content: bytes | Path,
        *,
        name: str,
        type_code: AttachmentType,
        media_type: str,
        category: str | None = None,
        original_name: str | None = None,
        rank: int | None = None,
    ) -> PivotAttachment:
        """Make an attachment of bytes or of a file, for `write_pivot`.

        Example:
            >>> invoice = PivotAttachment.of(
            ...     b"%PDF-1.7",
            ...     name="FAC1.pdf",
            ...     type_code=AttachmentType.INVOICE,
            ...     media_type="application/pdf",
            ... )
            >>> invoice.role, invoice.size, invoice.read()
            (<AttachmentRole.ORIGINAL: 'original'>, 8, b'%PDF-1.7')
        """
        return cls(
            name=name,
            original_name=original_name,
            category=category,
            type_code=type_code,
            media_type=media_type,
            rank=rank,
            content=BytesContent(content) if isinstance(content, bytes) else FileContent(content),
        )

    @property
    def role(self) -> AttachmentRole:
        """What the file is for (*rôle*), by its type, its name and its category."""
        if self.type_code == AttachmentType.INVOICE:
            return AttachmentRole.ORIGINAL
        complement = self.type_code == AttachmentType.COMPLEMENT
        if (complement and _READABLE_NAME.match(self.name or "")) or _READABLE_LABEL.fullmatch(
            self.category or ""
        ):
            return AttachmentRole.READABLE_COPY
        return AttachmentRole.COMPLEMENT

    @property
    def size(self) -> int | None:
        """Bytes of the file as its zip states them (*taille*); None when it cannot be read."""
        return self.content.size if self.content else None

    @property
    def packed_name(self) -> str | None:
        """The name that the file has inside its zip (*nom dans l'archive*); usually `name`."""
        return self.content.entry.name if isinstance(self.content, ZippedContent) else None

    @property
    def problem(self) -> DocumentError | None:
        """Why the content cannot be read (*anomalie*), or None; `read` and `save` raise it."""
        return self.content.problem if isinstance(self.content, BrokenContent) else None

    def chunks(self, limits: Limits = DEFAULT_LIMITS) -> Iterator[bytes]:
        """Give the bytes of the file piece by piece (*lecture par morceaux*).

        Raises:
            MalformedDocumentError: no content, bad base64, damaged zip, not exactly one entry.
            LimitExceededError: `attachment_bytes` or `attachment_ratio`.
            UnsafeDocumentError: an unusual compression.
            EncryptedDocumentError: the zip needs a password.
            ValueError: the flow that it came from is closed.
        """
        if self.content is None:
            raise MalformedDocumentError("The attachment has no content.")
        return self.content.chunks(limits)

    def read(self, limits: Limits = DEFAULT_LIMITS) -> bytes:
        """Return the bytes of the file, whole; raises what `chunks` raises."""
        return b"".join(self.chunks(limits))

    def packed_chunks(self) -> Iterator[bytes]:
        """Give the zip itself, as the pivot holds it (*archive de la pièce jointe*), in pieces.

        It is there even where the file inside cannot be read, such as that of a zip with two
        entries; nothing comes where there is no content, where its base64 is damaged, or of an
        attachment that no pivot was read for.

        Raises:
            ValueError: the flow that it came from is closed.
        """
        content = self.content
        packed = content.packed if isinstance(content, (ZippedContent, BrokenContent)) else None
        return pieces_of(packed) if packed is not None else iter(())

    def sha256(self, limits: Limits = DEFAULT_LIMITS) -> str:
        """Return the SHA-256 of the file in hexadecimal (*empreinte*); raises as `chunks` does."""
        digest = hashlib.sha256()
        for piece in self.chunks(limits):
            digest.update(piece)
        return digest.hexdigest()

    def save(
        self,
        folder: str | os.PathLike[str],
        *,
        name: str | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Path:
        """Write the file into a folder, which is made if need be (*enregistrer*).

        Its name is `name`, or the attachment's own, made safe: nothing is written outside the
        folder, and a file that is there already is never touched: a number is put behind the name.
        After an error no part of the file stays.

        Returns:
            Where the file is.

        Raises:
            MalformedDocumentError, LimitExceededError, UnsafeDocumentError: as `chunks` does.
            OSError: the folder cannot be written to.
        """
        pieces = self.chunks(limits)
        return self.write_pieces(pieces, folder, name=name, limits=limits)

    def write_pieces(
        self,
        pieces: Iterable[bytes],
        folder: str | os.PathLike[str],
        *,
        name: str | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Path:
        """Write what was made of the file's bytes under its name (*enregistrer*), as `save` does.

        Raises:
            DocumentError: what the pieces raise; no part of the file stays then.
            OSError: the folder cannot be written to.
        """
        wanted = safe_name(
            name or self.name or self.original_name or "", maximum=limits.file_name_characters
        )
        return write_new(folder, wanted, pieces)

    def __repr__(self) -> str:
        return f"PivotAttachment({self.name!r}, {self.role.value}, {self.media_type})"
