"""One walk over the invoice for everything that is watched in it (*parcours de la facture*).

Codes, amounts, VAT numbers and elements beyond the core are all looked for at places that come
out of the bindings; the rules that look for them share one walk, made once an invoice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TypeAlias

from chorus_sdk.formats.base import FormatId
from chorus_sdk.validation.rules.base import Breach, Rule, Subject
from chorus_sdk.validation.rules.en16931.reach import Node, Reach, Watch, look, plant
from chorus_sdk.validation.rules.en16931.source import UBL

Watcher: TypeAlias = Callable[["FormatId | None", Reach], Iterator[Watch]]
"""What a module of rules wants to know of what stands at a place."""


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
    watchers = tuple(_watchers(format_id))

    def watched(reach: Reach) -> Iterator[Watch]:
        for watch in watchers:
            yield from watch(format_id, reach)

    return plant(format_id, watched)


def _watchers(format_id: FormatId | None) -> Iterator[Watcher]:
    from chorus_sdk.validation.rules.en16931 import code_lists, identifiers, restrictions

    yield from (code_lists.watched, identifiers.watched, restrictions.watched)
    if format_id in UBL:
        from chorus_sdk.validation.rules.en16931.ubl import content

        yield content.watched
