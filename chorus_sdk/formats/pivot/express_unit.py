"""The quick way for the children of an invoice (*blocs d'une facture*), each read whole."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

from chorus_sdk import _xml
from chorus_sdk.formats.pivot.binding import Group, Kind, Leaf, Member
from chorus_sdk.formats.pivot.content import BrokenContent
from chorus_sdk.formats.pivot.express_lines import line_pattern, plain_text
from chorus_sdk.formats.pivot.nodes import Folded, Node, TreeBuilder
from chorus_sdk.formats.pivot.plans import SPACE, Plan, Row, Values
from chorus_sdk.formats.pivot.schema import ATTACHMENT, DATA, LINE, RECIPIENT, SUPPLIER, VALIDATION
from chorus_sdk.limits import KIB

UNIT_PATH: Final = ["CPPFactures", "CPPFacturePivotUnitaire"]
_LONGEST: Final = 16 * KIB
"""What is longer is not waited for."""
_LONGEST_TAG: Final = 64
_CONTENT: Final = b"<Contenu>"
_CONTENT_END: Final = b"</Contenu>"
_ATTACHMENT_END: Final = b"</PJ>"
_PLANS: Final = {
    group.tag.encode(): Plan(group, {LINE.tag: line_pattern()})
    for group in (SUPPLIER, RECIPIENT, DATA, VALIDATION)
}
_CHILD: Final = re.compile(
    rb"[ \t\r\n]*+<(?:(%b)>|PJ NumOrdre=)" % b"|".join(_PLANS),
)


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
        self._source = ""
        self._opened: Node | None = None

    @property
    def in_attachment(self) -> bool:
        """True where the attachment that is open was opened here."""
        return self._opened is not None and self._tree.stack[-2] is self._opened

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
        if end < 0:
            return place, self._cut(data, place)
        text = self._text(data[place:end])
        attachment = self._opened
        self._opened = None
        if attachment is None or not _takes(_TAIL, text, self._values):
            return place, Turn.PARSER
        self._feeder.feed(_CONTENT_END)
        content = attachment.children[-1].content
        place += len(_CONTENT_END)
        if isinstance(content, BrokenContent):
            return place, Turn.PARSER
        if content is not None:
            self._values["content"] = content
        self._feeder.skip(data[place:end])
        self._feeder.feed(_ATTACHMENT_END)
        source = f"{self._source}<Contenu/>{text[len(_CONTENT_END) :]}"
        attachment.folded = Folded(ATTACHMENT.make(**self._values), source)
        return end + len(_ATTACHMENT_END), Turn.CHILDREN

    def _whole(self, tag: bytes, data: bytes, start: int) -> bool:
        """Take one child; False where it is not written as usual."""
        text = self._text(data)
        lead = start - len(tag) - 2
        found = _PLANS[tag].read(text, lead) if text else None
        if found is None or found[1] != len(text):
            return False
        node = Node(tag.decode(), {})
        node.folded = Folded(found[0], text[start : -len(tag) - 3])
        self._tree.add(node)
        self._feeder.skip(data)
        return True

    def _open_attachment(self, data: bytes, place: int) -> tuple[int, Turn]:
        end = data.find(_CONTENT, place, place + _LONGEST)
        if end < 0:
            return place, self._cut(data, place)
        text = self._text(data[place:end]).lstrip()
        self._values = {}
        if not _takes(_HEAD, text, self._values):
            return place, Turn.PARSER
        end += len(_CONTENT)
        self._feeder.feed(data[place:end])
        self._opened = self._tree.stack[-2]
        self._source = text[text.index(">") + 1 :]
        return end, Turn.CONTENT

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


def _halves(group: Group) -> tuple[Row, Row]:
    """Return what stands before and behind the content of an attachment."""
    attributes = [item for item in group.members if isinstance(item, Leaf) and item.tag[0] == "@"]
    members: list[Member] = [item for item in group.members if item not in attributes]
    middle = next(
        place
        for place, item in enumerate(members)
        if isinstance(item, Leaf) and item.kind is Kind.CONTENT
    )
    head, tail = Row(), Row()
    head.opens(group.tag, attributes)
    for member in members[:middle]:
        head.add(member)
    tail.write(_CONTENT_END.decode() + SPACE)
    for member in members[middle + 1 :]:
        tail.add(member)
    return head.compiled(), tail.compiled()


_HEAD, _TAIL = _halves(ATTACHMENT)
