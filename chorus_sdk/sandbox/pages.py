"""The pages of login and factors (*connexion, facteurs d'authentification*)."""

from __future__ import annotations

from chorus_sdk._secrets import Secret
from chorus_sdk.sandbox.portal_pages import layout as parts
from chorus_sdk.sandbox.portal_pages.layout import View, alert, form, labelled, layout, login_link
from chorus_sdk.sandbox.portal_pages.markup import NOTHING, Markup, element, join
from chorus_sdk.sandbox.portal_pages.security_key import key_choice, key_item
from chorus_sdk.sandbox.portal_rules import PortalRules


def login_page(view: View, token: Secret[str], *, error: str = "", notice: str = "") -> str:
    """Login address and password."""
    fields = join(
        labelled(
            view, "login_address", "login.email", {"type": "email", "autocomplete": "username"}
        ),
        labelled(
            view,
            "login_password",
            "login.password",
            {"type": "password", "autocomplete": "current-password"},
        ),
    )
    body = parts.notice(view, notice) + alert(view, error)
    body += form(view, "/login", "login-form", token, button="login.button", fields=fields)
    return layout(view, "page-login", "login.title", body)


def code_page(
    view: View,
    token: Secret[str],
    *,
    rules: PortalRules,
    resend: Secret[str] | None,
    key: Markup = NOTHING,
    error: str = "",
) -> str:
    """The second factor: with `resend` the mailed code, else the application's; and the key's."""
    said = view.text(
        "code.mailed" if resend else "code.application",
        digits=rules.code_digits,
        minutes=rules.code_life // 60,
    )
    code = _code_field(view, "mailed_code" if resend else "app_code")
    body = alert(view, error) + element("p", said)
    body += form(view, "/login/code", "code-form", token, button="code.button", fields=code)
    if resend:
        body += form(
            view, "/login/code/resend", "resend-form", resend, button="code.resend", kind="second"
        )
    body += key
    return layout(view, "page-code", "code.title", body)


def factors_page(
    view: View,
    *,
    declared: bool,
    remove: Secret[str] | None = None,
    has_key: bool = False,
    remove_key: Secret[str] | None = None,
    notice: str = "",
) -> str:
    """The factors of the account; `remove` and `remove_key` are the tokens to take them away."""
    kind = "totp" if declared else "email-code"
    label = "factors.application" if declared else "factors.mail"
    item = element("li", view.text(label), attributes={"data-factor": kind})
    body = parts.notice(view, notice)
    items = join(item, key_item(view) if has_key else None)
    body += element("ul", items, attributes={"class": "panel factors"})
    if not declared:
        body += element("p", view.text("factors.none"))
    elif remove is not None:
        body += form(
            view,
            "/factors/application/remove",
            "remove-application-form",
            remove,
            button="factors.remove",
            kind="second",
        )
    body += key_choice(view, remove_key if has_key else None)
    body += element("p", view.link("/factors/settings", view.text("settings.title")))
    return layout(view, "page-factors", "factors.title", body)


def settings_page(view: View, token: Secret[str]) -> str:
    """Connection settings: from here an application is added."""
    body = element("p", view.text("settings.one"))
    body += form(view, "/factors/application", "add-application-form", token, button="settings.add")
    return layout(view, "page-settings", "settings.title", body)


def application_page(
    view: View,
    token: Secret[str],
    *,
    secret: Secret[str],
    uri: Secret[str],
    qr: Secret[str] | None,
    error: str = "",
) -> str:
    """The QR code to scan, the same in text, and the field for the confirming code."""
    body = alert(view, error) + element("p", view.text("application.scan"))
    body += _picture(view, qr)
    body += element(
        "p",
        view.text("application.type"),
        " ",
        element("code", secret.reveal(), attributes={"id": "application-key"}),
    )
    body += element(
        "p",
        view.text("application.address"),
        " ",
        element("code", uri.reveal(), attributes={"id": "application-address"}),
    )
    body += form(
        view,
        "/factors/application/confirm",
        "confirm-application-form",
        token,
        button="code.button",
        fields=_code_field(view, "app_code"),
    )
    return layout(view, "page-application", "application.title", body)


def added_page(view: View) -> str:
    """The application is declared, and the session has ended."""
    body = element("p", view.text("added.text"), attributes={"role": "status"})
    return layout(view, "page-application-added", "added.title", body + login_link(view))


def refusal_page(view: View, error: str, *, title: str = "error.title") -> str:
    """A page that says no, and leads back to the login where nobody is logged in."""
    way_on = NOTHING if view.logout else login_link(view)
    return layout(view, "page-refused", title, alert(view, error) + way_on)


def _picture(view: View, qr: Secret[str] | None) -> Markup:
    if qr is None:
        return element("p", view.text("application.no_qr"))
    link = view.link("/factors/application/qr.png", view.text("application.png"))
    return join(element("div", Markup(qr.reveal()), attributes={"class": "qr"}), element("p", link))


def _code_field(view: View, name: str) -> Markup:
    kind = {"type": "text", "inputmode": "numeric", "maxlength": "10"}
    return labelled(view, name, "code.label", {**kind, "autocomplete": "one-time-code"})
