"""The mail that the sandbox caught (*courriels envoyés*), for a person who tries it out."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import EmailMessage

from chorus_sdk.sandbox.portal_pages.layout import View, layout
from chorus_sdk.sandbox.portal_pages.markup import Markup, element


def mailbox_page(view: View, messages: Sequence[EmailMessage]) -> str:
    """The messages, newest first."""
    body = element("p", view.text("mailbox.about"), attributes={"class": "hint"})
    body += element("p", view.link("/home", view.text("mailbox.back")))
    if not messages:
        body += element("p", view.text("mailbox.empty"))
    else:
        shown = (_message(view, message) for message in reversed(messages))
        body += element("ol", *shown, attributes={"class": "mails"})
    return layout(view, "page-mailbox", "mailbox.title", body)


def _message(view: View, message: EmailMessage) -> Markup:
    pairs = (("mailbox.to", "To"), ("mailbox.date", "Date"))
    heads = (
        element("dt", view.text(label)) + element("dd", str(message[name])) for label, name in pairs
    )
    return element(
        "li",
        element("h2", str(message["Subject"])),
        element("dl", *heads),
        element("pre", _text_of(message)),
        attributes={"class": "panel"},
    )


def _text_of(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    return str(part.get_content()) if part is not None else ""
