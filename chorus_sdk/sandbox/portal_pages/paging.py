"""Moving through the pages of a list (*pagination*)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from chorus_sdk.sandbox.portal_pages.layout import View
from chorus_sdk.sandbox.portal_pages.markup import Markup, element

PAGE_SIZE: Final = 10


@dataclass(frozen=True, kw_only=True)
class Pages:
    """Which page of how many lines (*pages*); `asked` are the criteria that stay."""

    page: int
    total: int
    asked: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def count(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.total // PAGE_SIZE))


def pager(view: View, path: str, pages: Pages) -> Markup:
    """Return where one stands, and the ways back and on."""
    said = view.text("pages.count", total=pages.total, page=pages.page, pages=pages.count)
    ways: list[Markup] = []
    if pages.page > 1:
        back = min(pages.page - 1, pages.count)
        ways.append(_way(view, path, pages, back, "pages.previous"))
    if pages.page < pages.count:
        ways.append(_way(view, path, pages, pages.page + 1, "pages.next"))
    return element(
        "nav",
        element("p", said, attributes={"class": "hint"}),
        element("ul", *ways) if ways else None,
        attributes={"aria-label": view.text("pages.label")},
    )


def _way(view: View, path: str, pages: Pages, page: int, label: str) -> Markup:
    return element("li", view.link(path, view.text(label), **pages.asked, page=str(page)))
