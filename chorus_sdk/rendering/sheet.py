"""What stands on the page, as text and without layout (*contenu*)."""

from __future__ import annotations

from dataclasses import dataclass

Pairs = tuple[tuple[str, str], ...]
"""Labels and values, in order."""


@dataclass(frozen=True, kw_only=True)
class Box:
    """One party or place (*encadré*): a title, and lines of text."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One invoice line (*ligne*), or an allowance or charge of the whole document.

    `more` stands below the name in small letters; `depth` counts the lines that it is part of;
    `is_group` says that it sums up others.
    """

    number: str = ""
    name: str
    more: tuple[str, ...] = ()
    quantity: str = ""
    unit: str = ""
    price: str = ""
    price_base: str = ""
    rate: str = ""
    amount: str = ""
    depth: int = 0
    is_group: bool = False


@dataclass(frozen=True, kw_only=True)
class Tax:
    """One entry of the VAT breakdown (*ventilation*): BG-23."""

    rate: str
    base: str
    tax: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A whole invoice, told in the order of the page (*page*).

    `marks` are warnings such as a test invoice; `currency` heads the column of amounts.
    """

    title: str
    seller: str
    currency: str
    marks: tuple[str, ...]
    facts: Pairs
    boxes: tuple[Box, ...]
    rows: tuple[Row, ...]
    taxes: tuple[Tax, ...]
    totals: Pairs
    payment: Pairs
    notes: tuple[str, ...]
    documents: tuple[str, ...]
    details: Pairs
