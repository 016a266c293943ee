"""Searching the invoices that a structure has issued (*factures émises*), and one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from chorus_sdk._http.exchange import JsonObject
from chorus_sdk.limits import SEARCH_MAXIMUM_RESULTS
from chorus_sdk.sandbox.operations.call import UnreadableCallError
from chorus_sdk.sandbox.operations.history import visible_invoice
from chorus_sdk.sandbox.operations.search import search_as_supplier
from chorus_sdk.sandbox.portal_members import asked_page, for_members
from chorus_sdk.sandbox.portal_pages.invoice import InvoiceDetail, invoice_page
from chorus_sdk.sandbox.portal_pages.invoices import InvoiceLine, invoices_page
from chorus_sdk.sandbox.portal_pages.paging import PAGE_SIZE, Pages
from chorus_sdk.sandbox.portal_sessions import Stage
from chorus_sdk.sandbox.portal_visit import Reply, Route, Visit
from chorus_sdk.sandbox.portal_workspace import Member

CRITERIA: Final[Mapping[str, str]] = {
    "number": "numeroFacture",
    "flow": "numeroFluxDepot",
    "status": "statutCourant",
    "from": "periodeDateDepotDu",
    "until": "periodeDateDepotAu",
}
"""Fields of the search form, and the criteria of `rechercher/fournisseur` that they are."""


def _search(member: Member, visit: Visit) -> Reply:
    asked = {name: visit.request.query.get(name, "").strip() for name in CRITERIA}
    number = asked_page(visit)
    try:
        lines, total = _found(member, asked, number)
        error = ""
    except UnreadableCallError:
        lines, total, error = [], 0, "search"
    pages = Pages(page=number, total=total, asked=asked)
    html = invoices_page(visit.view(), lines, pages, error=error)
    return Reply(session=visit.session, html=html, status=422 if error else 200)


def _found(member: Member, asked: Mapping[str, str], number: int) -> tuple[list[InvoiceLine], int]:
    paging: JsonObject = {
        "nbResultatsMaximum": SEARCH_MAXIMUM_RESULTS,
        "pageResultatDemandee": number,
        "nbResultatsParPage": PAGE_SIZE,
    }
    fields: JsonObject = {CRITERIA[name]: value for name, value in asked.items() if value}
    said = search_as_supplier(member.asks({**fields, "rechercheFactureParFournisseur": paging}))
    lines = cast("list[JsonObject]", said["listeFactures"])
    counts = cast("dict[str, int]", said["parametresRetour"])
    return [InvoiceLine.of(line) for line in lines], counts["total"]


def _show(member: Member, visit: Visit) -> Reply:
    call = member.asks({"id": visit.request.query.get("id", "")})
    invoice = visible_invoice(call, call.fields.integer("id"))
    platform = call.platform
    detail = InvoiceDetail(
        row=invoice,
        supplier=platform.structure(invoice.supplier_id),
        recipient=platform.structure(invoice.recipient_id),
        service=platform.service(invoice.service_id),
        history=tuple(platform.steps(invoice, call.now)),
    )
    return Reply(session=visit.session, html=invoice_page(visit.view(), detail))


INVOICE_ROUTES: Final[Mapping[str, Route]] = {
    "/invoices": Route(stage=Stage.OPEN, get=for_members(_search)),
    "/invoices/detail": Route(stage=Stage.OPEN, get=for_members(_show)),
}
