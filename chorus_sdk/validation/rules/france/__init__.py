"""The French rules (*règles françaises*): BR-FR of XP Z12-012, as published for flow 2.

Proven against the official Schematron 1.4.0 for UBL and for CII. Where the two differ, each
syntax is held to its own; where a published rule cannot see what its text demands, the finding
is a warning: `docs/france-differences.md` lists both.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from chorus_sdk.findings import Severity
from chorus_sdk.validation.rules.base import RuleSet, rules_of
from chorus_sdk.validation.rules.france import (
    addresses,
    attachments,
    codes,
    dates,
    decimals,
    group_sums,
    group_types,
    groups,
    identifiers,
    items,
    notes,
    numbers,
    objects,
    references,
    vat,
    vatex,
)
from chorus_sdk.validation.rules.france.as_written import as_written

if TYPE_CHECKING:
    from chorus_sdk.validation.rules.france.extended import EXTENDED_CTC_FR

__all__ = ["EXTENDED_CTC_FR", "FRANCE", "FRANCE_WARNING", "NOT_CHECKABLE", "as_warnings"]

FRANCE: Final = RuleSet(
    name="france",
    version="1.4.0",
    rules=rules_of(
        numbers,
        dates,
        codes,
        notes,
        identifiers,
        addresses,
        vat,
        vatex,
        attachments,
        items,
        objects,
        references,
        decimals,
        groups,
        group_sums,
        group_types,
    ),
    families=(decimals.AS_WRITTEN,),
    in_force_from=date(2026, 9, 1),
    view=as_written,
)
"""Every BR-FR rule that a file can decide, as errors: they hold since 1 September 2026."""


def as_warnings(rules: RuleSet) -> RuleSet:
    """Return a rule set whose errors are warnings (*variante tolérante*).

    The official artefacts have such a variant, `_WARNING`, for those who receive.

    Example:
        >>> {rule.severity.value for rule in FRANCE_WARNING.rules}
        {'warning'}
    """
    lenient = tuple(
        replace(rule, severity=Severity.WARNING) if rule.severity is Severity.ERROR else rule
        for rule in rules.rules
    )
    return replace(rules, name=f"{rules.name}-warning", rules=lenient)


FRANCE_WARNING: Final = as_warnings(FRANCE)
"""The same rules, as warnings."""

NOT_CHECKABLE: Final = {
    "BR-FR-07": "which subject code suits which mention is a matter of meaning",
    "BR-FR-14": "whether goods went elsewhere than to the buyer is not in the file",
    "BR-FR-19": "a platform's duty to take files of 100 MB",
    "BR-FR-CO-01": "the day of issue is compared with that of reception",
    "BR-FR-CO-02": "uniqueness is a matter of every invoice that the seller made",
    "BR-FR-CO-06": "what the date of a down payment is, is a matter of meaning",
    "BR-FR-CO-11": "which schemes a party has, the directory knows",
    "BR-FR-CO-13": "the members of a single taxable person, the directory knows",
    "BR-FR-CO-16": "whether the seller is under the franchise is not in the file",
    "BR-FR-CO-17": "whether a delivery took place is not in the file",
}
"""Rules of XP Z12-012 that no file can decide, and why: no published artefact has them either."""


def __getattr__(name: str) -> object:
    """Load the profile EXTENDED-CTC-FR, which needs the rules of EN 16931, when it is asked for."""
    if name == "EXTENDED_CTC_FR":
        from chorus_sdk.validation.rules.france.extended import EXTENDED_CTC_FR

        return EXTENDED_CTC_FR
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
