"""The catalogue of errors is what the code says."""

from __future__ import annotations

import importlib.util
import inspect
from pathlib import Path

import pytest

from chorus_sdk import errors
from chorus_sdk.errors import ChorusError

SCRIPT = Path(__file__).parents[2] / "docs" / "make_errors_page.py"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("make_errors_page", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date(script):
    written = script.PAGE.read_text(encoding="utf-8")
    assert written == script.page(), "run: python docs/make_errors_page.py"


def test_every_error_has_its_place_on_the_page(script):
    text = script.PAGE.read_text(encoding="utf-8")
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]
    names = [kind.__name__ for kind in kinds if issubclass(kind, ChorusError)]
    assert len(names) > 30
    assert [name for name in names if text.count(f"\n## {name}\n") != 1] == []


def test_hints_are_those_of_the_code(script):
    found = script.hints()
    assert "Ask its sender for the document in UTF-8." in found["MalformedDocumentError"]
    assert any("…" in hint for texts in found.values() for hint in texts)
