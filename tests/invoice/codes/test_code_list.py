"""Code lists: open, labelled in two languages, with a source."""

from __future__ import annotations

import pytest

from chorus_sdk.invoice import codes
from chorus_sdk.invoice.codes import (
    CREDIT_NOTE_TYPES,
    CURRENCY,
    FRENCH_INVOICE_TYPES,
    INVOICE_TYPE,
    NOTE_SUBJECT,
    REFORM_FRAMEWORK,
    UNIT,
    VAT_CATEGORY,
    VATEX,
    Code,
    CodeList,
)

LISTS = [value for name in codes.__all__ if isinstance(value := getattr(codes, name), CodeList)]


def test_a_known_value_has_both_labels() -> None:
    assert INVOICE_TYPE["380"] == Code(
        value="380", label_en="Commercial invoice", label_fr="Facture commerciale"
    )
    assert VAT_CATEGORY["AE"].label("fr") == "Autoliquidation"
    assert str(CURRENCY["EUR"]) == "EUR"


def test_an_unknown_value_is_kept_as_it_is() -> None:
    unknown = UNIT["NOPE"]
    assert (unknown.value, unknown.label_en, unknown.label_fr) == ("NOPE", "NOPE", "NOPE")
    assert not unknown.is_known
    assert "NOPE" not in UNIT
    assert unknown not in UNIT


@pytest.mark.parametrize("one", LISTS, ids=lambda one: one.name)
def test_every_list_says_where_it_comes_from_and_labels_every_value(one: CodeList) -> None:
    assert one.source
    assert one.terms.startswith("BT-")
    assert one.label_en != one.label_fr
    found = list(one)
    assert len(found) == len(one) > 0
    assert [c for c in found if not (c.is_known and c.value in one and c in one)] == []
    assert [c for c in found if not (c.label_en.strip() and c.label_fr.strip())] == []
    assert [c for c in found if c.label_en != c.label_en.strip() or "  " in c.label_fr] == []


def test_the_lists_have_the_sizes_of_the_reference() -> None:
    """Sizes: EN 16931 code lists as the reference counts them; BR-FR-04 and BR-FR-08."""
    sizes = {
        "INVOICE_TYPE": 62,
        "VAT_CATEGORY": 10,
        "PAYMENT_MEANS": 84,
        "ALLOWANCE_REASON": 19,
        "CHARGE_REASON": 178,
        "VATEX": 88,
        "CURRENCY": 178,
        "ELECTRONIC_ADDRESS": 102,
        "MIME_TYPE": 9,
        "VAT_DATE_CII": 3,
        "VAT_DATE_UBL": 3,
        "REFORM_FRAMEWORK": 20,
        "ATTACHMENT_KIND": 12,
    }
    assert {name: len(getattr(codes, name)) for name in sizes} == sizes


def test_the_french_lists_are_those_of_the_rules() -> None:
    assert sum(1 for code in VATEX if code.value.startswith("VATEX-FR-")) == 26
    french = ("PMT", "PMD", "AAB", "AAI", "ABL", "ACC", "ADN", "BAR", "BLU", "CUS", "REG", "SUR")
    assert [subject for subject in (*french, "TXD") if subject not in NOTE_SUBJECT] == []
    assert len(FRENCH_INVOICE_TYPES) == 16
    assert all(code in INVOICE_TYPE for code in FRENCH_INVOICE_TYPES | CREDIT_NOTE_TYPES)
    assert "S3" in REFORM_FRAMEWORK
    assert "A1" not in REFORM_FRAMEWORK


def test_a_selection_says_that_it_is_one() -> None:
    assert {one.name for one in LISTS if not one.complete} == {
        "identifier_schemes",
        "note_subjects",
        "units",
    }
    more = UNIT.with_values(("HUR", "2N"))
    assert more.complete
    assert [(c.value, c.label_fr) for c in more] == [("HUR", "Heure"), ("2N", "2N")]
    assert not UNIT.complete
