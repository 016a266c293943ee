"""Rules that are loaded on demand say what they would say otherwise, and no sooner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.rules.base import Breach, Rule, RuleFamily, Subject
from chorus_sdk.validation.rules.late import LateFamilies, LateFamily

UBL = Subject(invoice=Invoice(), format=FormatId.UBL_INVOICE)
CII = Subject(invoice=Invoice(), format=FormatId.CII_INVOICE)


def is_ubl(subject: Subject) -> bool:
    return subject.format is FormatId.UBL_INVOICE


def broken(code: str) -> Rule:
    return Rule(id=code, terms=(), en=code, fr=code, check=lambda _: [Breach("number")])


def family(*codes: str) -> RuleFamily:
    return RuleFamily.of(map(broken, codes), lambda _: True)


class Loader:
    """Loads two families, and counts how often."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> Iterator[RuleFamily]:
        self.calls += 1
        yield family("A", "B")
        yield family("C")


def test_rules_are_made_once_and_when_they_are_asked_for():
    made = []

    def rules() -> Iterator[Rule]:
        made.append(1)
        yield broken("A")

    late = LateFamily(rules, lambda _: [(broken("A"), Breach())])
    assert [one.code for one in late.run(UBL)] == ["A"]
    assert made == []
    assert [rule.id for rule in late.rules + late.rules] == ["A", "A"]
    assert made == [1]


def test_families_are_loaded_once_and_for_whom_they_are_about():
    load = Loader()
    late = LateFamilies(load, is_ubl)
    assert list(late.run(CII)) == []
    assert load.calls == 0
    assert [one.code for one in late.run(UBL)] == ["A", "B", "C"]
    assert [rule.id for rule in late.rules] == ["A", "B", "C"]
    assert list(late.run(CII)) == []
    assert load.calls == 1


def test_a_change_waits_until_the_families_are_loaded():
    load = Loader()

    def warned(one: RuleFamily) -> RuleFamily:
        rules = (replace(rule, severity=Severity.WARNING) for rule in one.rules)
        return RuleFamily.of(rules, lambda _: True)

    changed = LateFamilies(load, is_ubl).changed(warned)
    assert list(changed.run(CII)) == []
    assert load.calls == 0
    assert {one.severity for one in changed.run(UBL)} == {Severity.WARNING}
    assert load.calls == 1


def test_only_the_rules_are_made_on_demand():
    with pytest.raises(AttributeError):
        LateFamilies(Loader(), is_ubl).other  # noqa: B018
