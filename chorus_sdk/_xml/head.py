"""The head of a document: its root and what stands first below it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast

from lxml import etree

from chorus_sdk._xml.elements import Element, local_name
from chorus_sdk._xml.refusals import refuse_declared_encoding, refuse_doctype, translate
from chorus_sdk.errors import LimitExceededError, MalformedDocumentError
from chorus_sdk.limits import DEFAULT_LIMITS, KIB, Limits

_PIECE = 64 * KIB


class RootInfo(NamedTuple):
    """What the head of an XML document says of its root."""

    namespace: str | None
    name: str
    attributes: dict[str, str]
    head: tuple[tuple[str, str | None], ...]
    """The first elements below the root, in order: path of local names, text if already read."""


def sniff(head: bytes, limits: Limits = DEFAULT_LIMITS) -> RootInfo:
    """Read the root, and what stands first below it, from the first bytes of a document.

    Raises:
        MalformedDocumentError: no element can be read, or in an unusual encoding.
        UnsafeDocumentError: a DOCTYPE.
        LimitExceededError: too many attributes at the root.
    """
    refuse_declared_encoding(head)
    quick = _quick_head(head, limits)
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
        return _collect(cast("Iterator[tuple[str, Element]]", parser.read_events()), limits)
    except (etree.XMLSyntaxError, StopIteration) as error:
        cause = failure or (error if isinstance(error, etree.XMLSyntaxError) else None)
        if cause is not None:
            translate(cause, limits)
    raise MalformedDocumentError("The document has no root element.", line=1, column=1)


def refuse_doctype_early(data: bytes) -> None:
    """Refuse a document type declaration before the root's content is looked at."""
    parser = etree.XMLPullParser(
        events=("start",), resolve_entities=False, no_network=True, load_dtd=False
    )
    for start in range(0, len(data), _PIECE):
        parser.feed(data[start : start + _PIECE])
        for _, root in parser.read_events():
            refuse_doctype(cast("Element", root))
            return


def _quick_head(head: bytes, limits: Limits) -> RootInfo | None:
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
    refuse_doctype(root)
    found: list[tuple[str, str | None]] = []
    _list_below(root, "", found, cut=failure is not None)
    return _root_info(root, found, limits)


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


def _collect(events: Iterator[tuple[str, Element]], limits: Limits) -> RootInfo:
    _, root = next(events)
    refuse_doctype(root)
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
    return _root_info(root, head, limits)


def _root_info(root: Element, head: list[tuple[str, str | None]], limits: Limits) -> RootInfo:
    namespace, _, name = str(root.tag).rpartition("}")
    if ":" in name:
        raise MalformedDocumentError(
            "The prefix of the root element is not declared.", line=root.sourceline
        )
    if len(root.attrib) > limits.xml_attributes:
        raise LimitExceededError(
            "xml_attributes", value=len(root.attrib), maximum=limits.xml_attributes
        )
    attributes = {str(k): str(v) for k, v in root.attrib.items()}
    return RootInfo(namespace[1:] or None, name, attributes, tuple(head))
