"""Codes of item attributes (*codes d'attribut*): UNTDID 6313 and what Factur-X adds to it.

The list stands inside the published rules alone: no file of code lists has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from chorus_sdk.validation.rules.base import Breach, Subject

LIST_NAME = "UNTDID 6313, Factur-X"


@cache
def attribute_codes() -> frozenset[str]:
    """Return the codes that an attribute may have (*liste de codes*).

    Example:
        >>> {"AAA", "COLOR_TEXT"} <= attribute_codes(), "VERT" in attribute_codes()
        (True, False)
    """
    text = Path(__file__).with_name("attribute_codes.txt").read_text("utf-8")
    return frozenset(text.split())


def odd_attributes(subject: Subject) -> Iterator[Breach]:
    """Yield the attributes whose code is not of the list."""
    for index, line in enumerate(subject.invoice.lines):
        for number, attribute in enumerate(line.item.attributes):
            code = attribute.code
            if code is not None and code.strip() not in attribute_codes():
                yield Breach(f"lines[{index}].item.attributes[{number}].code", code, LIST_NAME)
