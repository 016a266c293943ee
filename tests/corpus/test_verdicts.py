"""All layers on every document that the official rules were run on: verdicts and fatal ids."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from chorus_sdk.findings import Severity
from chorus_sdk.validation.layers import Layer, LayerStatus
from chorus_sdk.validation.pyramid import validate

FAMILIES = {"ubl-invoice", "ubl-creditnote", "cii", "facturx-pdf"}
OFFICIAL = (Layer.WELL_FORMED, Layer.CONTAINER, Layer.SCHEMA, Layer.EN16931, Layer.PROFILE)
FINE = (LayerStatus.PASSED, LayerStatus.NOT_APPLICABLE)
PAGE = Path(__file__).resolve().parents[2] / "docs" / "validation-differences.md"
CONTRADICTED = "Documents of the corpus whose label the official rules contradict"


def listed(heading: str) -> set[str]:
    """Return the documents of a table of the page."""
    section = PAGE.read_text(encoding="utf-8").partition(f"## {heading}\n")[2]
    return set(re.findall(r"^\| `([^`]+)` \|", section.partition("\n## ")[0], re.MULTILINE))


@pytest.fixture(scope="module")
def judged(corpus):
    """Each row of the corpus' own indexes with its report."""
    return [
        (
            {**row, "place": f"{index.parent.name}/{row['path']}"},
            validate(index.parent / row["path"], explain=False),
        )
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
def test_fatal_ids_equal_the_official_ones(judged, record_testsuite_property):
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
            wrong.append(row["place"])
    record_testsuite_property("documents with fatal ids of the official rules", checked)
    assert checked > 700
    assert len(wrong) <= checked // 100, wrong
    assert set(wrong) == listed("Documents of the corpus with other fatal ids")


def contradicted() -> set[str]:
    """Return the documents whose label the page says to be another than the official answer."""
    return listed(CONTRADICTED)


def is_right(row: dict, report) -> bool:
    """Tell whether the verdict is the expected one.

    What the official rules said is held against the layers that have official rules. Where a
    source says that its document is invalid, any layer may be the one that sees it.
    """
    if row["expected"] == "invalid" and row["basis"].startswith("source"):
        return not report.is_valid
    valid = all(report.layer(one).status in FINE for one in OFFICIAL)
    return valid is (row["expected"] == "valid")


@pytest.mark.slow
def test_every_verdict_is_the_expected_one_except_where_the_page_says(
    judged, record_testsuite_property
):
    known = [(row, report) for row, report in judged if row["expected"] != "unknown"]
    wrong = {row["place"] for row, report in known if not is_right(row, report)}
    record_testsuite_property("documents with a known verdict", len(known))
    assert wrong == contradicted()
    assert len(known) > 800


@pytest.mark.slow
def test_no_verdict_that_comes_from_the_official_rules_differs(judged):
    said = [
        (row, report)
        for row, report in judged
        if row["expected"] != "unknown" and "official rules run" in row["basis"]
    ]
    assert [row["place"] for row, report in said if not is_right(row, report)] == []
    assert len(said) > 600


@pytest.mark.slow
def test_the_official_rules_contradict_the_labels_that_the_page_lists(judged):
    """They break nothing where the label says invalid, and cannot look where it says valid."""
    rows = {row["place"]: row for row, _ in judged}
    for place in contradicted():
        row = rows[place]
        answers = {k: v for k, v in (row.get("oracle") or {}).items() if k != "xsd"}
        assert row["basis"].startswith("source"), place
        if row["expected"] == "invalid":
            assert answers, place
            assert all(not answer["fatal"] for answer in answers.values()), place
        else:
            assert not answers, place
