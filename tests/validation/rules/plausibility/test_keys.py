"""Check digits against an independent library."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.eu import vat as independent
from stdnum.fr import siren as independent_siren
from stdnum.fr import siret as independent_siret

from chorus_sdk.invoice.identifiers import VatNumber
from chorus_sdk.validation.rules.plausibility.keys import luhn, siret, vat

DIGITS = {"FR": 11, "DE": 9, "BE": 10, "LU": 8, "DK": 8, "PL": 10, "FI": 8, "AT": 8, "NL": 9}


def digits(length):
    return st.text("0123456789", min_size=length, max_size=length)


@pytest.mark.parametrize("country", DIGITS)
def test_a_vat_number_is_judged_as_by_the_library(country):
    @settings(max_examples=25)
    @given(digits(DIGITS[country] - 2))
    def judged(head):
        fitting = 0
        for tail in range(100):
            number = f"{country}{head}{tail:02}"
            fitting += vat(VatNumber(number))
            assert vat(VatNumber(number)) is independent.is_valid(number), number
        assert fitting < 60

    judged()


@pytest.mark.parametrize(
    "number",
    [
        "FR83404833048",
        "DE136695976",
        "BE0428759497",
        "LU15027442",
        "DK13585628",
        "PL8567346215",
        "NL004495445B01",
        "NL002455799B11",
    ],
)
def test_known_numbers_fit(number):
    assert vat(VatNumber(number))


@pytest.mark.parametrize("number", ["FR8340483304", "DE13669597A", "FRK7399859412", "BE1", "FI"])
def test_another_shape_is_the_library_s_to_judge(number):
    assert vat(VatNumber(number)) is independent.is_valid(number)


@pytest.mark.parametrize("country", ["FR", "DE", "BE", "LU", "DK", "PL", "FI", "NL"])
@given(rest=st.text("0123456789ABDFLNU", max_size=13))
def test_any_shape_is_judged_as_by_the_library(country, rest):
    assert vat(VatNumber(country + rest)) is independent.is_valid(country + rest)


@given(digits(9), digits(2))
def test_a_dutch_number_is_judged_as_by_the_library(head, tail):
    for last in range(10):
        number = f"NL{head[:8]}{last}B{tail}"
        assert vat(VatNumber(number)) is independent.is_valid(number)


@given(digits(9))
def test_a_dutch_number_of_today_has_one_tail_in_97(head):
    numbers = [f"NL{head}B{tail:02}" for tail in range(100)]
    assert [vat(VatNumber(n)) for n in numbers] == [independent.is_valid(n) for n in numbers]


@given(digits(8))
def test_one_last_digit_of_ten_makes_a_siren(head):
    fitting = [n for n in range(10) if luhn(f"{head}{n}")]
    assert fitting == [n for n in range(10) if independent_siren.is_valid(f"{head}{n}")]
    assert len(fitting) == 1


@given(st.one_of(digits(13), digits(4).map(lambda branch: f"356000000{branch}")))
def test_a_siret_is_judged_as_by_the_library(head):
    for last in range(10):
        assert siret(f"{head}{last}") is independent_siret.is_valid(f"{head}{last}")
