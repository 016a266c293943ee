"""A document told piece by piece, in constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NoReturn, Protocol

from lxml import etree

from chorus_sdk._xml.refusals import doctype_refused, refuse_declared_encoding, translate
from chorus_sdk.errors import LimitExceededError
from chorus_sdk.limits import DEFAULT_LIMITS, KIB, Limits

_CHUNK = 64 * KIB


class StreamTarget(Protocol):
    """What a streaming reader is told, element by element."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        ...

    def data(self, text: str) -> None:
        """A piece of text, never a whole large node."""
        ...

    def end(self, tag: str) -> None:
        """An element closes."""
        ...

    def close(self) -> object:
        """The document ends."""
        ...


def stream(
    source: BinaryIO, target: StreamTarget, limits: Limits = DEFAULT_LIMITS
) -> Iterator[int]:
    """Feed `source` to `target` piece by piece; yield the bytes read so far after each piece.

    Nothing of the document is kept here: memory is what `target` keeps. The target is closed at
    the end of the document.

    Raises:
        MalformedDocumentError: not well-formed, truncated, or in an unusual encoding; says line,
            column and byte offset.
        UnsafeDocumentError: a DOCTYPE; a name, attribute, comment or CDATA section of 10 MB,
            which cannot be handed over in pieces.
        LimitExceededError: too deep, or too many attributes.
    """
    guard = _Guard(target, limits)
    parser = etree.XMLParser(
        target=guard,  # type: ignore[call-overload]  # the stub wants methods, not attributes
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    offset = 0
    try:
        while piece := source.read(_CHUNK):
            if not offset:
                refuse_declared_encoding(piece)
            parser.feed(piece)
            offset += len(piece)
            yield offset
        parser.close()
    except etree.XMLSyntaxError as error:
        translate(error, limits, offset=offset)


class _Guard:
    """Holds depth and DOCTYPE off a target; comments and instructions never reach it."""

    def __init__(self, target: StreamTarget, limits: Limits) -> None:
        self._target = target
        self._maximum = limits.xml_depth
        self._attributes = limits.xml_attributes
        self._depth = 0
        self.data = target.data
        self.close = target.close

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > self._maximum:
            raise LimitExceededError("xml_depth", value=self._depth, maximum=self._maximum)
        if len(attributes) > self._attributes:
            raise LimitExceededError(
                "xml_attributes", value=len(attributes), maximum=self._attributes
            )
        self._target.start(tag, attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._target.end(tag)

    def doctype(self, *_: object) -> NoReturn:
        doctype_refused()
