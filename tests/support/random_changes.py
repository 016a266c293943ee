"""Changes of an invoice that dice choose: another value of a place, an amount moved a bit."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal

from changed import invoice_with

from chorus_sdk.invoice import Invoice


@dataclass(frozen=True)
class Changes:
    """Ways in which an invoice may be changed: values of places, and amounts to be moved a bit."""

    values: dict[str, tuple[object, ...]]
    amounts: tuple[str, ...]
    off: tuple[Decimal, ...]

    def one(self, invoice: Invoice, dice: random.Random) -> Invoice:
        """Change one place; what is not there any more is left."""
        with suppress(IndexError, AttributeError):
            if dice.random() < 0.35:
                path = dice.choice(self.amounts)
                amount = value_at(invoice, path) or Decimal(0)
                new = None if dice.random() < 0.1 else amount + dice.choice(self.off)
                return invoice_with(invoice, {path: new})
            path = dice.choice(list(self.values))
            return invoice_with(invoice, {path: dice.choice(self.values[path])})
        return invoice


def value_at(invoice: Invoice, path: str) -> object:
    """Return the value at a path such as `lines[0].net_amount`."""
    found: object = invoice
    for step in path.replace("[", ".").replace("]", "").split("."):
        found = found[int(step)] if step.isdigit() else getattr(found, step)
    return found
