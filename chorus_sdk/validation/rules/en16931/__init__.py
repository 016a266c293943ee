"""The business rules of EN 16931, natively (*règles de gestion*): one function a rule.

Proven against the official artefacts; what they do that the standard does not say, and where
these rules differ from them, is told in `docs/en16931-differences.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chorus_sdk.validation.rules.base import RuleFamily, RuleSet, Subject, rules_of
from chorus_sdk.validation.rules.en16931 import (
    adjustments,
    decimals,
    identifiers,
    periods,
    presence_document,
    presence_lines,
    presence_parts,
    presence_payee,
    presence_payment,
    sums,
    vat_more,
)
from chorus_sdk.validation.rules.en16931.as_written import as_written
from chorus_sdk.validation.rules.en16931.code_lists import CODE_LISTS
from chorus_sdk.validation.rules.en16931.source import is_cii, is_ubl
from chorus_sdk.validation.rules.en16931.vat import VAT_CATEGORIES
from chorus_sdk.validation.rules.en16931.vat_uses import vat_uses
from chorus_sdk.validation.rules.late import LateFamilies

_DEMANDING: Final = frozenset({"K", "O", "B"})
"""VAT categories that ask for more than the patterns of all."""


def _of_place(place: str) -> RuleFamily:
    """Return what is asked of allowances or charges, where there are some."""
    rules = (*adjustments.BY_PLACE[place], *decimals.BY_PLACE[place])
    return RuleFamily.of(rules, lambda subject: place in vat_uses(subject).adjusted)


def _has_demanding_category(subject: Subject) -> bool:
    return not _DEMANDING.isdisjoint(vat_uses(subject).categories)


def _of_ubl() -> Iterator[RuleFamily]:
    """Load what is asked of a document in UBL."""
    from chorus_sdk.validation.rules.en16931 import restrictions, ubl

    yield from ubl.FAMILIES
    yield restrictions.family(restrictions.UBL)


def _of_cii() -> Iterator[RuleFamily]:
    """Load what is asked of a document in CII."""
    from chorus_sdk.validation.rules.en16931 import cii, restrictions

    yield from cii.FAMILIES
    yield restrictions.family(restrictions.CII)


EN16931: Final = RuleSet(
    name="en16931",
    version="1.3.16",
    rules=(
        *rules_of(
            presence_document,
            presence_payee,
            presence_parts,
            presence_payment,
            presence_lines,
            periods,
            identifiers,
            sums,
        ),
        *decimals.RULES,
    ),
    families=(
        *(_of_place(place) for place in adjustments.BY_PLACE),
        VAT_CATEGORIES,
        RuleFamily.of(rules_of(vat_more), _has_demanding_category),
        CODE_LISTS,
        LateFamilies(_of_ubl, is_ubl),
        LateFamilies(_of_cii, is_cii),
    ),
    view=as_written,
)
"""The rules of release 1.3.16 of the official artefacts."""
