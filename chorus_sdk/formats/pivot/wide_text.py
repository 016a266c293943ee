"""Documents whose letters take two or four bytes (*UTF-16, UTF-32*)."""

from __future__ import annotations

import codecs
import re
from typing import Final

_STARTS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)


_DECLARATION: Final = re.compile(r"\ufeff?<\?xml\s[^>]*\?>")


class Narrower:
    """Passes a document on in UTF-8 (*transcodage*), piece by piece, where it is in a wide codec.

    The XML declaration, which names the other codec, is left out, but for its lines. The first
    piece must hold it whole.
    """

    def __init__(self) -> None:
        self._decoder: codecs.IncrementalDecoder | None = None
        self._is_begun = False

    def narrow(self, piece: bytes) -> bytes:
        r"""Return the next piece.

        Example:
            >>> Narrower().narrow('<?xml version="1.0" encoding="UTF-16"?><é/>'.encode("utf-16"))
            b'<\xc3\xa9/>'
        """
        if self._decoder is not None:
            return self._decoder.decode(piece).encode()
        if self._is_begun or not piece:
            return piece
        self._is_begun = True
        codec = wide_codec(piece)
        if codec is None:
            return piece
        self._decoder = codecs.getincrementaldecoder(codec)("replace")
        text = self._decoder.decode(piece)
        declared = _DECLARATION.match(text)
        if declared is None:
            return text.removeprefix("\ufeff").encode()
        return ("\n" * declared[0].count("\n") + text[declared.end() :]).encode()


def wide_codec(head: bytes) -> str | None:
    """Return the codec of a document by its first bytes (*codage*); None where ASCII is ASCII.

    Example:
        >>> wide_codec("<a/>".encode("utf-16-be")), wide_codec(b"<a/>")
        ('utf-16-be', None)
    """
    return next((codec for start, codec in _STARTS if head.startswith(start)), None)
