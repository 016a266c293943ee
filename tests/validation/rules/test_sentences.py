"""Every rule says what it asks in both languages, really in each, with its term and a way out."""

from __future__ import annotations

import re

import pytest

from chorus_sdk.validation import registry, sentences
from chorus_sdk.validation.rules.base import Rule
from chorus_sdk.validation.rules.chorus.public import unasked
from chorus_sdk.validation.rules.facturx.own import OWN
from chorus_sdk.validation.rules.hints import hint_of

ENGLISH = frozenset(
    re.findall(
        r"\w+",
        """the of and is are has have with without not that which what it its there where to by for
        from be than this one two each every only other another their does do may must nor at in
        under above below less number amount line allowance buyer seller as far uses""",
    )
)
FRENCH = frozenset(
    re.findall(
        r"\w+",
        """le les un une des du et est sont dans pour avec sans que qui ou où aux au ce cette son
        ses pas par sur il elle chaque même doit deux facture ligne remise acheteur vendeur""",
    )
)
"""Words of one language that the other does not have."""
LATIN = re.compile(r"[a-zà-öø-ÿœ]+")
ELEMENT = re.compile(r"(?:c[ab]c|ext|ram|rsm|udt|qdt):\w+|@\w+")


def every_rule() -> list[Rule]:
    sets = [one for name in registry.PLACES for one in registry.rule_sets(name)]
    grouped = [rule for one in sets for family in one.families for rule in family.rules]
    return [*(rule for one in sets for rule in one.rules), *grouped, *OWN]


RULES = {f"{rule.id} {rule.en}": rule for rule in every_rule()}
SAID = list(RULES.values())


def foreign(text: str, words: set[str]) -> set[str]:
    """The words of another language in a text; names of elements and codes put aside."""
    plain = re.sub(r"\b\w+:[\w*]+(?:/@?[\w:]+)*|[A-Z]{2}[\w-]*|\w+\.\w+|validate\(.*\)", " ", text)
    return set(LATIN.findall(plain.lower())) & words


def test_there_are_all_rules() -> None:
    assert len({rule.id for rule in SAID}) > 1800


def test_no_french_sentence_has_english_words() -> None:
    wrong = {rule.id: (foreign(rule.fr, ENGLISH), rule.fr) for rule in SAID}
    assert {code: told for code, told in wrong.items() if told[0]} == {}


def test_no_english_sentence_has_french_words() -> None:
    wrong = {rule.id: (foreign(rule.en, FRENCH), rule.en) for rule in SAID}
    assert {code: told for code, told in wrong.items() if told[0]} == {}


def test_sentences_end_and_differ() -> None:
    for rule in SAID:
        assert rule.en.endswith("."), rule.id
        assert rule.fr.endswith("."), rule.id
        assert rule.en != rule.fr, rule.id


def test_each_rule_names_its_term_or_the_element_that_it_is_about() -> None:
    nameless = {r.id for r in SAID if not r.terms and not ELEMENT.search(f"{r.en} {r.fr}")}
    assert nameless == set()


def test_each_rule_has_a_way_out_in_both_languages() -> None:
    for rule in SAID:
        english, french = rule.way_out
        assert english, rule.id
        assert french, rule.id
        assert english != french, rule.id
        assert foreign(english, FRENCH) == set(), (rule.id, english)
        assert foreign(french, ENGLISH) == set(), (rule.id, french)
        assert "{" not in english + french, rule.id


@pytest.mark.parametrize("code", sorted(sentences.WORDS))
def test_what_is_said_of_documents_and_containers_has_a_way_out_in_both(code: str) -> None:
    words = sentences.WORDS[code]
    assert words.hint != words.hint_fr
    assert foreign(words.hint or "the", FRENCH) == set()
    assert foreign(words.hint_fr or "the", ENGLISH) == set()
    assert foreign(words.fr or "", ENGLISH) == set()


def test_what_was_not_asked_of_the_directory_says_so_in_both_languages() -> None:
    known = next(rule for rule in SAID if rule.id.startswith("BR-FR-CPRO"))
    said = unasked(known)
    assert None not in said.way_out
    assert foreign(said.fr, ENGLISH) == set()


@pytest.mark.parametrize(
    ("code", "terms", "english"),
    [
        ("BR-02", ("BT-1",), "Give what is missing: BT-1."),
        ("BR-DEC-23", ("BT-131",), "Round BT-131 to two decimals."),
        ("BR-CO-10", ("BT-106",), "Compute BT-106 anew."),
        ("BR-CL-03", ("BT-5",), "Take a code of the list for BT-5."),
        ("HOUSE-1", ("BT-1",), "Correct BT-1."),
    ],
)
def test_the_kind_of_a_rule_tells_the_way_out(code, terms, english) -> None:
    assert hint_of(code, terms).en == english


def test_a_rule_of_no_kind_about_no_term_has_no_way_out() -> None:
    assert hint_of("HOUSE-1") == (None, None)
