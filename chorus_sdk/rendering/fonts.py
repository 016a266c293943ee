"""The fonts of a readable PDF (*polices*): free ones that can be embedded.

With the extra [render] these are Noto Sans, for every European alphabet, and FiraGO for symbols
and Georgian (both under the SIL Open Font License). Without them it is Bitstream Vera, which the
PDF engine ships and which has no more than the letters of Western Europe.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Final

_PACKAGE: Final = "pymupdf_fonts"
_SYMBOLS: Final = range(0x2000, 0x2C00)
_GEORGIAN: Final = range(0x10A0, 0x1100)


@dataclass(frozen=True)
class FontFiles:
    """Font programs in TrueType (*fichiers de police*); `more` is for what `text` lacks.

    `more_covers` names the code points that may be taken from `more`: those of scripts that need
    no shaping and run from left to right.
    """

    text: bytes | str
    bold: bytes | str
    more: bytes | None
    more_covers: frozenset[int]


@cache
def font_files() -> FontFiles:
    """Return the fonts that are installed: bytes, or a name that the PDF engine knows."""
    if find_spec(_PACKAGE) is None:
        return FontFiles(text="Vera.ttf", bold="VeraBd.ttf", more=None, more_covers=frozenset())
    return FontFiles(
        text=_program("NotoSans_Regular"),
        bold=_program("NotoSans_Bold"),
        more=_program("FiraGO_Regular"),
        more_covers=frozenset((*_SYMBOLS, *_GEORGIAN)),
    )


def _program(name: str) -> bytes:
    program: bytes = import_module(f"{_PACKAGE}.{name}").fontbuffer
    return program
