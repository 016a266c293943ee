"""The head of a document: its root and what stands first below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from lxml import etree

from chorus_sdk._xml.elements import Element, local_name
from chorus_sdk._xml.refusals import refuse_doctype, translate
from chorus_sdk.errors import MalformedDocumentError
from chorus_sdk.limits import DEFAULT_LIMITS, Limits


@dataclass(frozen=True)
class RootInfo:
    """What the head of an XML document says of its root."""

    namespace: str | None
    name: str
    attributes: dict[str, str]
    head: tuple[tuple[str, str | None], ...]
    """The first elements below the root, in order: path of local names, text if already read."""


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
            translate(cause, limits)
    raise MalformedDocumentError("The document has no root element.", line=1, column=1)


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
    refuse_doctype(root)
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
    tag = etree.QName(root)
    attributes = {str(k): str(v) for k, v in root.attrib.items()}
    return RootInfo(tag.namespace, tag.localname, attributes, tuple(head))
