"""Through an archive and those inside it, one entry after the other (*parcours*)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Final

from chorus_sdk.errors import (
    DocumentError,
    LimitExceededError,
    UnknownFormatError,
    UnsafeDocumentError,
)
from chorus_sdk.formats.archives.budget import Budget
from chorus_sdk.formats.archives.entries import Entry, RawFile
from chorus_sdk.formats.archives.gunzip import Unpacked
from chorus_sdk.formats.archives.names import harmless, shown
from chorus_sdk.formats.archives.streams import (
    Chained,
    Readable,
    anywhere,
    opened,
    read_exactly,
)
from chorus_sdk.formats.archives.tars import BLOCK, tar_files
from chorus_sdk.formats.archives.zips import zip_files
from chorus_sdk.formats.base import Source
from chorus_sdk.formats.detection.text import is_tar

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP: Final = b"\x1f\x8b"
_STRICT: Final = (".zip", ".tar.gz", ".tgz")
_WIDE: Final = (*_STRICT, ".tar", ".gz")
_FOR_ALL: Final = frozenset({"archive_entries", "archive_total_bytes"})


class Walk:
    """One walk through an archive (*parcours*).

    A wide one takes a tar without compression and a gzip of a single file too. Errors of one file
    are entries; an error of the archive itself is raised when what came before it was given.
    """

    def __init__(self, budget: Budget, *, wide: bool) -> None:
        self._budget = budget
        self._wide = wide

    def entries(
        self, source: Source, *, name: str = "", around: tuple[str, ...] = ()
    ) -> Iterator[Entry]:
        """Yield the entries of an archive that is called `name` and stands inside `around`."""
        with ExitStack() as stack:
            stream = stack.enter_context(opened(source))
            seen: set[str] = set()
            for file in self._files(stream, name, stack):
                entry = self._entry(file, around, seen)
                inner = entry.content
                if inner is not None and self._is_archive(entry.name, inner):
                    yield from self._inside(entry.name, inner, around)
                else:
                    yield entry

    def _files(self, stream: Readable, name: str, stack: ExitStack) -> Iterator[RawFile]:
        head = read_exactly(stream, BLOCK)
        if head.startswith(_ZIP):
            pieces = stack.enter_context(anywhere(head, stream, self._budget.limits))
            return zip_files(pieces, self._budget)
        if head.startswith(_GZIP):
            return self._unpacked(Unpacked(Chained(head, stream), self._budget), name)
        if self._wide and is_tar(head):
            return tar_files(Chained(head, stream), self._budget)
        raise UnknownFormatError("The archive is neither zip nor tar.gz.")

    def _unpacked(self, stream: Unpacked, name: str) -> Iterator[RawFile]:
        head = read_exactly(stream, BLOCK)
        whole = Chained(head, stream)
        if is_tar(head) or not self._wide or (head and not head.strip(b"\0")):
            return tar_files(whole, self._budget)
        inner = name[:-3] if name.lower().endswith(".gz") else name
        return iter((RawFile(inner or "content", lambda: self._single(whole)),))

    def _single(self, stream: Readable) -> bytes:
        maximum = self._budget.limits.archive_member_bytes
        content = read_exactly(stream, maximum + 1)
        self._budget.enter(len(content))
        self._budget.check_member(len(content))
        return content

    def _entry(self, file: RawFile, around: tuple[str, ...], seen: set[str]) -> Entry:
        try:
            name = harmless(file.name, self._budget.limits)
        except DocumentError as error:
            return Entry(shown(file.name), around, error=error)
        if name in seen:
            twice = UnsafeDocumentError("The archive holds two files of that name.")
            return Entry(name, around, error=twice)
        seen.add(name)
        try:
            return Entry(name, around, content=file.read())
        except DocumentError as error:
            return Entry(name, around, error=error)

    def _is_archive(self, name: str, content: bytes) -> bool:
        suffixes = _WIDE if self._wide else _STRICT
        if not name.lower().endswith(suffixes):
            return False
        return content.startswith((*_ZIP, _GZIP)) or (self._wide and is_tar(content[:BLOCK]))

    def _inside(self, name: str, content: bytes, around: tuple[str, ...]) -> Iterator[Entry]:
        try:
            self._budget.check_depth(len(around) + 1)
            last = name.rpartition("/")[2]
            yield from self.entries(content, name=last, around=(*around, name))
        except DocumentError as error:
            if isinstance(error, LimitExceededError) and error.limit in _FOR_ALL:
                raise
            yield Entry(name, around, error=error)
