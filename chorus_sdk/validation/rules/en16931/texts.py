"""Small questions about texts and numbers that many rules ask."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import ROUND_FLOOR, Context, Decimal
from functools import reduce
from typing import Final

EXACT: Final = Context(prec=400)
"""Enough digits for every sum and product of numbers that a document may hold."""
_BLANKS: Final = " \t\r\n"
_HALF = Decimal("0.5")
_CENT = Decimal("0.01")
_NOTHING = Decimal(0)


def is_blank(text: str | None) -> bool:
    """Tell whether a text is missing or only the blanks of XML.

    Example:
        >>> is_blank(" "), is_blank(chr(160))
        (True, False)
    """
    return not text or not text.strip(_BLANKS)


def cents(number: Decimal) -> Decimal:
    """Round to two decimals as XPath does: half towards positive infinity.

    Example:
        >>> str(cents(Decimal("1.005"))), str(cents(Decimal("-1.005")))
        ('1.01', '-1.00')
    """
    return EXACT.add(number, _HALF * _CENT).quantize(_CENT, ROUND_FLOOR, EXACT)


def whole(number: Decimal) -> int:
    """Round to a whole number as XPath does.

    Example:
        >>> whole(Decimal("0.4")), whole(Decimal("-0.5")), whole(Decimal("2.5"))
        (0, 0, 3)
    """
    return math.floor(EXACT.add(number, _HALF))


def total(numbers: Iterable[Decimal]) -> Decimal:
    """Add up exactly."""
    return reduce(EXACT.add, numbers, _NOTHING)


def decimals(number: Decimal) -> int:
    """Return how many digits were written after the point.

    Example:
        >>> decimals(Decimal("12.000")), decimals(Decimal("12"))
        (3, 0)
    """
    text = str(number)
    if "E" in text:
        text = f"{number:f}"
    return len(text) - 1 - text.find(".") if "." in text else 0
