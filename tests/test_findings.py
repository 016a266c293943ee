"""Findings are data; only an explicit call turns them into an exception."""

from __future__ import annotations

import pytest

from chorus_sdk.errors import InvalidInvoiceError
from chorus_sdk.findings import Finding, Location, Report, Severity


def finding(severity: Severity) -> Finding:
    return Finding(code="BR-02", severity=severity, message="No number.")


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.INFORMATION])
def test_warnings_leave_a_report_valid(severity):
    report = Report(subject="x", findings=(finding(severity),))
    report.raise_if_invalid()
    assert report.is_valid
    assert report.errors == ()


def test_an_error_makes_a_report_invalid_and_is_raised_only_on_demand():
    report = Report(subject="x", findings=(finding(Severity.WARNING), finding(Severity.ERROR)))
    assert not report.is_valid
    assert len(report) == 2
    with pytest.raises(InvalidInvoiceError) as caught:
        report.raise_if_invalid()
    assert caught.value.report is report


def test_a_location_names_what_is_known_and_nothing_else():
    assert str(Location()) == ""
    assert str(Location(term="BT-1", line=4)) == "BT-1, line 4"
    told = Finding(code="X", severity=Severity.ERROR, message="m", location=Location(file="a.xml"))
    assert str(told) == "error X: m (a.xml)"
