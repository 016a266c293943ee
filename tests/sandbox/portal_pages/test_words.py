"""Every wording that the pages use is there, in both languages, with the same places to fill."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import chorus_sdk.sandbox
from chorus_sdk.sandbox import wording
from chorus_sdk.sandbox.portal_pages.words import WORK_WORDS
from chorus_sdk.sandbox.wording import word

ROOM = Path(chorus_sdk.sandbox.__file__).parent
KEY = re.compile(r'"((?:[a-z]+)\.[a-z][\w-]*)"')
FAMILIES = {key.partition(".")[0] for key in wording._WORDS if "." in key}
FILES = [*ROOM.glob("portal*.py"), ROOM / "pages.py", *(ROOM / "portal_pages").glob("*.py")]
ENDINGS = ("py", "css", "svg", "png", "pdf", "de")


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", sorted(wording._WORDS))
def test_a_wording_exists_in_both_languages(key):
    french, english = word(key, "fr"), word(key, "en")
    assert french.strip() == french != ""
    assert english.strip() == english != ""
    assert places(french) == places(english)


def test_what_the_pages_ask_for_is_worded():
    asked = {
        key
        for file in FILES
        for key in KEY.findall(file.read_text(encoding="utf-8"))
        if key.partition(".")[0] in FAMILIES and not key.endswith(ENDINGS)
    }
    assert len(asked) > 80
    assert sorted(asked - set(wording._WORDS)) == []


def test_no_wording_waits_for_a_page_that_is_gone():
    told = "".join(file.read_text(encoding="utf-8") for file in FILES if file.stem != "words")
    left = {
        key
        for key in WORK_WORDS
        if not key.startswith(("error.", "notice.", "invoice.")) and f'"{key}"' not in told
    }
    assert left == set()
