"""One walk over the invoice for everything that is watched in it (*parcours de la facture*).

Codes, amounts, VAT numbers and elements beyond the core are all looked for at places that come
out of the bindings; the rules that look for them share one walk, made once an invoice.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from chorus_sdk.formats.base import FormatId
from chorus_sdk.validation.rules.base import Breach, Rule, Subject
from chorus_sdk.validation.rules.en16931.reach import Node, Reach, Watch, look, plant


def found(subject: Subject, ids: str) -> Iterator[tuple[Rule, Breach]]:
    """Yield what the walk found for the rules whose ids begin so."""
    for rule, breach in subject.derive(_found):
        if rule.id.startswith(ids):
            yield rule, breach


def _found(subject: Subject) -> list[tuple[Rule, Breach]]:
    return look(subject.invoice, _tree(subject.format))


@cache
def _tree(format_id: FormatId | None) -> Node:
    """Plant what all rules watch in one tree."""
    from chorus_sdk.validation.rules.en16931 import code_lists, identifiers, restrictions
    from chorus_sdk.validation.rules.en16931.ubl import content

    def watched(reach: Reach) -> Iterator[Watch]:
        for module in (code_lists, identifiers, restrictions, content):
            yield from module.watched(format_id, reach)

    return plant(format_id, watched)
