"""The one door to PDF: nothing else of the library knows the engine (pikepdf).

`look_into` answers what a reader asks (facts and embedded files), without the engine where the
bytes are plain enough to be read directly; `PdfFile` opens the document with the engine, and
writes. What is embedded is always handed out under limits, and errors of the engine are
translated here. The engine is loaded at its first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chorus_sdk._pdf.direct.pieces import Opened
from chorus_sdk._pdf.embedded import (
    ANNOTATION,
    ASSOCIATED,
    NAME_TREE,
    EmbeddedFile,
    FileToEmbed,
)
from chorus_sdk._pdf.look import PdfLook, look_into

if TYPE_CHECKING:
    from chorus_sdk._pdf.document import PdfFile

__all__ = [
    "ANNOTATION",
    "ASSOCIATED",
    "NAME_TREE",
    "EmbeddedFile",
    "FileToEmbed",
    "Opened",
    "PdfFile",
    "PdfLook",
    "look_into",
]


def __getattr__(name: str) -> object:
    if name == "PdfFile":
        from chorus_sdk._pdf.document import PdfFile

        return PdfFile
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
