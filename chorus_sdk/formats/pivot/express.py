"""The quick way through a pivot's bytes (*voie rapide*): past the XML parser, where that is safe.

Nearly all of a pivot is the base64 of attachments, or lines and headers that look alike. None of
it needs a parser, once the parser itself has said what opens: base64 has no character that means
anything to XML, and what matches one regular expression can mean one thing only. Whatever else
stands there goes to the parser, byte for byte, with the same result.

What tells that a tag is markup, and no words in a comment, is the parser: it is fed up to the tag,
then with the tag alone, and the quick way is taken only where the tree changed by that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from chorus_sdk import _xml
from chorus_sdk.formats.pivot.express_content import ContentWay, Next
from chorus_sdk.formats.pivot.express_lines import LINE, LINE_END, LINES_PATH, LineWay
from chorus_sdk.formats.pivot.express_unit import UNIT_PATH, Turn, UnitWay
from chorus_sdk.formats.pivot.nodes import TreeBuilder
from chorus_sdk.formats.pivot.schema import INVOICE
from chorus_sdk.formats.pivot.wide_text import wide_codec
from chorus_sdk.limits import KIB, MIB, Limits

_CHUNK: Final = MIB
_LEAST_CHUNK: Final = 64 * KIB
_CONTENT: Final = b"<Contenu>"
_TRIGGER: Final = re.compile(
    rb"<Contenu>|<Lignes>|</Ligne>|<CPPFacturePivotUnitaire[^<>]*>"
    rb"|</(?:Fournisseur|Debiteur|DonneesFacture|PJ)>"
)
_UNIT: Final = f"<{INVOICE.tag}"
_UNIT_OPENS: Final = _UNIT.encode()
_LONGEST_TAG: Final = 64
_WIDEST: Final = 4
"""Bytes of a letter at most; the parser is not handed half of one."""
_DEEPEST: Final = 7
"""Where the leaves of lines and of producers stand."""


class ExpressReader:
    """Reads one document into a tree (*lecture*), handing most of it past the parser."""

    def __init__(self, source: BinaryIO, tree: TreeBuilder, limits: Limits) -> None:
        self._source = source
        self._tree = tree
        self._feeder = _xml.Feeder(tree, limits, bounded=True)
        self._lines = LineWay(tree, self._feeder)
        self._unit = UnitWay(tree, self._feeder)
        self._base64 = ContentWay(tree, self._feeder, self._unit)
        self._takes_units = limits.xml_depth >= _DEEPEST and limits.xml_attributes > 0
        # what one invoice may hold is looked at after each piece
        self._piece = min(_CHUNK, max(_LEAST_CHUNK, limits.document_bytes))
        self._way = self._markup
        self._held = b""
        self._unit_opens = _UNIT_OPENS

    def steps(self) -> Iterator[int]:
        """Read piece by piece; yield the bytes read so far after each piece.

        Raises:
            DocumentError: as `_xml.stream` does.
        """
        offset = 0
        take = self._take_wide
        while piece := self._source.read(self._piece):
            if not offset and _xml.is_ascii_based(piece):
                self._lines.is_utf8 = self._unit.is_utf8 = _xml.is_utf8(piece)
                take = self._take
            elif not offset:
                self._unit_opens = _UNIT.encode(wide_codec(piece) or "ascii")
            offset += len(piece)
            take(piece)
            yield offset
        self._base64.leave()
        self._give_rest(is_wide=take == self._take_wide)
        self._feeder.close()

    def _take(self, piece: bytes) -> None:
        data = self._held + piece if self._held else piece
        self._held = b""
        place = 0
        while place < len(data):
            place = self._way(data, place)

    def _give_rest(self, *, is_wide: bool) -> None:
        """Feed the parser with what was waited with: nothing follows."""
        data, self._held = self._held, b""
        place = len(data) if is_wide else 0
        while place < len(data):
            place = self._markup(data, place)
        self._feeder.feed(data if is_wide else self._held)

    def _take_wide(self, piece: bytes) -> None:
        """Feed the parser with UTF-16, cut where an invoice may open."""
        data, mark = self._held + piece, self._unit_opens
        place = 0
        while (at := data.find(mark, place)) >= 0:
            self._feeder.feed(data[place:at])
            self._tree.opens_at = self._feeder.offset
            place = at + len(mark)
            self._feeder.feed(data[at:place])
        end = max(place, len(data) - len(mark))
        end = max(place, end - (self._feeder.offset + end - place) % _WIDEST)
        self._feeder.feed(data[place:end])
        self._held = data[end:]

    def _markup(self, data: bytes, place: int) -> int:
        """Feed the parser up to where the quick way may begin; return how far that is."""
        trigger = _TRIGGER.search(data, place)
        if trigger is None:
            start = data.rfind(b"<", max(place, len(data) - _LONGEST_TAG))
            end = start if start >= 0 and b">" not in data[start:] else len(data)
            opens = data.rfind(_UNIT_OPENS, place, end)
            if opens >= 0:  # a tag that is longer than those waited for
                self._tree.opens_at = self._feeder.offset + opens - place
            self._feeder.feed(data[place:end])
            self._held = data[end:]
            return len(data)
        before, tag = data[place : trigger.start()], trigger[0]
        self._feeder.feed(before)
        if tag.startswith(_UNIT_OPENS):
            self._tree.opens_at = self._feeder.offset
        if tag == LINE_END:
            self._line_ends(before)
        elif tag == _CONTENT:
            sink = self._tree.sink
            self._feeder.feed(tag)
            if sink is None and self._tree.sink is not None:
                self._way = self._content
        elif self._moves(tag, LINES_PATH if tag == b"<Lignes>" else UNIT_PATH):
            if tag == b"<Lignes>":
                self._lines.begin()
                self._way = self._rows
            elif self._takes_units:
                self._way = self._children
        return trigger.end()

    def _moves(self, tag: bytes, path: list[str]) -> bool:
        """Feed a tag; tell whether it was markup, and where it led to."""
        stack = self._tree.stack
        depth = len(stack)
        self._feeder.feed(tag)
        return len(stack) != depth and [node.tag for node in stack[1:]] == path

    def _line_ends(self, line: bytes) -> None:
        """Feed the end of a line; what follows may take the quick way when it was one of ours."""
        stack = self._tree.stack
        around = stack[-2] if len(stack) > 1 else None
        count = len(around.children) if around else 0
        self._feeder.feed(LINE_END)
        if around is None or stack[-1] is not around or len(around.children) != count + 1:
            return
        if [node.tag for node in stack[1:]] == LINES_PATH and around.children[-1].tag == LINE:
            self._lines.begin_after(line, around.children[-1])
            self._way = self._rows

    def _content(self, data: bytes, place: int) -> int:
        """Give base64 to the attachment, up to the next tag."""
        place, follows = self._base64.take(data, place)
        if follows is Next.WAIT:
            self._held = data[place:]
            return len(data)
        if follows is Next.TAG and self._unit.in_attachment:
            self._way = self._closing
        elif follows is Next.SECTION:
            self._way = self._section
        elif follows is not Next.CONTENT:
            self._way = self._markup
        return place

    def _section(self, data: bytes, place: int) -> int:
        """Give the parser what is left of a CDATA section that is not base64."""
        place, is_over = self._base64.pass_section(data, place)
        if not is_over:
            self._held = data[place:]
            return len(data)
        self._way = self._markup
        return place

    def _rows(self, data: bytes, place: int) -> int:
        """Give lines to the invoice, as long as they look alike."""
        place, waits = self._lines.take(data, place)
        return self._turn(data, place, Turn.WAIT if waits else Turn.PARSER)

    def _children(self, data: bytes, place: int) -> int:
        """Give the children of an invoice to it, as long as they are written as usual."""
        return self._turn(data, *self._unit.take(data, place))

    def _closing(self, data: bytes, place: int) -> int:
        """Give the rest of an attachment to the invoice, if it is written as usual."""
        return self._turn(data, *self._unit.end_attachment(data, place))

    def _turn(self, data: bytes, place: int, turn: Turn) -> int:
        if turn is Turn.WAIT:
            self._held = data[place:]
            return len(data)
        if turn is Turn.CONTENT:
            self._way = self._content
        else:
            self._way = self._children if turn is Turn.CHILDREN else self._markup
        return place
