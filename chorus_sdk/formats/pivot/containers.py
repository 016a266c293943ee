"""What a pivot travels in (*conteneurs*): told by first bytes, never by name, and streamed.

XML as it is; the portal's zip (`PivotS.xml` beside a folder of readable files); the tar.gz of EDI;
the base64 text of an API answer around any of these, alone or in the answer's JSON; a folder of
such files. Each may hold several pivots.
"""

from __future__ import annotations

import io
import os
import re
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, cast

from chorus_sdk import _xml
from chorus_sdk.errors import (
    DocumentError,
    EncryptedDocumentError,
    LimitExceededError,
    MalformedDocumentError,
    UnknownFormatError,
    UnsafeDocumentError,
)
from chorus_sdk.formats.base import FormatId, Source
from chorus_sdk.formats.pivot import tar_entries, zip_entry
from chorus_sdk.formats.pivot.base64_text import Base64Decoder, Base64Reader
from chorus_sdk.formats.pivot.folders import files_of
from chorus_sdk.formats.pivot.names import spelled
from chorus_sdk.formats.pivot.streams import (
    Bounded,
    FileRange,
    Gunzip,
    JsonText,
    Prefixed,
    Readable,
    read_head,
)
from chorus_sdk.limits import KIB, Limits

_HEAD: Final = 4 * KIB
_XML: Final = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00<")
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP: Final = b"\x1f\x8b"
_ANSWER: Final = re.compile(rb"(?s)\s*\{.{0,2000}?\"fichierResultat\"\s*:\s*\"")
"""What stands before the file in an answer of the API."""
_BASE64: Final = re.compile(rb"[A-Za-z0-9+/=\s]+")
_ZIP_ERRORS: Final = (
    zipfile.BadZipFile,
    RuntimeError,
    EOFError,
    struct.error,
    ValueError,
    OverflowError,
)
"""What `zipfile` raises about damage; a version it does not know is a RuntimeError, a name that is
not in its stated encoding a ValueError."""
_RECORD_BYTES: Final = 1 * KIB
"""What a directory may take for each entry that the limits allow."""


@dataclass(frozen=True, slots=True)
class Document:
    """One XML document to read (*document*); `file` is its name inside a container."""

    stream: Readable
    file: str | None = None


class Opener:
    """Opens sources that hold documents with one root element (*ouverture*).

    What it opens is closed by `stack`. `container` tells what was found around the XML, `skipped`
    the members of an archive or folder that could not be looked at, and why; `is_folder` that the
    source is a folder, where one broken file says nothing of the next.
    """

    def __init__(self, root: str, stack: ExitStack, limits: Limits) -> None:
        self.container: FormatId | None = None
        self.is_folder = False
        self.skipped: list[tuple[str, DocumentError]] = []
        self._root = root
        self._stack = stack
        self._limits = limits

    def open(self, source: Source) -> Iterator[Document]:
        """Yield the documents of a source.

        Raises:
            UnknownFormatError: none of the forms that a pivot comes in, or no pivot inside.
            MalformedDocumentError, UnsafeDocumentError: a damaged or hostile container.
            LimitExceededError: a limit on archives.
            OSError: the path cannot be read.
            TypeError: not a path, bytes or a binary stream.
        """
        if isinstance(source, bytes):
            stream: BinaryIO = io.BytesIO(source)
        elif isinstance(source, (str, os.PathLike)):
            if Path(source).is_dir():
                self.is_folder = True
                return self._from_folder(Path(source))
            stream = self._stack.enter_context(Path(source).open("rb"))  # noqa: SIM115 (the stack does)
        elif hasattr(source, "read"):
            stream = source
        else:
            raise TypeError(f"a source is a path, bytes or a binary stream, not {type(source)!r}")
        return self._look(stream, within_base64=False)

    def _from_folder(self, folder: Path) -> Iterator[Document]:
        """Yield the documents of all files; what is none is passed over, what is broken is told."""
        found = False
        for path in files_of(folder, self._limits):
            name = spelled(path.relative_to(folder))
            with ExitStack() as stack:
                opener = Opener(self._root, stack, self._limits)
                try:
                    for document in opener.open(path):
                        found, self.container = True, opener.container
                        inner = f"{name}/{document.file}" if document.file else name
                        yield Document(document.stream, inner)
                except UnknownFormatError:
                    continue
                except (DocumentError, OSError) as error:
                    self._skip(name, error)
                self.skipped += [(f"{name}/{file}", error) for file, error in opener.skipped]
        self._raise_unless(found)

    def _look(self, stream: Readable, *, within_base64: bool) -> Iterator[Document]:
        head = read_head(stream, _HEAD)
        whole = Prefixed(head, stream)
        if head.lstrip().startswith(_XML):
            return iter((Document(whole),))
        if head.startswith(_ZIP):
            self.container = FormatId.ZIP
            return self._from_zip(self._seekable(head, stream, whole))
        if head.startswith(_GZIP):
            self.container = FormatId.TAR_GZ
            return self._from_gzip(Gunzip(whole, self._limits))
        if not within_base64 and _is_base64(head):
            return self._look(Base64Reader(whole), within_base64=True)
        answer = None if within_base64 else _ANSWER.match(head)
        if answer:
            text = JsonText(Prefixed(head[answer.end() :], stream))
            return self._look(Base64Reader(text), within_base64=True)
        raise UnknownFormatError(
            "The source is not XML, a zip, a tar.gz, or base64 around one of them.",
            hint="Pass the pivot as the portal, the API or EDI gave it.",
        )

    def _seekable(self, head: bytes, stream: Readable, whole: Prefixed) -> BinaryIO:
        """Return the stream itself, put back, or a temporary copy of what cannot go back."""
        seekable = getattr(stream, "seekable", None)
        if seekable is not None and seekable():
            binary = cast("BinaryIO", stream)
            binary.seek(-len(head), os.SEEK_CUR)
            return binary
        copy = self._stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
        maximum = self._limits.archive_total_bytes
        total = 0
        while piece := whole.read(64 * KIB):
            total += len(piece)
            if total > maximum:
                raise LimitExceededError("archive_total_bytes", value=None, maximum=maximum)
            copy.write(piece)
        copy.seek(0)
        return cast("BinaryIO", copy)

    def _from_zip(self, stream: BinaryIO) -> Iterator[Document]:
        start = stream.tell()
        self._check_directory(FileRange(stream))
        stream.seek(start)
        try:
            archive = self._stack.enter_context(zipfile.ZipFile(stream))
        except _ZIP_ERRORS as error:
            raise _damaged(error) from error
        found = False
        for info in archive.infolist():
            with ExitStack() as member:
                try:
                    self._check_member(info)
                    content = Bounded(member.enter_context(archive.open(info)), self._limits)
                    document = self._look_into(content, info.filename)
                except (*_ZIP_ERRORS, DocumentError) as error:
                    self._skip(info.filename, error)
                    continue
                if document:
                    found = True
                    yield document
        self._raise_unless(found)

    def _check_directory(self, source: FileRange) -> None:
        directory = zip_entry.find_directory(source)
        maximum = self._limits.archive_entries
        if directory.entries > maximum or directory.size > maximum * _RECORD_BYTES:
            raise LimitExceededError("archive_entries", value=directory.entries, maximum=maximum)

    def _check_member(self, info: zipfile.ZipInfo) -> None:
        limits = self._limits
        if info.flag_bits & 0x1:
            raise EncryptedDocumentError("A file of the archive needs a password.")
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise UnsafeDocumentError("A file of the archive is packed in an unusual way.")
        if info.file_size > limits.archive_total_bytes:
            raise LimitExceededError(
                "archive_total_bytes", value=info.file_size, maximum=limits.archive_total_bytes
            )
        packed = max(1, info.compress_size)
        if info.file_size > packed * limits.archive_ratio:
            raise LimitExceededError(
                "archive_ratio", value=info.file_size // packed, maximum=limits.archive_ratio
            )

    def _from_gzip(self, content: Gunzip) -> Iterator[Document]:
        head = read_head(content, _HEAD)
        whole = Prefixed(head, content)
        if head.lstrip().startswith(_XML):
            yield Document(Bounded(whole, self._limits))
            return
        found = False
        for member in tar_entries.members(whole, self._limits):
            try:
                document = self._look_into(Bounded(member, self._limits), member.name)
            except UnsafeDocumentError as error:
                self._skip(member.name, error)
                continue
            if document:
                found = True
                yield document
        self._raise_unless(found)

    def _look_into(self, member: Readable, name: str) -> Document | None:
        """Return the member as a document if its first bytes have the right root."""
        head = read_head(member, _HEAD)
        if not head.lstrip().startswith(_XML):
            return None
        try:
            if _xml.sniff(head).name != self._root:
                return None
        except MalformedDocumentError:
            return None
        return Document(Prefixed(head, member), name)

    def _skip(self, name: str, error: Exception) -> None:
        problem: DocumentError
        if isinstance(error, DocumentError):
            problem = error
        elif isinstance(error, OSError):
            problem = DocumentError(f"The file cannot be opened: {error.strerror}.")
        else:
            problem = _damaged(error)
        self.skipped.append((name, problem))

    def _raise_unless(self, found: bool) -> None:  # noqa: FBT001 (a private word)
        if found:
            return
        if self.skipped:
            raise self.skipped[0][1]
        raise UnknownFormatError(
            f"The {'folder' if self.is_folder else 'archive'} holds no {self._root}."
        )


def _damaged(cause: Exception) -> MalformedDocumentError:
    problem = MalformedDocumentError("The zip archive is damaged.")
    problem.__cause__ = cause
    return problem


def _is_base64(head: bytes) -> bool:
    if not _BASE64.fullmatch(head):
        return False
    letters = b"".join(head.split())
    try:
        start = Base64Decoder().feed(letters[: len(letters) & ~3])
    except DocumentError:
        return False
    return start.lstrip().startswith((*_XML, *_ZIP, _GZIP))
