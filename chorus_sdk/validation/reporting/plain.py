"""Texts of documents as people may safely be shown them (*textes sans risque*).

What a document or a file name says may steer a terminal, turn a line around, break a log into
lines, be no Unicode text at all, or go on for megabytes.
"""

from __future__ import annotations

import re
from typing import Final

MOST: Final = 1000
"""Characters of one text that are shown to a person; JSON has them all."""

_STEERING: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+")
_NO_TEXT: Final = re.compile(r"[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_RISKY: Final = re.compile(
    r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def plain(text: str) -> str:
    r"""Return a text in one line, without what steers a terminal or turns text around.

    Example:
        >>> plain("a\x1b[31m\nb\u202ec"), plain("\udcff.xml") == "\ufffd.xml"
        ('a [31m b c', True)
    """
    return _NO_TEXT.sub("\ufffd", _STEERING.sub(" ", text))


def shown(text: str) -> str:
    """Return what of a text is shown: plain, and cut where it is too long (*extrait*).

    Example:
        >>> len(shown("x" * 1_000_000))
        1000
    """
    return plain(text) if len(text) <= MOST else f"{plain(text[: MOST - 2])} …"


def escaped(text: str) -> str:
    r"""Return JSON text that says the same, without what steers a terminal or is no Unicode.

    Example:
        >>> print(escaped('"\x9b31m\udcff"'))
        "\u009b31m\udcff"
    """
    return _RISKY.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
