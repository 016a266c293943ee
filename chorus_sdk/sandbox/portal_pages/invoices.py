"""The list of issued invoices and its search (*factures émises*)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from chorus_sdk._http.exchange import JsonObject
from chorus_sdk.sandbox.portal_pages.figures import shown_amount, shown_day
from chorus_sdk.sandbox.portal_pages.layout import View, alert, layout
from chorus_sdk.sandbox.portal_pages.markup import Markup, element
from chorus_sdk.sandbox.portal_pages.paging import Pages, pager
from chorus_sdk.sandbox.portal_pages.search import search_choice, search_field, search_form
from chorus_sdk.sandbox.portal_pages.states import invoice_badge, invoice_states
from chorus_sdk.sandbox.portal_pages.tables import cell, head, table

_COLUMNS: Final = (
    "invoices.number",
    "invoice.date",
    "invoice.deposited",
    "invoice.recipient",
    "invoice.gross",
    "invoices.status",
)


@dataclass(frozen=True, kw_only=True)
class InvoiceLine:
    """One line of the list (*ligne*)."""

    invoice_id: int
    number: str
    issued: date
    deposited: date
    recipient: str
    gross: Decimal
    currency: str
    status: str

    @classmethod
    def of(cls, line: JsonObject) -> InvoiceLine:
        """Read a line of `rechercher/fournisseur`."""
        return cls(
            invoice_id=int(str(line["identifiantFactureCPP"])),
            number=str(line["numeroFacture"]),
            issued=date.fromisoformat(str(line["dateFacture"])),
            deposited=date.fromisoformat(str(line["dateDepot"])),
            recipient=str(line["designationDestinataire"]),
            gross=Decimal(str(line["montantTTC"])),
            currency=str(line["devise"]),
            status=str(line["statut"]),
        )


def invoices_page(
    view: View, lines: Sequence[InvoiceLine], pages: Pages, *, error: str = ""
) -> str:
    """The search form, and what was found."""
    body = alert(view, error) + _form(view, pages)
    if lines:
        rows = (_row(view, line) for line in lines)
        body += table(view, "invoices.caption", _COLUMNS, rows)
    elif not error:
        body += element("p", view.text("invoices.empty"), attributes={"id": "no-invoice"})
    body += pager(view, "/invoices", pages)
    return layout(view, "page-invoices", "invoices.title", body)


def _form(view: View, pages: Pages) -> Markup:
    asked = pages.asked
    return search_form(
        view,
        "/invoices",
        "invoices.search",
        search_field(view, "number", "invoices.number", asked["number"]),
        search_field(view, "flow", "invoices.flow", asked["flow"]),
        search_choice(
            view, "status", "invoices.status", asked["status"], invoice_states(view.lang)
        ),
        search_field(view, "from", "invoices.from", asked["from"], "date"),
        search_field(view, "until", "invoices.until", asked["until"], "date"),
    )


def _row(view: View, line: InvoiceLine) -> tuple[Markup, ...]:
    link = view.link("/invoices/detail", line.number, id=str(line.invoice_id))
    return (
        head(link),
        cell(shown_day(line.issued, view.lang), "when"),
        cell(shown_day(line.deposited, view.lang), "when"),
        cell(line.recipient),
        cell(shown_amount(line.gross, line.currency, view.lang), "number"),
        cell(invoice_badge(line.status, view.lang)),
    )
