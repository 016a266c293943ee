"""What the page on differences says, as sets: the tests hold it against what is."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "en16931-differences.md"
_ROW = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)


def listed(heading: str) -> set[str]:
    """Return the first column of the table below a heading of the page."""
    text = PAGE.read_text(encoding="utf-8")
    section = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    assert section, heading
    return set(_ROW.findall(section))
