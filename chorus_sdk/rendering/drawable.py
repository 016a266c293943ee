"""Which characters can be drawn with which font; what none has is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Drawable:
    """The code points of two fonts (*caractères disponibles*): `text`, and `more` for its gaps.

    A character without a glyph would make the PDF no PDF/A, so another stands for it; `missing`
    keeps, in order, each one that happened to.
    """

    text: frozenset[int]
    more: frozenset[int]
    missing: dict[str, None] = field(default_factory=dict)

    def runs(self, line: str) -> Iterator[tuple[str, bool]]:
        """Yield stretches of a line with the answer whether they need the second font."""
        run, is_more = "", False
        for character in self._seen(line):
            other = ord(character) not in self.text
            if run and other != is_more:
                yield run, is_more
                run = ""
            run, is_more = run + character, other
        if run:
            yield run, is_more

    def plain(self, text: str) -> str:
        """Return one line in the letters of the first font alone."""
        shown = "".join(self._seen(" ".join(text.split())))
        return "".join(c if ord(c) in self.text else self._instead for c in shown)

    def _seen(self, text: str) -> Iterator[str]:
        for character in text.replace("\t", " "):
            point = ord(character)
            if point in self.text or point in self.more:
                yield character
            elif character.isspace():
                yield "\u00a0"
            else:
                self.missing.setdefault(character)
                yield self._instead

    @property
    def _instead(self) -> str:
        return "\ufffd" if 0xFFFD in self.text else "?"
