"""The frame around every page, and the parts that forms are made of (*gabarit*)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from chorus_sdk._secrets import Secret
from chorus_sdk.sandbox.portal_pages.markup import NOTHING, Markup, element, join
from chorus_sdk.sandbox.wording import word

CSRF_FIELD: Final = "csrf_token"


@dataclass(frozen=True, kw_only=True)
class Menu:
    """What this portal offers beside the login (*menu*): work on invoices, the caught mail."""

    has_work: bool = False
    has_mailbox: bool = False


NO_MENU: Final = Menu()


@dataclass(frozen=True, kw_only=True)
class View:
    """What every page needs to know: where it stands, its language, the menu to show.

    `path` and `query` are those of the request, `user` the address that is logged in.
    """

    base: str
    lang: str
    name: str = ""
    logout: Secret[str] | None = None
    menu: Menu = NO_MENU
    path: str = ""
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    user: str = field(default="", repr=False)

    def word(self, key: str, **values: object) -> Markup:
        """Return a wording, safe to stand in HTML; `values` fill its places."""
        return join(self.text(key, **values))

    def text(self, key: str, **values: object) -> str:
        """Return a wording as it is, for where it is escaped later."""
        return word(key, self.lang).format(**values) if values else word(key, self.lang)

    def url(self, path: str, **query: str) -> str:
        """Return the address of a page of the portal."""
        asked = urlencode({name: value for name, value in query.items() if value})
        return f"{self.base}{path}?{asked}" if asked else f"{self.base}{path}"

    def link(self, path: str, label: str, **query: str) -> Markup:
        """Return a link to a page of the portal."""
        return element("a", label, attributes={"href": self.url(path, **query)})


def layout(view: View, page: str, title: str, body: Markup, *, said: str | None = None) -> str:
    """Put a page together: skip link, header, menu, main part, footer.

    `page` is the id of the main part, `title` the key of its heading, `said` the heading itself
    where it holds more than a wording.
    """
    heading = said or view.text(title)
    main = element(
        "main",
        element("h1", heading),
        body,
        attributes={"id": page, "tabindex": "-1"},
    )
    shown = element(
        "body",
        element("a", view.text("skip"), attributes={"class": "skip", "href": f"#{page}"}),
        _header(view),
        main,
        _footer(view),
    )
    whole = element("html", _head(view, heading), shown, attributes={"lang": view.lang})
    return f"<!DOCTYPE html>\n{whole}\n"


def form(
    view: View,
    path: str,
    name: str,
    token: Secret[str],
    *,
    button: str,
    fields: Markup = NOTHING,
    kind: str = "box",
    upload: bool = False,
) -> Markup:
    """Return a form that changes something: it carries its own token against forged requests."""
    start: dict[str, str | None] = {
        "id": name,
        "class": kind or None,
        "method": "post",
        "enctype": "multipart/form-data" if upload else None,
        "action": view.url(path),
    }
    hidden: dict[str, str | None] = {
        "type": "hidden",
        "name": CSRF_FIELD,
        "value": token.reveal(),
    }
    look = "second" if kind == "second" else None
    press = element("button", view.text(button), attributes={"type": "submit", "class": look})
    return element(
        "form",
        element("input", attributes=hidden),
        fields,
        element("p", press),
        attributes=start,
    )


def labelled(view: View, name: str, label: str, attributes: Mapping[str, str | None]) -> Markup:
    """Return a field with its label; it has to be filled in unless `required` is None."""
    own: dict[str, str | None] = {"id": name, "name": name, "required": "", **attributes}
    return element(
        "p",
        element("label", view.text(label), attributes={"for": name}),
        element("input", attributes=own),
    )


def alert(view: View, error: str) -> Markup:
    """Return what went wrong, or nothing."""
    if not error:
        return NOTHING
    return element(
        "p", view.text(f"error.{error}"), attributes={"role": "alert", "id": f"error-{error}"}
    )


def notice(view: View, key: str) -> Markup:
    """Return what has happened, or nothing."""
    if not key:
        return NOTHING
    return element(
        "p", view.text(f"notice.{key}"), attributes={"role": "status", "id": f"notice-{key}"}
    )


def login_link(view: View) -> Markup:
    """Return the way back to the login."""
    return element("p", view.link("/login", view.text("login.again")))


def _head(view: View, heading: str) -> Markup:
    return element(
        "head",
        Markup('<meta charset="utf-8">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        element("title", f"{heading} – {view.text('portal')}"),
        Markup(f'<link rel="stylesheet" href="{join(view.url("/style.css"))}">'),
        Markup(f'<link rel="icon" type="image/svg+xml" href="{join(view.url("/icon.svg"))}">'),
    )


def _header(view: View) -> Markup:
    brand = view.link("/home", view.text("portal"))
    return element(
        "header",
        element("p", brand, attributes={"class": "brand"}),
        element("div", _who(view), _switch(view), _leave(view), attributes={"class": "tools"}),
        _menu(view) if view.logout else None,
    )


def _who(view: View) -> Markup | None:
    return element("p", view.user) if view.logout and view.user else None


def _switch(view: View) -> Markup:
    other = "fr" if view.lang == "en" else "en"
    here = {name: value for name, value in view.query.items() if name != "lang"}
    attributes: dict[str, str | None] = {
        "lang": other,
        "hreflang": other,
        "href": "?" + urlencode({**here, "lang": other}),
    }
    return element("p", element("a", view.text("other_language"), attributes=attributes))


def _leave(view: View) -> Markup | None:
    if view.logout is None:
        return None
    return form(view, "/logout", "logout-form", view.logout, button="logout", kind="")


def _menu(view: View) -> Markup:
    places = [("/home", "home.title")]
    if view.menu.has_work:
        places += [
            ("/deposit", "deposit.title"),
            ("/invoices", "invoices.title"),
            ("/flows", "flows.title"),
        ]
    places.append(("/factors", "factors.title"))
    items = (element("li", _place(view, path, title)) for path, title in places)
    return element(
        "nav",
        element("ul", *items),
        attributes={"class": "menu", "aria-label": view.text("menu")},
    )


def _place(view: View, path: str, title: str) -> Markup:
    here = None
    if view.path == path:
        here = "page"
    elif view.path.startswith(f"{path}/"):
        here = "true"
    return element("a", view.text(title), attributes={"href": view.url(path), "aria-current": here})


def _footer(view: View) -> Markup:
    mail = None
    if view.menu.has_mailbox:
        mail = element("p", view.link("/mailbox", view.text("mailbox.title")))
    return element("footer", element("p", view.text("footer")), mail)
