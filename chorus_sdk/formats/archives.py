"""Archives (*archives*, zip and tar.gz): bounded, safe, one member at a time."""

from __future__ import annotations

import gzip
import io
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final, Self

from chorus_sdk.errors import (
    ChorusError,
    EncryptedDocumentError,
    LimitExceededError,
    MalformedDocumentError,
    UnknownFormatError,
    UnsafeDocumentError,
)
from chorus_sdk.formats.base import load
from chorus_sdk.limits import DEFAULT_LIMITS, KIB, MIB, Limits

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = b"\x1f\x8b"
_CENTRAL_ENTRY = b"PK\x01\x02"
_NESTED: Final = (".zip", ".tar.gz", ".tgz")
_ENGINE_ERRORS = (zlib.error, EOFError, ValueError, OverflowError, struct.error, RuntimeError)
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_HEADER_BYTES = 64 * KIB
_SMALL = 64 * KIB
_TAR_OVERHEAD = 4 * 512  # a header, an extended one, and the padding of both
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_HOSTILE = re.compile(r"[\x00-\x1f\x7f]|^[A-Za-z]:|^/")


@dataclass(frozen=True)
class Member:
    """One file of an archive (*fichier d'une archive*).

    `name` is its path with `/`, proven harmless; `archives` names the archives around it inside
    the outermost one, outermost first.
    """

    name: str
    content: bytes
    archives: tuple[str, ...] = ()


def members(source: bytes | BinaryIO, *, limits: Limits = DEFAULT_LIMITS) -> Iterator[Member]:
    """Yield the files of a zip or tar.gz in their order (*parcourir une archive*).

    Folders are passed over. An archive inside, by name and content, is opened too, as deep as
    `limits.archive_nesting` allows; its files say so in `Member.archives`.

    Raises:
        UnknownFormatError: neither zip nor tar.gz.
        MalformedDocumentError: damaged.
        EncryptedDocumentError: a member has a password.
        UnsafeDocumentError: a link or device, an absolute path, `..`, a name no system should meet.
        LimitExceededError: too many entries, too large, too dense, too deep, too long a name.

    Example:
        >>> out = io.BytesIO()
        >>> with zipfile.ZipFile(out, "w") as archive:
        ...     archive.writestr("lot/facture.xml", b"<Invoice/>")
        >>> [(m.name, m.content) for m in members(out.getvalue())]
        [('lot/facture.xml', b'<Invoice/>')]
    """
    return _walk(load(source, limits), _Budget(limits), ())


class _Budget:
    """What is left of the limits, over an archive and all archives inside it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._entries = 0
        self._total = 0

    def enter(self, size: int) -> None:
        """Count one member by the size that it states, before it is unpacked."""
        self._entries += 1
        self._total += size
        limits = self.limits
        for name, value, maximum in (
            ("archive_entries", self._entries, limits.archive_entries),
            ("archive_member_bytes", size, limits.archive_member_bytes),
            ("archive_total_bytes", self._total, limits.archive_total_bytes),
        ):
            if value > maximum:
                raise LimitExceededError(name, value=value, maximum=maximum)

    def check_ratio(self, packed: int, unpacked: int) -> None:
        """Refuse what is denser than any invoice; small members harm nobody."""
        if unpacked > _SMALL and unpacked > packed * self.limits.archive_ratio:
            raise LimitExceededError(
                "archive_ratio",
                value=unpacked // max(1, packed),
                maximum=self.limits.archive_ratio,
            )


def _walk(data: bytes, budget: _Budget, around: tuple[str, ...]) -> Iterator[Member]:
    if len(around) > budget.limits.archive_nesting:
        raise LimitExceededError(
            "archive_nesting", value=len(around), maximum=budget.limits.archive_nesting
        )
    if data.startswith(_ZIP):
        files = _zip_files(data, budget)
    elif data.startswith(_GZIP):
        files = _tar_files(data, budget)
    else:
        raise UnknownFormatError("The archive is neither zip nor tar.gz.")
    for name, content in files:
        if name.lower().endswith(_NESTED) and content.startswith((*_ZIP, _GZIP)):
            yield from _walk(content, budget, (*around, name))
        else:
            yield Member(name, content, around)


def _zip_files(data: bytes, budget: _Budget) -> Iterator[tuple[str, bytes]]:
    entries = data.count(_CENTRAL_ENTRY)
    if entries > budget.limits.archive_entries:
        raise LimitExceededError(
            "archive_entries", value=entries, maximum=budget.limits.archive_entries
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                if not info.is_dir():
                    yield _safe(info.filename, budget.limits), _zip_content(archive, info, budget)
    except ChorusError:
        raise
    except (zipfile.BadZipFile, *_ENGINE_ERRORS) as error:
        raise MalformedDocumentError("The zip is damaged.") from error


def _zip_content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget) -> bytes:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise UnsafeDocumentError("The archive holds a link or a device, which no invoice needs.")
    if info.flag_bits & 1:
        raise EncryptedDocumentError(
            "A file of the archive has a password.", hint="Ask its sender for it without one."
        )
    if info.compress_type not in _PACKINGS:
        raise MalformedDocumentError("The zip is packed in an unusual way.")
    budget.enter(info.file_size)
    budget.check_ratio(info.compress_size, info.file_size)
    with archive.open(info) as stream:
        content = stream.read(info.file_size + 1)
    if len(content) != info.file_size:
        raise MalformedDocumentError("The zip states a wrong size for one of its files.")
    return content


class _Header(tarfile.TarInfo):
    """A tar header; one that only carries a long name may not be long itself."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        header = super().frombuf(buf, encoding, errors)
        is_about_another = header.type not in tarfile.SUPPORTED_TYPES or header.type in (
            tarfile.GNUTYPE_LONGNAME,
            tarfile.GNUTYPE_LONGLINK,
        )
        if is_about_another and header.size > _HEADER_BYTES:
            raise LimitExceededError(
                "file_name_characters", value=header.size, maximum=_HEADER_BYTES
            )
        return header


class _Unpacked(io.RawIOBase):
    """A gzip stream that stops when it grows past the limits."""

    def __init__(self, data: bytes, budget: _Budget) -> None:
        super().__init__()
        self._packed = len(data)
        self._stream = gzip.GzipFile(fileobj=io.BytesIO(data))
        self._budget = budget
        self._given = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self._given += len(piece)
        self._budget.check_ratio(self._packed, self._given)
        limits = self._budget.limits
        maximum = limits.archive_total_bytes
        if self._given > maximum + limits.archive_entries * _TAR_OVERHEAD + MIB:
            raise LimitExceededError("archive_total_bytes", value=None, maximum=maximum)
        return piece


def _tar_files(data: bytes, budget: _Budget) -> Iterator[tuple[str, bytes]]:
    unpacked = _Unpacked(data, budget)
    try:
        with tarfile.open(fileobj=unpacked, mode="r|", tarinfo=_Header) as archive:
            for header in archive:
                if not header.isdir():
                    yield _safe(header.name, budget.limits), _tar_content(archive, header, budget)
    except ChorusError:
        raise
    except (tarfile.TarError, gzip.BadGzipFile, *_ENGINE_ERRORS) as error:
        raise MalformedDocumentError("The tar.gz is damaged.") from error


def _tar_content(archive: tarfile.TarFile, header: tarfile.TarInfo, budget: _Budget) -> bytes:
    if not header.isreg() or header.issparse():
        raise UnsafeDocumentError("The archive holds a link or a device, which no invoice needs.")
    budget.enter(header.size)
    stream = archive.extractfile(header)
    content = stream.read() if stream is not None else b""
    if len(content) != header.size:
        raise MalformedDocumentError("The tar.gz ends in the middle of a file.")
    return content


def _safe(name: str, limits: Limits) -> str:
    """Return the name with `/`, or refuse it."""
    path = name.replace("\\", "/")
    parts = path.split("/")
    if _HOSTILE.search(path) or ".." in parts or any(_DEVICE.fullmatch(p.strip()) for p in parts):
        raise UnsafeDocumentError("A file of the archive has a name that leads out of it.")
    longest = max(len(part) for part in parts)
    if longest > limits.file_name_characters:
        raise LimitExceededError(
            "file_name_characters", value=longest, maximum=limits.file_name_characters
        )
    return path.removeprefix("./")
