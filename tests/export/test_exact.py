"""A number is held exactly, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_sdk.export.exact import held, is_held


@given(st.integers(-(10**45), 10**45), st.integers(0, 20))
def test_a_number_is_held_exactly_when_it_is_a_whole_number_of_steps(units, scale):
    value = Decimal((int(units < 0), tuple(int(d) for d in str(abs(units))), -scale))
    steps, rest = divmod(abs(units) * 10**10, 10**scale)
    fits = rest == 0 and steps < 10**38
    assert held(value) == (value if fits else None)


def test_a_number_that_rounding_would_make_longer_is_refused():
    assert held(Decimal("9" * 28 + "." + "9" * 11)) is None
    assert held(Decimal("9" * 28 + "." + "9" * 10)) == Decimal("9" * 28 + "." + "9" * 10)


@pytest.mark.parametrize("value", ["0", "-0.0000000000001e-2", "0E-30", "NaN"])
def test_odd_numbers_are_held_or_refused_without_an_error(value):
    number = Decimal(value)
    assert held(number) == (number if number == 0 else None)


@given(st.integers(-(2**70), 2**70))
def test_an_integer_is_held_when_sixty_four_bits_hold_it(value):
    try:
        value.to_bytes(8, signed=True)
        fits = True
    except OverflowError:
        fits = False
    assert is_held(value) is fits
