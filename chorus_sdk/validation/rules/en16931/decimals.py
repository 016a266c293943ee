"""At most two decimals: BR-DEC-01 to BR-DEC-28. They count what was written: `12.000` has three."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final, TypeAlias

from chorus_sdk.invoice.amounts import AllowanceCharge
from chorus_sdk.validation.rules.base import Breach, Check, Rule, Subject
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.source import SUMMATION, is_cii, is_ubl
from chorus_sdk.validation.rules.en16931.texts import cents, decimals
from chorus_sdk.validation.rules.en16931.traces import traces
from chorus_sdk.validation.rules.en16931.vat_uses import plain_breakdown

Amounts: TypeAlias = Callable[[Subject], Iterator[tuple[str, Decimal | None]]]

_MOST: Final = 2


def _rule(number: int, term: str, en: str, fr: str, amounts: Amounts) -> Rule:
    def check(subject: Subject) -> Iterator[Breach]:
        for place, amount in amounts(subject):
            if amount is not None and decimals(amount) > _MOST:
                yield Breach(place, str(amount), str(cents(amount)))

    return _declared(number, term, en, fr, check)


def _declared(number: int, term: str, en: str, fr: str, check: Check) -> Rule:
    return Rule(
        id=f"BR-DEC-{number:02}",
        terms=(term,),
        en=f"{en} has at most two decimals.",
        fr=f"{fr} a au plus deux décimales.",
        check=check,
    )


def _of_total(number: int, term: str, en: str, fr: str, name: str) -> Rule:
    def check(subject: Subject) -> Iterator[Breach]:
        amount = getattr(invoice_of(subject).totals, name)
        if amount is not None and decimals(amount) > _MOST:
            yield Breach(f"totals.{name}", str(amount), str(cents(amount)))

    return _declared(number, term, en, fr, check)


def _adjusted(kind: str, name: str) -> Amounts:
    def amounts(subject: Subject) -> Iterator[tuple[str, Decimal | None]]:
        parts: tuple[AllowanceCharge, ...] = getattr(invoice_of(subject), kind)
        for number, part in enumerate(parts):
            yield f"{kind}[{number}].{name}", getattr(part, name)

    return amounts


def _line_adjusted(kind: str, name: str) -> Amounts:
    def amounts(subject: Subject) -> Iterator[tuple[str, Decimal | None]]:
        for number, line in enumerate(invoice_of(subject).lines):
            if parts := getattr(line, kind):
                for index, part in enumerate(parts):
                    yield f"lines[{number}].{kind}[{index}].{name}", getattr(part, name)

    return amounts


def _broken_down(name: str) -> Amounts:
    def amounts(subject: Subject) -> Iterator[tuple[str, Decimal | None]]:
        for number, part in plain_breakdown(subject):
            yield f"vat_breakdown[{number}].{name}", getattr(part, name)

    return amounts


def _net_of_lines(subject: Subject) -> Iterator[Breach]:
    for number, line in enumerate(invoice_of(subject).lines):
        amount = line.net_amount
        if amount is not None and decimals(amount) > _MOST:
            yield Breach(f"lines[{number}].net_amount", str(amount), str(cents(amount)))


def _total_vat(subject: Subject) -> Iterator[Breach]:
    """Look at BT-110: UBL's rule tests nothing, CII's compares values and forgives `12.000`."""
    totals = invoice_of(subject).totals
    vat = totals.vat
    if is_ubl(subject) or vat is None or decimals(vat) <= _MOST:
        return
    if is_cii(subject):
        others = totals.vat_in_accounting_currency is not None or traces(subject).has(_VAT)
        if vat == cents(vat) or others:
            return
    yield Breach("totals.vat", str(vat), str(cents(vat)))


def _accounted_vat(subject: Subject) -> Iterator[Breach]:
    """Look at BT-111: UBL's rule tests nothing, CII's asks that there is one."""
    invoice = invoice_of(subject)
    totals = invoice.totals
    vat = totals.vat_in_accounting_currency
    if is_cii(subject):
        if invoice.vat_currency is None or (totals.vat is None and vat is None):
            return
        stated = totals.vat if invoice.vat_currency == invoice.currency else vat
        if stated is None or stated != cents(stated):
            yield Breach("totals.vat_in_accounting_currency", None if vat is None else str(vat))
    elif not is_ubl(subject) and vat is not None and decimals(vat) > _MOST:
        yield Breach("totals.vat_in_accounting_currency", str(vat), str(cents(vat)))


_VAT: Final = f"{SUMMATION}/ram:TaxTotalAmount"
_BASE_EN, _BASE_FR = "The base amount of", "L'assiette"

RULES: Final = (
    _of_total(
        9,
        "BT-106",
        "The sum of line net amounts",
        "La somme des montants nets des lignes",
        "lines",
    ),
    _of_total(10, "BT-107", "The sum of allowances", "La somme des remises", "allowances"),
    _of_total(11, "BT-108", "The sum of charges", "La somme des charges", "charges"),
    _of_total(12, "BT-109", "The total without VAT", "Le total hors TVA", "without_vat"),
    _declared(13, "BT-110", "The total VAT", "La TVA totale", _total_vat),
    _of_total(14, "BT-112", "The total with VAT", "Le total avec TVA", "with_vat"),
    _declared(
        15,
        "BT-111",
        "The total VAT in accounting currency",
        "La TVA totale en devise de comptabilisation",
        _accounted_vat,
    ),
    _of_total(16, "BT-113", "The amount paid", "Le montant payé", "paid"),
    _of_total(17, "BT-114", "The rounding amount", "Le montant arrondi", "rounding"),
    _of_total(18, "BT-115", "The amount due", "Le montant à payer", "due"),
    _rule(
        19,
        "BT-116",
        "A taxable amount of the VAT breakdown",
        "Une base d'imposition de la ventilation",
        _broken_down("taxable_amount"),
    ),
    _rule(
        20,
        "BT-117",
        "A tax amount of the VAT breakdown",
        "Un montant de TVA de la ventilation",
        _broken_down("tax_amount"),
    ),
    _declared(
        23, "BT-131", "The net amount of a line", "Le montant net d'une ligne", _net_of_lines
    ),
)
"""The rules on totals, the VAT breakdown and lines."""

BY_PLACE: Final = {
    "allowances": (
        _rule(
            1,
            "BT-92",
            "A document level allowance",
            "Une remise au niveau du document",
            _adjusted("allowances", "amount"),
        ),
        _rule(
            2,
            "BT-93",
            f"{_BASE_EN} a document level allowance",
            f"{_BASE_FR} d'une remise au niveau du document",
            _adjusted("allowances", "base_amount"),
        ),
    ),
    "charges": (
        _rule(
            5,
            "BT-99",
            "A document level charge",
            "Une charge au niveau du document",
            _adjusted("charges", "amount"),
        ),
        _rule(
            6,
            "BT-100",
            f"{_BASE_EN} a document level charge",
            f"{_BASE_FR} d'une charge au niveau du document",
            _adjusted("charges", "base_amount"),
        ),
    ),
    "lines.allowances": (
        _rule(
            24,
            "BT-136",
            "An allowance of a line",
            "Une remise de ligne",
            _line_adjusted("allowances", "amount"),
        ),
        _rule(
            25,
            "BT-137",
            f"{_BASE_EN} an allowance of a line",
            f"{_BASE_FR} d'une remise de ligne",
            _line_adjusted("allowances", "base_amount"),
        ),
    ),
    "lines.charges": (
        _rule(
            27,
            "BT-141",
            "A charge of a line",
            "Une charge de ligne",
            _line_adjusted("charges", "amount"),
        ),
        _rule(
            28,
            "BT-142",
            f"{_BASE_EN} a charge of a line",
            f"{_BASE_FR} d'une charge de ligne",
            _line_adjusted("charges", "base_amount"),
        ),
    ),
}
"""The rules on allowances and charges, by what they are asked of: see `VatUses.adjusted`."""
