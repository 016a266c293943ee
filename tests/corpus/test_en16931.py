"""The native rules of EN 16931 against the recorded verdicts of the official artefacts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from en16931_pages import listed
from lxml import etree
from model_places import lost

from chorus_sdk.findings import Finding, Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.cii import reader as cii
from chorus_sdk.formats.documents import read
from chorus_sdk.formats.ubl import reader as ubl
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.en16931 import EN16931
from chorus_sdk.validation.rules.en16931.completed import invoice_of

ARTEFACTS = ("EN16931-UBL 1.3.16", "EN16931-CII 1.3.16")
FOLDERS = ("ubl", "cii", "facturx", "invalid")
STOPPED = "ENGINE-ERROR"


def findings(invoice: Invoice) -> list[Finding]:
    assert invoice.origin is not None
    subject = Subject(invoice=invoice, format=FormatId(invoice.origin.format))
    found = list(EN16931.run(subject))
    assert lost(invoice_of(subject), found) == [], "a place is one of the invoice"
    return found


def codes(found: list[Finding], severity: Severity) -> set[str]:
    return {each.code for each in found if each.severity is severity}


@cache
def judged(corpus: Path) -> dict[str, tuple[dict[str, list[str]], list[Finding]]]:
    """What the official rules and ours say of each document that has an official verdict."""
    rows: dict[str, tuple[dict[str, list[str]], list[Finding]]] = {}
    for folder in FOLDERS:
        for row in json.loads((corpus / folder / "index.json").read_text(encoding="utf-8")):
            for artefact in ARTEFACTS:
                official = (row.get("oracle") or {}).get(artefact)
                if official is not None:
                    path = f"{folder}/{row['path']}"
                    rows[path] = (official, findings(read(corpus / path)))
    return rows


def test_the_corpus_has_hundreds_of_official_verdicts(corpus: Path) -> None:
    assert len(judged(corpus)) > 600


def test_verdict_and_fatal_rules_are_the_official_ones_except_where_the_page_says(
    corpus: Path,
) -> None:
    differing, verdicts = set(), []
    for path, (official, found) in judged(corpus).items():
        wanted, ours = set(official["fatal"]), codes(found, Severity.ERROR)
        if wanted != ours:
            differing.add(path)
        stopped = any(each.startswith(STOPPED) for each in wanted)
        if not stopped and bool(wanted) != bool(ours):
            verdicts.append(path)
    assert verdicts == []
    assert differing == listed("Documents of the corpus with another verdict or other fatal rules")
    assert len(differing) <= len(judged(corpus)) // 100


def test_the_documents_that_the_page_lists_have_no_official_verdict(corpus: Path) -> None:
    for path in listed("Documents of the corpus with another verdict or other fatal rules"):
        official, _ = judged(corpus)[path]
        assert all(each.startswith(STOPPED) for each in official["fatal"]), path


def test_warnings_are_the_official_ones_except_where_the_page_says(corpus: Path) -> None:
    differing = {
        path
        for path, (official, found) in judged(corpus).items()
        if set(official["warning"]) != codes(found, Severity.WARNING)
    }
    assert differing == listed("Documents of the corpus with other warnings")


def test_no_warning_is_invented(corpus: Path) -> None:
    invented = {
        path: sorted(codes(found, Severity.WARNING) - set(official["warning"]))
        for path, (official, found) in judged(corpus).items()
        if codes(found, Severity.WARNING) - set(official["warning"])
    }
    assert invented == {}


def fragments(corpus: Path) -> Iterator[tuple[str, str, str, bytes]]:
    """Every expectation of the unit test sets: where, what is expected, of which rule, on what."""
    folder = corpus / "invalid"
    for row in json.loads((folder / "index.json").read_text(encoding="utf-8")):
        if row.get("kind") != "testset":
            continue
        root = etree.parse(folder / row["path"]).getroot()
        tests = [each for each in root if etree.QName(each).localname == "test"]
        for entry in row["tests"]:
            inside = [
                each
                for each in tests[entry["n"]]
                if isinstance(each.tag, str) and etree.QName(each).localname != "assert"
            ]
            for outcome in ("success", "error", "fatal", "warning"):
                for rule in entry.get(outcome, ()):
                    place = f"{row['path']}#{entry['n']}"
                    yield place, outcome, rule, etree.tostring(inside[0], with_tail=False)


def test_every_expectation_of_the_unit_test_sets_is_met(
    corpus: Path, record_testsuite_property: Callable[[str, object], None]
) -> None:
    """The whole sets: each expectation is of a rule that is here, or of one that is left out."""
    wrong, met, left = [], 0, set()
    for place, outcome, rule, data in fragments(corpus):
        if rule not in EN16931.ids:
            left.add(rule)
            continue
        reader = cii if b"CrossIndustryInvoice" in data else ubl
        fires = rule in {each.code for each in findings(reader.read(data))}
        met += 1
        if fires is (outcome == "success"):
            wrong.append(f"{place} {outcome} {rule}")
    record_testsuite_property("expectations of rules met", met)
    record_testsuite_property("rules left out", " ".join(sorted(left)))
    assert wrong == []
    assert met > 700
    ours = {rule for rule in left if rule.startswith(("BR-", "UBL-", "CII-"))}
    assert ours <= listed("Rules that are named somewhere and are not here")


def test_every_unit_test_set_is_read(corpus: Path) -> None:
    folder = corpus / "invalid"
    rows = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    sets = {row["path"] for row in rows if row.get("kind") == "testset"}
    expected = {row["path"] for row in rows if row.get("kind") == "testset" and row["tests"]}
    read_sets = {place.partition("#")[0] for place, *_ in fragments(corpus)}
    assert len(sets) > 200
    assert expected - read_sets == {
        row["path"]
        for row in rows
        if row["path"] in expected
        and not any(
            entry.get(outcome)
            for entry in row["tests"]
            for outcome in ("success", "error", "fatal", "warning")
        )
    }


def test_the_unit_test_sets_name_no_rule_of_the_artefacts_that_is_missing(corpus: Path) -> None:
    named = {rule for _, _, rule, _ in fragments(corpus)}
    ours = {rule for rule in named if rule.startswith(("BR-", "UBL-", "CII-"))}
    missing = listed("Rules that are named somewhere and are not here")
    assert ours - EN16931.ids == ours & missing


@pytest.mark.parametrize("heading", ["Rules that are named somewhere and are not here"])
def test_what_the_page_calls_missing_is_missing(heading: str) -> None:
    assert listed(heading) & EN16931.ids == set()
