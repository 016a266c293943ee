"""The rules that Factur-X has beyond EN 16931 (*règles propres à Factur-X*), 1.09.2."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from chorus_sdk.validation.rules.base import Rule, rules_of
from chorus_sdk.validation.rules.facturx import breakdown, lines, totals, vat
from chorus_sdk.validation.rules.facturx.worded import WORDED

OWN: Final[tuple[Rule, ...]] = (*rules_of(lines, totals), *vat.RULES, *breakdown.RULES, *WORDED)
"""Which of them hold, the sheet of each profile says."""

NOT_HERE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "BR-FX-EN-04": "a warning about German deliveries",
        "BR-FXEXT-G-08": "stands in the sheet of MINIMUM alone, which has no VAT breakdown",
        "BR-FXEXT-CII-DT-097a": "checked with the structure, as format 205 is no part of the model",
    }
)
"""Rules of the sheets that are not in `OWN`, and why."""
