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
    repeats a whole page is refused rather than read for ever.

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
        number, previous = 1, None
        while True:
            page = self._fetch(number)
            keys = tuple(self._key(item) for item in page.items)
            if keys and keys == previous:
                raise UnexpectedResponseError(
                    f"The platform gave page {number - 1} again as page {number}.",
                    field="page",
                    hint="Search again; if it stays so, narrow the search.",
                )
            yield page
            if not page.items or (page.pages is not None and number >= page.pages):
                return
            number, previous = number + 1, keys

    def __iter__(self) -> Iterator[T]:
        seen: deque[set[Hashable]] = deque(maxlen=REMEMBERED_PAGES)
        given = 0
        for page in self.pages():
            seen.append(set())
            repeated = 0
            for item in page.items:
                key = self._key(item)
                if any(key in earlier for earlier in seen):
                    repeated += 1
                    continue
                seen[-1].add(key)
                yield item
                given += 1
                if given == self._limit:
                    return
            if repeated:
                log_event("paging.moved", page=page.number, repeated=repeated)

    def first(self) -> T | None:
        """Return the first item, or None when the list is empty."""
        return next(iter(self), None)

    def count(self) -> int:
        """Return the total that the first page states; counts item by item where none is."""
        total = self._fetch(1).total
        if total is None or self._limit is not None:
            return sum(1 for _ in self)
        return total
