"""One flow with its integration report (*compte rendu d'intégration*)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from chorus_sdk.sandbox.flow_life import INTEGRATED, PARTLY_INTEGRATED
from chorus_sdk.sandbox.portal_pages.figures import shown_moment
from chorus_sdk.sandbox.portal_pages.flows import state_of
from chorus_sdk.sandbox.portal_pages.layout import View, layout
from chorus_sdk.sandbox.portal_pages.markup import Markup, element, join
from chorus_sdk.sandbox.portal_pages.tables import cell, head, table, terms
from chorus_sdk.sandbox.state import FlowRow

_TECHNICAL: Final = ("report.code", "report.kind", "report.label")
_BUSINESS: Final = ("report.invoice", "report.supplier", "report.recipient", "report.label")
_VERDICTS: Final = {INTEGRATED: "report.good", PARTLY_INTEGRATED: "report.partly"}


def flow_page(view: View, flow: FlowRow, *, now: datetime) -> str:
    """Where the flow stands, and, once it has ended, why it was rejected if it was."""
    step = flow.step(now)
    facts = terms(
        view,
        [
            ("flow.state", state_of(view, flow, now)),
            ("flow.since", shown_moment(step.since, view.lang) if step else None),
            ("flow.file", flow.file_name),
            ("flow.syntax", flow.syntax),
            ("flow.deposited", shown_moment(flow.deposited_at, view.lang)),
        ],
    )
    body = element("div", facts, attributes={"class": "panel"})
    body += element("h2", view.text("report.title"))
    ended = step is not None and step.state == flow.outcome
    body += join(*(_report(view, flow) if ended else _pending(view, flow)))
    if step is not None:
        file = view.link("/flows/report.pdf", view.text("report.pdf"), number=flow.number)
        body += element("p", file)
    said = f"{view.text('flow.title')} {flow.number}"
    return layout(view, "page-flow", "flow.title", body, said=said)


def _pending(view: View, flow: FlowRow) -> Iterator[Markup]:
    again = view.link("/flows/detail", view.text("refresh"), number=flow.number)
    yield element("p", view.text("report.pending"), " ", again, attributes={"class": "note"})


def _report(view: View, flow: FlowRow) -> Iterator[Markup]:
    key = _VERDICTS.get(flow.outcome or "", "report.bad")
    role = "status" if key == "report.good" else "alert"
    shown: dict[str, str | None] = {"role": role, "id": key.replace(".", "-")}
    yield element("p", view.text(key), attributes=shown)
    if flow.technical_errors:
        rows = (_technical(view, one) for one in flow.technical_errors)
        yield table(view, "report.technical", _TECHNICAL, rows)
    if flow.business_errors:
        yield table(view, "report.business", _BUSINESS, map(_business, flow.business_errors))
    if key != "report.bad":
        yield element("p", view.link("/invoices", view.text("report.invoices"), flow=flow.number))


def _technical(view: View, error: Mapping[str, str | None]) -> tuple[Markup, ...]:
    return (
        head(error["codeErreur"] or view.text("unknown")),
        cell(error["natureErreur"] or view.text("unknown")),
        cell(error["libelleErreur"] or view.text("unknown")),
    )


def _business(error: Mapping[str, str]) -> tuple[Markup, ...]:
    reasons = error["libelleErreurDP"].split("|")
    return (
        head(error["numeroDP"]),
        cell(error["identifiantFournisseur"]),
        cell(error["identifiantDestinataire"]),
        cell(element("ul", *(element("li", one) for one in reasons))),
    )
