"""The page on the platform's quirks: each has a date or a source, a place and a test that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "quirks.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (.+?) \| (.+?) \| `([^`]+)` \| `([^`:]+)::(\w+)` \|$", PAGE, re.MULTILINE)


def test_every_row_is_whole():
    lines = [line for line in PAGE.splitlines() if line.startswith("| ")]
    assert len(ROWS) == len(lines) - 2  # the heading and its rule
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[-1])
def test_a_quirk_names_a_source_and_a_place_and_a_test(row):
    _, attested, place, file, test = row
    assert re.search(r"\d{4}|one source|Pastell|OCA", attested)
    assert (ROOT / "chorus_sdk" / place).is_file()
    assert f"\ndef {test}(" in (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("code", ["20000", "20007", "POQ_MSG_01.003", "120 MB", "10 MB", "*OUI*"])
def test_the_quirks_that_hurt_most_are_there(code):
    assert code in PAGE
