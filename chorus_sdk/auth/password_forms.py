"""The forms that set a password (*formulaires du mot de passe*), and what comes of them."""

from __future__ import annotations

from chorus_sdk._secrets import Secret
from chorus_sdk.auth.forms import Submission
from chorus_sdk.auth.pages import FormSpec, PortalPages, unknown_page
from chorus_sdk.auth.refusals import raise_if_refused
from chorus_sdk.auth.web_page import WebPage


def fill_passwords(
    pages: PortalPages, page: WebPage, *, current: Secret[str] | None = None, new: Secret[str]
) -> Submission:
    """Fill in the form that changes a password, or, without `current`, the one that resets it."""
    spec = described(pages.reset if current is None else pages.change_password, page)
    names = spec.fields
    values = {names["new"]: new, names["again"]: new}
    if current is not None:
        values[names["current"]] = current
    return pages.form_on(page, spec, step="password").fill(values, button=spec.button)


def require_change(pages: PortalPages, page: WebPage) -> None:
    """Raise what the page says unless it says that the password is changed."""
    raise_if_refused(pages, page, step="password")
    if pages.password_changed is None or not pages.password_changed.is_on(page):
        raise unknown_page(page, step="password")


def described(spec: FormSpec | None, page: WebPage) -> FormSpec:
    """Return a form's description; raises UnexpectedResponseError where there is none."""
    if spec is None:
        raise unknown_page(page, step="password")
    return spec
