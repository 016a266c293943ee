"""Which identifier of a party is its SIRET, whatever the convention it was written in."""

from __future__ import annotations

import pytest

from chorus_sdk.invoice import Contact, Identifier, Party

SIRET = "73282932000074"


@pytest.mark.parametrize(
    ("value", "scheme", "name", "siret", "siren"),
    [
        (SIRET, "0009", None, SIRET, "732829320"),
        (SIRET, "0002", None, SIRET, "732829320"),
        (SIRET, None, "1", SIRET, "732829320"),
        ("732829320", "0002", None, None, "732829320"),
        ("732 829 320 00074", "0009", None, SIRET, "732829320"),
        (SIRET, None, None, None, None),
        (SIRET, None, "2", None, None),
        (SIRET, "0088", None, None, None),
        ("7328293200007A", "0009", None, None, None),
        (None, "0009", None, None, None),
    ],
)
def test_siret_and_siren_are_read_by_scheme(value, scheme, name, siret, siren) -> None:
    identifier = Identifier(value=value, scheme=scheme, scheme_name=name)
    for party in (Party(identifiers=(identifier,)), Party(legal_registration=identifier)):
        assert (party.siret, party.siren) == (siret, siren)


def test_a_siret_that_fails_its_key_is_still_the_siret() -> None:
    party = Party(identifiers=(Identifier(value="12345678901234", scheme="0009"),))
    assert party.siret == "12345678901234"
    assert not party.siret.is_valid


def test_identifiers_have_one_order_so_that_order_says_nothing() -> None:
    plain, schemed = Identifier(value="a"), Identifier(value="b", scheme="0088")
    assert Party(identifiers=(schemed, plain)) == Party(identifiers=(plain, schemed))


def test_the_contact_point_is_the_person_else_the_department() -> None:
    assert Contact(name="Ada", department="Lab").point == "Ada"
    assert Contact(department="Lab").point == "Lab"
