"""Lines that do not add up, or cannot be told apart (*lignes*)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.invoice.amounts import AllowanceCharge
from chorus_sdk.invoice.lines import Line
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.en16931.texts import EXACT, cents, total

WITHIN: Final = Decimal("0.02")
"""How far a net amount may be from what is computed: two cents, for those who round on the way."""
WITHIN_WHOLE: Final = Decimal(1)
"""The same for a currency without cents."""
WHOLE_CURRENCIES: Final = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG"}
    | {"RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"}
)
"""ISO 4217: currencies without a minor unit."""
_COUNTED: Final = (None, "DETAIL")
_ONE: Final = Decimal(1)


@rule(
    "PLAUS-LINE-AMOUNT",
    "BT-131",
    "BT-129",
    "BT-146",
    "BT-149",
    "BT-136",
    "BT-141",
    en="The net amount of a line is quantity times net price, less allowances, plus charges.",
    fr="Le montant net d'une ligne est quantité fois prix net, moins remises, plus charges.",
    severity=Severity.WARNING,
    hint="Compute BT-131 anew: quantity, price, base quantity (BT-149), allowances and charges.",
    hint_fr="Recalculer BT-131 : quantité, prix, quantité de base (BT-149), remises et charges.",
)
def line_amount(subject: Subject) -> Iterator[Breach]:
    """Within two cents; a currency without cents within one unit."""
    invoice = subject.invoice
    within = WITHIN_WHOLE if invoice.currency in WHOLE_CURRENCIES else WITHIN
    for index, line in enumerate(invoice.lines):
        expected = _computed(line)
        stated = line.net_amount
        if expected is None or stated is None or abs(stated - expected) <= within:
            continue
        yield Breach(f"lines[{index}].net_amount", f"{stated:f}", f"{expected:f}", "BT-131")


def _computed(line: Line) -> Decimal | None:
    """What a line comes to, to the cent; None where it does not say enough."""
    price, quantity = line.price, line.quantity
    if line.kind not in _COUNTED or line.sub_lines or price.net is None or quantity is None:
        return None
    base = _ONE if price.base_quantity is None else price.base_quantity
    if not base or (price.base_unit and line.unit and price.base_unit != line.unit):
        return None
    amount = EXACT.multiply(quantity, price.net)
    if base != _ONE:
        amount = EXACT.divide(amount, base)
    return cents(amount - _sum(line.allowances) + _sum(line.charges))


def _sum(parts: tuple[AllowanceCharge, ...]) -> Decimal:
    return total(part.amount for part in parts if part.amount is not None)


@rule(
    "PLAUS-LINE-IDENTIFIER",
    "BT-126",
    en="No two lines have the same identifier.",
    fr="Deux lignes n'ont pas le même identifiant.",
    severity=Severity.WARNING,
    hint="Number the lines one after the other.",
    hint_fr="Numéroter les lignes l'une après l'autre.",
)
def line_identifier(subject: Subject) -> Iterator[Breach]:
    """Each identifier that comes back is told once, where it comes back first."""
    seen: set[str] = set()
    told: set[str] = set()
    for index, line in enumerate(subject.invoice.lines):
        name = line.identifier
        if name is None:
            continue
        if name in seen and name not in told:
            told.add(name)
            yield Breach(f"lines[{index}].identifier", name)
        seen.add(name)
