"""Groups that are written as usual, read in one go (*lecture d'un bloc*).

A plan is made of the table that describes a group: one regular expression for the leaves that
stand in a row, one for each item of a list. It matches only what there is nothing to say about:
the schema's order, no foreign attribute, every compulsory element there, every number a number.
Whatever it does not match goes to the parser and through the table, with the same result.
"""

from __future__ import annotations

import re
from typing import Protocol

from chorus_sdk.formats.pivot.binding import Group, Leaf, Member
from chorus_sdk.formats.pivot.plan_rows import SPACE, Row, Values, Wants, split


class _Part(Protocol):
    def take(self, text: str, place: int, values: Values) -> int: ...


class Plan:
    """How a group is read whole (*plan de lecture*).

    `items` are other readers of what is in its lists, by tag. With `wants` only those values are
    read, and what is read is never built: the fields are given.

    Raises:
        KeyError: it has a leaf of a kind that no plan reads.
    """

    def __init__(
        self,
        group: Group,
        items: dict[str, re.Pattern[str]] | None = None,
        wants: Wants | None = None,
    ) -> None:
        self._build = None if wants else group.build
        self._parts: list[_Part] = []
        if wants is not None:
            self._parts.append(_looked_at(group, items or {}, wants).compiled())
            return
        attributes, members = split(group.members)
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
        return (values if self._build is None else self._build(**values)), place


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


def _looked_at(group: Group, items: dict[str, re.Pattern[str]], wants: Wants) -> Row:
    """Return one row for all of a group, its lists included: they are looked at alone."""
    row = Row(wants)
    attributes, members = split(group.members)
    row.opens(group.tag, attributes)
    for member in members:
        inner = _list_in(member)
        if inner is None:
            row.add(member)
            continue
        given = items.get(inner.tag)
        item = given.pattern if given else _looked_at(inner, {}, _nothing).expression
        listed = f"(?:{item}{SPACE})*+"
        around = f"(?:<{member.tag}>{SPACE}{listed}</{member.tag}>{SPACE})?+"
        row.passes(listed if member is inner else around)
    row.write(f"</{group.tag}>")
    return row


def _nothing(leaf: Leaf) -> bool:
    """Want no value."""
    del leaf
    return False


def _list_in(member: Member) -> Group | None:
    """Return the repeated group that a member is, or that it is only there for."""
    if isinstance(member, Leaf):
        return None
    if member.repeated:
        return member
    inner = member.members[0] if len(member.members) == 1 else None
    return inner if isinstance(inner, Group) and inner.repeated else None
