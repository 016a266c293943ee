"""What has to add up: BR-CO-10 to BR-CO-18. Amounts are exact, nothing is a float."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

from chorus_sdk.formats.binding.run import SECOND
from chorus_sdk.invoice.amounts import Totals, VatBreakdown
from chorus_sdk.invoice.provenance import REPEATED
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.blanks import SHOWN
from chorus_sdk.validation.rules.en16931.as_written import has_currency_in_blanks
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.presence_parts import has_totals
from chorus_sdk.validation.rules.en16931.source import SETTLEMENT, SUMMATION, is_cii, is_written
from chorus_sdk.validation.rules.en16931.texts import EXACT, cents, total, whole
from chorus_sdk.validation.rules.en16931.traces import traces
from chorus_sdk.validation.rules.en16931.vat_uses import plain_breakdown, vat_uses

_ZERO: Final = Decimal(0)
_ONE: Final = Decimal(1)
_HUNDRED: Final = Decimal(100)
_UBL_VAT: Final = "cac:TaxTotal/cbc:TaxAmount"


@rule(
    "BR-CO-10",
    "BT-106",
    en="The sum of line net amounts is what the lines add up to.",
    fr="La somme des montants nets est celle des lignes.",
)
def br_co_10(subject: Subject) -> Iterator[Breach]:
    """BT-106 = Σ BT-131."""
    if has_totals(subject):
        expected = cents(vat_uses(subject).lines.total)
        yield from _compare("lines", invoice_of(subject).totals.lines, expected)


@rule(
    "BR-CO-11",
    "BT-107",
    en="The sum of allowances is what the document level allowances add up to.",
    fr="La somme des remises est celle des remises au niveau du document.",
)
def br_co_11(subject: Subject) -> Iterator[Breach]:
    """BT-107 = Σ BT-92; it may be absent where there is none."""
    stated, parts = invoice_of(subject).totals.allowances, invoice_of(subject).allowances
    if has_totals(subject) and (stated is not None or parts):
        yield from _compare("allowances", stated, cents(vat_uses(subject).allowances.total))


@rule(
    "BR-CO-12",
    "BT-108",
    en="The sum of charges is what the document level charges add up to.",
    fr="La somme des charges est celle des charges au niveau du document.",
)
def br_co_12(subject: Subject) -> Iterator[Breach]:
    """BT-108 = Σ BT-99; it may be absent where there is none."""
    stated, parts = invoice_of(subject).totals.charges, invoice_of(subject).charges
    if has_totals(subject) and (stated is not None or parts):
        yield from _compare("charges", stated, cents(vat_uses(subject).charges.total))


@rule(
    "BR-CO-13",
    "BT-109",
    en="The total without VAT is the sum of lines, less allowances, plus charges.",
    fr="Le total hors TVA est la somme des lignes, moins les remises, plus les charges.",
)
def br_co_13(subject: Subject) -> Iterator[Breach]:
    """BT-109 = BT-106 − BT-107 + BT-108."""
    totals = invoice_of(subject).totals
    if not has_totals(subject):
        return
    if totals.lines is None:
        yield Breach("totals.without_vat", _shown(totals.without_vat))
        return
    exact = total(
        [totals.lines, (totals.allowances or _ZERO).copy_negate(), totals.charges or _ZERO]
    )
    adjusted = totals.allowances is not None or totals.charges is not None
    expected = cents(exact) if adjusted or is_cii(subject) else exact
    yield from _compare("without_vat", totals.without_vat, expected)


@rule(
    "BR-CO-14",
    "BT-110",
    en="The total VAT is what the VAT breakdown adds up to.",
    fr="La TVA totale est la somme de la ventilation de la TVA.",
)
def br_co_14(subject: Subject) -> Iterator[Breach]:
    """BT-110 = Σ BT-117; UBL asks where there is a breakdown, CII where there is BT-110."""
    invoice = invoice_of(subject)
    stated, parts = invoice.totals.vat, invoice.vat_breakdown
    if stated is None and not is_cii(subject):
        stated = _in_no_currency(subject)
    if stated is None or (not parts and not is_cii(subject)):
        return
    if traces(subject).lacks(f"{SUMMATION}/ram:TaxTotalAmount/@currencyID"):
        return
    taxes = [part.tax_amount for part in parts if part.tax_amount is not None]
    if is_cii(subject):
        taxes += _further(subject, f"{SETTLEMENT}/ram:ApplicableTradeTax/ram:CalculatedAmount")
    else:
        stated = total([stated, *_further_totals(subject)])
    yield from _compare("vat", stated, cents(total(taxes)))


@rule(
    "BR-CO-15",
    "BT-112",
    en="The total with VAT is the total without VAT plus the total VAT.",
    fr="Le total avec TVA est le total hors TVA plus la TVA totale.",
)
def br_co_15(subject: Subject) -> Iterator[Breach]:
    """BT-112 = BT-109 + BT-110; in CII, BT-112 = BT-109 will do as well."""
    invoice, cii = invoice_of(subject), is_cii(subject)
    if invoice.currency is None:
        return
    totals, vat = invoice.totals, the_vat(subject)
    if cii and totals.with_vat is not None and totals.with_vat == totals.without_vat:
        return
    is_unknown = vat is None or has_currency_in_blanks(subject)
    if totals.without_vat is None or (is_unknown and is_written(subject)):
        yield Breach("totals.with_vat", _shown(totals.with_vat), _shown(totals.without_vat))
        return
    expected = cents(total([totals.without_vat, vat or _ZERO]))
    yield from _compare("with_vat", totals.with_vat, expected)


@rule(
    "BR-CO-16",
    "BT-115",
    en="The amount due is the total with VAT, less what was paid, plus the rounding.",
    fr="Le montant à payer est le total avec TVA, moins le payé, plus l'arrondi.",
)
def br_co_16(subject: Subject) -> Iterator[Breach]:
    """BT-115 = BT-112 − BT-113 + BT-114."""
    totals = invoice_of(subject).totals
    if not has_totals(subject):
        return
    if totals.with_vat is None or totals.due is None:
        yield Breach("totals.due", _shown(totals.due))
        return
    expected = total(
        [totals.with_vat, (totals.paid or _ZERO).copy_negate(), totals.rounding or _ZERO]
    )
    in_cents = not is_cii(subject) and (totals.paid is not None or totals.rounding is not None)
    if totals.due != expected if not in_cents else not _is_due_in_cents(totals):
        yield Breach("totals.due", _shown(totals.due), _shown(expected))


@rule(
    "BR-CO-17",
    "BT-117",
    en="The tax amount of a VAT breakdown is its base times its rate, within one unit.",
    fr="Le montant de TVA d'une ventilation est sa base fois son taux, à une unité près.",
)
def br_co_17(subject: Subject) -> Iterator[Breach]:
    """BT-117 = BT-116 × BT-119 ÷ 100 ± 1; CII lets a difference of 1 pass."""
    yield from taxes_that_are_off(subject, plain_breakdown(subject))


def taxes_that_are_off(
    subject: Subject, parts: Iterable[tuple[int, VatBreakdown]]
) -> Iterator[Breach]:
    """Yield the entries of the breakdown whose tax is not their base times their rate."""
    foreign, inclusive = vat_uses(subject).foreign - _vat_in_blanks(subject), is_cii(subject)
    for number, part in parts:
        rate = None if number in foreign else part.rate
        place = f"vat_breakdown[{number}].tax_amount"
        if rate is None or whole(rate) == 0:
            if part.tax_amount is None or whole(part.tax_amount) != 0:
                yield Breach(place, _shown(part.tax_amount), "0")
            continue
        expected = computed_tax(part.taxable_amount, rate)
        if not is_near(part.tax_amount, expected, inclusive=inclusive):
            yield Breach(place, _shown(part.tax_amount), _shown(expected))


def _vat_in_blanks(subject: Subject) -> frozenset[int]:
    """Return the entries whose tax is VAT but for blanks, which this rule alone puts aside."""
    path = f"{SETTLEMENT}/ram:ApplicableTradeTax"
    said = traces(subject).said(path, f"{path}/ram:TypeCode") if is_cii(subject) else {}
    return frozenset(number for number, text in said.items() if text.upper() == f"VAT{SHOWN}")


@rule(
    "BR-CO-18",
    "BG-23",
    en="An invoice has at least one VAT breakdown.",
    fr="Une facture a au moins une ventilation de TVA.",
)
def br_co_18(subject: Subject) -> Iterator[Breach]:
    """BG-23 is there; CII asks at its lines."""
    invoice = invoice_of(subject)
    if not invoice.vat_breakdown and (invoice.lines or not is_cii(subject)):
        yield Breach("vat_breakdown")


def the_vat(subject: Subject) -> Decimal | None:
    """Return BT-110, if there is one and no second one in the currency of the invoice."""
    known, cii = traces(subject), is_cii(subject)
    if not known:
        return invoice_of(subject).totals.vat
    totals = invoice_of(subject).totals
    vat, other = totals.vat, totals.vat_in_accounting_currency
    if not cii:
        return None if _further_totals(subject) else vat
    path = f"{SUMMATION}/ram:TaxTotalAmount"
    lacking = {
        trace.kept.path.rpartition("/")[0]
        for trace in known.gone
        if trace.path == f"{path}/@currencyID"
    }
    further = {
        trace.kept.path
        for trace in known.because_at(path, SECOND, REPEATED)
        if other == vat or _number(trace.kept.text) != other
    }
    return vat if lacking == further else None


def _in_no_currency(subject: Subject) -> Decimal | None:
    """Return the one total of UBL whose currency is none of the invoice's."""
    texts = traces(subject).texts(_UBL_VAT)
    if len(texts) != 1 or invoice_of(subject).totals.vat_in_accounting_currency is not None:
        return None
    return _number(texts[0])


def _number(text: str) -> Decimal | None:
    """Read an amount that was kept as a text, None where it is none."""
    with contextlib.suppress(InvalidOperation):
        return Decimal(text)
    return None


def _further(subject: Subject, path: str) -> list[Decimal]:
    """Return further amounts at a place of which the model holds one."""
    kept = traces(subject).because_at(path, SECOND, REPEATED)
    numbers = (_number(trace.kept.text) for trace in kept if trace.path == path)
    return [number for number in numbers if number is not None]


def _further_totals(subject: Subject) -> list[Decimal]:
    """Return the further totals of VAT in UBL, without what repeats that in another currency."""
    totals = invoice_of(subject).totals
    other = totals.vat_in_accounting_currency
    found = _further(subject, _UBL_VAT)
    return found if other == totals.vat else [amount for amount in found if amount != other]


def computed_tax(base: Decimal | None, rate: Decimal) -> Decimal | None:
    """Compute a tax amount without its sign, to two decimals."""
    if base is None:
        return None
    return cents(EXACT.divide(EXACT.multiply(base.copy_abs(), rate), _HUNDRED))


def is_near(stated: Decimal | None, expected: Decimal | None, *, inclusive: bool = False) -> bool:
    """Tell whether a tax amount is within one unit of what was computed, whatever its sign."""
    if stated is None or expected is None:
        return False
    distance = EXACT.subtract(stated.copy_abs(), expected).copy_abs()
    return distance <= _ONE if inclusive else distance < _ONE


def _is_due_in_cents(totals: Totals) -> bool:
    """Tell whether both sides of the equation, each rounded to two decimals, are equal."""
    left = total([totals.due or _ZERO, (totals.rounding or _ZERO).copy_negate()])
    right = total([totals.with_vat or _ZERO, (totals.paid or _ZERO).copy_negate()])
    stated = left if totals.rounding is None else cents(left)
    return stated == (right if totals.paid is None else cents(right))


def _compare(name: str, stated: Decimal | None, expected: Decimal) -> Iterator[Breach]:
    if stated != expected:
        yield Breach(f"totals.{name}", _shown(stated), f"{expected:f}")


def _shown(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
