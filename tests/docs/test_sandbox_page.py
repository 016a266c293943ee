"""The page on the sandbox: its code runs, and it names what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chorus_sdk.sandbox.control import control
from chorus_sdk.sandbox.data import DATA_SET
from chorus_sdk.sandbox.orders import FAULTS, ORDERS

PAGE = (Path(__file__).parents[2] / "docs" / "sandbox.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS)
def test_the_code_on_the_page_runs(block):
    exec(compile(block, "sandbox.md", "exec"), {})


def test_there_is_code_on_the_page():
    assert len(BLOCKS) == 4


def test_every_structure_has_its_row():
    rows = re.findall(r"^\| `(\d{14})` \|", PAGE, re.MULTILINE)
    assert sorted(rows) == sorted(one.siret for one in DATA_SET)


def test_every_fault_has_its_row_with_its_members():
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (.*?) \|", PAGE, re.MULTILINE))
    assert set(rows) == set(FAULTS)
    for kind, (members, _) in FAULTS.items():
        for member in set(members) - {"path", "times"}:
            assert f"`{member}`" in rows[kind]


def test_every_order_is_on_the_page_and_in_the_modules_own_list():
    for place in ORDERS:
        assert f"POST {place}" in PAGE
        assert place in control.__globals__["__doc__"]
