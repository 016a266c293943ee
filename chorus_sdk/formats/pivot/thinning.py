"""Long texts made short for a validator (*allègement*): it needs their form and not their content.

An attachment of 60 MB would stand in a validator's memory whole. What the schema bounds is bounded
far below what is kept here, and the rest has no bound: the verdict is the same.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk.formats.pivot.wide_text import Narrower

_WHITE: Final = b" \t\n\r"
_SOLID: Final = bytes(set(range(1, 128)) - set(_WHITE))
_KEPT: Final = 1_000
"""Letters of a text after which the rest tells nothing; the schema's longest bound is 100."""


class Thinner:
    """Passes a document on without most of its long texts, piece by piece (*allègement*).

    A text is thinned where it is plain ASCII without references, as base64 is. White space stays:
    the lines keep their numbers, and a number may stand behind any amount of it. What is in UTF-16
    is passed on in UTF-8.
    """

    def __init__(self) -> None:
        self._solid: int | None = None
        self._narrower = Narrower()

    def thin(self, piece: bytes) -> bytes:
        """Return what is left of the next piece.

        Example:
            >>> thinner = Thinner()
            >>> len(thinner.thin(b"<a>" + b"x" * 2_000)), thinner.thin(b"xxxx</a>")
            (2003, b'</a>')
        """
        piece = self._narrower.narrow(piece)
        end = _text_end(piece)
        text, rest = piece[:end], piece[end:]
        if self._solid is not None and _is_plain(text):
            text = self._continued(text)
        else:
            self._solid = None
        if rest:
            self._solid = _opened(rest)
        return text + rest

    def _continued(self, text: bytes) -> bytes:
        """Take more of a text that began in an earlier piece."""
        if self._solid is not None and self._solid > _KEPT:
            return text.translate(None, _SOLID)
        self._solid = (self._solid or 0) + len(text.translate(None, _WHITE))
        return text


def _text_end(piece: bytes) -> int:
    found = [place for mark in b"<>&" if (place := piece.find(mark)) >= 0]
    return min(found, default=len(piece))


def _opened(rest: bytes) -> int | None:
    """Return how many letters the text at the end has so far, None where there is no text."""
    last = max(rest.rfind(mark) for mark in (b"<", b">", b"&"))
    text = rest[last + 1 :]
    if rest[last : last + 1] != b">" or not _is_plain(text):
        return None
    return len(text.translate(None, _WHITE))


def _is_plain(text: bytes) -> bool:
    return text.isascii() and b"\0" not in text
