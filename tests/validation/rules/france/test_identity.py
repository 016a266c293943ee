"""What the French rule set is called, since when it holds, and what it cannot look at."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from chorus_sdk.validation.rules.france import FRANCE, FRANCE_WARNING, NOT_CHECKABLE

PAGE = Path(__file__).resolve().parents[4] / "docs" / "france-differences.md"


def test_the_set_has_its_name_and_holds_since_the_reform() -> None:
    assert (FRANCE.name, FRANCE.version) == ("france", "1.4.0")
    assert FRANCE_WARNING.name == "france-warning"
    assert not FRANCE.is_in_force(date(2026, 8, 31))
    assert FRANCE.is_in_force(date(2026, 9, 1))


def test_what_no_file_can_decide_is_what_the_page_lists() -> None:
    section = PAGE.read_text(encoding="utf-8").partition("What no file can decide")[2]
    (listed,) = re.findall(r"BR-FR-(07[^:]*):", section.partition("##")[0])
    assert set(NOT_CHECKABLE) == {f"BR-FR-{each}" for each in listed.split(", ")}
    assert not set(NOT_CHECKABLE) & FRANCE.ids
