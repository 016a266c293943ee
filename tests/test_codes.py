"""Code lists stay open."""

from __future__ import annotations

import pickle

import pytest
from pydantic import BaseModel

from chorus_sdk._codes import OpenCode


class Colour(OpenCode):
    RED = ("R", "red", "rouge")
    BARE = ("B",)


def test_a_known_code_has_both_labels():
    assert (Colour.RED.value, Colour.RED.label_en, Colour.RED.label_fr) == ("R", "red", "rouge")
    assert Colour("R") is Colour.RED
    assert Colour.BARE.label_fr == "B"


def test_an_unknown_code_keeps_its_text_and_equals_it():
    new = Colour("VERY_NEW")
    assert new == "VERY_NEW"
    assert str(new) == new.label_fr == "VERY_NEW"
    assert not new.is_known
    assert Colour.RED.is_known
    assert new not in list(Colour)


def test_other_types_are_no_code():
    with pytest.raises(ValueError):
        Colour(7)


def test_codes_survive_pickling_and_pydantic():
    class Box(BaseModel):
        colour: Colour

    assert Box.model_validate({"colour": "VERY_NEW"}).colour == "VERY_NEW"
    assert pickle.loads(pickle.dumps(Colour("VERY_NEW"))) == "VERY_NEW"
    assert pickle.loads(pickle.dumps(Colour.RED)) is Colour.RED
    assert hash(Colour("VERY_NEW")) == hash("VERY_NEW")
