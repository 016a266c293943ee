"""The quick way for the children of an invoice (*blocs d'une facture*), each read whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from functools import cache
from typing import Final

from chorus_sdk import _xml
from chorus_sdk.formats.pivot.attachments import PivotAttachment
from chorus_sdk.formats.pivot.binding import Kind, Leaf
from chorus_sdk.formats.pivot.content import BrokenContent
from chorus_sdk.formats.pivot.express_lines import line_pattern, plain_text
from chorus_sdk.formats.pivot.lexical import WHITE
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
_CHILD: Final = re.compile(
    rb'[ \t\r\n]*+<(?:(%b)>|PJ NumOrdre=(?:"([0-9]{1,18})">[ \t\r\n]*+<Contenu>)?+)'
    % b"|".join(_GROUPS)
)
"""What opens a child; that of an attachment with its content, where that is the first in it."""


_NAME: Final = re.compile(
    rf"</{CONTENT}>{SPACE}<NomPJ>(?!\s*<)([^<&>\x00-\x1f\ufffe\uffff]*+)(?=</NomPJ>)"
)
"""A name without entities, right behind the content."""
_TAILS: Final = 64
"""So many ways to go on behind the name are remembered."""


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
        self._head = ""
        self._tails: dict[str, Values] = {}

    @property
    def in_attachment(self) -> bool:
        """True inside an attachment that was opened here, of which the parser has not heard."""
        return bool(self._opening)

    def take(self, data: bytes, place: int) -> tuple[int, Turn]:
        """Take what can be; return where that ends, and what comes next."""
        while opening := _CHILD.match(data, place):
            tag = opening[1]
            if tag is None:
                return self._open_attachment(data, place, opening)
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
        if not self._takes_tail(text):
            self.leave_attachment()
            return place, Turn.PARSER
        end += len(_ATTACHMENT_END)
        self._feeder.skip(data[place:end])
        self._close_attachment(text[len(_CONTENT_END) :])
        return end, Turn.CHILDREN

    def leave_attachment(self) -> None:
        """Leave the attachment that was opened here to the parser, which has to hear of it."""
        tree = self._tree
        if self._head:
            tree.stack[-2].children = list(_inside(self._head))
        tree.told = 2
        self._feeder.show(self._opening)
        self._opening = b""

    def _takes_tail(self, text: str) -> bool:
        """Take what follows the content; but for the name, it is the same in most attachments."""
        name = _NAME.match(text)
        rest = text[name.end() :] if name else ""
        known = self._tails.get(rest)
        if name and known is not None:
            self._values.update(known)
            self._values["name"] = name[1].strip(WHITE)
            return True
        values: Values = {}
        taken = _takes(_tail(), text, values)
        self._values.update(values)
        if taken and name and len(self._tails) < _TAILS:
            del values["name"]
            self._tails[rest] = values
        return taken

    def _whole(self, tag: bytes, data: bytes, start: int) -> bool:
        """Take one child; False where it is not written as usual."""
        text = self._text(data)
        lead = start - len(tag) - 2
        source = text[start : -len(tag) - 3]
        if not source.strip():
            return False  # nothing inside: that too has to be told
        found = _plan(tag, is_full=not self._tree.is_for_files).read(text, lead)
        if found is None or found[1] != len(text):
            return False
        node = Node(tag.decode(), {})
        node.folded = Folded(found[0], source)
        self._tree.add(node)
        self._feeder.skip(data)
        return True

    def _open_attachment(
        self, data: bytes, place: int, opening: re.Match[bytes]
    ) -> tuple[int, Turn]:
        if rank := opening[2]:
            end = opening.end()
            self._values = {"rank": int(rank)}
            self._opening = b'<PJ NumOrdre="%b"><Contenu>' % rank
            self._head = ""
        else:
            end = data.find(_CONTENT, place, place + _LONGEST)
            if end < 0:
                return place, self._cut(data, place)
            end += len(_CONTENT)
            text = self._text(data[place:end]).lstrip()
            self._values = {}
            if not _takes(_head(), text, self._values):
                return place, Turn.PARSER
            tag, _, head = text.partition(">")
            self._opening = f"{tag}>".encode() + _CONTENT
            self._head = head.removesuffix(f"<{CONTENT}>").strip()
        self._feeder.skip(data[place:end])
        self._tree.open_attachment(ATTACHMENT.tag, self._opening.split(b'"', 2)[1].decode())
        return end, Turn.CONTENT

    def _close_attachment(self, rest: str) -> None:
        attachment, content = self._tree.close_attachment()
        source = f"{self._head}<{CONTENT}/>{rest}"
        self._opening = b""
        if isinstance(content, BrokenContent):  # there is something to say about it
            attachment.children = _inside(source)
            for node in attachment.children:
                if node.tag == CONTENT:
                    node.content = content
            return
        if content is not None:
            self._values["content"] = content
        value = PivotAttachment(**self._values)  # type: ignore[arg-type]  # as its table says
        attachment.folded = Folded(value, source)

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


def _inside(source: str) -> Sequence[Node]:
    """Return the elements that an attachment's text holds, as the parser would have told them."""
    node = Node(ATTACHMENT.tag, {})
    node.folded = Folded(None, source)
    return unfolded(node)


@cache
def _plan(tag: bytes, *, is_full: bool) -> Plan:
    return Plan(_GROUPS[tag], {LINE.tag: line_pattern()}, None if is_full else _matters)


def _matters(leaf: Leaf) -> bool:
    """Tell whether a value is needed where attachments alone are, if only to know that it is one.

    What the expressions match is as good as read, except that not every day is in the calendar.
    """
    return leaf.name == "invoice_number" or leaf.kind is Kind.DAY


@cache
def _head() -> Row:
    """What stands before the content of an attachment."""
    row = Row()
    attributes, members = split(ATTACHMENT.members)
    row.opens(ATTACHMENT.tag, attributes)
    for member in members[: [member.tag for member in members].index(CONTENT)]:
        row.add(member)
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
