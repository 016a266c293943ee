"""Invoices that differ at random from a right one, in places that rules of EN 16931 look at."""

from __future__ import annotations

import random
from decimal import Decimal

from changed import invoice_with
from changed_values import AMOUNTS, CATEGORIES, EARLY, OFF, VALUES
from en16931_invoices import ADDRESS, in_category, valid
from random_changes import Changes

from chorus_sdk.invoice import Delivery, Invoice

D = Decimal


def sound(dice: random.Random) -> Invoice:
    """Return an invoice to start from: in several VAT categories, and of several shapes."""
    if dice.random() < 0.4:
        return valid()
    code = dice.choice(CATEGORIES[1:])
    rate = dice.choice((D(0), None, D(20)))
    invoice = in_category(code, rate=rate, reason=dice.choice((None, "Motif")))
    if dice.random() < 0.4:
        invoice = invoice_with(invoice, {"seller.vat_identifier": None})
    if dice.random() < 0.4:
        invoice = invoice_with(invoice, {"buyer.vat_identifier": None})
    if dice.random() < 0.3:
        invoice = invoice_with(invoice, {"delivery": Delivery(date=EARLY, address=ADDRESS)})
    return invoice


def changed_invoices(seed: int, count: int, *, further: tuple[Decimal, ...] = ()) -> list[Invoice]:
    """Return invoices with one to three changes each; amounts may be off by `further` ones too."""
    dice, changes, found = random.Random(seed), Changes(VALUES, AMOUNTS, (*OFF, *further)), []
    while len(found) < count:
        invoice = sound(dice)
        for _ in range(dice.randint(1, 3)):
            invoice = changes.one(invoice, dice)
        found.append(invoice)
    return found
