"""Find where invoices begin in a large file, in one quick look at its bytes (*repérage*).

Markup in comments, CDATA sections and instructions is no markup, and attachments are text without
a `<`: only what stands outside of these counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from chorus_sdk.formats.pivot.schema import INVOICE
from chorus_sdk.limits import KIB, MIB

_UNIT: Final = INVOICE.tag.encode()
WINDOW_BYTES: Final = 1 * MIB
_SPAN: Final = 16 * KIB
"""How much is looked at closely before the next `<` is looked for: a jump over base64."""
_TAG_BYTES: Final = 4 * KIB
"""A tag that is longer is not one that Chorus Pro writes: the file is then read as a whole."""
_MARK: Final = re.compile(rb"<(?:!--|!\[CDATA\[|\?|!|/?" + _UNIT + rb"(?=[\s/>]))")
_OPENING: Final = re.compile(rb"<" + _UNIT + rb"(?:[^\"'>]|\"[^\"]*\"|'[^']*')*?(/?)>")
_ENDS: Final = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
_GAP: Final = re.compile(rb"(?:\s*>)?(?:\s|<!--(?:(?!-->).)*-->|<\?(?:(?!\?>).)*\?>)*", re.DOTALL)
_GAP_BYTES: Final = 4 * KIB
_LONGEST: Final = len(_UNIT) + 3
"""Bytes that a mark and the character behind it take at most."""


class UnsplittableError(Exception):
    """The file's shape is not the usual one: it has to be read as a whole (*non divisible*)."""


class Start(NamedTuple):
    """Where an invoice begins (*début de facture*).

    It `follows` where nothing but space, comments and instructions stands between it and the end
    of the one before: then both are in the same list.
    """

    offset: int
    follows: bool


def invoice_starts(stream: BinaryIO, *, window: int = WINDOW_BYTES) -> Iterator[Start]:
    """Yield where each `CPPFacturePivotUnitaire` begins that stands in no other one.

    `window` is how many bytes are read at once.

    Raises:
        UnsplittableError: a document type, or a tag of unusual length.
    """
    return _Scanner(_Window(stream, window)).starts()


class _Window:
    """A part of the file that moves forward; offsets are those of the file."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._size = size
        self.data = b""
        self.start = 0

    @property
    def end(self) -> int:
        return self.start + len(self.data)

    def forward(self, keep_from: int) -> bool:
        """Read on, and keep what stands from an offset on; return False at the end."""
        piece = self._stream.read(self._size)
        if piece:
            end = self.end
            kept = self.data[max(0, keep_from - self.start) :]
            self.data = kept + piece if kept else piece
            self.start = end - len(kept)
        return bool(piece)


class _Scanner:
    def __init__(self, window: _Window) -> None:
        self._window = window
        self._at = 0
        self._depth = 0
        self._behind: int | None = None

    def starts(self) -> Iterator[Start]:
        window = self._window
        while True:
            mark = self._next_mark()
            if mark is not None:
                yield from self._take(*mark)
            elif not window.forward(self._wanted()):
                return

    def _wanted(self) -> int:
        """Return from where on bytes are still wanted: the end of an invoice just met, if any."""
        behind = self._behind
        return self._at if behind is None or self._at - behind > _GAP_BYTES else behind

    def _next_mark(self) -> tuple[int, bytes] | None:
        """Return the next piece of markup that matters; None where the window holds no more."""
        data, start = self._window.data, self._window.start
        while True:
            at = data.find(b"<", max(0, self._at - start))
            if at < 0:
                self._at = self._window.end
                return None
            stop = at + _SPAN
            if _holds_mark(data, at, stop):
                found = _MARK.search(data, at, stop + _LONGEST)
                if found:
                    return start + found.start(), found[0]
            if stop >= len(data):
                self._at = start + max(at, len(data) - _LONGEST + 1)
                return None
            self._at = start + stop

    def _take(self, offset: int, mark: bytes) -> Iterator[Start]:
        if mark in _ENDS:
            self._skip_to(_ENDS[mark], offset + len(mark))
        elif mark == b"<!":
            self._at = offset
            if self._window.end - offset >= _LONGEST or not self._window.forward(self._wanted()):
                raise UnsplittableError
        elif mark.startswith(b"</"):
            self._depth -= 1
            self._at = self._behind = offset + len(mark)
        else:
            if self._depth == 0:
                yield Start(offset, follows=self._is_gap(offset))
            is_empty = self._pass_tag(offset)
            self._behind = self._at if is_empty else None
            self._depth += not is_empty

    def _is_gap(self, offset: int) -> bool:
        window = self._window
        if self._behind is None or self._behind < window.start:
            return False
        return (
            _GAP.fullmatch(window.data, self._behind - window.start, offset - window.start)
            is not None
        )

    def _pass_tag(self, offset: int) -> bool:
        """Go behind an opening tag; return True where it is empty and so has no closing one."""
        window = self._window
        while (found := _OPENING.match(window.data, offset - window.start)) is None:
            if window.end - offset > _TAG_BYTES or not window.forward(offset):
                raise UnsplittableError
        self._at = window.start + found.end()
        return found[1] == b"/"

    def _skip_to(self, end: bytes, begin: int) -> None:
        window = self._window
        self._at = begin
        while True:
            found = window.data.find(end, self._at - window.start)
            if found >= 0:
                self._at = window.start + found + len(end)
                return
            self._at = max(self._at, window.end - len(end) + 1)
            if not window.forward(self._wanted()):
                self._at = window.end
                return


def _holds_mark(data: bytes, begin: int, end: int) -> bool:
    """Tell quickly whether there may be a mark that begins in a span."""
    return (
        data.find(_UNIT, begin, end + _LONGEST) >= 0
        or data.find(b"!", begin, end + 1) >= 0
        or data.find(b"?", begin, end + 1) >= 0
    )
