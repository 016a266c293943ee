"""The attachments of one invoice as Chorus Pro names them (*pièces jointes d'une facture*)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from chorus_sdk.formats.pivot.attachments import READABLE_LABEL, PivotAttachment
from chorus_sdk.formats.pivot.codes import AttachmentType
from chorus_sdk.formats.pivot.names import safe_name

_NAME_CHARACTERS: Final = 50
_PDF: Final = "application/pdf"
_EXTENSIONS: Final = {_PDF: ".pdf", "application/xml": ".xml", "text/xml": ".xml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierFile:
    """A file that the supplier sent along (*pièce complémentaire*); `name` is the supplier's."""

    name: str
    content: bytes | Path
    media_type: str
    category: str | None = None


def compose_attachments(
    *,
    supplier_id: str,
    invoice_number: str,
    original: bytes | Path,
    original_type: str = _PDF,
    readable_copy: bytes | Path | None = None,
    complements: Iterable[SupplierFile] = (),
) -> tuple[PivotAttachment, ...]:
    """Make the attachments of an invoice for `write_pivot`: original, readable copy, the rest.

    Names are those of the platform: `FAC` + identifier + number for the original, `PJP00X` before
    that for the readable copy, `PJ01X`, `PJ02X`… for the others.

    Example:
        >>> for item in compose_attachments(
        ...     supplier_id="99986401570264",
        ...     invoice_number="F-1",
        ...     original=b"<Invoice/>",
        ...     original_type="application/xml",
        ...     readable_copy=b"%PDF",
        ... ):
        ...     print(item.type_code, item.name, item.role.value)
        01 FAC99986401570264F-1.xml original
        02 PJP00XFAC99986401570264F-1.pdf readable-copy
    """
    stem = f"FAC{supplier_id}{invoice_number}"
    made = [
        PivotAttachment.of(
            original,
            name=_name(stem, _EXTENSIONS.get(original_type, "")),
            type_code=AttachmentType.INVOICE,
            media_type=original_type,
            rank=1,
        )
    ]
    if readable_copy is not None:
        made.append(
            PivotAttachment.of(
                readable_copy,
                name=_name(f"PJP00X{stem}", ".pdf"),
                type_code=AttachmentType.COMPLEMENT,
                media_type=_PDF,
                category=READABLE_LABEL,
                rank=2,
            )
        )
    for number, extra in enumerate(complements, 1):
        extension = PurePosixPath(extra.name).suffix
        made.append(
            PivotAttachment.of(
                extra.content,
                name=_name(f"PJ{number:02}X{stem}", extension),
                type_code=AttachmentType.COMPLEMENT,
                media_type=extra.media_type,
                category=extra.category,
                original_name=safe_name(extra.name, maximum=_NAME_CHARACTERS),
                rank=len(made) + 1,
            )
        )
    return tuple(made)


def _name(stem: str, extension: str) -> str:
    return safe_name(f"{stem}{extension}", maximum=_NAME_CHARACTERS)
