"""Groups that are written as usual, read in one go (*lecture d'un bloc*).

A plan is made of the table that describes a group: one regular expression for the leaves that
stand in a row, one for each item of a list. It matches only what there is nothing to say about:
the schema's order, no foreign attribute, every compulsory element there, every number a number.
Whatever it does not match goes to the parser and through the table, with the same result.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final, Protocol, TypeAlias

from chorus_sdk._codes import OpenCode
from chorus_sdk.formats.pivot.binding import Group, Kind, Leaf, Member
from chorus_sdk.formats.pivot.leaf_values import LONGEST_CODE, known_code
from chorus_sdk.formats.pivot.lexical import DECIMAL
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


class _Part(Protocol):
    def take(self, text: str, place: int, values: Values) -> int: ...


class Plan:
    """How a group is read whole (*plan de lecture*).

    `items` are other readers of what is in its lists, by tag.

    Raises:
        KeyError: it has a leaf of a kind that no plan reads.
    """

    def __init__(self, group: Group, items: dict[str, re.Pattern[str]] | None = None) -> None:
        self._group = group
        self._parts: list[_Part] = []
        attributes, members = _split(group.members)
        row = Row()
        row.opens(group.tag, attributes)
        for member in members:
            inner = _list_in(member)
            if inner is None:
                row.add(member)
                continue
            self._parts.append(row.compiled())
            self._parts.append(_List(inner, member, (items or {}).get(inner.tag)))
            row = Row()
        row.write(f"</{group.tag}>")
        self._parts.append(row.compiled())

    def read(self, text: str, place: int = 0) -> tuple[object, int] | None:
        """Return what a group that begins at a place is, and where it ends; else None.

        That is its value, or its fields where it has none of its own.
        """
        values: Values = {}
        try:
            for part in self._parts:
                place = part.take(text, place, values)
                if place < 0:
                    return None
        except ValueError:
            return None
        return (values if self._group.build is None else self._group.build(**values)), place


class Row:
    """Members that stand in a row (*suite d'éléments*): their expression, and how to read them."""

    def __init__(self) -> None:
        self._text = ""
        self._count = 0
        self._fields: list[tuple[int, str, _Read]] = []
        self._nested: list[tuple[int, Group, list[tuple[int, str, _Read]]]] = []
        self._pattern: re.Pattern[str] = re.compile("")

    def write(self, expression: str) -> None:
        """Add an expression without groups."""
        self._text += expression

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
        attributes, members = _split(group.members)
        self.opens(group.tag, attributes)
        for member in members:
            self.add(member)
        self._text += f"</{group.tag}>{SPACE})" + ("" if group.required else "?+")
        if group.name is not None:
            self._nested.append((marker, group, self._fields))
            self._fields = outer


class _List:
    """A list, and the element around it where it has one that may be left out (*liste*)."""

    def __init__(self, item: Group, around: Member, pattern: re.Pattern[str] | None) -> None:
        self._item = item
        self._pattern = pattern
        self._plan = None if pattern else Plan(item)
        self._open = "" if around is item else f"<{around.tag}>"
        self._close = re.compile(f"</{around.tag}>{SPACE}" if self._open else "")
        self._space = re.compile(SPACE)

    def take(self, text: str, place: int, values: Values) -> int:
        """Read the list into `values`; return where it ends, or -1."""
        if not text.startswith(self._open, place):
            return place
        items: list[object] = []
        place += len(self._open)
        if self._pattern is not None:
            while match := self._pattern.match(text, place):
                items.append(match.groups())
                place = match.end()
            place = self._end(text, place)
        else:
            place = self._items(text, self._end(text, place), items)
        if items:
            values[self._item.name or ""] = self._item.gather(items)
        close = self._close.match(text, place)
        return close.end() if close else -1

    def _items(self, text: str, place: int, items: list[object]) -> int:
        assert self._plan is not None  # noqa: S101 (there is no pattern)
        while found := self._plan.read(text, place):
            items.append(found[0])
            place = self._end(text, found[1])
        return place

    def _end(self, text: str, place: int) -> int:
        space = self._space.match(text, place)
        return space.end() if space else place


def _fill(values: Values, fields: list[tuple[int, str, _Read]], texts: Sequence[str]) -> None:
    for index, name, read in fields:
        text = texts[index]
        if text:
            value = read(text)
            if value is not None:
                values[name] = value


def _split(members: Sequence[Member]) -> tuple[list[Leaf], list[Member]]:
    """Return the attributes, and what is none."""
    attributes = [item for item in members if isinstance(item, Leaf) and item.tag[0] == "@"]
    return attributes, [item for item in members if item not in attributes]


def _list_in(member: Member) -> Group | None:
    """Return the repeated group that a member is, or that it is only there for."""
    if isinstance(member, Leaf):
        return None
    if member.repeated:
        return member
    inner = member.members[0] if len(member.members) == 1 else None
    return inner if isinstance(inner, Group) and inner.repeated else None


def _reader(leaf: Leaf) -> _Read:
    if leaf.kind is Kind.TEXT:
        return _words if leaf.codes is None else partial(_code, codes=leaf.codes)
    return _READERS[leaf.kind]


def _words(text: str) -> str | None:
    if "&" in text:
        for entity, character in _ENTITIES.items():  # that of & itself is the last
            text = text.replace(entity, character)
    return text.strip() or None


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
