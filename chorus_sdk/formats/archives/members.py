"""The files of a zip or tar.gz as bytes, strictly (*fichiers d'une archive*)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chorus_sdk.formats.archives.budget import Budget
from chorus_sdk.formats.archives.walk import Walk
from chorus_sdk.formats.base import Source
from chorus_sdk.limits import DEFAULT_LIMITS, Limits


@dataclass(frozen=True)
class Member:
    """One file of an archive (*fichier d'une archive*).

    `name` is its path with `/`, proven harmless; `archives` names the archives around it inside
    the outermost one, outermost first.
    """

    name: str
    content: bytes
    archives: tuple[str, ...] = ()


def members(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> Iterator[Member]:
    """Yield the files of a zip or tar.gz in their order (*parcourir une archive*).

    Folders are passed over. An archive inside, by name and content, is opened too, as deep as
    `limits.archive_nesting` allows; its files say so in `Member.archives`. The archive itself is
    never in memory whole, unless it is given as bytes: one member is, at a time.

    Raises:
        UnknownFormatError: neither zip nor tar.gz.
        MalformedDocumentError: damaged or cut; what came before it has been given.
        EncryptedDocumentError: a member has a password.
        UnsafeDocumentError: a link or device, an absolute path, `..`, a name no system should
            meet, two files of one name.
        LimitExceededError: too many entries, too large, too dense, too deep, too long a name.
        OSError: the path cannot be read.
        TypeError: not a path, bytes or a binary stream.

    Example:
        >>> import io, zipfile
        >>> out = io.BytesIO()
        >>> with zipfile.ZipFile(out, "w") as archive:
        ...     archive.writestr("lot/facture.xml", b"<Invoice/>")
        >>> [(m.name, m.content) for m in members(out.getvalue())]
        [('lot/facture.xml', b'<Invoice/>')]
    """
    for entry in Walk(Budget(limits), wide=False).entries(source):
        if entry.error is not None:
            raise entry.error
        yield Member(entry.name, entry.content or b"", entry.archives)
