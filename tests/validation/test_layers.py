"""What a validation gives: layers, and the verdict that they make."""

from __future__ import annotations

import pickle

import pytest

from chorus_sdk.errors import InvalidInvoiceError
from chorus_sdk.findings import Finding, Report, Severity
from chorus_sdk.validation.layers import (
    Artefact,
    Layer,
    LayerReport,
    LayerStatus,
    ValidationReport,
    Why,
    judged,
    not_applicable,
    skipped,
)

WHY = Why("because", "parce que")


def finding(severity: Severity, code: str = "X-1") -> Finding:
    return Finding(code=code, severity=severity, message="Something.")


@pytest.mark.parametrize(
    ("severities", "status"),
    [
        ((), LayerStatus.PASSED),
        ((Severity.WARNING, Severity.INFORMATION), LayerStatus.PASSED),
        ((Severity.WARNING, Severity.ERROR), LayerStatus.FAILED),
    ],
)
def test_a_layer_fails_by_its_errors_alone(severities, status):
    report = judged(Layer.FRANCE, (), [finding(severity) for severity in severities])
    assert report.status is status
    assert report.has_run
    assert len(report.findings) == len(severities)


def test_skipped_is_not_valid_and_not_applicable_has_no_say():
    passed = judged(Layer.SCHEMA, (), ())
    elsewhere = not_applicable(Layer.FRANCE, WHY)
    not_run = skipped(Layer.EN16931, WHY)
    assert ValidationReport.of("a", (passed, elsewhere)).is_valid
    report = ValidationReport.of("a", (passed, elsewhere, not_run))
    assert (report.is_valid, report.errors, report.skipped) == (False, (), (not_run,))
    assert not ValidationReport.of("a", (elsewhere,)).is_valid  # nobody has judged anything
    assert (not_run.reason, not_run.reason_fr) == WHY


def test_a_report_of_layers_is_a_report():
    one, two = finding(Severity.WARNING, "W"), finding(Severity.ERROR, "E")
    report = ValidationReport.of(
        "a.xml", (judged(Layer.SCHEMA, (), [one]), judged(Layer.EN16931, (), [two]))
    )
    assert isinstance(report, Report)
    assert list(report) == [one, two]
    assert (len(report), report.errors) == (2, (two,))
    assert report.layer("en16931").findings == (two,)
    with pytest.raises(KeyError):
        report.layer(Layer.CHORUS_PRO)


def test_invalid_and_unjudged_reports_raise_with_themselves():
    unjudged = ValidationReport.of("a", (skipped(Layer.SCHEMA, WHY),))
    broken = ValidationReport.of("a", (judged(Layer.SCHEMA, (), [finding(Severity.ERROR)]),))
    for report in (unjudged, broken):
        with pytest.raises(InvalidInvoiceError) as caught:
            report.raise_if_invalid()
        assert caught.value.report is report
    ValidationReport.of("a", (judged(Layer.SCHEMA, (), ()),)).raise_if_invalid()


def test_time_does_not_count_when_reports_are_compared():
    one, two = (
        LayerReport(layer=Layer.SCHEMA, status=LayerStatus.PASSED, duration=seconds)
        for seconds in (0.5, 1.25)
    )
    assert one == two
    assert ValidationReport.of("a", (one, two)).duration == 1.75


@pytest.mark.parametrize("layer", [Layer.WELL_FORMED, Layer.CONTAINER])
def test_a_document_is_unreadable_when_its_first_layers_fail(layer):
    failed = judged(layer, (), [finding(Severity.ERROR)])
    assert not ValidationReport.of("a", (failed,)).is_readable
    later = judged(Layer.SCHEMA, (), [finding(Severity.ERROR)])
    assert ValidationReport.of("a", (later,)).is_readable


def test_artefacts_name_their_version_where_they_have_one():
    assert str(Artefact(name="EN16931-UBL", version="1.3.16")) == "EN16931-UBL 1.3.16"
    assert str(Artefact(name="UBL 2.1 Invoice")) == "UBL 2.1 Invoice"


def test_every_layer_and_status_has_a_name_in_both_languages():
    for member in (*Layer, *LayerStatus):
        assert member.label_en
        assert member.label_fr


def test_reports_travel_to_other_processes():
    report = ValidationReport.of("a", (judged(Layer.SCHEMA, (), [finding(Severity.ERROR)]),))
    assert pickle.loads(pickle.dumps(report)) == report
