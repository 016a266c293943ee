"""Numbers that a column can hold exactly (*nombres exacts*): none is ever rounded."""

from __future__ import annotations

from decimal import ROUND_DOWN, Context, Decimal
from typing import Final

from chorus_sdk.export.columns import PRECISION, SCALE

_WHOLE: Final = PRECISION - SCALE
_STEP: Final = Decimal(1).scaleb(-SCALE)
_CONTEXT: Final = Context(prec=PRECISION, rounding=ROUND_DOWN)  # up would be a digit more
EXACT: Final = Context(prec=100)
"""For sums of what columns hold (*sommes exactes*): more digits than any sum of them has."""
_INTEGERS: Final = range(-(2**63), 2**63)


def held(value: Decimal) -> Decimal | None:
    """Return the number if 28 digits before the point and 10 behind it hold it, else None.

    Example:
        >>> held(Decimal("0.1234567890")), held(Decimal("0.12345678901"))
        (Decimal('0.1234567890'), None)
        >>> held(Decimal("1.50000000000000"))
        Decimal('1.5000000000')
    """
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or (value and value.adjusted() >= _WHOLE):
        return None
    if exponent >= -SCALE:
        return value
    if value and value.adjusted() < -SCALE:
        return None
    shorter = value.quantize(_STEP, context=_CONTEXT)
    return shorter if shorter == value else None


def is_held(value: int) -> bool:
    """Tell whether a signed integer of 64 bits holds the number.

    Example:
        >>> is_held(2**63 - 1), is_held(2**63)
        (True, False)
    """
    return value in _INTEGERS
