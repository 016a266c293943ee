"""A document as one tree after another: what was given out is let go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from lxml import etree

from chorus_sdk._xml.elements import Element
from chorus_sdk._xml.refusals import translate
from chorus_sdk.limits import DEFAULT_LIMITS, Limits


class UnitPuller:
    """Gives out the units of a document as trees, each as soon as it closes (*lecture par unité*).

    A unit is an element at depth three; `units` are the pairs of its parent's tag and its own. It
    is emptied once the next one is asked for, and of a run of them the last alone stays, empty, in
    the tree that `close` returns: memory is what one unit takes. Feed only what another reader of
    this package has taken, for libxml2's limits are off here.
    """

    def __init__(self, units: frozenset[tuple[str, str]], limits: Limits = DEFAULT_LIMITS) -> None:
        self._units = units
        self._limits = limits
        self._last: Element | None = None
        self._parser = etree.XMLPullParser(
            events=("end",),
            tag=sorted({tag for _, tag in units}),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
            huge_tree=True,
        )

    def feed(self, piece: bytes) -> Iterator[Element]:
        """Take the next bytes and yield the units that close in them.

        Raises:
            MalformedDocumentError: not well-formed.
        """
        try:
            self._parser.feed(piece)
        except etree.XMLSyntaxError as error:
            translate(error, self._limits)
        for _, element in cast("Iterator[tuple[str, Element]]", self._parser.read_events()):
            if self._is_unit(element):
                yield element
                element.clear(keep_tail=True)  # its tail may still be growing
                self._drop_before(element)

    def close(self) -> Element:
        """Return the root with what stands around the units.

        Raises:
            MalformedDocumentError: the document is cut.
        """
        try:
            return self._parser.close()
        except etree.XMLSyntaxError as error:
            translate(error, self._limits)

    def _is_unit(self, element: Element) -> bool:
        parent = element.getparent()
        above = None if parent is None else parent.getparent()
        if parent is None or above is None or above.getparent() is not None:
            return False
        return (str(parent.tag), str(element.tag)) in self._units

    def _drop_before(self, element: Element) -> None:
        before, self._last = self._last, element
        is_beside = before is not None and before is element.getprevious()
        if before is None or not is_beside or before.tag != element.tag:
            return
        parent = element.getparent()
        if parent is not None and not (before.tail or "").strip():
            parent.remove(before)
