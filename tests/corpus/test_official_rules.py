"""If a document passes the official rules, so does the same invoice written again.

A sample, as the rules take their time; the engine runs in a process of its own.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.cii import reader as cii_reader
from chorus_sdk.formats.cii import writer as cii_writer
from chorus_sdk.formats.composition import compose
from chorus_sdk.formats.profiles import profile_of
from chorus_sdk.formats.ubl import reader as ubl_reader
from chorus_sdk.formats.ubl import writer as ubl_writer
from chorus_sdk.invoice import Invoice

pytest.importorskip("saxonche", reason="the official rules need Saxon")
from official_rules import SHEETS, broken

FORMATS = {
    "ubl-invoice": FormatId.UBL_INVOICE,
    "ubl-creditnote": FormatId.UBL_CREDIT_NOTE,
    "cii": FormatId.CII_INVOICE,
}
EVERY = 11
OTHER_LISTS = {"CreditNote-Max_content.xml", "Invoice-Max_content.xml"}
"""Their exemption code is in the list of the rules for UBL and not in that of Factur-X."""


@pytest.fixture(scope="module")
def sample(corpus: Path, corpus_index: list[dict]) -> list[tuple[dict, bytes, Invoice]]:
    """Some valid documents of each kind, and all of the French extension."""
    rows = [r for r in corpus_index if r["family"] in FORMATS and r["expected"] == "valid"]
    chosen = [r for n, r in enumerate(rows) if n % EVERY == 0 or "UC1" in r["path"]]
    found = []
    for row in chosen:
        data = (corpus / row["path"]).read_bytes()
        reader = cii_reader if row["family"] == "cii" else ubl_reader
        if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and "date-2026" not in row["path"]:
            found.append((row, data, reader.read(data)))
    return found


def sheet_of(row: dict, invoice: Invoice) -> str:
    profile = profile_of(invoice.specification or "").profile
    syntax = "cii" if row["family"] == "cii" else "ubl"
    named = f"{syntax}-{profile}"
    return named if named in SHEETS else {"cii": "cii-en16931", "ubl": "ubl"}[syntax]


@pytest.mark.slow
def test_a_rewritten_document_breaks_no_rule_that_its_source_keeps(sample) -> None:
    asked, rewritten = [], []
    for row, data, invoice in sample:
        kind = FORMATS[row["family"]]
        cii = kind is FormatId.CII_INVOICE
        written = cii_writer.compose(invoice) if cii else ubl_writer.compose(invoice, kind)
        sheets = [sheet_of(row, invoice)]
        if row.get("expected_fr"):
            sheets.append("cii-france" if cii else "ubl-france")
        for sheet in sheets:
            asked.append((sheet, data))
            rewritten.append((sheet, written.content))
    answers = broken(asked + rewritten)
    before, after = answers[: len(asked)], answers[len(asked) :]
    new = [sorted(set(b) - set(a)) for a, b in zip(before, after, strict=True)]
    assert [rules for rules in new if rules] == []
    assert sum(not rules for rules in before) > len(asked) // 2


@pytest.mark.slow
def test_a_document_in_the_other_syntax_breaks_no_rule_either(sample) -> None:
    """As EN 16931, which both syntaxes can state; documents that keep all its rules."""
    made = []
    for row, data, invoice in sample:
        sheet = sheet_of(row, invoice)
        if sheet not in ("ubl", "cii-en16931") or row["path"].endswith(tuple(OTHER_LISTS)):
            continue
        target = FormatId.CII_INVOICE if sheet == "ubl" else FormatId.UBL_INVOICE
        composed = compose(invoice, target, Profile.EN16931)
        other = "cii-en16931" if target is FormatId.CII_INVOICE else "ubl"
        made.append((sheet, data, other, composed.content, row["path"]))
    before = broken([(sheet, data) for sheet, data, *_ in made])
    after = broken([(other, content) for _, _, other, content, _ in made])
    checked = [(m[4], b) for m, a, b in zip(made, before, after, strict=True) if not a]
    assert [(path, rules) for path, rules in checked if rules] == []
    assert len(checked) > 15
