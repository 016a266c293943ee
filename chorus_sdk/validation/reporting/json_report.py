"""A report as JSON (*compte rendu JSON*), with keys that stay.

```text
schema     "chorus_sdk/validation-report/1"; another number means other keys
subject    the name of the file, or the invoice's number
valid      true or false; skipped is not valid
format     as in FormatId, or null          profile   as in Profile, or null
engine     native or schematron             on_day    YYYY-MM-DD
counts     {error, warning, information}
layers     [{layer, status, artefacts: [{name, version}], reason, reason_fr, duration_ms,
             findings: [finding]}]
finding    {code, severity, message, message_fr, term, path, line, column, field, file, invoice,
            found, expected, hint, hint_fr}
```

Every key is always there; what is not known is null.
"""

from __future__ import annotations

import json
from typing import Final, TypeAlias

from chorus_sdk.findings import Finding, Location, Severity
from chorus_sdk.validation.layers import LayerReport, ValidationReport
from chorus_sdk.validation.reporting.plain import escaped

SCHEMA: Final = "chorus_sdk/validation-report/1"

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


def to_json(report: ValidationReport, *, indent: int | None = None) -> str:
    """Return a report as JSON text, in one line unless `indent` says otherwise."""
    return escaped(json.dumps(as_data(report), ensure_ascii=False, indent=indent))


def as_data(report: ValidationReport) -> dict[str, Json]:
    """Return a report as what `json` takes."""
    return {
        "schema": SCHEMA,
        "subject": report.subject,
        "valid": report.is_valid,
        "format": report.format.value if report.format else None,
        "profile": report.profile.value if report.profile else None,
        "engine": report.engine,
        "on_day": report.on_day.isoformat() if report.on_day else None,
        "counts": {
            severity.value: sum(one.severity is severity for one in report.findings)
            for severity in Severity
        },
        "layers": [_layer(layer) for layer in report.layers],
    }


def _layer(layer: LayerReport) -> Json:
    return {
        "layer": layer.layer.value,
        "status": layer.status.value,
        "artefacts": [{"name": one.name, "version": one.version} for one in layer.artefacts],
        "reason": layer.reason,
        "reason_fr": layer.reason_fr,
        "duration_ms": round(1000 * layer.duration, 3),
        "findings": [_finding(finding) for finding in layer.findings],
    }


def _finding(finding: Finding) -> Json:
    place = finding.location or Location()
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "message_fr": finding.message_fr,
        "term": place.term,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "field": place.field,
        "file": place.file,
        "invoice": place.invoice,
        "found": finding.found,
        "expected": finding.expected,
        "hint": finding.hint,
        "hint_fr": finding.hint_fr,
    }
