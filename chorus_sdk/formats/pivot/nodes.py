"""The tree of one invoice as it stood in the file (*arbre d'une facture*), built while it streams.

Only the invoice (or envelope) that is being read is held; the content of its attachments goes to
a sink piece by piece and never into the tree.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol, cast

from chorus_sdk.errors import MalformedDocumentError, UnknownFormatError
from chorus_sdk.formats.pivot.content import AttachmentContent, ContentSink

XSI: Final = "{http://www.w3.org/2001/XMLSchema-instance}"
"""Attributes in this namespace speak to validators: they say nothing of the invoice."""


class Node:
    """An element with its text and children (*élément*).

    What most elements do not have stands in the class: a file has millions of them.
    """

    text: str = ""
    children: Sequence[Node] = ()
    content: AttachmentContent | None = None
    short: object | None = None
    index: int = 0

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes


class Room(Protocol):
    """Where the content of attachments goes (*réception des pièces jointes*)."""

    def new_sink(self) -> ContentSink:
        """Return where the content of the next attachment goes."""
        ...

    def unit_opens(self) -> None:
        """An invoice begins."""
        ...


class _TakesText(Protocol):
    def __call__(self, text: str) -> None: ...


class TreeBuilder:
    """Builds one tree per unit, such as an invoice, from what the parser tells (*construction*).

    `units` are the pairs of tags (at depth two and three) that are given out through `ready` as
    soon as they close; what else there is stays below `root`. Text is gathered by the list itself:
    call `drain` after each piece of the file. `shortcuts` make of an element with a given tag
    something smaller than its tree, or None, as soon as it closes: lines come by the thousand.
    """

    def __init__(
        self,
        root_tag: str,
        units: frozenset[tuple[str, str]],
        room: Room | None = None,
        shortcuts: Mapping[str, Callable[[Node], object | None]] | None = None,
    ) -> None:
        self.root: Node | None = None
        self.ready: deque[Node] = deque()
        self.opened: list[str] = []
        self.given = 0
        self._spooled = 0
        self._root_tag = root_tag
        self._units = units
        self._room = room
        self._shortcuts = shortcuts or {}
        self._stack: list[Node] = []
        self._texts: list[str] = []
        self._sink: ContentSink | None = None
        self._sink_node: Node | None = None
        self._counts: dict[str, int] = {}
        self.data = cast("_TakesText", self._texts.append)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens.

        Raises:
            UnknownFormatError: the root is another one.
        """
        stack, texts = self._stack, self._texts
        if texts:
            if len(texts) == 1 and texts[0].isspace():
                texts.clear()
            else:
                self._flush(stack[-1])
        node = Node(tag, attributes)
        if len(stack) < 3 or tag == "Contenu" or self._sink is not None:
            self._open_special(node, len(stack))
        stack.append(node)

    def end(self, tag: str) -> None:
        """An element closes."""
        stack, texts = self._stack, self._texts
        node = stack.pop()
        if texts:
            if len(texts) == 1 and not node.text and self._sink is None:
                if not texts[0].isspace():
                    node.text = texts[0]
                texts.clear()
            else:
                self._flush(node)
        if (len(stack) <= 2 or self._sink is not None) and self._close_special(node, len(stack)):
            return
        if tag in self._shortcuts:
            self._shorten(node)
        if stack:
            children = stack[-1].children
            if isinstance(children, list):
                children.append(node)
            else:
                stack[-1].children = [node]

    def close(self) -> None:
        """The document ends."""

    def drain(self) -> None:
        """Hand on what has come of an attachment's content."""
        if self._sink is not None and self._texts:
            self._flush(self._stack[-1])

    @property
    def spooled(self) -> int:
        """How many characters went to attachments and not into the tree."""
        return self._spooled + (self._sink.characters if self._sink is not None else 0)

    def count(self, tag: str) -> int:
        """Return how many units of a tag have opened so far."""
        return self._counts.get(tag, 0)

    def _flush(self, node: Node) -> None:
        text = "".join(self._texts)
        self._texts.clear()
        if self._sink is not None and node is self._sink_node:
            self._sink.write(text)
        elif node.text or not text.isspace():
            node.text = f"{node.text}{text}" if node.text else text

    def _shorten(self, node: Node) -> None:
        node.short = self._shortcuts[node.tag](node)
        if node.short is not None:
            node.children = ()

    def _open_special(self, node: Node, depth: int) -> None:
        if depth == 0:
            if node.tag != self._root_tag:
                raise UnknownFormatError(
                    f"The root element is {node.tag[:80]}, where {self._root_tag} is expected."
                )
            self.root = node
        elif depth == 1:
            self.opened.append(node.tag)
        elif self._sink is not None:
            self._sink.fail(MalformedDocumentError("An element stands inside the base64 text."))
        elif depth == 2 and self._is_unit(node):
            self._counts[node.tag] = node.index = self._counts.get(node.tag, 0) + 1
            if self._room is not None:
                self._room.unit_opens()
        elif depth == 4 and self._room is not None and self._stack[3].tag == "PJ":
            self._sink, self._sink_node = self._room.new_sink(), node

    def _close_special(self, node: Node, depth: int) -> bool:
        """Close content or a unit; return True when the node is given out."""
        if node is self._sink_node and self._sink is not None:
            self._spooled += self._sink.characters
            node.content = self._sink.finish()
            self._sink = self._sink_node = None
        elif depth == 2 and self._is_unit(node):
            self.ready.append(node)
            self.given += 1
            return True
        return False

    def _is_unit(self, node: Node) -> bool:
        return (self._stack[1].tag, node.tag) in self._units
