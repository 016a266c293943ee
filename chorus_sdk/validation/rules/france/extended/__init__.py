"""EXTENDED-CTC-FR (*profil étendu français*): its own rules in the place of those of EN 16931.

Lines in groups, sums to a cent for each part, VAT told apart by its reason: the profile loosens
some rules of EN 16931 (BR-FREXT-…), drops others, and keeps the rest.
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Final

from chorus_sdk.validation.rules.base import RuleSet, rules_of
from chorus_sdk.validation.rules.en16931.as_written import as_written
from chorus_sdk.validation.rules.france.extended import (
    codes,
    lines,
    payment,
    sums,
    vat,
    written,
)
from chorus_sdk.validation.rules.france.extended.core import CORE

NOT_IMPLEMENTED: Final = MappingProxyType(
    {
        "UBL-CR-002": "a warning on the version of UBL: the reader passes the version over",
        "CII-DT-010": "never reached in the official artefact: an earlier rule takes the element",
        "CII-DT-011": "as CII-DT-010",
        "CII-DT-012": "as CII-DT-010",
    }
)
"""Rules of the published sets that are not run here, and why."""

EXTENDED_CTC_FR: Final = RuleSet(
    name="extended-ctc-fr",
    version="1.4.0",
    rules=(
        *rules_of(lines, codes, payment),
        *lines.RULES,
        *sums.RULES,
        *vat.RULES,
        *written.RULES,
    ),
    families=(CORE,),
    in_force_from=date(2026, 9, 1),
    view=as_written,
)
"""What holds for BT-24 …extended-ctc-fr; `NOT_IMPLEMENTED` lists what is left out."""
