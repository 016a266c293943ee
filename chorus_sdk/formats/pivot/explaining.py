"""Why a flow does not fit its schema (*explication de schéma*), however large the flow is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import BinaryIO, Final, cast

from chorus_sdk import _xml
from chorus_sdk.errors import UnknownFormatError
from chorus_sdk.findings import Finding
from chorus_sdk.formats.base import FormatId, Source
from chorus_sdk.formats.pivot import schema, status_schema
from chorus_sdk.formats.pivot.checking import SchemaCheck, Watched, placed
from chorus_sdk.formats.pivot.codes import PivotVersion
from chorus_sdk.formats.pivot.containers import Document, Opener
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

_ROOTS: Final = {
    FormatId.PIVOT: schema.DOCUMENT.tag,
    FormatId.PIVOT_STATUS: status_schema.DOCUMENT.tag,
}


def iter_schema_findings(
    source: Source,
    *,
    format: FormatId = FormatId.PIVOT,  # noqa: A002 (as everywhere in the library)
    version: PivotVersion | None = None,
    explain: bool = True,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Finding]:
    """Yield what breaks the schema of a flow (*écarts au schéma*), in any container it comes in.

    One unit after another, in constant memory, as far as findings are asked for: the first ones
    of a file of 1 GB are there at once. Each has path, line, what was found and what was expected,
    and a sentence in English and French; without `explain` the words are the schema engine's, and
    a unit that fits costs the same.

    Args:
        source: a path, bytes or a binary stream.
        format: `PIVOT`, or `PIVOT_STATUS` for a status flow.
        version: the version to hold a pivot against; else the one that its root states, else any.
        explain: put findings into words.
        limits: safety limits.

    Raises:
        UnknownFormatError: not a flow of that format.
        MalformedDocumentError: broken XML or container.
        UnsafeDocumentError, LimitExceededError: a DOCTYPE, or what passes a limit.
        OSError: the path cannot be read.
        ValueError: another format.

    Example:
        >>> found = iter_schema_findings(b"<CPPFacturePivot/>")
        >>> [(one.code, one.location.path, one.expected) for one in found]
        [('XSD-MISSING', '/CPPFacturePivot', 'Enveloppe')]
    """
    if format not in _ROOTS:
        raise ValueError(f"{format} is neither a pivot nor a status flow")
    with ExitStack() as stack:
        for document in Opener(_ROOTS[format], stack, limits).open(source):
            check = SchemaCheck(format, limits, version=version, explain=explain)
            found = _of_document(document, check, _ROOTS[format], limits)
            yield from placed(found, document.file)


def _of_document(
    document: Document, check: SchemaCheck, root: str, limits: Limits
) -> Iterator[Finding]:
    watched = Watched(document.stream, check)
    for _ in _xml.stream(cast("BinaryIO", watched), _OnlyRoot(root), limits):
        watched.catch_up()
        while check.done:
            yield from check.done.popleft().findings
    yield from check.close()


class _OnlyRoot:
    """Looks at the root alone; what is hostile is refused before it comes here."""

    def __init__(self, tag: str) -> None:
        self._tag: str | None = tag

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        del attributes
        wanted, self._tag = self._tag, None
        if wanted is not None and tag != wanted:
            raise UnknownFormatError(f"The root element is {tag[:80]}, where {wanted} is expected.")

    def data(self, text: str) -> None:
        """Pass over text."""

    def end(self, tag: str) -> None:
        """Pass over the end of an element."""

    def close(self) -> None:
        """The document ends."""
