"""What a notebook shows of an invoice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from chorus_sdk.invoice import Invoice, Line, Party, Totals, Unmapped


def test_the_summary_says_who_and_how_much() -> None:
    invoice = Invoice(
        number="F-1",
        type_code="381",
        issue_date=date(2026, 11, 23),
        currency="EUR",
        seller=Party(name="Atelier"),
        buyer=Party(name="Commune"),
        lines=(Line(), Line()),
        totals=Totals(without_vat=Decimal("1234.50"), due=Decimal("1481.40")),
        unmapped=(Unmapped(path="/x", text="y"),),
    )
    shown = invoice._repr_html_().replace("\xa0", " ")
    for expected in (
        "<caption>Avoir F-1</caption>",
        "<th>Date</th><td>23/11/2026</td>",
        "<th>Vendeur</th><td>Atelier</td>",
        "<th>Acheteur</th><td>Commune</td>",
        "<th>Lignes</th><td>2</td>",
        "<th>Total HT</th><td>1 234,50 EUR</td>",
        "<th>Net à payer</th><td>1 481,40 EUR</td>",
        "<th>Données non reprises</th><td>1</td>",
    ):
        assert expected in shown


def test_a_hostile_name_stays_text() -> None:
    shown = Invoice(number="<script>", seller=Party(name="<b>\x00"))._repr_html_()
    assert "<script>" not in shown
    assert "&lt;b&gt;\ufffd" in shown


def test_an_invoice_that_says_nothing_has_a_title() -> None:
    assert Invoice()._repr_html_() == "<table><caption>Facture</caption></table>"
