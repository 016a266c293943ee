"""CII's schema without what no invoice has in it (*schéma allégé*): it compiles in half the time.

The schema has a hundred types, half of which only transport and customs use. There every element
of a type states its own type, and most are optional: for a document that has none but the elements
that the table of CII knows, the others may go, and with them the types that only they have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from chorus_sdk._xml import Element, without_annotations
from chorus_sdk.formats.binding.table import Row
from chorus_sdk.formats.schemas.sizes import TYPE, SizedSchema, types_of

_NAMESPACE: Final = (
    "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
)
_AGGREGATES: Final = f'targetNamespace="{_NAMESPACE}"'.encode()
_HEAD_BYTES: Final = 2_048
_PREFIX: Final = "ram:"
_OPTIONAL: Final = re.compile(
    rb'<xsd:element name="(\w+)" type="[^"]+" minOccurs="0"[^>]*?(?:/>|>\s*</xsd:element>)'
)
_REFERENCE: Final = re.compile(rb'type="ram:(\w+)"')
_USUAL: Final = "usual"


class CutCiiSchema(SizedSchema):
    """The schema of a CII document in two sizes (*schéma en deux tailles*)."""

    def size_of(self, root: Element) -> str | None:
        """Return the small size for a document without unusual elements."""
        return _USUAL if is_usual(root) else None

    def cutter(self, size: str) -> Callable[[bytes], bytes]:  # noqa: ARG002 (there is but one)
        """Return what leaves out the elements that the table does not know."""
        return CiiCutter().cut


def is_usual(root: Element) -> bool:
    """Tell whether a document has none but the elements that the table of CII knows."""
    start = len(_NAMESPACE) + 2
    return {str(one.tag)[start:] for one in root.iter(f"{{{_NAMESPACE}}}*")} <= used()


@cache
def used() -> frozenset[str]:
    """Return the names of the elements in the table of `formats.cii`."""
    from chorus_sdk.formats.cii.binding import SYNTAX  # whoever reads CII has it loaded

    names = (tag for tag in _tags(SYNTAX.root) if tag.startswith(_PREFIX))
    return frozenset(name.removeprefix(_PREFIX) for name in names)


def _tags(row: Row) -> Iterator[str]:
    yield row.tag
    for below in row.rows:
        yield from _tags(below)


class CiiCutter:
    """Cuts the files of the schema, in the order in which they are included (*découpe*)."""

    def __init__(self) -> None:
        self._wanted: set[bytes] = set()
        self._used = frozenset(name.encode() for name in used())

    def cut(self, content: bytes) -> bytes:
        """Return a file without documentation and without what no invoice uses."""
        is_large = _AGGREGATES in content[:_HEAD_BYTES]
        content = without_annotations(content)
        if not is_large:
            self._wanted.update(_REFERENCE.findall(content))
        return self._cut(content) if is_large and self._wanted else content

    def _cut(self, content: bytes) -> bytes:
        types = {one.name: content[one.start : one.end] for one in types_of(content)}
        kept: dict[bytes, bytes] = {}
        wanted = sorted(self._wanted)
        while wanted:
            name = wanted.pop()
            if name not in kept:
                kept[name] = _OPTIONAL.sub(self._if_used, types[name])
                wanted += _REFERENCE.findall(kept[name])
        return content.partition(TYPE)[0] + b"".join(kept.values()) + b"</xsd:schema>"

    def _if_used(self, found: re.Match[bytes]) -> bytes:
        return found[0] if found[1] in self._used else b""
