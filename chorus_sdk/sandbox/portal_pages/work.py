"""Pages for who may not work here (*droits*)."""

from __future__ import annotations

from chorus_sdk.sandbox.portal_pages.layout import View, layout
from chorus_sdk.sandbox.portal_pages.markup import element


def detached_page(view: View) -> str:
    """Say that the account is attached to no structure."""
    body = element(
        "p", view.text("work.none"), attributes={"role": "alert", "id": "error-detached"}
    )
    return layout(view, "page-refused", "error.title", body)


def forbidden_page(view: View) -> str:
    """Say that the account lacks the right to follow flows."""
    said = {"role": "alert", "id": "error-forbidden"}
    body = element("p", view.text("flows.forbidden"), attributes={**said})
    return layout(view, "page-refused", "flows.title", body)
