"""Reports as SARIF 2.1.0 (*compte rendu SARIF*), the form that editors and code hosts show.

One run for all reports; one result a finding, one rule a code. A layer that could not run is a
notification of level error, and the run then says that it did not succeed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from typing import Final
from urllib.parse import quote

from chorus_sdk.findings import Finding, Location, Severity
from chorus_sdk.validation.layers import LayerReport, ValidationReport
from chorus_sdk.validation.reporting.json_report import Json
from chorus_sdk.validation.reporting.plain import escaped, shown

VERSION: Final = "2.1.0"
SCHEMA_URI: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
_SCHEMA: Final = f"{SCHEMA_URI}sarif-schema-2.1.0.json"
_LEVELS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "note",
}


def to_sarif(reports: Iterable[ValidationReport]) -> str:
    """Return reports as one SARIF log."""
    kept = tuple(reports)
    found = [(report, finding) for report in kept for finding in report.findings]
    codes = list(dict.fromkeys(finding.code for _, finding in found))
    numbers = {code: number for number, code in enumerate(codes)}
    run: dict[str, Json] = {
        "tool": {"driver": _driver(codes, [finding for _, finding in found])},
        "invocations": [_invocation(kept)],
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(report.subject)}} for report in kept],
        "results": [_result(report, finding, numbers) for report, finding in found],
    }
    log: dict[str, Json] = {"$schema": _SCHEMA, "version": VERSION, "runs": [run]}
    return escaped(json.dumps(log, ensure_ascii=False))


def _driver(codes: list[str], findings: list[Finding]) -> Json:
    first = {finding.code: finding for finding in reversed(findings)}
    driver: dict[str, Json] = {
        "name": "chorus_sdk",
        "rules": [_rule(first[code]) for code in codes],
    }
    with suppress(PackageNotFoundError):
        driver["version"] = version("chorus_sdk")
    return driver


def _rule(finding: Finding) -> Json:
    rule: dict[str, Json] = {
        "id": finding.code,
        "shortDescription": {"text": shown(finding.message) or finding.code},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
    }
    if finding.hint:
        rule["help"] = {"text": finding.hint}
    return rule


def _invocation(reports: tuple[ValidationReport, ...]) -> Json:
    skipped = [(report, layer) for report in reports for layer in report.skipped]
    invocation: dict[str, Json] = {"executionSuccessful": not skipped}
    if skipped:
        invocation["toolExecutionNotifications"] = [
            _notification(report, layer) for report, layer in skipped
        ]
    return invocation


def _notification(report: ValidationReport, layer: LayerReport) -> Json:
    return {
        "level": "error",
        "descriptor": {"id": f"skipped/{layer.layer.value}"},
        "message": {"text": f"{layer.layer.label_en} did not run: {layer.reason}."},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(report.subject)}}}],
    }


def _result(report: ValidationReport, finding: Finding, numbers: Mapping[str, int]) -> Json:
    properties: dict[str, Json] = {
        "messageFr": finding.message_fr,
        "term": finding.location.term if finding.location else None,
        "found": finding.found,
        "expected": finding.expected,
        "hint": finding.hint,
        "hintFr": finding.hint_fr,
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": numbers[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [_location(report, finding.location or Location())],
        "properties": {name: value for name, value in properties.items() if value is not None},
    }


def _message(finding: Finding) -> str:
    said = [shown(finding.message) or finding.code]
    if finding.found is not None:
        said.append(f"Found: {shown(finding.found)}.")
    if finding.expected is not None:
        said.append(f"Expected: {shown(finding.expected)}.")
    return " ".join(said)


def _location(report: ValidationReport, place: Location) -> Json:
    physical: dict[str, Json] = {"artifactLocation": {"uri": _uri(report.subject)}}
    if place.line is not None and place.file is None:
        region: dict[str, Json] = {"startLine": place.line}
        if place.column is not None:
            region["startColumn"] = place.column
        physical["region"] = region
    location: dict[str, Json] = {"physicalLocation": physical}
    named = place.path or place.field
    if named:
        name = f"{place.file}: {named}" if place.file else named
        location["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "element"}]
    if place.file and place.line is not None:
        location["message"] = {"text": f"Line {place.line} of {place.file} inside the file."}
    return location


def _uri(subject: str) -> str:
    return quote(subject.encode("utf-8", "surrogateescape"))
