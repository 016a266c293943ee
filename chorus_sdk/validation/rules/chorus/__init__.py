"""The rules of Chorus Pro (*règles de Chorus Pro*), one set a road.

`CHORUS_PRO` is BR-FR-CPRO of XP Z12-012: what public buyers want of the AFNOR formats. No
published Schematron has it. `CHORUS_PRO_HISTORIC` is what the historic road wants, as far as it is
stated or was seen; the ids are ours, and `CATALOGUE` says how well each is attested.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from chorus_sdk.validation.rules.base import RuleSet, rules_of
from chorus_sdk.validation.rules.chorus import (
    content,
    demands,
    historic_attachments,
    historic_invoice,
    historic_parties,
    lengths,
    parties,
)
from chorus_sdk.validation.rules.chorus.catalogue import CATALOGUE, Basis, Confidence, Effect

CHORUS_PRO: Final = RuleSet(
    name="chorus-pro",
    version="1.4.0",
    rules=(*rules_of(content, parties, demands), *lengths.RULES),
    in_force_from=date(2026, 9, 1),
)
"""BR-FR-CPRO-01 to 44; those that need the directory say so where there is none."""

CHORUS_PRO_HISTORIC: Final = RuleSet(
    name="chorus-pro-historic",
    version="2026-09",
    rules=rules_of(historic_invoice, historic_parties, historic_attachments),
)
"""What the historic road wants; see `CATALOGUE`."""

__all__ = [
    "CATALOGUE",
    "CHORUS_PRO",
    "CHORUS_PRO_HISTORIC",
    "Basis",
    "Confidence",
    "Effect",
]
