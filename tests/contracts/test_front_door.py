"""The public surface is a list, and the list is the truth."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import chorus_sdk

SOURCE = Path(chorus_sdk.__file__)


def test_the_list_is_sorted_and_without_repeats():
    names = chorus_sdk.__all__
    assert names == sorted(names)
    assert len(set(names)) == len(names)


def test_every_listed_name_is_there_and_documented():
    for name in chorus_sdk.__all__:
        value = getattr(chorus_sdk, name)
        assert (value.__doc__ or "").strip(), name


def test_nothing_else_is_offered():
    assert dir(chorus_sdk) == sorted(chorus_sdk.__all__)
    assert set(chorus_sdk._PLACES) == set(chorus_sdk.__all__)


def test_type_checkers_see_the_same_names_in_the_same_places():
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    (guarded,) = [n for n in tree.body if isinstance(n, ast.If)]
    seen = {
        alias.name: (node.module or "").removeprefix("chorus_sdk.")
        for node in guarded.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert seen == chorus_sdk._PLACES


def test_a_name_that_does_not_exist_is_an_attribute_error():
    import pytest

    with pytest.raises(AttributeError):
        chorus_sdk.no_such_name  # noqa: B018


def test_every_package_says_what_it_is():
    folders = {p.parent for p in SOURCE.parent.rglob("*.py")}
    for folder in folders:
        module = ".".join(("chorus_sdk", *folder.relative_to(SOURCE.parent).parts))
        assert (importlib.import_module(module).__doc__ or "").strip(), module


def test_the_names_that_the_design_fixes_are_on_the_door():
    fixed = {"ChorusClient", "Environment", "FormatId", "detect", "open_pivot", "read"}
    assert fixed <= set(chorus_sdk.__all__)
