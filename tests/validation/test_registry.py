"""Rule sets by name and day."""

from __future__ import annotations

from datetime import date
from importlib.metadata import EntryPoint

import pytest

from chorus_sdk.errors import ConfigurationError
from chorus_sdk.validation import registry
from chorus_sdk.validation.rules.base import RuleSet

OLD = RuleSet(name="house", version="1", rules=(), in_force_to=date(2026, 8, 31))
NEW = RuleSet(name="house", version="2", rules=(), in_force_from=date(2026, 9, 1))
NEWER = RuleSet(name="house", version="3", rules=(), in_force_from=date(2027, 1, 1))
VERSIONS = (OLD, NEW, NEWER)
NOTHING = "not a rule set"


@pytest.fixture
def others(monkeypatch):
    """Packages that bring rule sets of their own."""
    here = __name__

    def points(*, group):
        assert group == registry.GROUP
        return tuple(
            EntryPoint(name, f"{here}:{value}", group)
            for name, value in {
                "house": "VERSIONS",
                "single": "NEW",
                "broken": "NOTHING",
                "absent": "MISSING",
                "france": "OLD",
            }.items()
        )

    monkeypatch.setattr("importlib.metadata.entry_points", points)
    for cached in (registry._points, registry._load):
        cached.cache_clear()
    yield
    for cached in (registry._points, registry._load):
        cached.cache_clear()


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2026, 8, 31), "1"),
        (date(2026, 9, 1), "2"),
        (date(2026, 12, 31), "2"),
        (date(2027, 1, 1), "3"),
    ],
)
def test_the_version_in_force_is_a_question_of_the_day(others, day, version):
    assert registry.in_force("house", day).version == version


def test_where_none_is_in_force_there_is_none(others):
    assert registry.in_force("single", date(2026, 8, 31)) is None


def test_ours_have_names_that_others_cannot_take_over(others):
    assert set(registry.PLACES) <= set(registry.names())
    assert registry.names().count("france") == 1
    assert OLD not in registry.rule_sets("france")


def test_an_unknown_name_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="nowhere"):
        registry.rule_sets("nowhere")


@pytest.mark.parametrize("name", ["broken", "absent"])
def test_what_cannot_be_loaded_is_told_where_it_is_asked_for(others, name):
    with pytest.raises(ConfigurationError):
        registry.rule_sets(name)
    told = {one.name: one for one in registry.explain()}
    assert told[name].problem
    assert told["house"].versions == ("1", "2", "3")
    assert told["house"].problem is None
    assert told["house"].origin.endswith(":VERSIONS")


def test_our_sets_say_their_name_and_version():
    for name in (registry.EN16931, registry.FRANCE, registry.CHORUS_PRO):
        for one in registry.rule_sets(name):
            assert one.version
            assert one.name == name
