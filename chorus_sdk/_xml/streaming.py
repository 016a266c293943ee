"""A document told piece by piece, in constant memory."""

from __future__ import annotations

from collections.abc import Iterator, Sized
from typing import BinaryIO, Final, NoReturn, Protocol

from lxml import etree

from chorus_sdk._xml.refusals import (
    Skipped,
    doctype_refused,
    refuse_declared_encoding,
    translate,
)
from chorus_sdk.errors import LimitExceededError
from chorus_sdk.limits import DEFAULT_LIMITS, KIB, Limits

_CHUNK: Final = 64 * KIB


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


class Feeder:
    """Tells a target what stands in the bytes it is fed with, as soon as that is known.

    A tag that is fed whole is told before `feed` returns. Bytes that whoever feeds has understood
    without the parser are passed over with `skip`, so that places in errors stay true; they must
    be text, or elements from the first tag to the last. A target that refuses depth and attributes
    beyond the limits itself (`bounded`) saves two calls an element.
    """

    def __init__(
        self,
        target: StreamTarget,
        limits: Limits = DEFAULT_LIMITS,
        *,
        bounded: bool = False,
    ) -> None:
        self.offset = 0
        self._limits = limits
        self._line = 1
        self._width = 0
        self._skipped = Skipped()
        self._parser = etree.XMLParser(
            target=_Guard(target) if bounded else _CountingGuard(target, limits),  # type: ignore[call-overload]  # the stub wants methods
            resolve_entities="internal",  # without it &amp; in attributes is told as &#38;
            no_network=True,
            load_dtd=False,
        )

    def feed(self, piece: bytes) -> None:
        """Take the next bytes; raises what `stream` raises."""
        if not self.offset:
            refuse_declared_encoding(piece)
        self.offset += len(piece)
        if b"\n" in piece:  # five times as quick as counting
            self._line += piece.count(b"\n")
            self._width = -piece.rfind(b"\n") - 1
        self._width += len(piece)
        try:
            self._parser.feed(piece)
        except etree.XMLSyntaxError as error:
            self._translate(error)

    def skip(self, piece: bytes) -> None:
        """Pass over bytes that the parser need not see."""
        self.offset += len(piece)
        skipped = self._skipped
        if skipped.line != self._line:
            skipped.line, skipped.columns = self._line, 0
        last = piece.rfind(b"\n")
        if last >= 0:
            skipped.lines += piece.count(b"\n")
            skipped.columns = -last - 1 - self._width
        skipped.columns += len(piece)

    def skip_in_line(self, count: int) -> None:
        """Pass over bytes that the parser need not see, and that hold no new line."""
        self.offset += count
        skipped = self._skipped
        if skipped.line != self._line:
            skipped.line, skipped.columns = self._line, 0
        skipped.columns += count

    def show(self, piece: bytes) -> None:
        """Let the parser see after all what was passed over; raises what `stream` raises."""
        skipped, offset = self._skipped, self.offset
        is_same_line = skipped.line == self._line
        column = self._width + (skipped.columns if is_same_line else 0)
        self.feed(piece)
        self.offset = offset
        skipped.lines -= piece.count(b"\n")
        skipped.line, skipped.columns = self._line, column - self._width

    def close(self) -> None:
        """Tell that there are no more bytes; raises what `stream` raises."""
        try:
            self._parser.close()
        except etree.XMLSyntaxError as error:
            self._translate(error)

    def _translate(self, error: etree.XMLSyntaxError) -> NoReturn:
        translate(error, self._limits, offset=self.offset, skipped=self._skipped)


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
    feeder = Feeder(target, limits)
    while piece := source.read(_CHUNK):
        feeder.feed(piece)
        yield feeder.offset
    feeder.close()


class _Guard:
    """Holds a DOCTYPE off a target; comments and instructions never reach it."""

    def __init__(self, target: StreamTarget) -> None:
        self.start = target.start
        self.end = target.end
        self.data = target.data
        self.close = target.close

    def doctype(self, *_: object) -> NoReturn:
        doctype_refused()


class _CountingGuard(_Guard):
    """Holds depth and many attributes off too."""

    def __init__(self, target: StreamTarget, limits: Limits) -> None:
        super().__init__(target)
        self._target = target
        self._limits = limits
        self._depth = 0
        self.start, self.end = self._start, self._end

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        check_element(self._depth, attributes, self._limits)
        self._target.start(tag, attributes)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        self._target.end(tag)


def check_element(depth: int, attributes: Sized, limits: Limits) -> None:
    """Refuse an element that opens too deep, or has too many attributes.

    Raises:
        LimitExceededError: `xml_depth` or `xml_attributes`.
    """
    if depth > limits.xml_depth:
        raise LimitExceededError("xml_depth", value=depth, maximum=limits.xml_depth)
    if len(attributes) > limits.xml_attributes:
        raise LimitExceededError(
            "xml_attributes", value=len(attributes), maximum=limits.xml_attributes
        )
