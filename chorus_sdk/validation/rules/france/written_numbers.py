"""Numbers as their document writes them (*nombres tels qu'écrits*).

A number such as `100.`, `+0.10` or `020` is one for XML Schema and for the model, but the French
rules hold its text against patterns and lists.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.france.facts import is_cii, is_ubl

_NUMBER: Final = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
_PLAIN = re.compile(_NUMBER)
_ODD: Final = tuple(
    re.compile(shape.replace(b"NUMBER", _NUMBER.encode()))
    for shape in (
        rb"Amount(?:\s[^<>]*+)?+>\s*+(?!NUMBER[<>\s])[^<>\s]",
        rb"Quantity(?:\s[^<>]*+)?+>\s*+(?!NUMBER[<>\s])[^<>\s]",
        rb"Percent(?:\s[^<>]*+)?+>(?!NUMBER[<>])\s*+[^<>\s]",
    )
)
"""Finds a number that is not plain; each begins with a name, which makes the search fast."""


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
    if not any(odd.search(document) for odd in _ODD):
        return {}
    from chorus_sdk.validation.rules.france.traced_numbers import traced  # loads the tables

    return traced(subject, document)
