"""Limits are named, positive, and cannot be changed behind one's back."""

from __future__ import annotations

import dataclasses

import pytest

from chorus_sdk.limits import DEFAULT_LIMITS, Limits


@pytest.mark.parametrize("name", [f.name for f in dataclasses.fields(Limits)])
@pytest.mark.parametrize("value", [0, -1, 1.5, True, "9"])
def test_a_limit_is_a_positive_whole_number(name, value):
    with pytest.raises(ValueError):
        Limits(**{name: value})


def test_limits_are_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        DEFAULT_LIMITS.xml_depth = 1  # type: ignore[misc]


def test_every_limit_gives_its_reason():
    source = __import__("inspect").getsource(Limits)
    for field in dataclasses.fields(Limits):
        after = source.split(f"    {field.name}: int", 1)[1].split("\n", 2)[1]
        assert after.strip().startswith('"""'), field.name
