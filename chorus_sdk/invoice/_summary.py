"""An invoice in a few rows of HTML, for notebooks: what it is, of whom, for whom, how much."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from chorus_sdk.invoice.codes import INVOICE_TYPE

if TYPE_CHECKING:
    from chorus_sdk.invoice.model import Invoice

_UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def summary(invoice: Invoice) -> str:
    """Return a small table in French, everything in it escaped."""
    kind = INVOICE_TYPE[invoice.type_code].label_fr if invoice.type_code else "Facture"
    title = f"{kind} {invoice.number or ''}".strip()
    rows = "".join(
        f"<tr><th>{label}</th><td>{_safe(text)}</td></tr>" for label, text in _rows(invoice)
    )
    return f"<table><caption>{_safe(title)}</caption>{rows}</table>"


def _rows(invoice: Invoice) -> Iterator[tuple[str, str]]:
    if invoice.issue_date:
        yield "Date", invoice.issue_date.strftime("%d/%m/%Y")
    for label, name in (("Vendeur", invoice.seller.name), ("Acheteur", invoice.buyer.name)):
        if name:
            yield label, name
    if invoice.lines:
        yield "Lignes", str(len(invoice.lines))
    for label, amount in (
        ("Total HT", invoice.totals.without_vat),
        ("Total TTC", invoice.totals.with_vat),
        ("Net à payer", invoice.totals.due),
    ):
        if amount is not None:
            yield label, _money(amount, invoice.currency)
    if invoice.unmapped:
        yield "Données non reprises", str(len(invoice.unmapped))


def _money(amount: Decimal, currency: str | None) -> str:
    figure = f"{amount:,f}".replace(",", "\u00a0").replace(".", ",")
    return f"{figure}\u00a0{currency}" if currency else figure


def _safe(text: str) -> str:
    return html.escape(_UNSHOWN.sub("\ufffd", text))
