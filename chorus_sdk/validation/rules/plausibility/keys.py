"""Check digits of French firms and of the VAT numbers met most (*clés de contrôle*).

Other member states are asked of `stdnum`, whose first use takes longer than a whole validation.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from chorus_sdk.invoice.identifiers import VatNumber

Fits = Callable[[str], bool]
"""Tells whether the key of what follows the country's two letters fits."""

_DOUBLED: Final = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
"""Twice a digit, as the sum of its digits."""
_LA_POSTE: Final = "356000000"
_HEAD_OFFICE: Final = "35600000000048"
"""Its establishments have a sum of digits that five divides; the head office has a plain key."""


def luhn(digits: str) -> bool:
    """Tell whether the last digit is the Luhn key of the others (*clé de Luhn*).

    Example:
        >>> luhn("732829320"), luhn("732829321")
        (True, False)
    """
    doubled = sum(map(_DOUBLED.__getitem__, map(int, digits[-2::-2])))
    return (doubled + sum(map(int, digits[-1::-2]))) % 10 == 0


def siret(digits: str) -> bool:
    """Tell whether the keys of a SIRET fit, that of the SIREN in it included.

    Example:
        >>> siret("73282932000074"), siret("35600000049837")
        (True, True)
    """
    if digits.startswith(_LA_POSTE) and digits != _HEAD_OFFICE:
        return sum(map(int, digits)) % 5 == 0
    return luhn(digits[:9]) and luhn(digits)


def vat(number: VatNumber) -> bool:
    """Tell whether the key of a member state's VAT number fits (*clé de TVA*).

    Example:
        >>> vat(VatNumber("FR83404833048")), vat(VatNumber("DE136695978"))
        (True, False)
    """
    known = _BY_COUNTRY.get(number.country)
    if known is None:
        return number.is_valid
    shape, fits = known
    rest = number[2:]
    if shape.fullmatch(rest):
        return fits(rest)
    return number.country not in _ONE_SHAPE and number.is_valid


def _weighted(*weights: int) -> Fits:
    def fits(rest: str) -> bool:
        return sum(w * int(d) for w, d in zip(weights, rest, strict=True)) % 11 == 0

    return fits


def _fr(rest: str) -> bool:
    siren = rest[2:]
    has_key = siren.startswith("000") or luhn(siren)  # Monaco has no SIREN
    return has_key and int(rest[:2]) == int(f"{siren}12") % 97


def _de(rest: str) -> bool:
    """ISO 7064, modulus 11 with 10."""
    product = 10
    for digit in rest[:-1]:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return (product + int(rest[-1])) % 10 == 1 and rest[0] != "0"


def _be(rest: str) -> bool:
    return (int(rest[:-2]) + int(rest[-2:])) % 97 == 0


def _lu(rest: str) -> bool:
    return int(rest[:6]) % 89 == int(rest[6:])


def _nl(rest: str) -> bool:
    """The key of a citizen's number, or since 2020 ISO 7064, modulus 97 with 10."""
    digits = [int(digit) for digit in rest[:9]]
    key = sum((9 - place) * digit for place, digit in enumerate(digits[:8]))
    return (key - digits[8]) % 11 == 0 or int(f"2321{rest[:9]}11{rest[10:]}") % 97 == 1


_BY_COUNTRY: Final = MappingProxyType(
    {
        "FR": (re.compile("[0-9]{11}"), _fr),
        "DE": (re.compile("[0-9]{9}"), _de),
        "BE": (re.compile("(?!0{10})[01][0-9]{9}"), _be),
        "LU": (re.compile("[0-9]{8}"), _lu),
        "DK": (re.compile("[1-9][0-9]{7}"), _weighted(2, 7, 6, 5, 4, 3, 2, 1)),
        "PL": (re.compile("[0-9]{10}"), _weighted(6, 5, 7, 2, 3, 4, 5, 6, 7, -1)),
        "FI": (re.compile("[0-9]{8}"), _weighted(7, 9, 10, 5, 8, 4, 2, 1)),
        "NL": (re.compile("(?!0{9})[0-9]{9}B(?!00)[0-9]{2}"), _nl),
    }
)
"""Shape and key of what follows the country; another shape is left to `stdnum`."""
_ONE_SHAPE: Final = frozenset({"DE", "LU", "DK", "PL", "FI"})
"""Of these no other shape is right."""
