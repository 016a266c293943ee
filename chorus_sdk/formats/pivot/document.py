"""One XML document, read unit by unit (*lecture en flux*)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, cast

from chorus_sdk.errors import DocumentError, LimitExceededError
from chorus_sdk.formats.pivot.containers import Document
from chorus_sdk.formats.pivot.express import ExpressReader
from chorus_sdk.formats.pivot.nodes import Node, TreeBuilder
from chorus_sdk.limits import Limits


class DocumentReader:
    """Reads a document piece by piece (*lecture*); `tree` holds what is not given out yet."""

    def __init__(self, document: Document, tree: TreeBuilder, limits: Limits) -> None:
        self.tree = tree
        self.file = document.file
        self._limits = limits
        self._steps = ExpressReader(cast("BinaryIO", document.stream), tree, limits).steps()
        self._failure: DocumentError | None = None
        self._given = 0
        self._released = 0

    def units(self) -> Iterator[Node]:
        """Yield each unit as soon as it is whole.

        What came before an error is given before the error is raised.

        Raises:
            MalformedDocumentError, UnsafeDocumentError: broken or hostile XML.
            UnknownFormatError: another root element.
            LimitExceededError: `document_bytes`, for one unit without its attachments' content.
        """
        while True:
            while self.tree.ready:
                yield self.tree.ready.popleft()
            if self._failure is not None:
                raise self._failure
            if not self.advance():
                return

    def advance(self) -> bool:
        """Read one piece; return False when there is nothing more to read or to give."""
        if self._failure is not None:
            return False
        offset: int | None = None
        try:
            offset = next(self._steps, None)
        except DocumentError as error:
            self._failure = error
        self.tree.drain()
        if offset is not None:
            self._check_held(offset)
        return offset is not None or self._failure is not None or bool(self.tree.ready)

    def raise_failure(self) -> None:
        """Raise what stopped the reading, unless units are waiting that came before it."""
        if self._failure is not None and not self.tree.ready:
            raise self._failure

    def _check_held(self, offset: int) -> None:
        outside = offset - self.tree.spooled
        if self.tree.given != self._given:
            self._given, self._released = self.tree.given, outside
        maximum = self._limits.document_bytes
        if outside - self._released > maximum:
            self._failure = LimitExceededError("document_bytes", value=None, maximum=maximum)
