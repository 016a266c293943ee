"""Lists that come page by page: lazy, read as often as one likes, guarded."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from chorus_sdk._log import log_event
from chorus_sdk.errors import UnexpectedResponseError

T = TypeVar("T")
REMEMBERED_PAGES: Final = 8
"""How many pages back an item is known again: as many would have to be added between two calls."""


@dataclass(frozen=True, kw_only=True)
class Page(Generic[T]):
    """One page (*page*); `number` counts from 1, `total` is None where the list does not say."""

    items: tuple[T, ...]
    number: int
    pages: int | None = None
    total: int | None = None


class Pager(Generic[T]):
    """A list that is fetched as it is read (*résultats paginés*); each loop reads it anew.

    Pages move while they are read, so an item that comes again (by `key`) within the next
    `REMEMBERED_PAGES` is given once; memory stays the same however long the list is. A list that
    repeats a whole page, or brings nothing new for so many pages, is refused rather than read for
    ever.

    Example:
        >>> words = [["a", "b"], ["b", "c"]]
        >>> def fetch(number):
        ...     return Page(items=tuple(words[number - 1]), number=number, pages=2, total=4)
        >>> pager = Pager(fetch, key=str)
        >>> list(pager), pager.first(), pager.count()
        (['a', 'b', 'c'], 'a', 4)
    """

    def __init__(
        self,
        fetch: Callable[[int], Page[T]],
        *,
        key: Callable[[T], Hashable],
        limit: int | None = None,
    ) -> None:
        if limit is not None and limit < 1:
            raise ValueError("limit is a positive number of items")
        self._fetch = fetch
        self._key = key
        self._limit = limit

    def pages(self) -> Iterator[Page[T]]:
        """Fetch page after page.

        Raises:
            UnexpectedResponseError: a page repeats the one before it.
        """
        for page, _ in self._pages_with_keys():
            yield page

    def __iter__(self) -> Iterator[T]:
        seen: deque[set[Hashable]] = deque(maxlen=REMEMBERED_PAGES)
        left, stale = self._limit, 0
        for page, keys in self._pages_with_keys():
            seen.append(set())
            items = _unseen(page.items, keys, seen)
            yield from items[:left]
            if left is not None:
                left -= len(items)
                if left <= 0:
                    return
            if repeated := len(page.items) - len(items):
                log_event("paging.moved", page=page.number, repeated=repeated)
            stale = 0 if items else stale + 1
            if stale >= REMEMBERED_PAGES:
                raise UnexpectedResponseError(
                    f"The platform gave nothing new on {stale} pages up to {page.number}.",
                    field="page",
                    hint="Search again; if it stays so, narrow the search.",
                )

    def _pages_with_keys(self) -> Iterator[tuple[Page[T], tuple[Hashable, ...]]]:
        number, given, previous = 1, 0, None
        while True:
            page = self._fetch(number)
            given += len(page.items)
            keys = tuple(map(self._key, page.items))
            if keys and keys == previous:
                raise UnexpectedResponseError(
                    f"The platform gave page {number - 1} again as page {number}.",
                    field="page",
                    hint="Search again; if it stays so, narrow the search.",
                )
            yield page, keys
            if _is_last(page, number, given):
                return
            number, previous = number + 1, keys

    def first(self) -> T | None:
        """Return the first item, or None when the list is empty."""
        return next(iter(self), None)

    def count(self) -> int:
        """Return the total that the first page states; counts item by item where none is."""
        total = self._fetch(1).total
        if total is None or self._limit is not None:
            return sum(1 for _ in self)
        return total


def _is_last(page: Page[T], number: int, given: int) -> bool:
    if not page.items:
        return True
    if page.pages is not None and page.pages < 1 and page.total is not None:
        return given >= page.total  # there is a page: what it says of pages is no number of them
    return page.pages is not None and number >= page.pages


def _unseen(
    items: tuple[T, ...], keys: tuple[Hashable, ...], seen: deque[set[Hashable]]
) -> tuple[T, ...]:
    """Return the items with keys not seen yet, and note all keys in the last set of `seen`."""
    *earlier, now = seen
    now.update(keys)
    if len(now) == len(keys) and all(map(now.isdisjoint, earlier)):
        return items  # as good as always, and cheap for a page of many
    here: set[Hashable] = set()
    unseen: list[T] = []
    for item, key in zip(items, keys, strict=True):
        if key not in here and not any(key in page for page in earlier):
            unseen.append(item)
        here.add(key)
    return tuple(unseen)
