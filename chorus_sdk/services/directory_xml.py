"""The directory's XML row by row, in constant memory: by the names of its fields alone.

Which elements are around a structure or a service is not published; what a row holds is. An
element with children is a row when it has the fields of one; else its fields are its parent's.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from chorus_sdk import _xml
from chorus_sdk.limits import Limits
from chorus_sdk.services.wire import directory as wire

_OF_ITS_STRUCTURE: Final = ("Identifiant", "RaisonSociale")


def rows_of_xml(content: bytes, limits: Limits) -> Iterator[dict[str, str]]:
    """Yield the fields of each structure and service, as they end in the document."""
    target = _Rows()
    for _ in _xml.stream(io.BytesIO(content), target, limits):
        yield from target.take()
    yield from target.take()


@dataclass
class _Open:
    """An element that has not ended: its text, and the fields of its children."""

    pieces: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    has_children: bool = False


class _Rows:
    """Collects rows while the document goes by."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._ready: list[dict[str, str]] = []

    def take(self) -> list[dict[str, str]]:
        """Return the rows that are complete, once."""
        ready, self._ready = self._ready, []
        return ready

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens; attributes carry nothing here."""
        del tag, attributes
        if self._open:
            self._open[-1].has_children = True
            self._open[-1].pieces.clear()
        self._open.append(_Open())

    def data(self, text: str) -> None:
        """A piece of text."""
        if self._open and not self._open[-1].has_children:
            self._open[-1].pieces.append(text)

    def end(self, tag: str) -> None:
        """An element closes: a field, a row, or a group whose fields are its parent's."""
        ended = self._open.pop()
        parent = self._open[-1] if self._open else _Open()
        if not ended.has_children:
            parent.fields.setdefault(_xml.local_name(tag), "".join(ended.pieces).strip())
        elif ended.fields.keys() >= wire.OF_A_SERVICE:
            self._ready.append({**self._structure(), **ended.fields})
        elif ended.fields.keys() >= wire.OF_A_STRUCTURE:
            self._ready.append(ended.fields)
        else:
            for name, text in ended.fields.items():
                parent.fields.setdefault(name, text)

    def close(self) -> None:
        """The document ends."""

    def _structure(self) -> dict[str, str]:
        for around in reversed(self._open):
            if _OF_ITS_STRUCTURE[0] in around.fields:
                return {n: around.fields[n] for n in _OF_ITS_STRUCTURE if n in around.fields}
        return {}
