"""The pages of an account (*mon compte*) and of its password."""

from __future__ import annotations

from chorus_sdk._secrets import Secret
from chorus_sdk.sandbox.portal_pages.layout import View, alert, form, labelled, layout, login_link
from chorus_sdk.sandbox.portal_pages.markup import NOTHING, Markup, element, join
from chorus_sdk.sandbox.profiles import Profile


def account_page(view: View, email: str, profile: Profile) -> str:
    """What the portal knows of the account; programs read the attributes."""
    set_at = profile.password_set_at
    rows = (
        ("account.login", "data-login-address", email, email),
        ("account.contact", "data-contact-address", profile.contact, profile.contact or "–"),
        (
            "account.password_set",
            "data-password-set-at",
            set_at.isoformat(timespec="seconds") if set_at else "",
            set_at.date().isoformat() if set_at else "–",
        ),
        (
            "account.managers",
            "data-other-managers",
            str(profile.other_managers),
            str(profile.other_managers),
        ),
    )
    shown = [
        element("dt", view.text(label)) + element("dd", text, attributes={name: value or None})
        for label, name, value, text in rows
    ]
    body = element("dl", *shown, attributes={"class": "panel"})
    links = (("/account/password", "password.title"), ("/factors", "factors.title"))
    body += element("p", *(_spaced(view.link(path, view.text(key))) for path, key in links))
    return layout(view, "page-account", "account.title", body)


def password_page(view: View, token: Secret[str], *, least: int, error: str = "") -> str:
    """Change the password."""
    fields = _secret(view, "current_password", "password.current", "current-password")
    fields += _new(view)
    body = alert(view, error) + element("p", view.text("password.rule", least=least))
    body += form(
        view, "/account/password", "password-form", token, button="password.button", fields=fields
    )
    return layout(view, "page-password", "password.title", body)


def forgotten_page(view: View, token: Secret[str], *, is_sent: bool = False) -> str:
    """Have a link mailed; the answer is the same for an address that nobody has."""
    if is_sent:
        said = element("p", view.text("forgotten.sent"), attributes={"role": "status"})
        return layout(view, "page-link-sent", "forgotten.title", said + login_link(view))
    field = labelled(view, "login_address", "login.email", {"autocomplete": "username"})
    body = form(
        view,
        "/password/forgotten",
        "forgotten-form",
        token,
        button="forgotten.button",
        fields=field,
    )
    return layout(view, "page-forgotten", "forgotten.title", body)


def reset_page(
    view: View, token: Secret[str], key: Secret[str], *, least: int, error: str = ""
) -> str:
    """Set a new password, with the key of a mailed link."""
    hidden = {"type": "hidden", "name": "key", "value": key.reveal()}
    fields = element("input", attributes={**hidden}) + _new(view)
    body = alert(view, error) + element("p", view.text("password.rule", least=least))
    body += form(
        view, "/password/reset", "reset-form", token, button="password.button", fields=fields
    )
    return layout(view, "page-reset", "reset.title", body)


def _new(view: View) -> Markup:
    return join(
        _secret(view, "new_password", "password.new", "new-password"),
        _secret(view, "new_password_again", "password.again", "new-password"),
    )


def _secret(view: View, name: str, label: str, fill: str) -> Markup:
    return NOTHING + labelled(view, name, label, {"type": "password", "autocomplete": fill})


def _spaced(link: Markup) -> Markup:
    return link + " "
