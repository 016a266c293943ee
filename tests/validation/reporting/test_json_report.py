"""Reports as JSON: keys that stay."""

from __future__ import annotations

import json

FINDING_KEYS = {
    "code",
    "severity",
    "message",
    "message_fr",
    "term",
    "path",
    "line",
    "column",
    "field",
    "file",
    "invoice",
    "found",
    "expected",
    "hint",
    "hint_fr",
}
LAYER_KEYS = {
    "layer",
    "status",
    "artefacts",
    "reason",
    "reason_fr",
    "duration_ms",
    "findings",
}


def test_keys_are_those_that_are_documented(report):
    data = json.loads(report.to_json())
    assert data["schema"] == "chorus_sdk/validation-report/1"
    assert (data["subject"], data["valid"], data["engine"]) == ("facture é.xml", False, "native")
    assert (data["format"], data["profile"], data["on_day"]) == (
        "ubl-invoice",
        "en16931",
        "2026-11-23",
    )
    assert data["counts"] == {"error": 1, "warning": 1, "information": 1}
    assert all(set(layer) == LAYER_KEYS for layer in data["layers"])
    findings = [one for layer in data["layers"] for one in layer["findings"]]
    assert all(set(one) == FINDING_KEYS for one in findings)


def test_layers_and_findings_say_what_the_report_says(report):
    layers = {one["layer"]: one for one in json.loads(report.to_json())["layers"]}
    assert [one["status"] for one in layers.values()] == [
        "passed",
        "failed",
        "passed",
        "skipped",
        "not-applicable",
    ]
    assert layers["en16931"]["artefacts"] == [{"name": "en16931", "version": "1.3.16"}]
    assert layers["france"]["reason"] == "the rules are away"
    assert layers["france"]["reason_fr"] == "les règles manquent"
    error = layers["en16931"]["findings"][0]
    assert (error["code"], error["severity"], error["line"]) == ("BR-CO-15", "error", 42)
    assert (error["term"], error["field"]) == ("BT-112", "totals.with_vat")
    assert (error["found"], error["expected"]) == ("134.41", "134.40")
    assert layers["en16931"]["findings"][1]["file"] == "factur-x.xml"


def test_it_is_one_line_unless_asked_otherwise(report):
    assert "\n" not in report.to_json()
    assert json.loads(report.to_json(indent=2)) == json.loads(report.to_json())
