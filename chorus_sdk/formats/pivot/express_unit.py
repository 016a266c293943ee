"""The quick way for the children of an invoice (*blocs d'une facture*), each read whole."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import cache
from typing import Final

from chorus_sdk import _xml
from chorus_sdk.formats.pivot.content import BrokenContent
from chorus_sdk.formats.pivot.express_lines import line_pattern, plain_text
from chorus_sdk.formats.pivot.nodes import CONTENT, Folded, Node, TreeBuilder
from chorus_sdk.formats.pivot.plan_rows import SPACE, Row, Values, split
from chorus_sdk.formats.pivot.plans import Plan
from chorus_sdk.formats.pivot.schema import ATTACHMENT, DATA, LINE, RECIPIENT, SUPPLIER, VALIDATION
from chorus_sdk.formats.pivot.unfolding import unfolded
from chorus_sdk.limits import KIB

UNIT_PATH: Final = ["CPPFactures", "CPPFacturePivotUnitaire"]
_LONGEST: Final = 16 * KIB
"""What is longer is not waited for."""
_LONGEST_TAG: Final = 64
_CONTENT: Final = f"<{CONTENT}>".encode()
_CONTENT_END: Final = f"</{CONTENT}>".encode()
_ATTACHMENT_END: Final = b"</PJ>"
_GROUPS: Final = {group.tag.encode(): group for group in (SUPPLIER, RECIPIENT, DATA, VALIDATION)}
_CHILD: Final = re.compile(rb"[ \t\r\n]*+<(?:(%b)>|PJ NumOrdre=)" % b"|".join(_GROUPS))


class Turn(Enum):
    """What comes next (*suite*)."""

    PARSER = auto()
    WAIT = auto()
    CHILDREN = auto()
    CONTENT = auto()


class UnitWay:
    """Takes the children of the invoice that is open into the tree (*blocs*)."""

    def __init__(self, tree: TreeBuilder, feeder: _xml.Feeder) -> None:
        self.is_utf8 = False
        self._tree = tree
        self._feeder = feeder
        self._values: Values = {}
        self._opening = b""

    @property
    def in_attachment(self) -> bool:
        """True inside an attachment that was opened here, of which the parser has not heard."""
        return bool(self._opening)

    def take(self, data: bytes, place: int) -> tuple[int, Turn]:
        """Take what can be; return where that ends, and what comes next."""
        while opening := _CHILD.match(data, place):
            tag = opening[1]
            if tag is None:
                return self._open_attachment(data, place)
            end = data.find(b"</%b>" % tag, opening.end())
            if end < 0:
                return place, self._cut(data, place)
            end += len(tag) + 3
            if not self._whole(tag, data[place:end], opening.end() - place):
                return place, Turn.PARSER
            place = end
        is_cut = len(data) - place < _LONGEST_TAG and b">" not in data[place:]
        return place, Turn.WAIT if is_cut else Turn.PARSER

    def end_attachment(self, data: bytes, place: int) -> tuple[int, Turn]:
        """Take what follows the content of an attachment that was opened here."""
        end = data.find(_ATTACHMENT_END, place)
        turn = self._cut(data, place) if end < 0 else Turn.PARSER
        if turn is Turn.WAIT:
            return place, turn
        text = self._text(data[place:end]) if end >= 0 else ""
        if not _takes(_tail(), text, self._values):
            self.leave_attachment()
            return place, Turn.PARSER
        end += len(_ATTACHMENT_END)
        self._feeder.skip(data[place:end])
        self._close_attachment(text[len(_CONTENT_END) :])
        return end, Turn.CHILDREN

    def leave_attachment(self) -> None:
        """Leave the attachment that was opened here to the parser, which has to hear of it."""
        self._tree.told = 2
        self._feeder.show(self._opening)
        self._opening = b""

    def _whole(self, tag: bytes, data: bytes, start: int) -> bool:
        """Take one child; False where it is not written as usual."""
        text = self._text(data)
        lead = start - len(tag) - 2
        source = text[start : -len(tag) - 3]
        if not source.strip():
            return False  # nothing inside: that too has to be told
        found = _plan(tag).read(text, lead)
        if found is None or found[1] != len(text):
            return False
        node = Node(tag.decode(), {})
        node.folded = Folded(found[0], source)
        self._tree.add(node)
        self._feeder.skip(data)
        return True

    def _open_attachment(self, data: bytes, place: int) -> tuple[int, Turn]:
        end = data.find(_CONTENT, place, place + _LONGEST)
        if end < 0:
            return place, self._cut(data, place)
        end += len(_CONTENT)
        text = self._text(data[place:end]).lstrip()
        self._values = {}
        if not _takes(_head(), text, self._values):
            return place, Turn.PARSER
        self._opening = data[place:end]
        self._feeder.skip(self._opening)
        self._tree.start(ATTACHMENT.tag, {"NumOrdre": text.split('"', 2)[1]})
        self._tree.start(CONTENT, {})
        return end, Turn.CONTENT

    def _close_attachment(self, rest: str) -> None:
        tree = self._tree
        tree.end(CONTENT)
        attachment = tree.stack[-1]
        content = attachment.children[-1].content
        if content is not None:
            self._values["content"] = content
        folded = Folded(ATTACHMENT.make(**self._values), f"<{CONTENT}/>{rest}")
        tree.end(ATTACHMENT.tag)
        self._opening = b""
        attachment.folded = folded
        if isinstance(content, BrokenContent):  # there is something to say about it
            attachment.children = (*attachment.children, *unfolded(attachment)[1:])
            attachment.folded = None

    def _cut(self, data: bytes, place: int) -> Turn:
        """Tell whether to wait for the end of an element."""
        return Turn.WAIT if len(data) - place < _LONGEST else Turn.PARSER

    def _text(self, data: bytes) -> str:
        return plain_text(data, is_utf8=self.is_utf8)


def _takes(row: Row, text: str, values: Values) -> bool:
    """Read a text that is one row whole into `values`; False where there is anything to say."""
    try:
        return bool(text) and row.take(text, 0, values) == len(text)
    except ValueError:
        return False


@cache
def _plan(tag: bytes) -> Plan:
    return Plan(_GROUPS[tag], {LINE.tag: line_pattern()})


@cache
def _head() -> Row:
    """What stands before the content of an attachment."""
    row = Row()
    row.opens(ATTACHMENT.tag, split(ATTACHMENT.members)[0])
    row.write(f"<{CONTENT}>")
    return row.compiled()


@cache
def _tail() -> Row:
    """What stands behind it."""
    row = Row()
    row.write(f"</{CONTENT}>{SPACE}")
    tags = [member.tag for member in ATTACHMENT.members]
    for member in ATTACHMENT.members[tags.index(CONTENT) + 1 :]:
        row.add(member)
    return row.compiled()
