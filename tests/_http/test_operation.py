"""A row of the table: its path filled step by step."""

from __future__ import annotations

import pytest

from chorus_sdk._http.operation import Answer, Confidence, Effect, Operation

ROW = Operation(name="x", path="/s/{id}/p/{uuid}", effect=Effect.READ, number=74)


def test_the_parts_of_a_path_are_filled_each_as_one_step():
    assert ROW.parts == ("id", "uuid")
    filled = ROW.at(id="FR 12/3", uuid="ab?c#d")
    assert filled.path == "/s/FR%2012%2F3/p/ab%3Fc%23d"
    assert (filled.name, filled.number) == ("x", 74)


@pytest.mark.parametrize(
    "parts", [{}, {"id": "1"}, {"id": "1", "uuid": "2", "more": "3"}, {"id": "", "uuid": "2"}]
)
def test_a_missing_an_unknown_and_an_empty_part_are_mistakes(parts):
    with pytest.raises(ValueError):
        ROW.at(**parts)


@pytest.mark.parametrize("value", [".", "..", " .. "])
def test_no_part_climbs_out_of_its_step(value):
    with pytest.raises(ValueError):
        ROW.at(id=value, uuid="2")


def test_what_is_filled_in_is_not_filled_again():
    assert ROW.at(id="{uuid}", uuid="2").path == "/s/%7Buuid%7D/p/2"


def test_one_source_is_unverified_and_only_an_envelope_is_enveloped():
    alone = Operation(
        name="y", path="/y", effect=Effect.ACT, confidence=Confidence.ONE_SOURCE, answer=Answer.LIST
    )
    assert alone.is_unverified
    assert not ROW.is_unverified
    assert (alone.enveloped, ROW.enveloped) == (False, True)
