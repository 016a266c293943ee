"""Copies of an invoice in the making (*copies*): many changes, one copy of each part."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeAlias

from chorus_sdk.invoice._base import Value

Item: TypeAlias = "Draft | object"


class Draft:
    """A part of an invoice that is being changed; what is not touched is not copied."""

    def __init__(self, value: Value) -> None:
        self._value = value
        self._texts: dict[str, str] = {}
        self._parts: dict[str, Draft] = {}
        self._items: dict[str, list[Item]] = {}
        self._cursors: dict[tuple[str, str], int] = {}

    def part(self, name: str) -> Draft | None:
        """Return a part as a draft, or None where there is none."""
        if name not in self._parts:
            value = getattr(self._value, name)
            if not isinstance(value, Value):
                return None
            self._parts[name] = Draft(value)
        return self._parts[name]

    def opened(self, name: str, make: Callable[[], Value]) -> Draft:
        """Return a part as a draft, made new where there is none."""
        found = self.part(name)
        if found is None:
            found = self._parts[name] = Draft(make())
        return found

    def item(self, name: str, number: int) -> Draft | None:
        """Return one of many as a draft, or None where there are fewer."""
        items = self._many(name)
        if number >= len(items):
            return None
        item = items[number]
        if isinstance(item, Draft):
            return item
        if not isinstance(item, Value):
            return None
        draft = items[number] = Draft(item)
        return draft

    def next_item(self, name: str, purpose: str, fits: Callable[[Draft], bool]) -> bool:
        """Offer one item after another until one fits; what was offered is not offered again."""
        number = self._cursors.get((name, purpose), 0)
        while (draft := self.item(name, number)) is not None:
            number += 1
            self._cursors[name, purpose] = number
            if fits(draft):
                return True
        return False

    def fill(self, name: str, numbers: Collection[int], make: Callable[[], Value]) -> None:
        """Put new items among many, where each then has one of these numbers."""
        held, filled = iter(self._many(name)), list[Item]()
        wanted, size = set(numbers), len(self._many(name)) + len(set(numbers))
        for number in range(size):
            item = make() if number in wanted else next(held, None)
            filled.append(make() if item is None else item)
        self._items[name] = filled

    def write(self, name: str) -> bool:
        """Write an empty text where there is none, and tell whether there was none."""
        if name in self._texts or getattr(self._value, name) is not None:
            return False
        self._texts[name] = ""
        return True

    def done(self) -> Value:
        """Return the part with all changes."""
        update: dict[str, object] = dict(self._texts)
        update |= {name: part.done() for name, part in self._parts.items()}
        for name, items in self._items.items():
            update[name] = tuple(item.done() if isinstance(item, Draft) else item for item in items)
        return self._value.model_copy(update=update) if update else self._value

    def _many(self, name: str) -> list[Item]:
        if name not in self._items:
            held = getattr(self._value, name)
            self._items[name] = list(held) if isinstance(held, tuple) else []
        return self._items[name]
