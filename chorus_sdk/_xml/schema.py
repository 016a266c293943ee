"""A compiled XML schema that judges trees."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import NamedTuple

from lxml import etree

from chorus_sdk._xml.elements import Element
from chorus_sdk._xml.tree import tree_parser


class SchemaError(NamedTuple):
    """One thing that breaks a schema: the engine's words, the line, the element's path."""

    message: str
    line: int | None
    path: str | None


class Schema:
    """A compiled XML schema; may be shared by threads."""

    def __init__(self, path: Path) -> None:
        """Compile the schema of a file; what it includes is read from disk, never from a network.

        Raises:
            OSError: the file cannot be read.
        """
        parser = tree_parser(huge=False)
        self._lock = Lock()
        self._schema = etree.XMLSchema(etree.parse(path, parser))

    def errors(self, root: Element) -> tuple[SchemaError, ...]:
        """Return what breaks the schema, in document order."""
        with self._lock:
            if self._schema.validate(root):
                return ()
            log = list(self._schema.error_log)
        return tuple(SchemaError(str(e.message), e.line or None, e.path or None) for e in log)
