"""From the text of a leaf to its value (*valeur d'un élément simple*)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from chorus_sdk._codes import OpenCode
from chorus_sdk.formats.pivot import lexical
from chorus_sdk.formats.pivot.binding import Kind
from chorus_sdk.invoice.chorus import InvoicingFramework

LONGEST_CODE: Final = 32
"""What is longer is no code, and is not remembered."""


@lru_cache(maxsize=1024)
def known_code(text: str, codes: type[OpenCode | InvoicingFramework]) -> object | None:
    """Return the member of a code list that a text of at most `LONGEST_CODE` means, or None.

    Example:
        >>> from chorus_sdk.formats.pivot.codes import AttachmentType
        >>> known_code("1", AttachmentType) is AttachmentType.INVOICE
        True
    """
    number = text.removeprefix("+").lstrip("0")
    for spelling in (text, number, number.zfill(2)):  # integers: 01 is 1, and so is +001
        code = codes(spelling)
        if code.is_known:
            return code
    return None


def _numeral(text: str) -> str:
    lexical.integer(text)
    return text


READERS: Final[dict[Kind, Callable[[str], object]]] = {
    Kind.DECIMAL: lexical.decimal,
    Kind.INTEGER: lexical.integer,
    Kind.NUMERAL: _numeral,
    Kind.DAY: lexical.day,
    Kind.INSTANT: lexical.instant,
}
"""What reads a text of each kind; they raise ValueError where it is none."""
