"""The portal's pages (*pages*): plain, accessible HTML, made by functions of values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape

from chorus_sdk._secrets import Secret
from chorus_sdk.sandbox.portal_rules import PortalRules
from chorus_sdk.sandbox.wording import word

CSRF_FIELD = "csrf_token"

STYLE = """
body{font:1.05rem/1.5 system-ui,sans-serif;max-width:42rem;margin:0 auto;padding:1rem;color:#161616}
header,footer{border-bottom:2px solid #000091;margin-bottom:1.5rem;padding-bottom:.5rem}
label{display:block;margin-top:1rem}input{font:inherit;padding:.4rem;width:100%;max-width:24rem}
button{font:inherit;margin-top:1rem;padding:.5rem 1rem;background:#000091;color:#fff;border:0}
a:focus,button:focus,input:focus{outline:3px solid #0a76f6;outline-offset:2px}
[role=alert]{border-left:4px solid #ce0500;padding-left:1rem}
[role=status]{border-left:4px solid #18753c;padding-left:1rem}
code{overflow-wrap:anywhere}pre{white-space:pre-wrap}
"""


@dataclass(frozen=True, kw_only=True)
class View:
    """What every page needs to know: where it stands, its language, the menu to show."""

    base: str
    lang: str
    name: str = ""
    logout: Secret[str] | None = None

    def word(self, key: str) -> str:
        """Return a wording, safe to stand in HTML."""
        return escape(word(key, self.lang))

    def url(self, path: str) -> str:
        """Return the address of a page of the portal, safe to stand in an attribute."""
        return escape(f"{self.base}{path}")


def login_page(view: View, token: Secret[str], *, error: str = "", notice: str = "") -> str:
    """Login address and password."""
    fields = _field(view, "login_address", "login.email", 'type="email" autocomplete="username"')
    fields += _field(
        view, "login_password", "login.password", 'type="password" autocomplete="current-password"'
    )
    body = _notice(view, notice) + _alert(view, error)
    body += _form(view, "/login", "login-form", token, button="login.button", fields=fields)
    return _layout(view, "page-login", "login.title", body)


def code_page(
    view: View,
    token: Secret[str],
    *,
    rules: PortalRules,
    resend: Secret[str] | None,
    error: str = "",
) -> str:
    """The second factor: with `resend` the mailed code, without it the application's."""
    text = view.word("code.mailed" if resend else "code.application").format(
        digits=rules.code_digits, minutes=rules.code_life // 60
    )
    field = _code_field(view, "mailed_code" if resend else "app_code")
    body = f"{_alert(view, error)}<p>{text}</p>"
    body += _form(view, "/login/code", "code-form", token, button="code.button", fields=field)
    if resend:
        body += _form(view, "/login/code/resend", "resend-form", resend, button="code.resend")
    return _layout(view, "page-code", "code.title", body)


def home_page(view: View) -> str:
    """Where a login leads."""
    hello = escape(word("home.hello", view.lang).format(name=view.name))
    link = f'<p><a href="{view.url("/factors")}">{view.word("factors.title")}</a></p>'
    return _layout(view, "page-home", "home.title", f"<p>{hello}</p>{link}")


def factors_page(view: View, *, declared: bool) -> str:
    """The factors of the account."""
    items = f'<li data-factor="email-code">{view.word("factors.mail")}</li>'
    if declared:
        items = f'<li data-factor="totp">{view.word("factors.application")}</li>'
    body = f"<ul>{items}</ul>"
    if not declared:
        body += f"<p>{view.word('factors.none')}</p>"
    body += f'<p><a href="{view.url("/factors/settings")}">{view.word("settings.title")}</a></p>'
    return _layout(view, "page-factors", "factors.title", body)


def settings_page(view: View, token: Secret[str]) -> str:
    """Connection settings: from here an application is added."""
    body = f"<p>{view.word('settings.one')}</p>"
    body += _form(
        view, "/factors/application", "add-application-form", token, button="settings.add"
    )
    return _layout(view, "page-settings", "settings.title", body)


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
    picture = qr.reveal() if qr else f"<p>{view.word('application.no_qr')}</p>"
    body = f"{_alert(view, error)}<p>{view.word('application.scan')}</p>{picture}"
    body += f"<p>{view.word('application.type')} <code id='application-key'>"
    body += f"{escape(secret.reveal())}</code></p><p>{view.word('application.address')} "
    body += f"<code id='application-address'>{escape(uri.reveal())}</code></p>"
    body += _form(
        view,
        "/factors/application/confirm",
        "confirm-application-form",
        token,
        button="code.button",
        fields=_code_field(view, "app_code"),
    )
    return _layout(view, "page-application", "application.title", body)


def added_page(view: View) -> str:
    """The application is declared, and the session has ended."""
    body = f'<p role="status">{view.word("added.text")}</p>{_login_link(view)}'
    return _layout(view, "page-application-added", "added.title", body)


def refusal_page(view: View, error: str, *, title: str = "error.title") -> str:
    """A page that says no, and leads back to the login where nobody is logged in."""
    way_on = "" if view.logout else _login_link(view)
    return _layout(view, "page-refused", title, _alert(view, error) + way_on)


def mailbox_page(view: View, messages: Sequence[EmailMessage]) -> str:
    """The mail that was sent, for a person who tries the sandbox out."""
    items = "".join(
        f"<li><p>{escape(str(m['To']))} – {escape(str(m['Date']))}</p><pre>"
        f"{escape(_text_of(m))}</pre></li>"
        for m in reversed(messages)
    )
    body = f"<ol>{items}</ol>" if items else f"<p>{view.word('mailbox.empty')}</p>"
    return _layout(view, "page-mailbox", "mailbox.title", body)


def _layout(view: View, page: str, title: str, body: str) -> str:
    other = "fr" if view.lang == "en" else "en"
    leave = ""
    if view.logout:
        leave = _form(view, "/logout", "logout-form", view.logout, button="logout")
    return (
        f'<!DOCTYPE html>\n<html lang="{view.lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{view.word(title)} – {view.word('portal')}</title>"
        f'<link rel="stylesheet" href="{view.url("/style.css")}"></head><body>'
        f'<a href="#{page}">{view.word("skip")}</a><header><p>{view.word("portal")} · '
        f'<a lang="{other}" hreflang="{other}" href="?lang={other}">'
        f"{view.word('other_language')}</a></p></header>"
        f'<main id="{page}" tabindex="-1"><h1>{view.word(title)}</h1>{body}{leave}</main>'
        "</body></html>\n"
    )


def _form(
    view: View, path: str, name: str, token: Secret[str], *, button: str, fields: str = ""
) -> str:
    return (
        f'<form id="{name}" method="post" action="{view.url(path)}">'
        f'<input type="hidden" name="{CSRF_FIELD}" value="{escape(token.reveal())}">'
        f'{fields}<p><button type="submit">{view.word(button)}</button></p></form>'
    )


def _field(view: View, name: str, label: str, attributes: str) -> str:
    return (
        f'<p><label for="{name}">{view.word(label)}</label>'
        f'<input id="{name}" name="{name}" required {attributes}></p>'
    )


def _code_field(view: View, name: str) -> str:
    kind = 'type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="10"'
    return _field(view, name, "code.label", kind)


def _alert(view: View, error: str) -> str:
    if not error:
        return ""
    return f'<p role="alert" id="error-{error}">{view.word(f"error.{error}")}</p>'


def _notice(view: View, notice: str) -> str:
    if not notice:
        return ""
    return f'<p role="status" id="notice-{notice}">{view.word(f"notice.{notice}")}</p>'


def _login_link(view: View) -> str:
    return f'<p><a href="{view.url("/login")}">{view.word("login.again")}</a></p>'


def _text_of(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    return str(part.get_content()) if part is not None else ""
