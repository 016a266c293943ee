"""Every rule that is known for public buyers is there: the list is that of the documents."""

from __future__ import annotations

import pytest

from chorus_sdk.validation import registry
from chorus_sdk.validation.rules.chorus import CATALOGUE, CHORUS_PRO, CHORUS_PRO_HISTORIC

FIELDS = {
    1: "EXT-FR-FE-01", 2: "BT-1", 3: "BT-29", 4: "BT-29", 5: "BT-29", 6: "BT-29", 7: "BT-29",
    8: "BT-29", 9: "BT-29", 10: "BT-46", 11: "BT-46", 12: "BT-13", 13: "BT-13", 14: "BT-12",
    15: "BT-13", 16: "EXT-FR-FE-BG-04", 17: "BT-60", 18: "EXT-FR-FE-BG-03", 19: "BT-126",
    20: "BG-3", 21: "BT-23", 22: "EXT-FR-FE-BG-03", 23: "BT-23", 24: "BT-23", 25: "BT-20",
    26: "BG-6", 27: "BG-9", 28: "EXT-FR-FE-BG-03", 29: "BT-120", 30: "BT-122", 31: "BT-154",
    32: "BT-35", 33: "BT-37", 34: "BT-45", 35: "BT-20", 36: "BT-28", 37: "BT-59", 38: "BT-71",
    39: "BT-84", 40: "EXT-FR-FE-146", 41: "BT-125-2", 42: "BT-22", 43: "BT-27", 44: "BT-44",
}  # fmt: skip
"""XP Z12-012, 4.5.3: the number of each rule BR-FR-CPRO and the field that it is about."""

HISTORIC = {
    "an invoice number of at most 20 characters": ("CPRO-NUMBER", "CPRO-NUMBER-LENGTH"),
    "characters of a number": ("CPRO-NUMBER-CHARACTERS",),
    "supplier identified by its SIRET, or as a foreign structure": (
        "CPRO-SUPPLIER-SIRET",
        "CPRO-SUPPLIER-OTHER",
    ),
    "supplier's SIRET exists and is active": ("CPRO-SUPPLIER-KNOWN",),
    "the public payer is always a SIRET": ("CPRO-RECIPIENT-SIRET",),
    "recipient known, active, public": (
        "CPRO-RECIPIENT-KNOWN",
        "CPRO-RECIPIENT-ACTIVE",
        "CPRO-RECIPIENT-PUBLIC",
    ),
    "uniqueness of year, SIREN and number": ("CPRO-DUPLICATE",),
    "service code where the recipient demands it": (
        "CPRO-SERVICE-REQUIRED",
        "CPRO-SERVICE-KNOWN",
        "CPRO-SERVICE-LENGTH",
    ),
    "commitment number where the recipient demands it": (
        "CPRO-COMMITMENT-REQUIRED",
        "CPRO-COMMITMENT-LENGTH",
    ),
    "one of the two where the recipient demands one": ("CPRO-SERVICE-OR-COMMITMENT",),
    "frame allowed, and for this road": ("CPRO-FRAME", "CPRO-FRAME-ROAD"),
    "means of payment (BT-81) present": ("CPRO-PAYMENT-MEANS",),
    "reason as a text where no VAT is charged": ("CPRO-VAT-REASON",),
    "type 380 or 381": ("CPRO-TYPE",),
    "numbers of 19 digits and 6 decimals": ("CPRO-AMOUNT",),
    "attachments: names, kinds, sizes": (
        "CPRO-ATTACHMENT-NAME",
        "CPRO-ATTACHMENT-TYPE",
        "CPRO-ATTACHMENT-SIZE",
    ),
    "files: kinds, sizes": ("CPRO-FILE-FORMAT", "CPRO-FILE-SIZE"),
    "a flow holds at most 500 invoices": ("CPRO-LOT-SIZE",),
}
"""What is known of the historic road, topic by topic."""
AT_DEPOSIT = ("CPRO-FILE-", "CPRO-LOT-", "CPRO-OCR", "CPRO-PDF-")
"""Asked of a file, not of an invoice: the preflight finds these."""


def test_the_44_rules_for_public_buyers_are_in_the_registry():
    (known,) = registry.rule_sets(registry.CHORUS_PRO)
    assert len(FIELDS) == 44
    assert known.ids == {f"BR-FR-CPRO-{number:02}" for number in FIELDS}


@pytest.mark.parametrize("number", FIELDS)
def test_a_rule_for_public_buyers_names_its_field(number):
    code = f"BR-FR-CPRO-{number:02}"
    terms = {term for rule in CHORUS_PRO.rules if rule.id == code for term in rule.terms}
    assert FIELDS[number] in terms


@pytest.mark.parametrize("topic", HISTORIC)
def test_what_is_known_of_the_historic_road_has_its_rules(topic):
    (known,) = registry.rule_sets(registry.CHORUS_PRO_HISTORIC)
    for code in HISTORIC[topic]:
        assert code in CATALOGUE
        assert code in known.ids or code.startswith(AT_DEPOSIT)


def test_every_rule_of_the_historic_road_says_what_it_rests_on():
    assert CHORUS_PRO_HISTORIC.ids <= set(CATALOGUE)
