"""Attachments: hand in, list, fetch (*pièces jointes*)."""

from __future__ import annotations

from chorus_sdk._http.api import Api
from chorus_sdk._http.outcomes import outcome_unknown
from chorus_sdk._http.paging import Pager
from chorus_sdk.errors import Fingerprint
from chorus_sdk.formats.base import Source
from chorus_sdk.limits import DEFAULT_LIMITS, Limits
from chorus_sdk.services.attachment_files import wrap
from chorus_sdk.services.attachment_values import (
    Attachment,
    AttachmentRequest,
    UploadedAttachment,
)
from chorus_sdk.services.downloads import decode_file
from chorus_sdk.services.operations import (
    ACCOUNT_ATTACHMENTS,
    ADD_FILE,
    DETACH_FILE,
    DOWNLOAD_ATTACHMENT,
    STRUCTURE_ATTACHMENTS,
)
from chorus_sdk.services.quirks import parse_number
from chorus_sdk.services.searches import search
from chorus_sdk.services.structures import Structure
from chorus_sdk.services.wire import attachments as wire
from chorus_sdk.services.wire.codec import encode, pick


class Attachments:
    """Files that go with payment requests, accounts and structures (*pièces jointes*)."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def add(
        self,
        source: Source,
        *,
        file_name: str | None = None,
        media_type: str | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> UploadedAttachment:
        """Hand in a file to one's own account (*ajouter un fichier*); `submit` then names it.

        Raises:
            UnknownFormatError: no extension, or one that Chorus Pro does not take.
            LimitExceededError: over 10 MB, or a name over 50 characters.
            OutcomeUnknownError: the answer was lost; look for it with `of_account`.
            RejectedRequestError: the platform refuses the file.
        """
        file = wrap(source, file_name=file_name, media_type=media_type, limits=limits)
        asked = {
            "content": file.encoded(),
            "file_name": file.file_name,
            "media_type": file.media_type,
            "extension": file.extension,
        }
        fingerprint = Fingerprint(
            operation=ADD_FILE.name,
            file_name=file.file_name,
            sha256=file.sha256,
            sent_at=self._api.clock.now(),
        )
        members = self._api.call(ADD_FILE, encode(asked, wire.ADD), fingerprint=fingerprint)
        number = parse_number(pick(members, wire.ADDED["id"]))
        if number is None:
            raise outcome_unknown(ADD_FILE, fingerprint)
        return UploadedAttachment(id=number, file_name=file.file_name, sha256=file.sha256)

    def detach(self, attachment: Attachment | int) -> None:
        """Take a file away from what it is tied to (*détacher*): *deprecated*, *unverified*.

        An `int` is the number of the tie (`Attachment.link_id`).

        Raises:
            ValueError: the attachment has no tie.
            RejectedRequestError: no such tie, or no right to it.
        """
        link = attachment if isinstance(attachment, int) else attachment.link_id
        if link is None:
            raise ValueError("the attachment is not tied to anything")
        self._api.call(DETACH_FILE, encode({"link_id": link}, wire.DETACH))

    def of_structure(
        self,
        structure: Structure | int,
        *,
        designation: str | None = None,
        type_id: int | None = None,
        language: str = "fr",
        limit: int | None = None,
    ) -> Pager[Attachment]:
        """List the files of a structure (*pièces jointes d'une structure*).

        `type_id` is an `AttachmentType.id` of the reference data. Read lazily.
        """
        asked = {
            "structure_id": structure if isinstance(structure, int) else structure.id,
            "designation": designation,
            "type_id": type_id,
            "language": language,
        }
        return search(
            self._api,
            STRUCTURE_ATTACHMENTS,
            asked,
            wire.SEARCH_STRUCTURE,
            model=Attachment,
            names=wire.ATTACHMENT,
            at=wire.PAGE,
            key=_key,
            limit=limit,
        )

    def of_account(
        self,
        *,
        designation: str | None = None,
        type_id: int | None = None,
        language: str = "fr",
        limit: int | None = None,
    ) -> Pager[Attachment]:
        """List the files of one's own account (*pièces jointes de mon compte*), read lazily."""
        asked = {"designation": designation, "type_id": type_id, "language": language}
        return search(
            self._api,
            ACCOUNT_ATTACHMENTS,
            asked,
            wire.SEARCH_ACCOUNT,
            model=Attachment,
            names=wire.ATTACHMENT,
            at=wire.PAGE,
            key=_key,
            limit=limit,
        )

    def download(self, wanted: AttachmentRequest) -> bytes:
        """Download what an object has attached (*télécharger une pièce jointe*).

        The result is one file, or an archive of several: `detect` tells which.

        Raises:
            ApiError: too big, not found, no right.
        """
        asked = {"object": wanted.kind.value, **wanted.asked}
        members = self._api.call(DOWNLOAD_ATTACHMENT, encode(asked, wire.DOWNLOAD))
        return decode_file(pick(members, wire.DOWNLOADED), wire.DOWNLOADED)


def _key(attachment: Attachment) -> tuple[int, int | None]:
    return attachment.id, attachment.link_id
