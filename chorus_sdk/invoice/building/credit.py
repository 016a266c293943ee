"""A credit note out of the invoice that it corrects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from chorus_sdk.invoice.building.builder import InvoiceBuilder
from chorus_sdk.invoice.building.lines import DraftLine
from chorus_sdk.invoice.references import PrecedingInvoice


def credit_note(
    of: InvoiceBuilder,
    *,
    number: str,
    issue_date: date,
    lines: Sequence[DraftLine] | None = None,
) -> InvoiceBuilder:
    """Make the credit note of an invoice (*avoir*), type 381, which names it (BG-3).

    Amounts stay positive: the type says that they are given back, on the day of the credit note.
    What was paid and the terms of the invoice are not carried over.

    Args:
        of: what the invoice was built from.
        number: of the credit note (BT-1).
        issue_date: of the credit note (BT-2).
        lines: what is credited; by default the whole invoice, its allowances and charges too.

    Returns:
        A builder, so that notes or references can still be changed with `dataclasses.replace`.

    Example:
        >>> from chorus_sdk.invoice.building import french_party, line, bank_transfer
        >>> invoice = InvoiceBuilder(
        ...     number="F-1",
        ...     issue_date=date(2026, 11, 2),
        ...     seller=french_party("Atelier", "40483304800022"),
        ...     buyer=french_party("Commune", "21300189800011"),
        ...     lines=[line("Chaise", price="33.33", vat=20)],
        ...     payment=bank_transfer("FR1420041010050500013M02606"),
        ... )
        >>> note = credit_note(invoice, number="A-1", issue_date=date(2026, 11, 23)).build()
        >>> note.type_code, note.references.preceding_invoices[0].number, note.totals.with_vat
        ('381', 'F-1', Decimal('40.00'))
    """
    return replace(
        of,
        number=number,
        issue_date=issue_date,
        type_code="381",
        lines=of.lines if lines is None else lines,
        adjustments=of.adjustments if lines is None else (),
        preceding=(PrecedingInvoice(number=of.number, issue_date=of.issue_date),),
        paid=None,
        rounding=None,
        terms=None,
        due_date=issue_date,
    )
