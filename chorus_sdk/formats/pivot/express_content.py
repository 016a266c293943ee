"""The quick way for the base64 of an attachment (*contenu*): past the parser, CDATA or not."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from chorus_sdk import _xml
from chorus_sdk.formats.pivot.express_unit import UnitWay
from chorus_sdk.formats.pivot.nodes import TreeBuilder

_OPENS: Final = b"<![CDATA["
_CLOSES: Final = b"]]>"
_INSIDE: Final = bytes(range(128, 256)) + b"]"
"""Behind these, a letter or the end of a section may be cut in two."""


class Next(Enum):
    """What comes next (*suite*)."""

    CONTENT = auto()
    WAIT = auto()
    TAG = auto()
    SECTION = auto()
    PARSER = auto()


class ContentWay:
    """Gives base64 to the attachment that is open (*réception du contenu*).

    The parser never hears of it: in pieces of any size it is text all the same, and a section of
    CDATA, which the parser takes whole, may be as long as an attachment.
    """

    def __init__(self, tree: TreeBuilder, feeder: _xml.Feeder, unit: UnitWay) -> None:
        self._tree = tree
        self._feeder = feeder
        self._unit = unit
        self._in_section = False

    def take(self, data: bytes, place: int) -> tuple[int, Next]:
        """Take what is base64; return where that ends, and what comes next."""
        mark = _CLOSES if self._in_section else _OPENS
        end = data.find(mark[:1], place)
        text = memoryview(data)[place : end if end >= 0 else len(data)]
        if not self._gives(text):
            return place, self._left()
        if end < 0:
            return len(data), Next.CONTENT
        if data.startswith(mark, end):
            self._in_section = not self._in_section
            self._feeder.skip_in_line(len(mark))
            return end + len(mark), Next.CONTENT
        if len(data) - end < len(mark) and mark.startswith(data[end:]):
            return end, Next.WAIT
        return end, self._left() if self._in_section else Next.TAG

    def pass_section(self, data: bytes, place: int) -> tuple[int, bool]:
        """Feed the parser with the rest of a section, as several; return how far, and if all of it.

        One that is very long it would refuse, and all that follows with it.
        """
        end = data.find(_CLOSES, place)
        if end >= 0:
            self._feeder.feed(data[place : end + len(_CLOSES)])
            return end + len(_CLOSES), True
        text = data[place:]
        whole = text.rstrip(_INSIDE)
        end = len(whole) or max(0, len(text) - len(_CLOSES))
        self._feeder.feed(text[:end])
        if whole:
            self._feeder.show(_CLOSES + _OPENS)
        return place + end, False

    def leave(self) -> None:
        """Leave the rest to the parser, which has to hear of what is open."""
        if self._unit.in_attachment:
            self._unit.leave_attachment()
        if self._in_section:
            self._feeder.show(_OPENS)
            self._in_section = False

    def _left(self) -> Next:
        in_section = self._in_section
        self.leave()
        return Next.SECTION if in_section else Next.PARSER

    def _gives(self, text: memoryview) -> bool:
        """Give text to the attachment; False where it is no base64."""
        sink = self._tree.sink
        if sink is None or not sink.accepts(text):
            return False
        if sink.is_folded:
            self._feeder.skip(bytes(text))
        else:
            self._feeder.skip_in_line(len(text))
        return True
