"""The page of operations says what the table says."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "docs" / "make_operations_page.py"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("make_operations_page", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date(script):
    written = script.PAGE.read_text(encoding="utf-8")
    assert written == script.page(), "run: python docs/make_operations_page.py"


def test_the_page_lists_every_operation_with_its_marks(script):
    rows = re.findall(r"^\| `chorus\..*$", script.page(), re.MULTILINE)
    assert len(rows) == 77
    assert sum("*unverified*" in row for row in rows) == 16
    assert sum("*deprecated*" in row for row in rows) == 7
    assert sum("production only" in row for row in rows) == 2
