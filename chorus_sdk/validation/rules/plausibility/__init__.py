"""What no official rule looks at (*vraisemblance*): sums of lines, keys of numbers, real dates.

None of these is an error: the official verdict stays what it is. Codes begin with `PLAUS-`.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk.validation.rules.base import RuleSet, rules_of
from chorus_sdk.validation.rules.plausibility import accounts, beyond, document, lines, numbers

PLAUSIBILITY: Final = RuleSet(
    name="plausibility", version="1", rules=rules_of(lines, numbers, accounts, document, beyond)
)
"""Warnings and information alone."""
