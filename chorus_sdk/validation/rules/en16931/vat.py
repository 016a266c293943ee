"""The rules on VAT categories: nine families of the same ten patterns, BR-S-01 to BR-AG-10."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chorus_sdk.validation.rules.base import Breach, Rule, RuleFamily, Subject
from chorus_sdk.validation.rules.en16931.families import FAMILIES, Family
from chorus_sdk.validation.rules.en16931.vat_patterns import (
    ALLOWANCES,
    CHARGES,
    LINES,
    based,
    explained,
    identified,
    in_breakdown,
    rated,
    taxed,
)
from chorus_sdk.validation.rules.en16931.vat_uses import vat_uses


def _family_rules(family: Family) -> tuple[Rule, ...]:
    return (
        in_breakdown(family),
        identified(family, 2, LINES),
        identified(family, 3, ALLOWANCES),
        identified(family, 4, CHARGES),
        rated(family, 5, LINES, "BT-152"),
        rated(family, 6, ALLOWANCES, "BT-96"),
        rated(family, 7, CHARGES, "BT-103"),
        based(family),
        taxed(family),
        explained(family),
    )


_BY_CATEGORY: Final = {family.code: _family_rules(family) for family in FAMILIES}


def _check(subject: Subject) -> Iterator[tuple[Rule, Breach]]:
    """Run the rules of the categories that occur; of the others there is nothing to say."""
    occurring = vat_uses(subject).categories
    for code, rules in _BY_CATEGORY.items():
        if code in occurring:
            for each in rules:
                for breach in each.check(subject):
                    yield each, breach


VAT_CATEGORIES: Final = RuleFamily(
    rules=tuple(each for rules in _BY_CATEGORY.values() for each in rules), check=_check
)
