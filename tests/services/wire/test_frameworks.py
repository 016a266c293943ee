"""Frameworks in the platform's spelling, both ways."""

from __future__ import annotations

import pytest

from chorus_sdk.invoice.frameworks import InvoicingFramework
from chorus_sdk.services.wire.frameworks import SPELLINGS, parse_framework, spell_framework


@pytest.mark.parametrize("framework", list(InvoicingFramework))
def test_every_framework_comes_back_from_its_spelling(framework):
    assert parse_framework(spell_framework(framework)) is framework
    assert parse_framework(framework.value) is framework


@pytest.mark.parametrize(
    ("code", "spelling"),
    [
        ("A1", "A1_FACTURE_FOURNISSEUR"),
        ("A12", "A12_FACTURE_COTRAITANT"),
        ("A15", "A15_ETAT_ACOMPTE_MOE"),
        ("A19", "A19_ETAT_ACOMPTE_VALIDE_MOA"),
        ("A25", "A25_DECOMPTE_GENERAL_DEFINITIF_MOE_PROCEDURE_TACITE"),
    ],
)
def test_spellings_are_those_of_the_reference(code, spelling):
    assert spell_framework(code) == spelling
    assert len(SPELLINGS) == 25


@pytest.mark.parametrize("value", ["SANS_CADRE_DE_FACTURATION", "A26_NOUVEAU", "B1"])
def test_an_unknown_framework_stays_readable(value):
    found = parse_framework(value)
    assert not found.is_known
    assert str(found) in value


@pytest.mark.parametrize("value", [None, "", "  ", 5, []])
def test_no_framework_is_none(value):
    assert parse_framework(value) is None
