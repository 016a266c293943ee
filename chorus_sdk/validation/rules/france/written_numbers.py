"""Numbers as their document writes them (*nombres tels qu'écrits*).

A number such as `100.`, `+0.10` or `020` is one for XML Schema and for the model, but the French
rules hold its text against patterns and lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from chorus_sdk._xml import parse
from chorus_sdk.formats.base import FormatId
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.france.facts import is_cii, is_ubl
from chorus_sdk.validation.tracing import Found, Node, read_traced

_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_END = rb"\s*</(?:[\w.-]+:)?(?:\w*Amount|\w*Percent|\w*Quantity)\s*>"
_ODD: Final = tuple(
    re.compile(shape + _END)
    for shape in (rb">\s*+\+[0-9.]+", rb">\s*+-?\.[0-9]+", rb">\s*+-?0[0-9][0-9.]*")
)
_OPEN_END = re.compile(rb"\.(?:\s*)</(?:[\w.-]+:)?\w")
_PERCENT = re.compile(rb"Percent(?:\s[^<>]*)?>(\s+[0-9.]+\s*|[0-9.]+\s+)</")


def number_texts(subject: Subject) -> Mapping[str, str]:
    """Return the texts of numbers that are not written plainly, by their place in the model.

    Blanks around a number count as such where it is a rate: other rules put them aside.
    """
    return subject.derive(_texts)


def is_plain(text: str) -> bool:
    """Tell a number that has neither a plus nor a zero in front, and no bare point.

    Example:
        >>> [is_plain(text) for text in ("20", "-0.50", "020", "+1", ".5", "5.")]
        [True, True, False, False, False, False]
    """
    return _PLAIN.fullmatch(text) is not None


def _texts(subject: Subject) -> Mapping[str, str]:
    document = subject.document
    if document is None or not (is_ubl(subject) or is_cii(subject)):
        return {}
    if not any(shape.search(document) for shape in (*_ODD, _OPEN_END, _PERCENT)):
        return {}
    syntax = FormatId.CII_INVOICE if is_cii(subject) else subject.format
    content = read_traced(parse(document), syntax) if syntax is not None else {}
    return dict(_odd("", content))


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
