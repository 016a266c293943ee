"""One invoice with its history (*détail d'une facture*)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from chorus_sdk.sandbox.flow_life import Step
from chorus_sdk.sandbox.platform import Service
from chorus_sdk.sandbox.portal_pages.figures import shown_amount, shown_day, shown_moment
from chorus_sdk.sandbox.portal_pages.layout import View, layout
from chorus_sdk.sandbox.portal_pages.markup import Markup, element
from chorus_sdk.sandbox.portal_pages.states import invoice_badge
from chorus_sdk.sandbox.portal_pages.tables import cell, table, terms
from chorus_sdk.sandbox.state import InvoiceRow, Structure

_COLUMNS: Final = ("history.when", "invoices.status", "history.comment")
_KINDS: Final = frozenset({"FACTURE", "AVOIR", "ACOMPTE"})


@dataclass(frozen=True, kw_only=True)
class InvoiceDetail:
    """An invoice and who has a part in it (*détail*); `history` is oldest first."""

    row: InvoiceRow
    supplier: Structure | None
    recipient: Structure | None
    service: Service | None
    history: tuple[tuple[Step, str | None], ...]


def invoice_page(view: View, detail: InvoiceDetail) -> str:
    """What Chorus Pro holds of the invoice, and its statuses."""
    status = detail.history[-1][0].state
    body = element("p", invoice_badge(status, view.lang), attributes={"id": "current-status"})
    body += element("div", terms(view, _facts(view, detail)), attributes={"class": "panel"})
    body += element("h2", view.text("history.title"))
    rows = (_step(view, step, said) for step, said in reversed(detail.history))
    body += table(view, "history.caption", _COLUMNS, rows)
    said = f"{view.text('invoice.title')} {detail.row.number}"
    return layout(view, "page-invoice", "invoice.title", body, said=said)


def _facts(view: View, detail: InvoiceDetail) -> list[tuple[str, str | None]]:
    row, lang = detail.row, view.lang
    kind = view.text(f"invoice.{row.kind}") if row.kind in _KINDS else row.kind
    return [
        ("invoice.kind", kind),
        ("invoice.date", shown_day(row.issue_date, lang)),
        ("invoice.deposited", shown_moment(row.deposited_at, lang)),
        ("invoice.supplier", _who(detail.supplier)),
        ("invoice.recipient", _who(detail.recipient)),
        ("invoice.service", detail.service.label if detail.service else None),
        ("invoice.frame", row.frame),
        ("invoice.engagement", row.engagement),
        ("invoice.market", row.market),
        ("invoice.net", shown_amount(row.net, row.currency, lang)),
        ("invoice.gross", shown_amount(row.gross, row.currency, lang)),
        ("invoice.payable", shown_amount(row.payable, row.currency, lang)),
        ("flow.number", _flow(view, row.flow_number)),
    ]


def _flow(view: View, number: str | None) -> str | None:
    return view.link("/flows/detail", number, number=number) if number else None


def _who(structure: Structure | None) -> str | None:
    return f"{structure.name} ({structure.identifier})" if structure else None


def _step(view: View, step: Step, comment: str | None) -> tuple[Markup, ...]:
    return (
        cell(shown_moment(step.since, view.lang), "when"),
        cell(invoice_badge(step.state, view.lang)),
        cell(comment or view.text("unknown")),
    )
