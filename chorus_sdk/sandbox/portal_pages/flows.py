"""The list of deposited files (*suivi des flux*)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from chorus_sdk.sandbox.portal_pages.figures import shown_moment
from chorus_sdk.sandbox.portal_pages.layout import View, layout
from chorus_sdk.sandbox.portal_pages.markup import Markup, element
from chorus_sdk.sandbox.portal_pages.paging import Pages, pager
from chorus_sdk.sandbox.portal_pages.search import search_field, search_form
from chorus_sdk.sandbox.portal_pages.states import flow_badge
from chorus_sdk.sandbox.portal_pages.tables import badge, cell, head, table
from chorus_sdk.sandbox.state import FlowRow

_COLUMNS: Final = ("flow.number", "flow.file", "flow.deposited", "flow.state")


def flows_page(view: View, flows: Sequence[FlowRow], pages: Pages, *, now: datetime) -> str:
    """The structure's flows, newest first."""
    number = search_field(view, "number", "flow.number", pages.asked["number"])
    body = search_form(view, "/flows", "flows.search", number)
    if flows:
        body += table(view, "flows.caption", _COLUMNS, (_row(view, one, now) for one in flows))
    else:
        body += element("p", view.text("flows.empty"), attributes={"id": "no-flow"})
    body += pager(view, "/flows", pages)
    return layout(view, "page-flows", "flows.title", body)


def state_of(view: View, flow: FlowRow, now: datetime) -> Markup:
    """Return the state that a flow shows now."""
    step = flow.step(now)
    return badge(view.text("flow.early")) if step is None else flow_badge(step.state, view.lang)


def _row(view: View, flow: FlowRow, now: datetime) -> tuple[Markup, ...]:
    return (
        head(view.link("/flows/detail", flow.number, number=flow.number)),
        cell(flow.file_name),
        cell(shown_moment(flow.deposited_at, view.lang), "when"),
        cell(state_of(view, flow, now)),
    )
