"""What a rule says of a breach, and when and on what a set of rules is run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import ModuleType

import pytest

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.invoice.items import Item, ItemAttribute
from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.rules.attributes import LIST_NAME, odd_attributes
from chorus_sdk.validation.rules.base import (
    Breach,
    Rule,
    RuleFamily,
    RuleSet,
    Subject,
    rule,
    rules_of,
)
from chorus_sdk.validation.rules.hints import Hint, hint_of

ABOUT = Subject(invoice=Invoice(number="F-1"))


HERE = (Breach("number"),)


def declared(code="X-1", breaches=HERE, **options):
    return rule(code, "BT-1", "BT-2", en="e", fr="f", **options)(lambda _: breaches)


def test_a_finding_says_all_of_its_breach_and_rule():
    breach = Breach("lines[2].net_amount", "1", "2", "BT-131")
    (said,) = declared(breaches=(breach,), hint="h", hint_fr="i").run(ABOUT)
    assert (said.code, said.severity, said.message, said.message_fr) == (
        "X-1",
        Severity.ERROR,
        "e",
        "f",
    )
    assert (said.location.path, said.location.term) == ("lines[2].net_amount", "BT-131")
    assert (said.found, said.expected, said.hint, said.hint_fr) == ("1", "2", "h", "i")


def test_a_breach_of_the_whole_invoice_has_no_place_and_the_terms_of_its_rule():
    (said,) = declared(breaches=(Breach(),)).run(ABOUT)
    assert (said.location.path, said.location.term) == (None, "BT-1, BT-2")
    bare = Rule(id="X", terms=(), en="e", fr="f", check=lambda _: [Breach()])
    (said,) = bare.run(ABOUT)
    assert said.location.term is None


@pytest.mark.parametrize("severity", list(Severity))
def test_a_rule_weighs_what_it_was_declared_with(severity):
    (said,) = declared(severity=severity).run(ABOUT)
    assert said.severity is severity


def test_the_way_out_is_the_rule_s_own_or_that_of_its_kind():
    assert declared(hint="h").way_out == Hint("h", None)
    assert declared("BR-CL-01").way_out == hint_of("BR-CL-01", ("BT-1", "BT-2"))


def test_what_is_derived_is_made_once_for_a_subject():
    made = []

    def build(subject):
        made.append(subject)
        return len(made)

    about, other = Subject(invoice=Invoice()), Subject(invoice=Invoice())
    assert [about.derive(build), about.derive(build), other.derive(build)] == [1, 1, 2]
    assert made[0] is about
    assert about == other
    assert "derived" not in repr(about)
    assert "<a/>" not in repr(replace(about, document=b"<a/>"))


def test_the_rules_of_modules_come_in_the_order_of_declaration():
    one, two = ModuleType("one"), ModuleType("two")
    one.b, one.word, one.a = declared("B"), "word", declared("A")
    two.c = declared("C")
    assert [each.id for each in rules_of(two, one)] == ["C", "B", "A"]
    assert rules_of() == ()


def test_a_family_is_about_some_subjects_only():
    members = (declared("A"), declared("B", (Breach("x"), Breach("y"))))
    family = RuleFamily.of(members, lambda subject: subject.format is FormatId.UBL_INVOICE)
    assert list(family.run(ABOUT)) == []
    said = list(family.run(replace(ABOUT, format=FormatId.UBL_INVOICE)))
    assert [(one.code, one.location.path) for one in said] == [
        ("A", "number"),
        ("B", "x"),
        ("B", "y"),
    ]
    assert [each.id for each in family.rules] == ["A", "B"]


FIRST, LAST = date(2026, 9, 1), date(2027, 8, 31)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (None, None, (True, True, True, True)),
        (FIRST, None, (False, True, True, True)),
        (None, LAST, (True, True, True, False)),
        (FIRST, LAST, (False, True, True, False)),
    ],
)
def test_a_set_holds_on_both_ends_of_its_time(first, last, days):
    rules = RuleSet(name="x", version="1", rules=(), in_force_from=first, in_force_to=last)
    asked = (date(2026, 8, 31), FIRST, LAST, date(2027, 9, 1))
    assert tuple(rules.is_in_force(day) for day in asked) == days


def test_a_set_runs_its_rules_and_then_its_families():
    family = RuleFamily.of((declared("C"), declared("D", ())), lambda _: True)
    rules = RuleSet(
        name="x", version="1", rules=(declared("B"), declared("A", ())), families=(family,)
    )
    assert [one.code for one in rules.run(ABOUT)] == ["B", "C"]
    assert rules.ids == {"A", "B", "C", "D"}


def test_a_set_looks_at_subjects_as_it_is_told():
    def numbers(subject):
        return [Breach(subject.invoice.number or "")]

    seen = Rule(id="A", terms=(), en="e", fr="f", check=numbers)
    family = RuleFamily.of((replace(seen, id="B"),), lambda _: True)
    plain = RuleSet(name="x", version="1", rules=(seen,), families=(family,))
    other = replace(plain, view=lambda subject: replace(subject, invoice=Invoice(number="F-2")))
    assert [one.location.path for one in plain.run(ABOUT)] == ["F-1", "F-1"]
    assert [one.location.path for one in other.run(ABOUT)] == ["F-2", "F-2"]


def test_an_attribute_s_code_is_of_the_list():
    """UNTDID 6313 has AAA and ZZZ; COLOR_TEXT is one that Factur-X adds."""
    codes = (None, "AAA", "x", " COLOR_TEXT ", "", "ZZZ", "aaa")
    attributes = tuple(ItemAttribute(code=code) for code in codes)
    lines = (Line(), Line(item=Item(attributes=attributes)))
    found = list(odd_attributes(Subject(invoice=Invoice(lines=lines))))
    place = "lines[1].item.attributes[{}].code"
    assert found == [Breach(place.format(number), codes[number], LIST_NAME) for number in (2, 4, 6)]
