"""Reports as SARIF 2.1.0: what the standard demands of a log, a run and a result."""

from __future__ import annotations

import json
from urllib.parse import unquote

import pytest

from chorus_sdk.validation.reporting.sarif_report import to_sarif

LEVELS = {"none", "note", "warning", "error"}


@pytest.fixture
def run(report):
    log = json.loads(report.to_sarif())
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return run


def test_every_result_names_its_rule(run):
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "chorus_sdk"
    assert [rule["id"] for rule in rules] == ["BR-CO-15", "W-1", "N-1"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in LEVELS
        assert result["message"]["text"]


def test_levels_are_those_of_severities(run):
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]


def test_places_are_file_line_and_element(run):
    location = run["results"][0]["locations"][0]
    assert location["physicalLocation"]["region"] == {"startLine": 42}
    uri = location["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert unquote(uri) == "facture é.xml"
    assert location["logicalLocations"][0]["fullyQualifiedName"].endswith("cbc:TaxInclusiveAmount")


def test_a_line_inside_a_pdf_is_no_line_of_the_pdf(run):
    location = run["results"][1]["locations"][0]
    assert "region" not in location["physicalLocation"]
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "factur-x.xml: /a"


def test_what_was_skipped_means_that_the_run_did_not_succeed(run, valid):
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["descriptor"]["id"] == "skipped/france"
    (other,) = json.loads(valid.to_sarif())["runs"]
    assert other["invocations"] == [{"executionSuccessful": True}]
    assert other["results"] == []


def test_several_reports_are_one_run(report, valid):
    (run,) = json.loads(to_sarif((report, valid, report)))["runs"]
    assert len(run["results"]) == 2 * len(report.findings)
    assert len(run["tool"]["driver"]["rules"]) == 3
    assert len(run["artifacts"]) == 3


def test_every_property_is_one_of_the_object_model(report):
    """Hold the keys against the classes that the format's makers publish."""
    om = pytest.importorskip("sarif_om")
    attr = pytest.importorskip("attr")

    def known(kind) -> set[str]:
        return {one.metadata["schema_property_name"] for one in attr.fields(kind)}

    log = json.loads(report.to_sarif())
    (run,) = log["runs"]
    driver, result = run["tool"]["driver"], run["results"][0]
    location = result["locations"][0]
    pairs = [
        (om.SarifLog, log),
        (om.Run, run),
        (om.ToolComponent, driver),
        *((om.ReportingDescriptor, rule) for rule in driver["rules"]),
        *((om.Result, one) for one in run["results"]),
        *((om.Invocation, one) for one in run["invocations"]),
        (om.Location, location),
        (om.PhysicalLocation, location["physicalLocation"]),
        (om.Region, location["physicalLocation"]["region"]),
        (om.LogicalLocation, location["logicalLocations"][0]),
    ]
    assert [(kind, set(one) - known(kind)) for kind, one in pairs if set(one) - known(kind)] == []
