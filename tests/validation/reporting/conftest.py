"""A report with something of everything."""

from __future__ import annotations

from datetime import date

import pytest

from chorus_sdk.findings import Finding, Location, Severity
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.validation.layers import (
    Artefact,
    Layer,
    LayerReport,
    ValidationReport,
    Why,
    judged,
    not_applicable,
    skipped,
)

HOSTILE = "<script>alert('x')</script> & \x1b[31m\r\nred\u202e"


@pytest.fixture
def report() -> ValidationReport:
    """A report with an error, a warning, a note, a skipped layer and one that does not apply."""
    error = Finding(
        code="BR-CO-15",
        severity=Severity.ERROR,
        message="The total with VAT is the total without and the VAT.",
        message_fr="Le total TTC est la somme du total HT et de la TVA.",
        location=Location(
            path="/Invoice/cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount",
            line=42,
            term="BT-112",
            field="totals.with_vat",
        ),
        found="134.41",
        expected="134.40",
        hint="Add the amounts anew.",
        hint_fr="Refaire la somme des montants.",
    )
    warning = Finding(
        code="W-1",
        severity=Severity.WARNING,
        message=HOSTILE,
        found=HOSTILE,
        location=Location(path="/a", line=3, file="factur-x.xml"),
    )
    note = Finding(code="N-1", severity=Severity.INFORMATION, message="By the way.")
    layers: tuple[LayerReport, ...] = (
        judged(Layer.SCHEMA, (Artefact(name="UBL 2.1 Invoice"),), ()),
        judged(Layer.EN16931, (Artefact(name="en16931", version="1.3.16"),), (error, warning)),
        judged(Layer.PROFILE, (), (note,)),
        skipped(Layer.FRANCE, Why("the rules are away", "les règles manquent")),
        not_applicable(Layer.CHORUS_PRO, Why("no public buyer", "pas d'acheteur public")),
    )
    return ValidationReport.of(
        "facture é.xml",
        layers,
        format=FormatId.UBL_INVOICE,
        profile=Profile.EN16931,
        on_day=date(2026, 11, 23),
    )


@pytest.fixture
def valid() -> ValidationReport:
    """A report of a valid invoice."""
    return ValidationReport.of("ok.xml", (judged(Layer.SCHEMA, (), ()),))
