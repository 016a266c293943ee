"""The tree of one invoice as it stood in the file (*arbre d'une facture*), built while it streams.

Only the invoice (or envelope) that is being read is held; the content of its attachments goes to
a sink piece by piece and never into the tree.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple, Protocol, cast

from chorus_sdk import _xml
from chorus_sdk.errors import MalformedDocumentError, UnknownFormatError
from chorus_sdk.formats.pivot.content import AttachmentContent, ContentSink
from chorus_sdk.formats.pivot.lexical import WHITE
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

XSI: Final = "{http://www.w3.org/2001/XMLSchema-instance}"
"""Attributes in this namespace speak to validators: they say nothing of the invoice."""

CONTENT: Final = "Contenu"
"""The element whose text goes to a sink (*contenu d'une pièce jointe*)."""


class Folded(NamedTuple):
    """What the quick way read of an element (*bloc lu*), and the text of what stands inside it."""

    value: object
    source: str


class Node:
    """An element with its text and children (*élément*).

    What most elements do not have stands in the class: a file has millions of them. `rows` are
    what a shortcut made of this element, or of several of its kind that stand side by side;
    `folded` stands for `children` where the quick way read the element whole; `index` and `offset`
    are a unit's, its rank and the byte at which it begins.
    """

    text: str = ""
    children: Sequence[Node] = ()
    content: AttachmentContent | None = None
    rows: Sequence[object] = ()
    folded: Folded | None = None
    index: int = 0
    offset: int = 0

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
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        self.root: Node | None = None
        self.ready: deque[Node] = deque()
        self.opened: list[str] = []
        self.given = 0
        self.stack: list[Node] = []
        """The elements that are open, outermost first."""
        self.sink: ContentSink | None = None
        """Where the content goes that is being read, if any is."""
        self.opens_at = 0
        """Where the invoice begins that opens next, as whoever feeds the parser says."""
        self.told = 0
        """How many elements the parser will tell of that are open already, content among them."""
        self.is_for_files = False
        """True where nobody asks for more of an invoice than its number and its attachments."""
        self._spooled = 0
        self._root_tag = root_tag
        self._units = units
        self._room = room
        self._shortcuts = shortcuts or {}
        self._limits = limits
        self._depth = limits.xml_depth
        self._texts: list[str] = []
        self._sink_node: Node | None = None
        self._counts: dict[str, int] = {}
        self.data = cast("_TakesText", self._texts.append)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens.

        Raises:
            UnknownFormatError: the root is another one.
            LimitExceededError: `xml_depth` or `xml_attributes`.
        """
        stack, texts = self.stack, self._texts
        if texts:
            if len(texts) == 1 and not texts[0].strip(WHITE):
                texts.clear()
            else:
                self._flush(stack[-1])
        node = Node(tag, attributes)
        depth = len(stack)
        if attributes or not 3 <= depth < self._depth or tag == CONTENT or self.sink is not None:
            if self.told:
                self.told -= 1
                return
            _xml.check_element(depth + 1, attributes, self._limits)
            self._open_special(node, depth)
        stack.append(node)

    def end(self, tag: str) -> None:
        """An element closes."""
        stack, texts = self.stack, self._texts
        node = stack.pop()
        if texts:
            if len(texts) == 1 and not node.text and self.sink is None:
                if texts[0].strip(WHITE):
                    node.text = texts[0]
                texts.clear()
            else:
                self._flush(node)
        if (len(stack) <= 2 or self.sink is not None) and self._close_special(node, len(stack)):
            return
        if tag in self._shortcuts:
            self._shorten(node)
        if stack:
            around = stack[-1]
            if around.children:
                around.children.append(node)  # type: ignore[attr-defined]  # a list by now
            else:
                around.children = [node]

    def close(self) -> None:
        """The document ends."""

    def add_rows(self, tag: str, rows: Sequence[object]) -> None:
        """Put what a shortcut made of elements side by side into the element that is open."""
        node = Node(tag, {})
        node.rows = rows
        self.add(node)

    def add(self, node: Node) -> None:
        """Put an element that the parser has not told into the one that is open."""
        around = self.stack[-1]
        if isinstance(around.children, list):
            around.children.append(node)
        else:
            around.children = [node]

    def open_attachment(self, tag: str, rank: str) -> None:
        """Open an attachment that the parser has not told, and the content in it."""
        texts = self._texts
        if len(texts) == 1 and not texts[0].strip(WHITE):
            texts.clear()
        elif texts:
            self._flush(self.stack[-1])
        node = Node(CONTENT, {})
        self.stack += Node(tag, {"NumOrdre": rank}), node
        if self._room is not None:
            self.sink, self._sink_node = self._room.new_sink(), node

    def close_attachment(self) -> tuple[Node, AttachmentContent | None]:
        """Close what `open_attachment` opened; return it, and what it holds."""
        attachment, node = self.stack[-2:]
        del self.stack[-2:]
        self._close_content(node)
        self.add(attachment)
        return attachment, node.content

    def drain(self) -> None:
        """Hand on what has come of an attachment's content."""
        if self.sink is not None and self._texts:
            self._flush(self.stack[-1])

    @property
    def spooled(self) -> int:
        """How many characters went to attachments and not into the tree."""
        return self._spooled + (self.sink.characters if self.sink is not None else 0)

    def count(self, tag: str) -> int:
        """Return how many units of a tag have opened so far."""
        return self._counts.get(tag, 0)

    def _flush(self, node: Node) -> None:
        text = "".join(self._texts)
        self._texts.clear()
        if self.sink is not None and node is self._sink_node:
            self.sink.write(text)
        elif node.text or text.strip(WHITE):
            node.text = f"{node.text}{text}" if node.text else text

    def _shorten(self, node: Node) -> None:
        short = self._shortcuts[node.tag](node)
        if short is not None:
            node.rows = (short,)
            node.children, node.attributes = (), {}

    def _open_special(self, node: Node, depth: int) -> None:
        if depth == 0:
            if node.tag != self._root_tag:
                raise UnknownFormatError(
                    f"The root element is {node.tag[:80]}, where {self._root_tag} is expected."
                )
            self.root = node
        elif depth == 1:
            self.opened.append(node.tag)
        elif self.sink is not None:
            self.sink.fail(MalformedDocumentError("An element stands inside the base64 text."))
        elif depth == 2 and self._is_unit(node):
            self._counts[node.tag] = node.index = self._counts.get(node.tag, 0) + 1
            node.offset = self.opens_at
            if self._room is not None:
                self._room.unit_opens()
        elif depth == 4 and node.tag == CONTENT and self._room and self.stack[3].tag == "PJ":
            self.sink, self._sink_node = self._room.new_sink(), node

    def _close_special(self, node: Node, depth: int) -> bool:
        """Close content or a unit; return True when the node is given out."""
        if node is self._sink_node:
            self._close_content(node)
        elif depth == 2 and self._is_unit(node):
            self.ready.append(node)
            self.given += 1
            return True
        return False

    def _close_content(self, node: Node) -> None:
        if self.sink is not None:
            self._spooled += self.sink.characters
            node.content = self.sink.finish()
            self.sink = self._sink_node = None

    def _is_unit(self, node: Node) -> bool:
        return (self.stack[1].tag, node.tag) in self._units
