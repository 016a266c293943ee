"""Cut a large pivot into parts that can be read by themselves (*découpage*).

A part is a run of whole invoices: read behind the head of the file and before the closing tags, it
is a pivot of its own. Parts depend on the file alone, never on who reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from chorus_sdk.export.files import SourceFile
from chorus_sdk.export.scanning import Start, UnsplittableError, invoice_starts
from chorus_sdk.limits import KIB, MIB

PART_BYTES: Final = 16 * MIB
"""A part ends with the first invoice that reaches this size."""
_HEAD_BYTES: Final = 64 * KIB
"""The envelope and what stands around it; a longer head is not cut off its invoices."""
_UTF8_MARK: Final = b"\xef\xbb\xbf"
_SPACE: Final = rb"(?:\s|<!--(?:(?!-->).)*-->)*"
_LIST: Final = re.compile(rb"<CPPFactures(\s[^<>]*)?>" + _SPACE + rb"\Z", re.DOTALL)
_STATED: Final = re.compile(rb"\sCompteur\s*=\s*[\"']\s*([0-9]{1,18})\s*[\"']")


@dataclass(frozen=True, slots=True)
class Part:
    """Some invoices of a file (*partie*), or the whole file where `end` is None and `start` 0.

    `first_index` is the rank of its first invoice, `head` the length of what stands before the
    first invoice of the file. `stated` and `held` are what the file says and has of invoices.
    """

    file: SourceFile
    start: int = 0
    end: int | None = None
    first_index: int = 1
    head: int = 0
    stated: int | None = None
    held: int | None = None

    @property
    def is_whole(self) -> bool:
        """True when it is the whole file."""
        return self.is_first and self.is_last

    @property
    def is_first(self) -> bool:
        """True when it begins where the file does."""
        return self.start == 0

    @property
    def is_last(self) -> bool:
        """True when it ends where the file does."""
        return self.end is None

    @property
    def size(self) -> int:
        """Its bytes in the file, as it is now."""
        end = self.file.path.stat().st_size if self.end is None else self.end
        return end - self.start


def parts_of(file: SourceFile, *, part_bytes: int = PART_BYTES) -> Iterator[Part]:
    """Yield the parts of a file, in order, as they are found; only large XML files have several.

    Raises:
        OSError: the file cannot be read.
    """
    if file.path.stat().st_size <= part_bytes:
        yield Part(file)
        return
    with file.path.open("rb", buffering=0) as stream, file.path.open("rb", buffering=0) as beside:
        if not _is_plain(beside.read(4)):
            yield Part(file)
            return
        yield from _Cutter(file, beside, part_bytes).parts(invoice_starts(stream))


def _is_plain(start: bytes) -> bool:
    """True for XML in an extension of ASCII, where a byte of a tag is nothing else."""
    return start.startswith((b"<", _UTF8_MARK)) and b"\0" not in start


class _Cutter:
    """Decides where a file is cut."""

    def __init__(self, file: SourceFile, stream: BinaryIO, part_bytes: int) -> None:
        self._stream = stream
        self._part_bytes = part_bytes
        self._part = Part(file)

    def parts(self, starts: Iterator[Start]) -> Iterator[Part]:
        """Yield the parts; the last one goes to the end of the file, whatever stands there."""
        usual = _until_unusual(starts)
        first = next(usual, None)
        if first is None or not self._is_usual(first.offset):
            yield self._part
            return
        self._part = replace(self._part, head=first.offset)
        count = 1
        for start in usual:
            count += 1
            if start.offset - self._part.start >= self._part_bytes:
                yield replace(self._part, end=start.offset)
                self._part = replace(self._part, start=start.offset, first_index=count)
        yield replace(self._part, held=count)

    def _is_usual(self, first: int) -> bool:
        """Look at what stands before the first invoice, and what it says of their number."""
        if first > _HEAD_BYTES:
            return False
        found = _LIST.search(self._read(0, first))
        told = _STATED.search(found[1] or b"") if found else None
        if told:
            self._part = replace(self._part, stated=int(told[1]))
        return found is not None

    def _read(self, begin: int, end: int) -> bytes:
        self._stream.seek(begin)
        return self._stream.read(end - begin)


def _until_unusual(starts: Iterator[Start]) -> Iterator[Start]:
    """Stop where invoices no longer follow each other: the rest is one part."""
    with suppress(UnsplittableError):
        for number, start in enumerate(starts):
            if number and not start.follows:
                return
            yield start
