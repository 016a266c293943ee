"""A rule of a family, run alone or with the others, finds the same."""

from __future__ import annotations

from en16931_broken import CII, UBL, broken, findings
from en16931_invoices import changed, money, valid

from chorus_sdk.invoice import VatBreakdown
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.en16931 import EN16931


def test_a_rule_that_runs_alone_finds_what_it_finds_among_the_others() -> None:
    invoice = changed(changed(valid(), "currency", "EURO"), "lines[0].vat.category", "Q")
    everything = findings(invoice, UBL)
    alone = [
        each.code
        for family in EN16931.families
        for rule in family.rules
        for each in rule.run(Subject(invoice=invoice, format=UBL))
    ]
    grouped = {rule.id for family in EN16931.families for rule in family.rules}
    assert sorted(alone) == sorted(each.code for each in everything if each.code in grouped)
    assert alone


def test_the_same_breakdown_entry_is_asked_of_the_right_family() -> None:
    extra = VatBreakdown(
        taxable_amount=money("0.00"), tax_amount=money("0.00"), category="E", rate=money("0")
    )
    invoice = changed(valid(), "vat_breakdown", (*valid().vat_breakdown, extra))
    assert broken(invoice) == {"BR-E-10"}
    assert broken(invoice, CII) == {"BR-E-01", "BR-E-10"}
