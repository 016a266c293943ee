"""The page on the portal: its pictures are there, and its example runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

DOCS = Path(__file__).parents[2] / "docs"
TEXT = (DOCS / "portal.md").read_text(encoding="utf-8")
PICTURES = re.findall(r"!\[(.+?)\]\((.+?)\)", TEXT)


@pytest.mark.parametrize(("told", "name"), PICTURES)
def test_a_picture_is_small_readable_and_told_in_words(told, name):
    path = DOCS / name
    assert path.stat().st_size < 150_000
    with Image.open(path) as picture:
        assert picture.format == "PNG"
        assert 800 <= picture.width <= 1_600
    assert len(told) > 20


def test_four_pictures_stand_on_the_page_and_no_other_lies_about():
    assert len(PICTURES) == 4
    assert {name for _, name in PICTURES} == {f"portal/{p.name}" for p in DOCS.glob("portal/*")}


def test_the_example_runs(capsys):
    (example,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    exec(compile(example, "portal.md", "exec"), {})
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/portal\n", capsys.readouterr().out)
