"""How EN 16931 is written in CII: CII-SR and CII-DT, beside the restrictions."""

from __future__ import annotations

from typing import Final

from chorus_sdk.validation.rules.base import RuleFamily, Subject, rules_of
from chorus_sdk.validation.rules.en16931 import repeats
from chorus_sdk.validation.rules.en16931.cii import content, documents, kept, lines
from chorus_sdk.validation.rules.en16931.cii.once import ONCE, ONCE_OR_WARNING
from chorus_sdk.validation.rules.en16931.source import is_cii
from chorus_sdk.validation.rules.en16931.traces import traces


def _has_traces(subject: Subject) -> bool:
    return bool(traces(subject))


FAMILIES: Final = (
    RuleFamily.of(rules_of(content, documents, lines), is_cii),
    RuleFamily.of(rules_of(kept), _has_traces),
    repeats.family((*ONCE, *ONCE_OR_WARNING), is_cii),
)
