"""The quick way for lines (*lignes*): read from the bytes, as long as they look alike."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, cast

from chorus_sdk import _xml
from chorus_sdk.formats.pivot.lexical import DECIMAL
from chorus_sdk.formats.pivot.lines import LineRow
from chorus_sdk.formats.pivot.nodes import Node, TreeBuilder
from chorus_sdk.limits import KIB

LINE: Final = "Ligne"
LINE_END: Final = b"</Ligne>"
LINES_PATH: Final = ["CPPFactures", "CPPFacturePivotUnitaire", "DonneesFacture", "Lignes"]
_LONGEST_LINE: Final = 4 * KIB
_TYPED: Final = re.compile(
    rb"<ReferenceProduit((?:[ \t\r\n]+[\w:.-]+=(?:\"[^\"<>&]*\"|'[^'<>&]*'))+)>"
)


class LineWay:
    """Takes lines that stand side by side (*suite de lignes*) into the tree."""

    def __init__(self, tree: TreeBuilder, feeder: _xml.Feeder) -> None:
        self.is_utf8 = False
        self._tree = tree
        self._feeder = feeder
        self._typed = ""

    def begin(self) -> None:
        """The list of lines opens."""
        self._typed = ""

    def begin_after(self, text: bytes, line: Node) -> None:
        """A line that the parser has read closes: the next ones may be typed as it is."""
        start = max(0, text.rfind(b"<Ligne "))
        typed = _TYPED.search(text, start)
        if typed is None or not line.rows:
            return
        attributes = typed[1].decode("latin-1")
        whole = plain_text(text[start:] + LINE_END, is_utf8=self.is_utf8)
        if line_pattern(attributes).fullmatch(whole):  # so that it was no word in a comment
            self._typed = attributes

    def take(self, data: bytes, place: int) -> tuple[int, bool]:
        """Take lines; return where they end, and whether what follows is a line that is cut."""
        close = data.find(b"</Lignes", place)
        end = data.rfind(LINE_END, place, close if close >= 0 else len(data))
        if end >= 0:
            place = self._matching(data, place, end + len(LINE_END))
        waits = close < 0 and len(data) - place < _LONGEST_LINE
        return place, waits and LINE_END not in data[place:]

    def _matching(self, data: bytes, place: int, end: int) -> int:
        text = plain_text(data[place:end], is_utf8=self.is_utf8)
        find = line_pattern(self._typed).match
        rows: list[LineRow] = []
        end = 0
        while match := find(text, end):
            rows.append(cast("LineRow", match.groups()))
            end = match.end()
        if not rows:
            return place
        self._tree.add_rows(LINE, rows)
        taken = text[:end].encode()
        self._feeder.skip(taken)
        return place + len(taken)


def plain_text(data: bytes, *, is_utf8: bool) -> str:
    """Return the text, or nothing of it that is not sure to be what the parser would read."""
    if not (is_utf8 or data.isascii()):
        return ""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return ""


@lru_cache(maxsize=16)
def line_pattern(typed: str = "") -> re.Pattern[str]:
    """Return the pattern of a line whose product reference has certain attributes."""
    space = r"[ \t\r\n]*+"
    words = r"[^<&>\]\x00-\x1f\ufffe\uffff]*+"
    typing = re.escape(typed)
    return re.compile(
        f'{space}<Ligne NumOrdre="([0-9]{{1,18}})">{space}'
        f"(?:<ReferenceProduit(?:/>|{typing}>({words})</ReferenceProduit>){space})?+"
        f"<PrixUnitaire>({DECIMAL})</PrixUnitaire>{space}"
        f"<Quantite>({DECIMAL})</Quantite>{space}"
        f"<MontantHT>({DECIMAL})</MontantHT>{space}"
        f"(?:<TauxTVA(?:/>|>({DECIMAL})</TauxTVA>){space})?+</Ligne>"
    )
