"""Where a login leads (*accueil*)."""

from __future__ import annotations

from chorus_sdk.sandbox.portal_pages.layout import View, layout
from chorus_sdk.sandbox.portal_pages.markup import Markup, element

_WORK = (
    ("/deposit", "deposit.title", "home.deposit"),
    ("/invoices", "invoices.title", "home.invoices"),
    ("/flows", "flows.title", "home.flows"),
)
_OWN = ("/factors", "factors.title", "home.factors")


def home_page(view: View, structure: str | None = None) -> str:
    """Greet the person, name the structure that the account is attached to, show the ways on."""
    body = element("p", view.text("home.hello", name=view.name))
    if view.menu.has_work:
        body += _attached(view, structure)
    ways = (*_WORK, _OWN) if view.menu.has_work else (_OWN,)
    body += element("dl", *(_way(view, *way) for way in ways), attributes={"class": "panel ways"})
    return layout(view, "page-home", "home.title", body)


def _attached(view: View, structure: str | None) -> Markup:
    if structure is None:
        return element("p", view.text("home.detached"), attributes={"class": "note"})
    return element("p", view.text("home.structure"), " ", element("strong", structure))


def _way(view: View, path: str, title: str, about: str) -> Markup:
    term = element("dt", view.link(path, view.text(title)))
    return term + element("dd", view.text(about))
