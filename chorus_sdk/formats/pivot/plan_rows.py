"""Elements that stand in a row, read by one regular expression (*suite d'éléments*)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final, TypeAlias

from chorus_sdk._codes import OpenCode
from chorus_sdk.formats.pivot.binding import Group, Kind, Leaf, Member
from chorus_sdk.formats.pivot.leaf_values import LONGEST_CODE, known_code
from chorus_sdk.formats.pivot.lexical import DECIMAL, WHITE
from chorus_sdk.invoice.chorus import InvoicingFramework

SPACE: Final = r"[ \t\r\n]*+"
"""Regular expression of what may stand between elements."""

_PLAIN: Final = r"[^<&>\x00-\x1f\ufffe\uffff]*+"
_WORDS: Final = f"{_PLAIN}(?:&(?:amp|lt|gt|quot|apos);{_PLAIN})*+"
_ENTITIES: Final = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
_FORMS: Final = {
    Kind.TEXT: _WORDS,
    Kind.DECIMAL: DECIMAL,
    Kind.INTEGER: "[0-9]{1,18}",
    Kind.NUMERAL: "[0-9]{1,18}",
    Kind.DAY: "[0-9]{4}-[0-9]{2}-[0-9]{2}",
}

Values: TypeAlias = dict[str, object]
_Read: TypeAlias = Callable[[str], object]


Wants: TypeAlias = Callable[[Leaf], bool]
"""Whether the value of a leaf is asked for."""


class Row:
    """Members that stand in a row (*suite d'éléments*): their expression, and how to read them.

    With `wants` only those values are read, and no group is built: the rest is looked at alone.
    """

    def __init__(self, wants: Wants | None = None) -> None:
        self._wants = wants
        self._text = ""
        self._count = 0
        self._fields: list[tuple[int, str, _Read]] = []
        self._nested: list[tuple[int, Group, list[tuple[int, str, _Read]]]] = []
        self._pattern: re.Pattern[str] = re.compile("")

    def write(self, expression: str) -> None:
        """Add an expression without groups."""
        self._text += expression

    def passes(self, expression: str) -> None:
        """Add an expression whose groups mean nothing here."""
        self._text += expression
        self._count += re.compile(expression).groups

    @property
    def expression(self) -> str:
        """The regular expression so far."""
        return self._text

    def opens(self, tag: str, attributes: Sequence[Leaf]) -> None:
        """Add the tag that opens an element."""
        self._text += f"<{tag}"
        for leaf in attributes:
            form = r'[^<&"\x00-\x1f\ufffe\uffff]*+' if leaf.kind is Kind.TEXT else _FORMS[leaf.kind]
            self._text += f'(?: {leaf.tag[1:]}="({form})"){"" if leaf.required else "?+"}'
            self._field(leaf)
        self._text += f">{SPACE}"

    def add(self, member: Member) -> None:
        """Add a leaf, or a group that is no list."""
        if isinstance(member, Leaf):
            self._leaf(member)
        else:
            self._inner(member)

    def compiled(self) -> Row:
        """Return the row, ready to read."""
        self._pattern = re.compile(self._text)
        return self

    def take(self, text: str, place: int, values: Values) -> int:
        """Read the row into `values`; return where it ends, or -1.

        Raises:
            ValueError: a value that there is something to say about.
        """
        match = self._pattern.match(text, place)
        if match is None:
            return -1
        texts = match.groups()
        _fill(values, self._fields, texts)
        for marker, group, fields in self._nested:
            if texts[marker] is not None:
                inner: Values = {}
                _fill(inner, fields, texts)
                assert group.build is not None  # noqa: S101 (it has a name)
                values[group.name or ""] = group.build(**inner)
        return match.end()

    def _field(self, leaf: Leaf) -> None:
        if self._wants is None or self._wants(leaf):
            self._fields.append((self._count, leaf.name, _reader(leaf)))
        self._count += 1

    def _leaf(self, leaf: Leaf) -> None:
        form = _FORMS[leaf.kind]
        if leaf.required:
            some = r"(?!\s*<)" if leaf.kind is Kind.TEXT else ""
            self._text += f"<{leaf.tag}>{some}({form})</{leaf.tag}>{SPACE}"
        else:
            self._text += f"(?:<{leaf.tag}(?:/>|>({form})</{leaf.tag}>){SPACE})?+"
        self._field(leaf)

    def _inner(self, group: Group) -> None:
        self._text += "(?:"
        outer, marker = self._fields, self._count
        if group.name is not None:
            self._fields = []
            self._text += "()"
            self._count += 1
        attributes, members = split(group.members)
        self.opens(group.tag, attributes)
        for member in members:
            self.add(member)
        self._text += f"</{group.tag}>{SPACE})" + ("" if group.required else "?+")
        if group.name is not None:
            if self._wants is None:
                self._nested.append((marker, group, self._fields))
            self._fields = outer


def _fill(values: Values, fields: list[tuple[int, str, _Read]], texts: Sequence[str]) -> None:
    for index, name, read in fields:
        text = texts[index]
        if text:
            value = read(text)
            if value is not None:
                values[name] = value


def split(members: Sequence[Member]) -> tuple[list[Leaf], list[Member]]:
    """Return the attributes among members (*attributs*), and what is none."""
    attributes = [item for item in members if isinstance(item, Leaf) and item.tag[0] == "@"]
    return attributes, [item for item in members if item not in attributes]


def _reader(leaf: Leaf) -> _Read:
    if leaf.kind is Kind.TEXT:
        return _words if leaf.codes is None else partial(_code, codes=leaf.codes)
    return _READERS[leaf.kind]


def _words(text: str) -> str | None:
    if "&" in text:
        for entity, character in _ENTITIES.items():  # that of & itself is the last
            text = text.replace(entity, character)
    return text.strip(WHITE) or None


def _code(text: str, codes: type[OpenCode | InvoicingFramework]) -> object:
    text = text.strip()
    known = known_code(text, codes) if 0 < len(text) < LONGEST_CODE else None
    if known is None:
        raise ValueError("not in the code list")
    return known


_READERS: Final[dict[Kind, _Read]] = {
    Kind.DECIMAL: Decimal,
    Kind.INTEGER: int,
    Kind.NUMERAL: str,
    Kind.DAY: date.fromisoformat,
}
