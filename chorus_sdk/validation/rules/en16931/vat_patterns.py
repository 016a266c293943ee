"""The patterns of the rules on VAT categories: ten functions, each of which makes a rule.

What differs from category to category is in `families.py`. The two syntaxes test a few patterns
in other ways, and so do these rules: what an invoice that was never a document gets, is the way
of UBL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from chorus_sdk.invoice.amounts import VatBreakdown
from chorus_sdk.validation.rules.base import Breach, Check, Rule, Subject
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.families import Family
from chorus_sdk.validation.rules.en16931.source import is_cii, is_ubl
from chorus_sdk.validation.rules.en16931.sums import computed_tax, is_near
from chorus_sdk.validation.rules.en16931.texts import EXACT, cents, total
from chorus_sdk.validation.rules.en16931.vat_uses import Sums, VatUses, vat_uses

_ONE: Final = Decimal(1)
Kind = tuple[str, str, str, Callable[[VatUses], Sums]]
"""Lines, allowances or charges: where they are, what they are called, and their sums."""

LINES: Kind = ("lines", "a line", "ligne", lambda uses: uses.lines)
ALLOWANCES: Kind = ("allowances", "an allowance", "remise", lambda uses: uses.allowances)
CHARGES: Kind = ("charges", "a charge", "charge", lambda uses: uses.charges)


def _make(family: Family, number: int, *terms: str, en: str, fr: str, check: Check) -> Rule:
    names = {"en": family.en, "fr": family.fr}
    return Rule(
        id=f"BR-{family.name}-{number:02}",
        terms=terms,
        en=en.format(**names),
        fr=fr.format(**names),
        check=check,
    )


def _entries(subject: Subject, family: Family) -> Iterator[tuple[str, VatBreakdown]]:
    """Yield the entries of the breakdown that are of a family's category."""
    for number in vat_uses(subject).breakdown.get(family.code, ()):
        yield f"vat_breakdown[{number}]", invoice_of(subject).vat_breakdown[number]


def _uses(subject: Subject, family: Family, kind: Kind) -> tuple[str, ...]:
    """Return the places of lines, allowances or charges of a family's category."""
    return tuple(f"{kind[0]}[{number}]" for number in _used(subject, family, kind))


def _used(subject: Subject, family: Family, kind: Kind) -> tuple[int, ...]:
    """Return which lines, allowances or charges are of a family's category, and of VAT."""
    uses = vat_uses(subject)
    found = kind[3](uses).places.get(family.code, ())
    if kind is LINES and uses.foreign_lines:
        return tuple(number for number in found if number not in uses.foreign_lines)
    if len(found) == 1 and kind[0] in uses.foreign_adjustments:
        return ()
    return found


def in_breakdown(family: Family) -> Rule:
    """Pattern 01: what is used is broken down."""

    def check(subject: Subject) -> Iterator[Breach]:
        uses = vat_uses(subject)
        entries = uses.breakdown_counts.get(family.code, 0)
        lines = uses.line_counts.get(family.code, 0)
        adjustments = uses.adjustment_counts.get(family.code, 0)
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


def identified(family: Family, number: int, kind: Kind) -> Rule:
    """Patterns 02, 03, 04: who sells, and who buys, is known to the tax administration."""

    def check(subject: Subject) -> Iterator[Breach]:
        places = _uses(subject, family, kind)
        if not places and kind is LINES and family.code in vat_uses(subject).sub_line_counts:
            places = ("lines",)
        if family.name == "S" and kind is LINES and not places and is_ubl(subject):
            places = tuple(f"lines[{n}]" for n in vat_uses(subject).lines.places.get("S", ())[:1])
            yield from (Breach(place) for place in places)
        elif places and not family.identified(invoice_of(subject)):
            yield Breach(places[0])

    return _make(
        family,
        number,
        *family.identifiers,
        en=f"With {kind[1]} that is {{en}}, {family.identified_en}.",
        fr=f"Avec une {kind[2]} {{fr}}, {family.identified_fr}.",
        check=check,
    )


def rated(family: Family, number: int, kind: Kind, term: str) -> Rule:
    """Patterns 05, 06, 07: the rate of a line, an allowance or a charge."""

    def check(subject: Subject) -> Iterator[Breach]:
        found = _used(subject, family, kind)
        fits = family.cii_rate if is_cii(subject) else family.rate
        for index in found:
            rate = _rate(subject, kind, index)
            if not fits(rate):
                name = "vat.rate" if kind is LINES else "vat_rate"
                yield Breach(f"{kind[0]}[{index}].{name}", _shown(rate), family.rate_expected)

    return _make(
        family,
        number,
        term,
        en=f"{kind[1].capitalize()} that is {{en}} has {family.rate_en}.",
        fr=f"Une {kind[2]} {{fr}} a {family.rate_fr}.",
        check=check,
    )


def _rate(subject: Subject, kind: Kind, index: int) -> Decimal | None:
    if kind is LINES:
        return invoice_of(subject).lines[index].vat.rate
    parts = invoice_of(subject).allowances if kind is ALLOWANCES else invoice_of(subject).charges
    return parts[index].vat_rate


def based(family: Family) -> Rule:
    """Pattern 08: the taxable amount is what the uses add up to."""

    def check(subject: Subject) -> Iterator[Breach]:
        if is_cii(subject) and family.untested_in_cii:
            return
        uses = vat_uses(subject)
        for place, part in _entries(subject, family):
            if family.by_rate and part.rate is None:
                continue
            rate = part.rate if family.by_rate else None
            parts = [kind.of(family.code, rate) for kind in (uses.lines, uses.charges)]
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


def taxed(family: Family) -> Rule:
    """Pattern 09: the tax amount."""

    def check(subject: Subject) -> Iterator[Breach]:
        if is_cii(subject) and family.untested_in_cii:
            return
        for place, part in _entries(subject, family):
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


def explained(family: Family) -> Rule:
    """Pattern 10: a reason of exemption, or none."""

    def check(subject: Subject) -> Iterator[Breach]:
        for place, part in _entries(subject, family):
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
