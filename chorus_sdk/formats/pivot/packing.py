"""An attachment on its way into a pivot (*contenu d'une pièce jointe*): one zip entry in base64."""

from __future__ import annotations

import zipfile
from typing import BinaryIO, Final, cast

import pybase64

from chorus_sdk.formats.pivot.attachments import PivotAttachment
from chorus_sdk.limits import KIB, Limits

_BUFFER: Final = 48 * KIB
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


class Base64Writer:
    """A binary stream that writes base64 to another one (*écriture base64*)."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        """Take bytes."""
        self._held += data
        if len(self._held) >= _BUFFER:
            cut = len(self._held) // 3 * 3
            self._target.write(pybase64.b64encode(memoryview(self._held)[:cut].tobytes()))
            del self._held[:cut]
        return len(data)

    def flush(self) -> None:
        """Nothing can be written before a group of three is whole."""

    def finish(self) -> None:
        """Write what is left, with its padding."""
        self._target.write(pybase64.b64encode(bytes(self._held)))
        self._held.clear()


def write_content(
    target: BinaryIO, attachment: PivotAttachment, limits: Limits, *, compress: bool = True
) -> None:
    """Write the base64 of a zip whose one entry is the attachment; the same bytes every time.

    Raises:
        DocumentError: the attachment's own content cannot be read, or passes a limit.
    """
    encoder = Base64Writer(target)
    entry = zipfile.ZipInfo(attachment.name or "attachment", _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    entry.create_system = 0
    with (
        zipfile.ZipFile(cast("BinaryIO", encoder), "w") as archive,
        archive.open(entry, "w") as member,
    ):
        for piece in attachment.chunks(limits):
            member.write(piece)
    encoder.finish()
