"""Lists are lazy, can be read again, and never go round for ever."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_sdk._http.paging import Page, Pager
from chorus_sdk.errors import UnexpectedResponseError


class Source:
    """A list cut into pages, which counts how often it is asked."""

    def __init__(self, items: list[int], size: int, *, says: bool = True) -> None:
        self.items, self.size, self.says, self.asked = items, size, says, []

    def __call__(self, number: int) -> Page[int]:
        self.asked.append(number)
        start = (number - 1) * self.size
        pages = -(-len(self.items) // self.size)
        return Page(
            items=tuple(self.items[start : start + self.size]),
            number=number,
            pages=pages if self.says else None,
            total=len(self.items) if self.says else None,
        )


@given(st.lists(st.integers(), unique=True, max_size=40), st.integers(1, 7), st.booleans())
def test_every_item_comes_once_and_in_order_whatever_the_page_size(items, size, says):
    pager = Pager(Source(items, size, says=says), key=lambda i: i)
    assert list(pager) == items
    assert list(pager) == items
    assert pager.count() == len(items)
    assert pager.first() == (items[0] if items else None)


@given(st.lists(st.integers(), unique=True, min_size=1, max_size=40), st.integers(1, 50))
def test_a_limit_stops_the_reading_and_the_fetching(items, limit):
    source = Source(items, 3)
    assert list(Pager(source, key=lambda i: i, limit=limit)) == items[:limit]
    assert len(source.asked) <= -(-limit // 3)


def test_nothing_is_fetched_before_it_is_read():
    source = Source([1, 2, 3], 2)
    pager = Pager(source, key=lambda i: i)
    assert source.asked == []
    assert pager.first() == 1
    assert source.asked == [1]


def test_items_that_move_to_the_next_page_while_reading_come_once():
    pages = {1: (1, 2), 2: (2, 3), 3: (4,)}
    pager = Pager(lambda n: Page(items=pages[n], number=n, pages=3), key=lambda i: i)
    assert list(pager) == [1, 2, 3, 4]


def test_a_page_that_repeats_is_refused():
    pager = Pager(lambda n: Page(items=(1, 2), number=n), key=lambda i: i)
    with pytest.raises(UnexpectedResponseError):
        list(pager)


@pytest.mark.parametrize("pages", [0, -1])
def test_nothing_is_left_out_where_the_number_of_pages_is_none(pages):
    source = Source([1, 2, 3], 2)

    def fetch(number: int) -> Page[int]:
        return replace(source(number), pages=pages)

    assert list(Pager(fetch, key=lambda i: i)) == [1, 2, 3]
    assert source.asked == [1, 2]


def test_two_pages_that_take_turns_are_refused():
    pager = Pager(lambda n: Page(items=((1, 2), (3,))[n % 2], number=n), key=lambda i: i)
    with pytest.raises(UnexpectedResponseError):
        list(pager)


def test_a_list_that_moved_by_some_whole_pages_is_read_to_its_end():
    pages = {1: (1,), 2: (2,), 3: (1,), 4: (2,), 5: (3,)}
    pager = Pager(lambda n: Page(items=pages[n], number=n, pages=5), key=lambda i: i)
    assert list(pager) == [1, 2, 3]


def test_a_limit_is_positive():
    with pytest.raises(ValueError):
        Pager(lambda n: Page(items=(), number=n), key=str, limit=0)
