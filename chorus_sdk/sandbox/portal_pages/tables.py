"""Tables and lists of terms (*tableaux*), with headings that a screen reader can tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chorus_sdk.sandbox.portal_pages.layout import View
from chorus_sdk.sandbox.portal_pages.markup import Markup, element, join


def table(
    view: View, caption: str, columns: Sequence[str], rows: Iterable[Sequence[Markup]]
) -> Markup:
    """Return a table; `rows` are cells that `head`, `cell` and their like have made.

    The box around it scrolls on a narrow screen, and can be reached by keyboard for it.
    """
    heads = (element("th", view.text(key), attributes={"scope": "col"}) for key in columns)
    body = (element("tr", *row) for row in rows)
    whole = element(
        "table",
        element("caption", view.text(caption)),
        element("thead", element("tr", *heads)),
        element("tbody", *body),
    )
    box: dict[str, str | None] = {
        "class": "scroll",
        "tabindex": "0",
        "role": "region",
        "aria-label": view.text(caption),
    }
    return element("div", whole, attributes=box)


def head(content: str) -> Markup:
    """Return the cell that names its row."""
    return element("th", content, attributes={"scope": "row"})


def cell(content: str, kind: str | None = None) -> Markup:
    """Return a cell; `kind` is `number` or `when`."""
    return element("td", content, attributes={"class": kind})


def terms(view: View, pairs: Iterable[tuple[str, str | None]]) -> Markup:
    """Return terms with what they are; a term without anything is left out."""
    shown = (
        join(element("dt", view.text(key)), element("dd", value)) for key, value in pairs if value
    )
    return element("dl", *shown)


def badge(label: str, mood: str = "") -> Markup:
    """Return a state as a small label; `mood` is `good`, `bad` or nothing, and only colours it."""
    return element("span", label, attributes={"class": f"badge {mood}".strip()})
