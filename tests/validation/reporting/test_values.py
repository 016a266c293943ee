"""What is expected is said in French wherever a rule says it in a phrase."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import chorus_sdk.validation.rules as rules
from chorus_sdk.validation.reporting.values import value_in

FOLDER = Path(rules.__file__).parent
WORD = re.compile(r"\b[a-z]{2,}\b")
SAME = {"letters", "digits"}
ENGLISH = re.compile(
    r"\b(?:the|of|an|or|and|with|without|its|that|at|most|than|fewer|another|each|one|a [a-z]+)\b"
)


def phrases() -> set[str]:
    """The texts with words that rules put where something is expected."""
    found: set[str] = set()
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Breach":
                said = [*node.args[2:3], *(k.value for k in node.keywords if k.arg == "expected")]
                found |= {text for one in said for text in texts(one)}
    return {text for text in found if WORD.search(text)}


def texts(node: ast.expr) -> set[str]:
    """The constant texts of an expression; of an f-string, the whole with numbers in it."""
    if isinstance(node, ast.JoinedStr):
        return {"".join(p.value if isinstance(p, ast.Constant) else "9" for p in node.values)}
    if isinstance(node, ast.IfExp):
        return texts(node.body) | texts(node.orelse)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    return set()


def test_there_are_dozens_of_phrases() -> None:
    assert len(phrases()) > 40


def test_every_phrase_is_said_in_french() -> None:
    left = {text: value_in(text, "fr") for text in phrases() if value_in(text, "fr") == text}
    assert left == {}


def test_no_french_phrase_has_english_words() -> None:
    said = {text: value_in(text, "fr") or "" for text in phrases()}
    assert {text: french for text, french in said.items() if ENGLISH.search(french)} == {}


@pytest.mark.parametrize("text", ["380 381", "12.00", "BT-13", "VATEX-FR-FRANCHISE", ">= 0", None])
def test_values_are_the_same_in_both_languages(text) -> None:
    assert value_in(text, "fr") == text
    assert value_in(text, "en") == text
