"""Subjects of support tickets, page by page (*catégories de sollicitation*)."""

from __future__ import annotations

from collections.abc import Mapping

from chorus_sdk._http.api import Api
from chorus_sdk._http.exchange import JsonValue
from chorus_sdk._http.paging import Page, Pager
from chorus_sdk.services.operations import TICKET_CATEGORIES, TICKET_SUBCATEGORIES
from chorus_sdk.services.quirks import as_list, parse_number
from chorus_sdk.services.reference_values import TicketCategory, TicketSubcategory
from chorus_sdk.services.searches import ask, search
from chorus_sdk.services.wire import reference_data as wire
from chorus_sdk.services.wire.codec import decode, pick


def search_categories(api: Api, asked: Mapping[str, object]) -> Pager[TicketCategory]:
    """Search subjects by code, label and activity (*rechercher les catégories*)."""
    return search(
        api,
        TICKET_CATEGORIES,
        asked,
        wire.SEARCH_CATEGORIES,
        model=TicketCategory,
        names=wire.CATEGORY,
        at=wire.CATEGORIES_PAGE,
        key=lambda one: (one.id, one.code),
    )


def search_subcategories(api: Api, asked: Mapping[str, object]) -> Pager[TicketSubcategory]:
    """Search closer subjects (*rechercher les sous-catégories*); the wire groups them."""
    return Pager(
        lambda page: _page(api, asked, page), key=lambda one: (one.id, one.code, one.categories)
    )


def _page(api: Api, asked: Mapping[str, object], number: int) -> Page[TicketSubcategory]:
    members = ask(api, TICKET_SUBCATEGORIES, asked, wire.SEARCH_SUBCATEGORIES, number)
    at = wire.SUBCATEGORIES_PAGE
    groups = as_list(pick(members, at["rows"]))
    return Page(
        items=tuple(one for group in groups for one in _group(group)),
        number=number,
        pages=parse_number(pick(members, at["pages"])),
        total=parse_number(pick(members, at["total"])),
    )


def _group(group: JsonValue) -> list[TicketSubcategory]:
    members = group if isinstance(group, dict) else {}
    categories = tuple(
        decode(TicketCategory, row, wire.CATEGORY)
        for row in as_list(pick(members, wire.GROUP_CATEGORIES))
    )
    return [
        decode(TicketSubcategory, row, wire.SUBCATEGORY).model_copy(
            update={"categories": categories}
        )
        for row in as_list(pick(members, wire.GROUP_SUBCATEGORIES))
    ]
