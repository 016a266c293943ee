"""The business rules of EN 16931, natively (*règles de gestion*): one function a rule.

Proven against the official artefacts; what they do that the standard does not say, and where
these rules differ from them, is told in `docs/en16931-differences.md`.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk.validation.rules.base import RuleSet, rules_of
from chorus_sdk.validation.rules.en16931 import (
    adjustments,
    cii,
    decimals,
    identifiers,
    periods,
    presence_document,
    presence_lines,
    presence_parts,
    presence_payment,
    restrictions,
    sums,
    ubl,
    vat_more,
)
from chorus_sdk.validation.rules.en16931.code_lists import CODE_LISTS
from chorus_sdk.validation.rules.en16931.vat import VAT_CATEGORIES

EN16931: Final = RuleSet(
    name="en16931",
    version="1.3.16",
    rules=(
        *rules_of(
            presence_document,
            presence_parts,
            presence_payment,
            presence_lines,
            periods,
            identifiers,
            sums,
        ),
        *adjustments.RULES,
        *rules_of(vat_more),
        *decimals.RULES,
    ),
    families=(
        VAT_CATEGORIES,
        CODE_LISTS,
        *ubl.FAMILIES,
        restrictions.family(restrictions.UBL),
        *cii.FAMILIES,
        restrictions.family(restrictions.CII),
    ),
)
"""The rules of release 1.3.16 of the official artefacts."""
