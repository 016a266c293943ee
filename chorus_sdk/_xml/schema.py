"""A compiled XML schema that judges trees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any, Final, NamedTuple

from lxml import etree

from chorus_sdk._xml.elements import Element
from chorus_sdk._xml.tree import tree_parser

_DOCUMENTATION: Final = (
    (b"<xsd:annotation>", b"</xsd:annotation>"),
    (b"<xs:annotation>", b"</xs:annotation>"),
)


class SchemaError(NamedTuple):
    """One thing that breaks a schema: the engine's words, the line, the element's path."""

    message: str
    line: int | None
    path: str | None


class Schema:
    """A compiled XML schema; may be shared by threads."""

    def __init__(
        self, source: Path | bytes, *, prepare: Callable[[bytes], bytes] | None = None
    ) -> None:
        """Compile the schema of a file, or one that is at hand as a document.

        What it includes is read from disk, never from a network. Every file that is read passes
        through `prepare`, which leaves out what does not matter: annotations, unless told.

        Raises:
            OSError: the file cannot be read.
        """
        parser = tree_parser(huge=False)
        parser.resolvers.add(_Files(prepare or without_annotations))
        self._lock = Lock()
        root = etree.fromstring(source, parser) if isinstance(source, bytes) else None
        self._schema = etree.XMLSchema(etree.parse(source, parser) if root is None else root)

    def errors(self, root: Element) -> tuple[SchemaError, ...]:
        """Return what breaks the schema, in document order."""
        with self._lock:
            if self._schema.validate(root):
                return ()
            log = list(self._schema.error_log)
        return tuple(SchemaError(str(e.message), e.line or None, e.path or None) for e in log)


class _Files(etree.Resolver):
    """Reads the files of a schema (*fichiers du schéma*)."""

    def __init__(self, prepare: Callable[[bytes], bytes]) -> None:
        self._prepare = prepare

    def resolve(self, system_url: str | None, public_id: str | None, context: Any) -> Any:  # noqa: ANN401, ARG002 (lxml's own)
        """Return a file's content; None leaves to libxml2 what is no file."""
        if system_url is None or not Path(system_url).is_file():
            return None
        content = self._prepare(Path(system_url).read_bytes())
        return self.resolve_string(content, context, base_url=system_url)


def without_annotations(schema: bytes) -> bytes:
    """Return a schema without its annotations, which say nothing to an engine.

    They are nine tenths of UBL, and would be parsed and held in memory with the rest.

    Example:
        >>> without_annotations(b"<xsd:element><xsd:annotation>why</xsd:annotation></xsd:element>")
        b'<xsd:element></xsd:element>'
    """
    for start, end in _DOCUMENTATION:
        first, *pieces = schema.split(start)
        rests = [piece.partition(end) for piece in pieces]
        if all(found for _, found, _ in rests):
            schema = first + b"".join(rest for _, _, rest in rests)
    return schema
