"""The totals as they should be (*totaux calculés*), beside the totals as they are stated.

EN 16931 rules BR-CO-10 to BR-CO-16. Sums are exact: no digit is dropped before the one rounding
to two decimals, half away from zero, that the standard asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from chorus_sdk.invoice.amounts import AllowanceCharge, Totals, VatBreakdown
from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.settlement import FinancialAdjustment, ServiceCharge

_EXACT = Context(prec=200, rounding=ROUND_HALF_UP)
_CENT = Decimal("0.01")
_ZERO = Decimal(0)
_ONE = Decimal(1)
_COUNTED = frozenset({None, "DETAIL"})
"""The kinds of line whose net amounts make up BT-106; a group repeats those below it."""
_HUNDRED = Decimal(100)
_VatKey = tuple[str, Decimal | None]
"""A VAT category and its rate: 20 and 20.00 are the same rate."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A stated total that is not what the parts add up to (*écart*).

    `term` is the business term, `stated` is None when the document does not say it.
    """

    term: str
    stated: Decimal | None
    computed: Decimal


def compute(invoice: Invoice) -> Totals:
    """Compute the totals from lines, allowances, charges and the VAT breakdown (BG-22).

    What cannot be computed is taken as stated: the sum of lines (BT-106) in a profile without
    lines, the VAT in accounting currency (BT-111), the paid and rounding amounts (BT-113,
    BT-114). A profile that states only BT-109 keeps it as the start of the sums. In EXTENDED,
    lines of kind GROUP or INFORMATION do not count (BR-FXEXT-CO-10), service charges are charges
    (BR-FXEXT-CO-12), and what is collected for a third party is due as well (BR-FXEXT-CO-16).

    Example:
        >>> from chorus_sdk.invoice.amounts import VatBreakdown
        >>> vat = VatBreakdown(taxable_amount=Decimal("100.00"), tax_amount=Decimal("20.00"))
        >>> line = Line(net_amount=Decimal("100.00"))
        >>> str(compute(Invoice(lines=(line,), vat_breakdown=(vat,))).due)
        '120.00'
    """
    with localcontext(_EXACT):
        return _compute(invoice)


def differences(invoice: Invoice) -> tuple[Difference, ...]:
    """Compare stated and computed totals; an unstated total of zero is no difference.

    Example:
        >>> invoice = Invoice(lines=(Line(net_amount=Decimal("5.00")),))
        >>> [d.term for d in differences(invoice)]
        ['BT-106', 'BT-109', 'BT-112', 'BT-115']
    """
    computed = compute(invoice)
    return tuple(
        Difference(term=name, stated=stated, computed=value)
        for name, get in _TERMS
        if (value := get(computed)) is not None
        and (stated := get(invoice.totals)) != value
        and not (stated is None and value == 0)
    )


def line_net_amount(line: Line) -> Decimal | None:
    """Compute a line's net amount (BT-131), or None where quantity or price is missing.

    BT-129 × BT-146 ÷ BT-149 − Σ BT-136 + Σ BT-141, rounded to two decimals.

    Example:
        >>> from chorus_sdk.invoice.lines import Price
        >>> price = Price(net=Decimal("0.1234"), base_quantity=Decimal(1))
        >>> str(line_net_amount(Line(quantity=Decimal(10000), price=price)))
        '1234.00'
    """
    base = line.price.base_quantity
    if line.quantity is None or line.price.net is None or base == 0:
        return None
    with localcontext(_EXACT):
        gross = line.quantity * line.price.net / (_ONE if base is None else base)
        return _cents(gross - _sum_amounts(line.allowances) + _sum_amounts(line.charges))


def vat_breakdown(invoice: Invoice) -> tuple[VatBreakdown, ...]:
    """Compute the VAT breakdown from lines, allowances and charges (BG-23).

    One entry for each category and rate, in the order in which they first occur; BT-116 is the
    sum of their net amounts, BT-117 = BT-116 × BT-119 ÷ 100, rounded once (BR-CO-17, BR-S-08).
    Reasons of exemption are taken from the stated breakdown, as no other place has them. A part
    without a VAT category is in no entry.

    Example:
        >>> from chorus_sdk.invoice.lines import LineVat
        >>> vat = LineVat(category="S", rate=Decimal("5.5"))
        >>> line = Line(net_amount=Decimal("0.10"), vat=vat)
        >>> [str(part.tax_amount) for part in vat_breakdown(Invoice(lines=(line,) * 3))]
        ['0.02']
    """
    with localcontext(_EXACT):
        bases: dict[_VatKey, Decimal] = {}
        for key, amount in _taxed(invoice):
            bases[key] = bases.get(key, _ZERO) + amount
        stated = {(part.category, part.rate): part for part in invoice.vat_breakdown}
        return tuple(_taxes(key, base, stated.get(key)) for key, base in bases.items())


def percentage_of(base: Decimal, percentage: Decimal) -> Decimal:
    """Compute a share of an amount, rounded to two decimals (BT-92 from BT-93 and BT-94).

    Example:
        >>> str(percentage_of(Decimal("33.33"), Decimal("7.5")))
        '2.50'
    """
    with localcontext(_EXACT):
        return _cents(base * percentage / _HUNDRED)


def _taxed(invoice: Invoice) -> Iterator[tuple[_VatKey, Decimal]]:
    for line in invoice.lines:
        if line.vat.category is not None and line.net_amount is not None:
            yield (line.vat.category, line.vat.rate), line.net_amount
    for sign, parts in ((-1, invoice.allowances), (1, invoice.charges)):
        for part in parts:
            if part.vat_category is not None and part.amount is not None:
                yield (part.vat_category, part.vat_rate), sign * part.amount


def _taxes(key: _VatKey, base: Decimal, stated: VatBreakdown | None) -> VatBreakdown:
    category, rate = key
    return VatBreakdown(
        taxable_amount=_cents(base),
        tax_amount=_cents(base * (rate or _ZERO) / _HUNDRED),
        category=category,
        rate=rate,
        exemption_reason=stated.exemption_reason if stated else None,
        exemption_reason_code=stated.exemption_reason_code if stated else None,
    )


def _compute(invoice: Invoice) -> Totals:
    stated = invoice.totals
    allowances = _sum_amounts(invoice.allowances)
    charges = _sum_amounts((*invoice.charges, *invoice.service_charges))
    counted = [line for line in invoice.lines if line.kind in _COUNTED]
    lines = _sum(line.net_amount for line in counted) if invoice.lines else stated.lines
    without_vat = stated.without_vat if lines is None else _cents(lines - allowances + charges)
    vat = _sum(v.tax_amount for v in invoice.vat_breakdown) if invoice.vat_breakdown else stated.vat
    with_vat = None if without_vat is None else _cents(without_vat + (vat or _ZERO))
    paid, rounding = stated.paid or _ZERO, stated.rounding or _ZERO
    collected = _sum_amounts(invoice.adjustments)
    return Totals(
        lines=lines,
        allowances=allowances if invoice.allowances else stated.allowances,
        charges=charges if invoice.charges or invoice.service_charges else stated.charges,
        without_vat=without_vat,
        vat=vat,
        vat_in_accounting_currency=stated.vat_in_accounting_currency,
        with_vat=with_vat,
        paid=stated.paid,
        rounding=stated.rounding,
        due=None if with_vat is None else _cents(with_vat - paid + rounding + collected),
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return _cents(sum((a for a in amounts if a is not None), _ZERO))


def _sum_amounts(
    parts: Iterable[AllowanceCharge | ServiceCharge | FinancialAdjustment],
) -> Decimal:
    return _sum(part.amount for part in parts)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT) + _ZERO  # no minus before nothing


_TERMS: tuple[tuple[str, Callable[[Totals], Decimal | None]], ...] = (
    ("BT-106", lambda t: t.lines),
    ("BT-107", lambda t: t.allowances),
    ("BT-108", lambda t: t.charges),
    ("BT-109", lambda t: t.without_vat),
    ("BT-110", lambda t: t.vat),
    ("BT-112", lambda t: t.with_vat),
    ("BT-115", lambda t: t.due),
)
