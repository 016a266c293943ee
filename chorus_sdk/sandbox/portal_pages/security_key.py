"""The pages of a security key (*clé de sécurité*): declaring it, and logging in with it."""

from __future__ import annotations

from typing import Final

from chorus_sdk._secrets import Secret
from chorus_sdk.sandbox.portal_pages.layout import View, alert, form, layout
from chorus_sdk.sandbox.portal_pages.markup import Markup, element, join

RESPONSE_FIELD: Final = "key_response"

SCRIPT: Final = """"use strict";
for (const box of document.querySelectorAll("[data-key-request], [data-key-offer]")) {
  const form = box.querySelector("form");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const field = form.elements.namedItem("key_response");
    const { keyRequest, keyOffer } = box.dataset;
    try {
      const made = keyRequest
        ? await navigator.credentials.get({
            publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(keyRequest)),
          })
        : await navigator.credentials.create({
            publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(keyOffer)),
          });
      field.value = JSON.stringify(made.toJSON());
      form.submit();
    } catch {
      box.querySelector("[role=status]").hidden = false;
    }
  });
}
"""
"""What a browser needs to speak with a key; nothing else on the portal runs a script."""


def key_login(view: View, token: Secret[str], request: str) -> Markup:
    """The part of the code page that takes a key's signature."""
    asked = ("data-key-request", request)
    return _box(view, "/login/code", "key-form", token, button="key.login", asked=asked)


def key_page(view: View, token: Secret[str], offer: str, *, error: str = "") -> str:
    """Declare a key."""
    body = alert(view, error) + element("p", view.text("key.how"))
    asked = ("data-key-offer", offer)
    body += _box(view, "/factors/key", "register-key-form", token, button="key.add", asked=asked)
    return layout(view, "page-key", "key.title", body)


def key_missing_page(view: View) -> str:
    """Say that this sandbox cannot check keys."""
    return layout(view, "page-key-missing", "key.title", element("p", view.text("key.missing")))


def key_item(view: View) -> Markup:
    """The key in the list of factors."""
    return element("li", view.text("factors.key"), attributes={"data-factor": "security-key"})


def key_choice(view: View, remove: Secret[str] | None) -> Markup:
    """What can be done about a key: remove it with this token, or declare one."""
    if remove is None:
        return element("p", view.link("/factors/key", view.text("key.add")))
    return form(
        view,
        "/factors/key/remove",
        "remove-key-form",
        remove,
        button="key.remove",
        kind="second",
    )


def _box(
    view: View, path: str, name: str, token: Secret[str], *, button: str, asked: tuple[str, str]
) -> Markup:
    hidden = element("input", attributes={"type": "hidden", "name": RESPONSE_FIELD, "value": ""})
    failed = element("p", view.text("key.failed"), attributes={"role": "status", "hidden": ""})
    script = element("script", attributes={"src": view.url("/key.js"), "defer": ""})
    shown = form(view, path, name, token, button=button, fields=hidden, kind="second")
    return join(element("div", shown, failed, attributes=dict([asked])), script)
