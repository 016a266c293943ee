"""Searching the platform page by page: what all paged lists do alike (*recherches paginées*)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

from chorus_sdk._http.api import Api
from chorus_sdk._http.exchange import JsonObject
from chorus_sdk._http.operation import Operation
from chorus_sdk._http.paging import Page, Pager
from chorus_sdk.errors import RejectedRequestError
from chorus_sdk.limits import SEARCH_PAGE_SIZE
from chorus_sdk.services.quirks import finds_nothing
from chorus_sdk.services.wire.codec import Model, Names, decode_page, encode


def search(
    api: Api,
    operation: Operation,
    asked: Mapping[str, object],
    spelling: Names,
    *,
    model: type[Model],
    names: Names,
    at: Mapping[str, str],
    key: Callable[[Model], Hashable],
    limit: int | None = None,
) -> Pager[Model]:
    """Return a pager over what an operation lists (*recherche*); nothing is sent before it is read.

    `asked` is in our names, `spelling` their names on the wire; `names` spell a row, and `at` says
    where `rows`, `pages` and `total` stand.
    """

    def page(number: int) -> Page[Model]:
        members = ask(api, operation, asked, spelling, number)
        return decode_page(model, members, names, number, at=at)

    return Pager(page, key=key, limit=limit)


def ask(
    api: Api, operation: Operation, asked: Mapping[str, object], spelling: Names, number: int
) -> JsonObject:
    """Ask for one page (*page*); a refusal that means "nothing found" is an empty answer."""
    wanted = {"page_size": SEARCH_PAGE_SIZE, **asked, "page": number}
    try:
        return api.call(operation, encode(wanted, spelling))
    except RejectedRequestError as error:
        if finds_nothing(error):
            return {}
        raise


def positive(page_size: int) -> int:
    """Return how many lines a page is to have; raises ValueError unless there are some."""
    if page_size < 1:
        raise ValueError("page_size is a positive number of lines")
    return page_size
