"""Where the numbers of a document stand that are not written plainly (*emplacement*).

Loaded for such documents alone: it needs the tables of the syntaxes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from chorus_sdk._xml import parse
from chorus_sdk.formats.base import FormatId
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.france.facts import is_cii
from chorus_sdk.validation.rules.france.written_numbers import is_plain
from chorus_sdk.validation.tracing import Found, Node, read_traced


def traced(subject: Subject, document: bytes) -> Mapping[str, str]:
    """Return the texts of a document's odd numbers, by their place in the model."""
    syntax = FormatId.CII_INVOICE if is_cii(subject) else subject.format
    if syntax is None:
        return {}
    return dict(_odd("", read_traced(parse(document, subject.limits), syntax)))


def _odd(place: str, node: Node) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for name, inside in node.items():
            yield from _odd(f"{place}.{name}" if place else name, inside)
    elif isinstance(node, list):
        for index, inside in enumerate(node):
            yield from _odd(f"{place}[{index}]", inside)
    elif isinstance(node, Found) and isinstance(node.value, Decimal):
        text = node.element.text or ""
        if not is_plain(text):
            yield place, text
