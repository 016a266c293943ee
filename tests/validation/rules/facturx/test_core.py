"""Which rules of EN 16931 hold in a Factur-X profile, and how much they weigh."""

from __future__ import annotations

import pytest

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import Profile
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.rules.base import Breach, Rule, RuleFamily, RuleSet, Subject
from chorus_sdk.validation.rules.facturx.core import core_of

SUBJECT = Subject(invoice=Invoice())


def always(code: str, severity: Severity = Severity.ERROR) -> Rule:
    return Rule(id=code, terms=(), en="e", fr="f", check=lambda _: [Breach()], severity=severity)


RULES = (always("BR-01"), always("BR-16"), always("BR-61"), always("HOUSE-1"))
SYNTAX = (always("CII-SR-465", Severity.WARNING), always("CII-SR-474", Severity.WARNING))
CORE = RuleSet(
    name="core",
    version="1",
    rules=RULES,
    families=(RuleFamily(rules=SYNTAX, check=lambda _: [(rule, Breach()) for rule in SYNTAX]),),
)


@pytest.mark.parametrize(
    ("profile", "codes"),
    [
        (Profile.MINIMUM, {"BR-01", "CII-SR-465"}),
        (Profile.BASIC_WL, {"BR-01", "BR-61", "BR-CO-18", "CII-SR-465"}),
        (Profile.BASIC, {"BR-01", "BR-16", "BR-61", "BR-CO-18", "CII-SR-465"}),
        (Profile.EN16931, {"BR-01", "BR-16", "BR-61", "BR-CO-18", "CII-SR-465", "CII-SR-474"}),
    ],
)
def test_a_profile_keeps_the_rules_that_its_own_sheet_names(profile, codes):
    core = core_of(CORE, profile)
    assert {finding.code for finding in core.run(SUBJECT)} == codes
    assert codes <= core.ids
    assert "HOUSE-1" not in core.ids


def test_what_weighs_more_in_the_profile_is_an_error_there():
    core = core_of(CORE, Profile.EN16931, only_heavier=True)
    assert [(one.code, one.severity) for one in core.run(SUBJECT)] == [
        ("BR-CO-18", Severity.ERROR),
        ("CII-SR-465", Severity.ERROR),
    ]
