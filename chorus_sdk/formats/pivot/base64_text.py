"""Base64 read as it arrives (*base64*): in pieces of any size, folded or not, never lenient."""

from __future__ import annotations

import binascii
import string

import pybase64

from chorus_sdk.errors import MalformedDocumentError
from chorus_sdk.formats.pivot.streams import Readable

_SPACE = b" \t\r\n"
_NEWLINE = 10
_LETTERS = (string.ascii_letters + string.digits + "+/=").encode()


class Base64Decoder:
    r"""Decodes base64 piece by piece (*décodage base64*): strict alphabet, strict padding.

    Example:
        >>> decoder = Base64Decoder()
        >>> decoder.feed(b"Q0") + decoder.feed(b"hPU\nlVT")
        b'CHORUS'
    """

    def __init__(self) -> None:
        self._carry = b""
        self._padded = False
        self._folded = False

    def feed(self, piece: bytes) -> bytes:
        """Return what the piece completes.

        Raises:
            MalformedDocumentError: a character that base64 has not, or text after the padding.
        """
        if self._folded:
            return self._take(_without_space(piece))
        before = self._carry, self._padded
        try:
            return self._take(piece)
        except MalformedDocumentError:
            if not _has_space(piece):
                raise
            self._folded = True  # looked for only when plain base64 fails: it is rare
            self._carry, self._padded = before
            return self._take(_without_space(piece))

    def try_feed(self, piece: memoryview) -> bytes | None:
        """Return what the piece completes; if it is not base64, None, and nothing has changed."""
        if len(piece) & 3 or self._carry or self._padded or self._folded:
            return self._try(piece)
        try:
            data: bytes = pybase64.b64decode(piece, validate=True)
        except (binascii.Error, ValueError):
            return self._try(piece)
        self._padded = len(piece) > 0 and piece[-1] == ord("=")
        return data

    def _try(self, piece: memoryview) -> bytes | None:
        before = self._carry, self._padded, self._folded
        try:
            return self.feed(bytes(piece)) if self._folded else self._take(piece)
        except MalformedDocumentError:
            self._carry, self._padded, self._folded = before
        text = bytes(piece)
        if not _has_space(text):
            return None
        try:
            return self.feed(text)
        except MalformedDocumentError:
            self._carry, self._padded, self._folded = before
            return None

    @property
    def is_folded(self) -> bool:
        """True once there was white space in the text."""
        return self._folded

    @property
    def is_whole(self) -> bool:
        """True when the text may end here."""
        return not self._carry

    def finish(self) -> None:
        """Tell that the text is over.

        Raises:
            MalformedDocumentError: the text stops inside a group of four.
        """
        if not self.is_whole:
            raise _malformed()

    def _take(self, piece: bytes | bytearray | memoryview) -> bytes:
        text = memoryview(piece)
        head = b""
        if self._carry and text:
            need = 4 - len(self._carry)
            group = self._carry + text[:need]
            text = text[need:]
            if len(group) < 4:
                self._keep(group)
                return b""
            head = self._decode(group)
            self._carry = b""
        cut = len(text) & ~3
        body = self._decode(text[:cut]) if cut else b""
        if cut < len(text):
            self._keep(bytes(text[cut:]))
        return head + body if head else body

    def _keep(self, rest: bytes) -> None:
        """Keep what is no group of four yet."""
        self._carry = rest.translate(None, _SPACE)
        if self._carry.translate(None, _LETTERS):
            raise _malformed()
        self._folded |= len(self._carry) < len(rest)

    def _decode(self, text: bytes | memoryview) -> bytes:
        if self._padded:
            raise _malformed()
        try:
            data: bytes = pybase64.b64decode(text, validate=True)
        except (binascii.Error, ValueError) as error:
            raise _malformed() from error
        self._padded = text[-1] == ord("=")
        return data


class Base64Reader:
    """A binary stream of what another stream holds in base64 (*flux base64*)."""

    def __init__(self, source: Readable) -> None:
        self._source = source
        self._decoder = Base64Decoder()
        self._rest = b""
        self._ended = False

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes; none at the end.

        Raises:
            MalformedDocumentError: the text is not base64.
        """
        while not self._rest and not self._ended:
            piece = self._source.read(64 * 1024)
            self._ended = not piece
            if piece:
                self._rest = self._decoder.feed(piece)
            else:
                self._decoder.finish()
        if size < 0 or size >= len(self._rest):
            data, self._rest = self._rest, b""
            return data
        data, self._rest = self._rest[:size], self._rest[size:]
        return data


def _without_space(piece: bytes) -> bytes | bytearray:
    """Return the piece without its white space; lines of one length, the usual case, go fast."""
    first = piece.find(b"\n")
    if first < 0:
        return piece.translate(None, _SPACE) if _has_space(piece) else piece
    second = piece.find(b"\n", first + 1)
    if second < 0:
        return piece.translate(None, _SPACE)
    text = bytearray(piece)
    step = second - first
    breaks = text[first::step]
    if breaks.count(_NEWLINE) != len(breaks):
        return piece.translate(None, _SPACE)
    del text[first::step]
    return text.translate(None, _SPACE) if _has_space(text) else text


def _has_space(text: bytes | bytearray) -> bool:
    return b" " in text or b"\t" in text or b"\r" in text or b"\n" in text


def _malformed() -> MalformedDocumentError:
    return MalformedDocumentError(
        "The text is not base64.", hint="Ask for the document again: it was damaged on its way."
    )
