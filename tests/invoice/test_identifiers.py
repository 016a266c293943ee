"""Identifiers: a question is asked, nothing is refused."""

from __future__ import annotations

import pytest

from chorus_sdk.invoice import Iban, Siren, Siret, VatNumber
from chorus_sdk.invoice.identifiers import is_valid_ridet, is_valid_tahiti


def luhn(digits: str) -> int:
    """The sum of digits, each second one from the right doubled, modulo 10."""
    doubled = [int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10


@pytest.mark.parametrize("body", ["73282932", "10000000", "35600000", "00000001"])
def test_exactly_one_key_makes_a_siren_valid(body: str) -> None:
    valid = [key for key in "0123456789" if Siren(body + key).is_valid]
    assert valid == [key for key in "0123456789" if luhn(body + key) == 0]


def test_a_siret_is_valid_by_luhn_over_fourteen_digits() -> None:
    valid = [key for key in "0123456789" if Siret(f"7328293200007{key}").is_valid]
    assert valid == [key for key in "0123456789" if luhn(f"7328293200007{key}") == 0]
    assert not Siret("73282932000").is_valid


def test_the_establishments_of_la_poste_have_a_sum_divisible_by_five() -> None:
    numbers = [f"356000000{number:05}" for number in range(49830, 49850)]
    by_sum = [n for n in numbers if sum(map(int, n)) % 5 == 0]
    assert [n for n in numbers if Siret(n).is_valid] == by_sum
    assert any(luhn(n) for n in by_sum)


def test_blanks_do_not_count_and_the_siren_is_in_the_siret() -> None:
    assert Siret("732 829 320 00074") == "73282932000074"
    assert Siret("732 829 320 00074").siren == Siren("732829320")


@pytest.mark.parametrize("text", ["", "abc", "7328293200007X", "７３２８２９３２０"])
def test_a_wrong_text_is_an_invalid_number_and_no_error(text: str) -> None:
    assert not Siren(text).is_valid
    assert not Siret(text).is_valid
    assert not VatNumber(text).is_valid
    assert not Iban(text).is_valid


def test_a_french_vat_key_follows_from_the_siren() -> None:
    siren = 404833048
    key = (12 + 3 * (siren % 97)) % 97
    assert VatNumber(f"fr {key:02} {siren}").is_valid
    assert not VatNumber(f"FR{(key + 1) % 97:02}{siren}").is_valid


def test_an_iban_with_a_wrong_key_still_looks_like_one() -> None:
    assert Iban("FR14 2004 1010 0505 0001 3M02 606").is_valid
    wrong = Iban("FR15 2004 1010 0505 0001 3M02 606")
    assert (wrong.looks_like_one, wrong.is_valid) == (True, False)


@pytest.mark.parametrize(
    ("text", "ridet", "tahiti"),
    [("0123456001", True, False), ("012345600", True, True), ("A1234", False, False)],
)
def test_the_numbers_of_the_pacific_have_a_shape(text: str, ridet: bool, tahiti: bool) -> None:
    assert (is_valid_ridet(text), is_valid_tahiti(text)) == (ridet, tahiti)
