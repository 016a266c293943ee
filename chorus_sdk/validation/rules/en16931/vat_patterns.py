"""The patterns of the rules on VAT categories: ten functions, each of which makes a rule.

What differs from category to category is in `families.py`. The two syntaxes test a few patterns
in other ways, and so do these rules: what an invoice that was never a document gets, is the way
of UBL.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from chorus_sdk.invoice.amounts import VatBreakdown
from chorus_sdk.validation.rules.base import Breach, Check, Rule, Subject
from chorus_sdk.validation.rules.en16931.adjusted_vat import of_category
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.families import Family
from chorus_sdk.validation.rules.en16931.source import is_cii, is_ubl
from chorus_sdk.validation.rules.en16931.sums import computed_tax, is_near
from chorus_sdk.validation.rules.en16931.texts import EXACT, cents, total
from chorus_sdk.validation.rules.en16931.vat_uses import VatUses, vat_uses

_ONE: Final = Decimal(1)


class Kind(NamedTuple):
    """Lines, allowances or charges: where they are, and what they are called."""

    name: str
    en: str
    fr: str


LINES: Final = Kind("lines", "a line", "ligne")
ALLOWANCES: Final = Kind("allowances", "an allowance", "remise")
CHARGES: Final = Kind("charges", "a charge", "charge")
Use: TypeAlias = "tuple[str, Decimal | None]"
"""The place of a use of VAT, and its rate."""


def _make(family: Family, number: int, *terms: str, en: str, fr: str, check: Check) -> Rule:
    names = {"en": family.en, "fr": family.fr}
    return Rule(
        id=f"BR-{family.name}-{number:02}",
        terms=terms,
        en=en.format(**names),
        fr=fr.format(**names),
        check=check,
    )


def _entries(
    subject: Subject, family: Family, *, any_tax: bool
) -> Iterator[tuple[str, VatBreakdown]]:
    """Yield the entries of the breakdown that are of a family's category."""
    seen = vat_uses(subject).breakdown.get(family.code, ())
    for number, part in enumerate(invoice_of(subject).vat_breakdown):
        if number in seen or (any_tax and part.category == family.code):
            yield f"vat_breakdown[{number}]", part


def _used(subject: Subject, family: Family, kind: Kind, *, any_tax: bool) -> list[Use]:
    """Return the lines, allowances or charges of a family's category, of VAT or of any tax."""
    if kind is not LINES:
        found = of_category(subject, kind.name, family.code, any_tax=any_tax)
        return [(each.place, each.rate) for each in found]
    uses, lines = vat_uses(subject), invoice_of(subject).lines
    return [
        (f"lines[{number}]", lines[number].vat.rate)
        for number in uses.lines.places.get(family.code, ())
        if any_tax or number not in uses.foreign_lines
    ]


def in_breakdown(family: Family) -> Rule:
    """Pattern 01: what is used is broken down."""

    def check(subject: Subject) -> Iterator[Breach]:
        uses = vat_uses(subject)
        lines = uses.line_counts.get(family.code, 0)
        adjustments = uses.adjustment_counts.get(family.code, 0)
        entries = uses.breakdown_counts.get(family.code, 0)
        if family.any_entry_in_ubl and lines + adjustments and is_ubl(subject):
            entries = sum(one.category == family.code for one in invoice_of(subject).vat_breakdown)
        fits = _CII_FITS if is_cii(subject) else _UBL_FITS
        if not fits[family.shape](entries, lines, adjustments):
            yield Breach("vat_breakdown", str(entries), "≥ 1" if family.by_rate else "1")

    return _make(
        family,
        1,
        "BG-23",
        en="What is {en} has " + ("an entry" if family.by_rate else "one entry") + " in the VAT "
        "breakdown, and no entry is without use.",
        fr="Ce qui est {fr} a "
        + ("une entrée" if family.by_rate else "une seule entrée")
        + " dans la ventilation de la TVA, et aucune entrée n'est sans emploi.",
        check=check,
    )


def _some_if_used(entries: int, lines: int, adjustments: int) -> bool:
    return (entries > 0) == (lines + adjustments > 0)


def _one_if_used(entries: int, lines: int, adjustments: int) -> bool:
    return entries == 1 or entries + lines + adjustments == 0


_UBL_FITS: Final = {"rates": _some_if_used, "single": _one_if_used, "outside": _one_if_used}
_CII_FITS: Final = {
    "rates": lambda entries, lines, adjustments: (
        (not lines or lines + entries >= 2) and (not adjustments or adjustments + entries >= 2)
    ),
    "single": lambda entries, lines, adjustments: (
        entries + lines + adjustments == 0 or (entries == 1 and lines + adjustments > 0)
    ),
    "outside": lambda entries, lines, adjustments: (
        entries == 0 or (entries == 1 and lines + adjustments > 0)
    ),
}


def identified(family: Family, number: int, kind: Kind, *, any_tax: bool = False) -> Rule:
    """Patterns 02, 03, 04: who sells, and who buys, is known to the tax administration.

    `any_tax` counts what is said to be of another tax than VAT in.
    """
    own_only = family.shape == "outside" and kind is not LINES

    def check(subject: Subject) -> Iterator[Breach]:
        places = [place for place, _ in _used(subject, family, kind, any_tax=any_tax)]
        if own_only and is_ubl(subject):
            places = [place for place in places if not place.startswith("lines")]
        if not places and kind is LINES and family.code in vat_uses(subject).sub_line_counts:
            places = ["lines"]
        if family.name == "S" and kind is LINES and not places and is_ubl(subject):
            numbers = vat_uses(subject).lines.places.get("S", ())[:1]
            yield from (Breach(f"lines[{each}]") for each in numbers)
        elif places and not family.identified(invoice_of(subject)):
            yield Breach(places[0])

    return _make(
        family,
        number,
        *family.identifiers,
        en=f"With {kind.en} that is {{en}}, {family.identified_en}.",
        fr=f"Avec une {kind.fr} {{fr}}, {family.identified_fr}.",
        check=check,
    )


def rated(family: Family, number: int, kind: Kind, term: str, *, any_tax: bool = False) -> Rule:
    """Patterns 05, 06, 07: the rate of a line, an allowance or a charge; see `identified`."""
    name = "vat.rate" if kind is LINES else "vat_rate"

    def check(subject: Subject) -> Iterator[Breach]:
        fits = family.cii_rate if is_cii(subject) else family.rate
        for place, rate in _used(subject, family, kind, any_tax=any_tax):
            if not fits(rate):
                yield Breach(f"{place}.{name}", _shown(rate), family.rate_expected)

    return _make(
        family,
        number,
        term,
        en=f"{kind.en.capitalize()} that is {{en}} has {family.rate_en}.",
        fr=f"Une {kind.fr} {{fr}} a {family.rate_fr}.",
        check=check,
    )


def based(family: Family, *, any_tax: bool = False) -> Rule:
    """Pattern 08: the taxable amount is what the uses add up to."""

    def check(subject: Subject) -> Iterator[Breach]:
        if is_cii(subject) and family.untested_in_cii:
            return
        uses = vat_uses(subject)
        for place, part in _entries(subject, family, any_tax=any_tax):
            if family.by_rate and part.rate is None:
                continue
            rate = part.rate if family.by_rate else None
            parts = [sums.of(family.code, rate) for sums in (uses.lines, uses.charges)]
            less = uses.allowances.of(family.code, rate)
            stated = part.taxable_amount
            if is_cii(subject):
                expected = total((cents(parts[0]), cents(parts[1]), cents(less).copy_negate()))
                exact = family.exact_in_cii
            else:
                expected, exact = total((*parts, less.copy_negate())), not family.by_rate
                if not _has_parts(subject, family, rate):
                    yield Breach(f"{place}.taxable_amount", _shown(stated), _shown(expected))
                    continue
            if not _agree(stated, expected, exact=exact) and not (
                is_ubl(subject) and family.name == "S" and _without_lines(uses, rate, stated)
            ):
                yield Breach(f"{place}.taxable_amount", _shown(stated), _shown(expected))

    each = " of each rate" if family.by_rate else ""
    chaque = " par taux" if family.by_rate else ""
    return _make(
        family,
        8,
        "BT-116",
        en=f"The taxable amount of what is {{en}} is what lines, less allowances, plus charges"
        f"{each} add up to.",
        fr=f"La base d'imposition de ce qui est {{fr}} est la somme{chaque} des lignes, moins les "
        "remises, plus les charges.",
        check=check,
    )


def _without_lines(uses: VatUses, rate: Decimal | None, stated: Decimal | None) -> bool:
    """Tell whether allowances and charges alone come near: UBL's rule lets that pass."""
    key = ("S", rate)
    if key not in uses.allowances.amounts and key not in uses.charges.amounts:
        return False
    return _agree(
        stated, total((uses.charges.of(*key), uses.allowances.of(*key).copy_negate())), exact=False
    )


def _has_parts(subject: Subject, family: Family, rate: Decimal | None) -> bool:
    """Tell whether there is something to add up: UBL finds no sum of nothing right."""
    if not is_ubl(subject):
        return True
    if family.name != "S" or rate is None:
        return bool(invoice_of(subject).lines)
    uses, key = vat_uses(subject), (family.code, rate)
    return any(key in sums.amounts for sums in (uses.lines, uses.allowances, uses.charges))


def taxed(family: Family, *, any_tax: bool = False) -> Rule:
    """Pattern 09: the tax amount."""

    def check(subject: Subject) -> Iterator[Breach]:
        if is_cii(subject) and family.untested_in_cii:
            return
        for place, part in _entries(subject, family, any_tax=any_tax):
            expected: Decimal | None = Decimal(0)
            fits = part.tax_amount == 0
            if family.by_rate:
                expected = (
                    computed_tax(part.taxable_amount, part.rate) if part.rate is not None else None
                )
                fits = is_near(part.tax_amount, expected)
            if not fits:
                yield Breach(f"{place}.tax_amount", _shown(part.tax_amount), _shown(expected))

    return _make(
        family,
        9,
        "BT-117",
        en="The tax amount of what is {en} is "
        + ("its taxable amount times its rate, within one unit." if family.by_rate else "0."),
        fr="Le montant de TVA de ce qui est {fr} est "
        + ("sa base fois son taux, à une unité près." if family.by_rate else "0."),
        check=check,
    )


def explained(family: Family, *, any_tax: bool = False) -> Rule:
    """Pattern 10: a reason of exemption, or none."""

    def check(subject: Subject) -> Iterator[Breach]:
        for place, part in _entries(subject, family, any_tax=any_tax):
            reason = part.exemption_reason, part.exemption_reason_code
            if (reason != (None, None)) != family.is_exempt:
                found = part.exemption_reason_code or part.exemption_reason
                yield Breach(f"{place}.exemption_reason", found)

    has, a = ("has a", "a un") if family.is_exempt else ("has no", "n'a pas de")
    return _make(
        family,
        10,
        "BT-120",
        "BT-121",
        en=f"The VAT breakdown of what is {{en}} {has} reason of exemption, as text or code.",
        fr=f"La ventilation de ce qui est {{fr}} {a} motif d'exonération, en texte ou en code.",
        check=check,
    )


def _agree(stated: Decimal | None, expected: Decimal, *, exact: bool) -> bool:
    if stated is None:
        return False
    if exact:
        return stated == expected
    return EXACT.subtract(stated, expected).copy_abs() < _ONE


def _shown(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
