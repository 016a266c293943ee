"""Attachments as Chorus Pro lists them, and what one can ask to download: values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from chorus_sdk.services.codes import AttachmentObject, IdentifierType
from chorus_sdk.services.issued import DownloadFormat
from chorus_sdk.services.quirks import WireNumber, WireText
from chorus_sdk.services.wire import attachments as wire
from chorus_sdk.services.wire.codec import DomainModel


@dataclass(frozen=True, kw_only=True)
class UploadedAttachment:
    """A file that was handed to Chorus Pro (*pièce jointe ajoutée*).

    `id` is the platform's *pieceJointeId*; `sha256` is in hexadecimal.
    """

    id: int
    file_name: str
    sha256: str


class Attachment(DomainModel):
    """A file of an account or a structure (*pièce jointe*).

    `id` is the file's number (*pieceJointeId*), `link_id` that of its tie to the account or the
    structure (*pieceJointeObjetId*).
    """

    id: int
    link_id: WireNumber = None
    user_id: WireNumber = None
    structure_id: WireNumber = None
    structure_code: WireText = None
    structure_name: WireText = None
    type_code: WireText = None
    type_label: WireText = None
    designation: WireText = None
    extension: WireText = None


@dataclass(frozen=True, kw_only=True)
class AttachmentRequest:
    """What is to be downloaded (*objet de la pièce jointe*); made by one of its class methods.

    Example:
        >>> AttachmentRequest.commitment("1000000001").kind.label_en
        'legal commitment'
    """

    kind: AttachmentObject
    asked: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def payment_requests(
        cls,
        ids: Iterable[int],
        *,
        format: DownloadFormat = DownloadFormat.PDF,  # noqa: A002 (the field's own name)
        with_attachments: bool = True,
    ) -> Self:
        """Ask for payment requests (*demandes de paiement*), memoranda and refunds included.

        Raises:
            ValueError: no payment request is named.
        """
        named = [{wire.INVOICE: one} for one in ids]
        if not named:
            raise ValueError("a download names at least one payment request")
        return cls(
            kind=AttachmentObject.PAYMENT_REQUEST,
            asked={
                "format": format.value,
                "with_attachments": wire.YES if with_attachments else wire.NO,
                "invoices": named,
            },
        )

    @classmethod
    def commitment(cls, number: str) -> Self:
        """Ask for the files of a legal commitment (*engagement juridique*)."""
        return cls(kind=AttachmentObject.COMMITMENT, asked={"commitment_number": number})

    @classmethod
    def ticket(cls, ticket_id: int, *, with_files: bool = True) -> Self:
        """Ask for a support ticket (*sollicitation*)."""
        return cls(
            kind=AttachmentObject.TICKET,
            asked={"ticket_id": ticket_id, "ticket_files": wire.YES if with_files else wire.NO},
        )

    @classmethod
    def structure(
        cls,
        structure: int | str,
        *,
        files: AttachmentObject = AttachmentObject.STRUCTURE_ATTACHMENT,
        identifier_type: IdentifierType | str = IdentifierType.SIRET,
    ) -> Self:
        """Ask for a structure's attachments, mandates or bank accounts (*structure*).

        `structure` is the platform's number, or an identifier of `identifier_type`.
        """
        if isinstance(structure, int):
            return cls(kind=files, asked={"structure_id": structure})
        return cls(
            kind=files, asked={"identifier": structure, "identifier_type": str(identifier_type)}
        )

    @classmethod
    def user(cls) -> Self:
        """Ask for the files of one's own account (*utilisateur*)."""
        return cls(kind=AttachmentObject.USER)
