"""The one door to XML: every parser of the library is made here.

No DOCTYPE, no entity, no network, bounded bytes, depth and text; errors of lxml are translated.
libxml2 refuses a text node over 10,000,000 characters (a base64 attachment above 7.5 MB), so a
document that fails for that reason alone is parsed again without libxml2's limits, under ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import BinaryIO, NamedTuple, NoReturn, Protocol, cast

from lxml import etree

from chorus_sdk.errors import (
    LimitExceededError,
    MalformedDocumentError,
    UnsafeDocumentError,
)
from chorus_sdk.limits import DEFAULT_LIMITS, KIB, Limits

Element = etree._Element
"""An element as lxml has it; it never leaves the library."""

_CHUNK = 64 * KIB


@dataclass(frozen=True)
class RootInfo:
    """What the head of an XML document says of its root."""

    namespace: str | None
    name: str
    attributes: dict[str, str]
    head: tuple[tuple[str, str | None], ...]
    """The first elements below the root, in order: path of local names, text if already read."""


class SchemaError(NamedTuple):
    """One thing that breaks a schema: the engine's words, the line, the element's path."""

    message: str
    line: int | None
    path: str | None


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


def parse(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Element:
    """Parse a whole document and return its root.

    Raises:
        MalformedDocumentError: not well-formed; says line and column.
        UnsafeDocumentError: a DOCTYPE, or nesting that no invoice has.
        LimitExceededError: too many bytes, too deep, too long a text.
    """
    if len(data) > limits.document_bytes:
        raise LimitExceededError("document_bytes", value=len(data), maximum=limits.document_bytes)
    try:
        root: Element = etree.fromstring(data, _tree_parser(huge=False))
    except etree.XMLSyntaxError as error:
        if not _is_long_text(error):
            _translate(error, limits)
        root = _parse_huge(data, limits)
    _refuse_doctype(root)
    if limits.xml_depth < DEFAULT_LIMITS.xml_depth:  # libxml2 itself stops at the default
        _refuse_deep_or_long(root, limits)
    return root


def stream(
    source: BinaryIO, target: StreamTarget, limits: Limits = DEFAULT_LIMITS
) -> Iterator[int]:
    """Feed `source` to `target` piece by piece; yield the bytes read so far after each piece.

    Nothing of the document is kept here: memory is what `target` keeps. The target is closed at
    the end of the document.

    Raises:
        MalformedDocumentError: not well-formed or truncated; says line, column and byte offset.
        UnsafeDocumentError: a DOCTYPE.
        LimitExceededError: too deep.
    """
    guard = _Guard(target, limits)
    parser = etree.XMLParser(
        target=guard,  # type: ignore[call-overload]  # the stub wants methods, not attributes
        huge_tree=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    offset = 0
    try:
        while piece := source.read(_CHUNK):
            parser.feed(piece)
            offset += len(piece)
            yield offset
        parser.close()
    except etree.XMLSyntaxError as error:
        _translate(error, limits, offset=offset)


def sniff(head: bytes, limits: Limits = DEFAULT_LIMITS) -> RootInfo:
    """Read the root, and what stands first below it, from the first bytes of a document.

    Raises:
        MalformedDocumentError: no element can be read.
        UnsafeDocumentError: a DOCTYPE.
    """
    quick = _quick_head(head)
    if quick is not None:
        return quick
    parser = etree.XMLPullParser(
        events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
    )
    failure: etree.XMLSyntaxError | None = None
    try:
        parser.feed(head)
    except etree.XMLSyntaxError as error:
        failure = error
    try:
        return _collect(cast("Iterator[tuple[str, Element]]", parser.read_events()))
    except (etree.XMLSyntaxError, StopIteration) as error:
        cause = failure or (error if isinstance(error, etree.XMLSyntaxError) else None)
        if cause is not None:
            _translate(cause, limits)
    raise MalformedDocumentError("The document has no root element.", line=1, column=1)


def parse_html(data: bytes, limits: Limits = DEFAULT_LIMITS, *, charset: str = "utf-8") -> Element:
    """Parse a web page as a browser would, mending what is broken, and return its root.

    Scripts are not run and nothing is fetched. Nesting below 256 elements is cut off by libxml2.

    Raises:
        MalformedDocumentError: there is no page.
        LimitExceededError: too many bytes.
    """
    if len(data) > limits.document_bytes:
        raise LimitExceededError("document_bytes", value=len(data), maximum=limits.document_bytes)
    try:
        parser = etree.HTMLParser[Element](
            encoding=charset, no_network=True, huge_tree=False, remove_comments=True
        )
    except LookupError:
        parser = None
    if parser is None:
        raise MalformedDocumentError(f"There is no character set {charset[:40]!r}.")
    parser.feed(data)
    try:
        root: Element | None = parser.close()
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise MalformedDocumentError("The page is empty.", line=1, column=1)
    return root


def to_bytes(root: Element) -> bytes:
    """Serialise as UTF-8 with an XML declaration."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def new_element(tag: str, nsmap: dict[str | None, str] | None = None) -> Element:
    """Make a root element to write into."""
    return etree.Element(tag, nsmap=cast("dict[str, str] | None", nsmap))


def sub_element(parent: Element, tag: str) -> Element:
    """Append an element and return it."""
    child: Element = etree.SubElement(parent, tag)
    return child


class Schema:
    """A compiled XML schema; may be shared by threads."""

    def __init__(self, path: Path) -> None:
        """Compile the schema of a file; what it includes is read from disk, never from a network.

        Raises:
            OSError: the file cannot be read.
        """
        parser = _tree_parser(huge=False)
        self._lock = Lock()
        self._schema = etree.XMLSchema(etree.parse(path, parser))

    def errors(self, root: Element) -> tuple[SchemaError, ...]:
        """Return what breaks the schema, in document order."""
        with self._lock:
            if self._schema.validate(root):
                return ()
            log = list(self._schema.error_log)
        return tuple(SchemaError(str(e.message), e.line or None, e.path or None) for e in log)


def local_name(tag: str) -> str:
    """Return the name without its namespace."""
    return tag.rpartition("}")[2]


class _Guard:
    """Holds depth and DOCTYPE off a target; comments and instructions never reach it."""

    def __init__(self, target: StreamTarget, limits: Limits) -> None:
        self._target = target
        self._maximum = limits.xml_depth
        self._depth = 0
        self.data = target.data
        self.close = target.close

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > self._maximum:
            raise LimitExceededError("xml_depth", value=self._depth, maximum=self._maximum)
        self._target.start(tag, attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._target.end(tag)

    def doctype(self, *_: object) -> NoReturn:
        _doctype_refused()


def _tree_parser(*, huge: bool) -> etree.XMLParser[Element]:
    return etree.XMLParser[Element](
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=huge,
    )


def _parse_huge(data: bytes, limits: Limits) -> Element:
    try:
        root: Element = etree.fromstring(data, _tree_parser(huge=True))
    except etree.XMLSyntaxError as error:
        _translate(error, limits)
    _refuse_doctype(root)
    _refuse_deep_or_long(root, limits)
    return root


def _refuse_deep_or_long(root: Element, limits: Limits) -> None:
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limits.xml_depth:
            raise LimitExceededError("xml_depth", value=depth, maximum=limits.xml_depth)
        if event == "start" and element.text and len(element.text) > limits.xml_text_bytes:
            raise LimitExceededError(
                "xml_text_bytes", value=len(element.text), maximum=limits.xml_text_bytes
            )


def _quick_head(head: bytes) -> RootInfo | None:
    """Read a head that is well-formed as far as it goes, in one call; None where it is not."""
    parser = etree.XMLParser[Element](
        recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        root: Element | None = etree.fromstring(head[: head.rfind(b">") + 1], parser)
    except etree.XMLSyntaxError:
        return None
    if root is None:
        return None
    failure = next(iter(parser.error_log), None)
    if failure is not None and failure.type != etree.ErrorTypes.ERR_TAG_NOT_FINISHED:
        return None
    _refuse_doctype(root)
    found: list[tuple[str, str | None]] = []
    _list_below(root, "", found, cut=failure is not None)
    namespace, _, name = str(root.tag).rpartition("}")
    attributes = {str(k): str(v) for k, v in root.attrib.items()}
    return RootInfo(namespace[1:] or None, name, attributes, tuple(found))


def _list_below(
    parent: Element, above: str, found: list[tuple[str, str | None]], *, cut: bool
) -> None:
    """List what stands below; where the head is cut, the last branch has no sure text."""
    last = parent[-1] if cut and len(parent) else None
    for element in parent:
        tag = element.tag
        if isinstance(tag, str):
            path = above + tag.rpartition("}")[2]
            found.append((path, None if element is last else element.text))
            if len(element):
                _list_below(element, f"{path}/", found, cut=element is last)


def _collect(events: Iterator[tuple[str, Element]]) -> RootInfo:
    _, root = next(events)
    _refuse_doctype(root)
    path: list[str] = []
    head: list[tuple[str, str | None]] = []
    places: list[int] = []
    try:
        for event, element in events:
            if event == "start":
                path.append(local_name(str(element.tag)))
                places.append(len(head))
                head.append(("/".join(path), None))
            elif path:
                place = places.pop()
                head[place] = ("/".join(path), element.text)
                path.pop()
    except etree.XMLSyntaxError:
        pass  # the head is cut wherever it is cut: what came before counts
    tag = etree.QName(root)
    attributes = {str(k): str(v) for k, v in root.attrib.items()}
    return RootInfo(tag.namespace, tag.localname, attributes, tuple(head))


def _refuse_doctype(root: Element) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        _doctype_refused()


def _doctype_refused() -> NoReturn:
    raise UnsafeDocumentError(
        "The document has a DOCTYPE, which no invoice needs.",
        hint="Ask its sender for the document without a document type declaration.",
    )


def _is_long_text(error: etree.XMLSyntaxError) -> bool:
    return error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT and "ext node" in str(error.msg)


def _translate(
    error: etree.XMLSyntaxError, limits: Limits, *, offset: int | None = None
) -> NoReturn:
    line, column = error.position
    if error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT and "depth" in str(error.msg):
        raise LimitExceededError("xml_depth", value=None, maximum=limits.xml_depth) from error
    if error.code == etree.ErrorTypes.ERR_ENTITY_LOOP or "ntity" in str(error.msg):
        raise UnsafeDocumentError("The document uses entities, which no invoice needs.") from error
    raise MalformedDocumentError(
        f"The XML is not well-formed at line {line}, column {column}.",
        line=line or None,
        column=column or None,
        offset=offset,
    ) from error
