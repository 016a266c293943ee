"""Invoice lines, worked out to the cent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from chorus_sdk.invoice.amounts import Period
from chorus_sdk.invoice.building.adjustments import Adjustment, split
from chorus_sdk.invoice.building.problems import Amount, exact, positive, problem, refuse
from chorus_sdk.invoice.building.vat import Vat, vat_of
from chorus_sdk.invoice.lines import Item, Line, LineVat, Price
from chorus_sdk.invoice.totals import line_net_amount


@dataclass(frozen=True, kw_only=True)
class DraftLine:
    """A line and the VAT that applies to it (*ligne à facturer*).

    The model's line has no place for the reason of an exemption, which belongs to the VAT
    breakdown; the builder carries it there. Everything else of the model can be set with
    `value.model_copy(update=…)`, except what the amounts depend on.
    """

    value: Line
    vat: Vat


def line(
    name: str,
    *,
    price: Amount,
    vat: Vat | Amount,
    quantity: Amount = 1,
    unit: str = "C62",
    base_quantity: Amount | None = None,
    discount: Amount | None = None,
    adjustments: Sequence[Adjustment] = (),
    description: str | None = None,
    period: Period | None = None,
    note: str | None = None,
    seller_identifier: str | None = None,
    identifier: str | None = None,
) -> DraftLine:
    """Make a line (*ligne de facture*) and compute its net amount (BT-131).

    Args:
        name: what is sold (BT-153).
        price: for one base quantity, without VAT, before `discount`: any number of decimals.
        vat: a `Vat`, or a rate in percent of the standard category.
        quantity: how much (BT-129); negative for what is given back.
        unit: a code of UN/ECE Recommendation 20 or 21 (BT-130): C62 one, HUR hour, KGM …
        base_quantity: how many units the price is for (BT-149).
        discount: what comes off the price (BT-147); the net price is the difference.
        adjustments: allowances and charges of the line.
        description: more about what is sold (BT-154).
        period: when it was delivered (BG-26).
        note: a remark on the line (BT-127).
        seller_identifier: the seller's article number (BT-155).
        identifier: the line's number (BT-126); by default its place in the invoice.

    Raises:
        InvalidInvoiceError: a negative price (BR-27), no name (BR-25), no unit (BR-23), a base
            quantity that is not positive, a period that ends before it begins (BR-30), VAT that
            no combination of EN 16931 allows.
        TypeError: a float.

    Example:
        >>> line("Papier", quantity=3, unit="RM", price="4.165", vat=20).value.net_amount
        Decimal('12.50')
    """
    if not name.strip():
        refuse(problem("BR-25", "A line needs the name of what is sold.", term="BT-153"))
    if not unit.strip():
        refuse(problem("BR-23", "A quantity needs its unit.", term="BT-130"))
    check_period(period, "BR-30")
    treatment = vat_of(vat)
    draft = Line(
        identifier=identifier,
        note=_trimmed(note),
        quantity=exact(quantity, "BT-129"),
        unit=unit,
        period=period,
        price=_price(price, discount, base_quantity, unit),
        vat=LineVat(category=treatment.category, rate=treatment.rate),
        item=Item(
            name=name.strip(),
            description=_trimmed(description),
            seller_identifier=_trimmed(seller_identifier),
        ),
    )
    return DraftLine(value=_priced(draft, adjustments), vat=treatment)


def check_period(period: Period | None, rule: str) -> None:
    """Refuse a period that ends before it begins, or says nothing."""
    if period is None:
        return
    if period.start is None and period.end is None:
        empty = "BR-CO-20" if rule == "BR-30" else "BR-CO-19"
        refuse(problem(empty, "A period needs its first or its last day."))
    if period.start and period.end and period.end < period.start:
        refuse(problem(rule, "The period ends before it begins."))


def _trimmed(text: str | None) -> str | None:
    """Return a text without the blanks around it, which no syntax keeps."""
    return (text or "").strip() or None


def _price(
    price: Amount, discount: Amount | None, base_quantity: Amount | None, unit: str
) -> Price:
    full = positive(price, "BT-146", "BR-27")
    base = None if base_quantity is None else exact(base_quantity, "BT-149")
    if base is not None and base <= 0:
        refuse(problem("BUILD-BASE-QUANTITY", "The base quantity is not positive.", term="BT-149"))
    priced = Price(net=full, base_quantity=base, base_unit=unit if base is not None else None)
    if discount is None:
        return priced
    off = positive(discount, "BT-147", "BR-28")
    if off > full:
        refuse(problem("BR-27", "The discount is higher than the price.", term="BT-147"))
    return priced.model_copy(update={"net": full - off, "gross": full, "discount": off})


def _priced(draft: Line, adjustments: Sequence[Adjustment]) -> Line:
    gross = line_net_amount(draft) or Decimal(0)
    allowances, charges = split(adjustments)
    worked = draft.model_copy(
        update={
            "allowances": tuple(one.worked_out(gross) for one in allowances),
            "charges": tuple(one.worked_out(gross) for one in charges),
        }
    )
    return worked.model_copy(update={"net_amount": line_net_amount(worked)})
