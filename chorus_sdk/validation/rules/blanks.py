"""Blanks around the texts of a document (*blancs*): which elements have them, and marks for them.

Reading takes the blanks off a text. Where published rules look at the text as it is written, the
document is read once more with marks where the blanks are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, NamedTuple, TypeVar

from chorus_sdk._xml import Element, to_bytes
from chorus_sdk.invoice._base import Value
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import Limits
from chorus_sdk.validation.rules.base import Subject

V = TypeVar("V")
BLANKS: Final = " \t\r\n"
SHOWN: Final = "␠"
"""What stands for blanks that stay visible: a text that is nothing else, or that has to differ."""

_MARKS: Final = "\ufdd0\ufdd1\ufdd2\ufdd3"
TO_MARKS: Final = str.maketrans(BLANKS, _MARKS)
NOTHING: Final = "\ufdd4"
"""What stands for an empty text that has to be seen. Marks are no characters: in no text."""
_FROM_MARKS: Final = str.maketrans({**dict(zip(_MARKS, BLANKS, strict=True)), NOTHING: ""})
_MARK_BYTES: Final = 4
"""A mark takes at most so many bytes where a blank took one."""
_LEADING = re.compile(rb">\s++[^<\s]")
_TRAILING = re.compile(rb"</(?<=\s</)(?:[\w.-]+:)?(\w+)")


class Blanks(NamedTuple):
    """Where a document has blanks: before any text, and the names of elements that end in them."""

    leading: bool
    trailing: frozenset[str]


def blanks(subject: Subject) -> Blanks:
    """Return where the document of a subject has blanks around texts (*blancs du document*).

    Example:
        >>> from chorus_sdk.invoice.model import Invoice
        >>> blanks(Subject(invoice=Invoice(), document=b"<a><b>1 </b><c>2</c></a>")).trailing
        frozenset({'b'})
    """
    return subject.derive(_blanks)


def _blanks(subject: Subject) -> Blanks:
    document = subject.document or b""
    names = set(_TRAILING.findall(document))
    return Blanks(_LEADING.search(document) is not None, frozenset(name.decode() for name in names))


def marked(text: str) -> str:
    """Put marks for the blanks around a text."""
    said = text.strip(BLANKS)
    before, _, after = text.partition(said) if said else ("", "", text)
    return f"{before.translate(TO_MARKS)}{said}{after.translate(TO_MARKS)}"


def unmarked(value: V) -> V:
    """Return a part of the model with blanks in place of the marks."""
    if isinstance(value, str):
        return value.translate(_FROM_MARKS)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(map(unmarked, value))  # type: ignore[return-value]
    if not isinstance(value, Value):
        return value
    said = {name: part for name, part in value if isinstance(part, str | tuple | Value)}
    other = {name: unmarked(part) for name, part in said.items()}
    return value.model_copy(update={n: p for n, p in other.items() if p is not said[n]})


def read_again(root: Element, limits: Limits) -> Invoice:
    """Read a tree that was marked, under limits with room for the marks (*relecture*)."""
    from chorus_sdk.formats.documents import read  # loads the tables of the syntaxes

    roomier = replace(
        limits,
        document_bytes=limits.document_bytes * _MARK_BYTES,
        xml_text_bytes=limits.xml_text_bytes * _MARK_BYTES,
    )
    return unmarked(read(to_bytes(root), limits=roomier))
