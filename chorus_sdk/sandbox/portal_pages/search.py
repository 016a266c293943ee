"""Search forms (*recherche*): they change nothing, so what is asked stands in the address."""

from __future__ import annotations

from collections.abc import Sequence

from chorus_sdk.sandbox.portal_pages.layout import View
from chorus_sdk.sandbox.portal_pages.markup import Markup, element


def search_form(view: View, path: str, title: str, *fields: Markup) -> Markup:
    """Return a form that asks again, and a way to clear it."""
    send = element("button", view.text("search.button"), attributes={"type": "submit"})
    clear = view.link(path, view.text("search.reset"))
    start: dict[str, str | None] = {
        "id": "search-form",
        "class": "box",
        "method": "get",
        "action": view.url(path),
        "role": "search",
        "aria-label": view.text(title),
    }
    return element(
        "form",
        element("div", *fields, attributes={"class": "row"}),
        element("p", send, " ", clear, attributes={"class": "actions"}),
        attributes=start,
    )


def search_field(view: View, name: str, label: str, value: str, kind: str = "text") -> Markup:
    """Return a field of a search."""
    own: dict[str, str | None] = {
        "id": f"search-{name}",
        "name": name,
        "type": kind,
        "value": value or None,
        "autocomplete": "off",
    }
    return element("p", _label(view, name, label), element("input", attributes=own))


def search_choice(
    view: View, name: str, label: str, value: str, choices: Sequence[tuple[str, str]]
) -> Markup:
    """Return a list to choose from; its first entry asks for all."""
    entries = (
        element("option", shown, attributes={"value": code, "selected": _is(code == value)})
        for code, shown in (("", view.text("search.all")), *choices)
    )
    own: dict[str, str | None] = {"id": f"search-{name}", "name": name}
    return element("p", _label(view, name, label), element("select", *entries, attributes=own))


def _label(view: View, name: str, label: str) -> Markup:
    return element("label", view.text(label), attributes={"for": f"search-{name}"})


def _is(yes: bool) -> str | None:  # noqa: FBT001 (an attribute that stands or does not)
    return "" if yes else None
