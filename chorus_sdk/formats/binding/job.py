"""One writing of a document: the text so far, and how much of the invoice is in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from chorus_sdk.formats.binding.shapes import Shape
from chorus_sdk.formats.binding.values import attribute_text
from chorus_sdk.invoice.model import Invoice


class Job:
    """One writing (*écriture en cours*).

    Attributes:
        shapes: the shape of each part that holds a value, by its identity.
        nothing: the shape of every other part.
        out: the pieces of the document so far.
        count: how many values are in it.
        shared: values that more than one row may write; each counts once.
        paths: the paths of what was written, in a pass that looks for losses, else None.
        currencies: the attribute `currencyID` for BT-5 and BT-6, as it is written.
    """

    __slots__ = ("count", "currencies", "invoice", "nothing", "out", "paths", "shapes", "shared")

    def __init__(
        self,
        invoice: Invoice,
        shapes: dict[int, Shape],
        nothing: Shape,
        paths: set[str] | None = None,
    ) -> None:
        self.invoice = invoice
        self.shapes = shapes
        self.nothing = nothing
        self.paths = paths
        self.out: list[str] = []
        self.count = 0
        self.shared: set[tuple[int, str]] = set()
        self.currencies = (_currency(invoice.currency), _currency(invoice.vat_currency))


Write: TypeAlias = Callable[[object, str, Job], bool]
"""Writes a row for a part; True when it said something of the invoice."""


def getter(path: str) -> tuple[Callable[[object], object], str, bool]:
    """Return how to get at a path, its name, and whether it begins at the invoice."""
    name = path.lstrip("/")
    first, *more = name.split(".")

    def get(part: object) -> object:
        return None if part is None else part.__dict__.get(first)

    def get_below(part: object) -> object:
        part = None if part is None else part.__dict__.get(first)
        for step in more:
            if part is None:
                return None
            part = part.__dict__.get(step)
        return part

    return (get_below if more else get), name, path.startswith("/")


def _currency(code: str | None) -> str:
    text = attribute_text(code) if code else None
    return f' currencyID="{text}"' if text else ""
