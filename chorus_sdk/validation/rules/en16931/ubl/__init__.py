"""How EN 16931 is written in UBL: UBL-SR, UBL-CR and UBL-DT, beside the restrictions."""

from __future__ import annotations

from typing import Final

from chorus_sdk.validation.rules.base import RuleFamily, Subject, rules_of
from chorus_sdk.validation.rules.en16931 import repeats
from chorus_sdk.validation.rules.en16931.source import is_ubl
from chorus_sdk.validation.rules.en16931.traces import traces
from chorus_sdk.validation.rules.en16931.ubl import content, kept
from chorus_sdk.validation.rules.en16931.ubl.once import ONCE


def _has_traces(subject: Subject) -> bool:
    return bool(traces(subject))


FAMILIES: Final = (
    RuleFamily.of(rules_of(content), is_ubl),
    RuleFamily.of(rules_of(kept), _has_traces),
    repeats.family(ONCE, is_ubl),
)
