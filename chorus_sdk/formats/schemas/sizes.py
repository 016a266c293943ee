"""A schema in several sizes (*schéma en plusieurs tailles*), each compiled when it is asked for.

A schema of which most documents use a tenth takes ten times too long to compile. Cut down to what
they use it says no to whatever the whole schema says no to; the whole one has the last word.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

from chorus_sdk._xml import Element, Schema, SchemaError

TYPE: Final = b'<xsd:complexType name="'
"""How the type of an element begins."""
_TYPE_END: Final = b"</xsd:complexType>"


class SizedSchema:
    """The schema of a file (*schéma*): cut for usual documents, whole for the others."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._small: dict[str, Schema] = {}
        self._whole: Schema | None = None

    @abstractmethod
    def size_of(self, root: Element) -> str | None:
        """Return the name of the size that is enough for a document; None for the whole."""

    @abstractmethod
    def cutter(self, size: str) -> Callable[[bytes], bytes]:
        """Return what cuts the files of the schema, one after another, to a size."""

    def errors(self, root: Element) -> tuple[SchemaError, ...]:
        """Return what breaks the schema, in document order; in doubt the whole one says it."""
        size = self.size_of(root)
        if size is not None and not self._cut(size).errors(root):
            return ()
        with self._lock:
            if self._whole is None:
                self._whole = Schema(self._path)
        return self._whole.errors(root)

    def _cut(self, size: str) -> Schema:
        with self._lock:
            if size not in self._small:
                self._small[size] = Schema(self._path, prepare=self.cutter(size))
        return self._small[size]


class Type(NamedTuple):
    """One type of a file (*type*): its name, and where it stands."""

    name: bytes
    start: int
    end: int


def types_of(content: bytes) -> Iterator[Type]:
    """Yield the types of a file; nothing is copied, for the file may be large."""
    start = content.find(TYPE)
    while start >= 0:
        name = start + len(TYPE)
        end = content.index(_TYPE_END, name) + len(_TYPE_END)
        yield Type(content[name : content.index(b'"', name)], start, end)
        start = content.find(TYPE, end)
