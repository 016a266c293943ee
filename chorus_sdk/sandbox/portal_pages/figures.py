"""Dates and amounts as a person reads them (*dates et montants*)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Final

from chorus_sdk.sandbox.moments import paris

_NARROW_SPACE: Final = "\N{NARROW NO-BREAK SPACE}"
_SPACE: Final = "\N{NO-BREAK SPACE}"


def shown_day(day: date, lang: str) -> str:
    """Write a day: `23/11/2026` in French, `2026-11-23` in English.

    Example:
        >>> shown_day(date(2026, 11, 23), "fr")
        '23/11/2026'
    """
    return day.isoformat() if lang == "en" else day.strftime("%d/%m/%Y")


def shown_moment(moment: datetime, lang: str) -> str:
    """Write an instant to the second, on the clock of Paris."""
    local = paris(moment)
    return f"{shown_day(local.date(), lang)} {local:%H:%M:%S}"


def shown_amount(amount: Decimal, currency: str, lang: str) -> str:
    r"""Write an amount with its currency and all its decimals, two at least.

    Example:
        >>> shown_amount(Decimal("1234.5"), "EUR", "en")
        '1,234.50\xa0EUR'
    """
    exponent = amount.as_tuple().exponent
    places = max(2, -exponent) if isinstance(exponent, int) else 2
    text = f"{amount:,.{places}f}"
    if lang != "en":
        text = text.replace(",", _NARROW_SPACE).replace(".", ",")
    return f"{text}{_SPACE}{currency}"


def shown_count(count: int, lang: str) -> str:
    """Write a whole number, its thousands apart.

    Example:
        >>> shown_count(35942, "en")
        '35,942'
    """
    return f"{count:,}".replace(",", "," if lang == "en" else _NARROW_SPACE)
