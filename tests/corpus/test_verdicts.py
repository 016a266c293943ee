"""All layers on every document that the official rules were run on: verdicts and fatal ids."""

from __future__ import annotations

import json

import pytest

from chorus_sdk.findings import Severity
from chorus_sdk.validation.layers import Layer, LayerStatus
from chorus_sdk.validation.pyramid import validate

FAMILIES = {"ubl-invoice", "ubl-creditnote", "cii", "facturx-pdf"}
OFFICIAL = (Layer.WELL_FORMED, Layer.CONTAINER, Layer.SCHEMA, Layer.EN16931, Layer.PROFILE)
FINE = (LayerStatus.PASSED, LayerStatus.NOT_APPLICABLE)


@pytest.fixture(scope="module")
def judged(corpus):
    """Each row of the corpus' own indexes with its report."""
    return [
        (row, validate(index.parent / row["path"], explain=False))
        for index in sorted(corpus.glob("*/index.json"))
        for row in json.loads(index.read_text(encoding="utf-8"))
        if row["family"] in FAMILIES and row.get("kind") != "testset"
    ]


def official_ids(row: dict) -> set[str] | None:
    """Return the fatal ids of the core and profile rules; None where they gave no verdict."""
    oracle = {
        name: one["fatal"]
        for name, one in (row.get("oracle") or {}).items()
        if name != "xsd" and "BR-FR" not in name and "ctc-fr" not in name.lower()
    }
    fatal = [code for codes in oracle.values() for code in codes]
    if not oracle or any(code.startswith("ENGINE-ERROR") for code in fatal):
        return None
    return {"FX-NOT-USED" if code.startswith("text:") else code for code in fatal}


@pytest.mark.slow
def test_fatal_ids_equal_the_official_ones(judged):
    checked, wrong = 0, []
    for row, report in judged:
        wanted = official_ids(row)
        if wanted is None or report.layer(Layer.SCHEMA).status is not LayerStatus.PASSED:
            continue
        found = {
            finding.code
            for name in (Layer.EN16931, Layer.PROFILE)
            for finding in report.layer(name).findings
            if finding.severity is Severity.ERROR and not finding.code.startswith("XSD")
        }
        checked += 1
        if found != wanted:
            wrong.append((row["path"], found ^ wanted))
    assert checked > 700
    assert len(wrong) <= checked // 100, wrong


@pytest.mark.slow
def test_verdicts_equal_those_of_the_official_rules(judged):
    """Where the expectation comes from the official rules, the first layers agree with it."""
    checked, wrong = 0, []
    for row, report in judged:
        if row["expected"] == "unknown" or "official rules" not in row.get("basis", ""):
            continue
        valid = all(report.layer(one).status in FINE for one in OFFICIAL)
        checked += 1
        if valid is not (row["expected"] == "valid"):
            wrong.append((row["path"], row["expected"], [one.code for one in report.errors]))
    assert checked > 600
    assert len(wrong) <= checked // 100, wrong
