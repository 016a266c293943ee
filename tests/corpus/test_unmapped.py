"""What the model does not hold of valid documents: nothing, but for a short list with reasons."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from chorus_sdk.formats.cii import reader as cii_reader
from chorus_sdk.formats.facturx import reader as facturx_reader
from chorus_sdk.formats.ubl import reader as ubl_reader
from chorus_sdk.invoice import Invoice

KNOWN = json.loads((Path(__file__).parent / "unmapped.json").read_text(encoding="utf-8"))
READERS = {
    "ubl-invoice": ubl_reader.read,
    "ubl-creditnote": ubl_reader.read,
    "cii": cii_reader.read,
    "facturx-pdf": facturx_reader.read,
}
CORE = ("minimum", "basicwl", "basic", "en16931")
FRENCH = ("extended-ctc-fr", "en16931-ctc-fr")
ZUGFERD_1 = "zf1__"
"""Its own elements are the matter of its own tests."""


@pytest.fixture(scope="module")
def remainder(corpus: Path, corpus_index: list[dict]) -> list[tuple[dict, str]]:
    """Each unmapped place of a valid document, without numbers, beside its document."""
    found = []
    for row in corpus_index:
        if row["family"] not in READERS or row["expected"] != "valid" or ZUGFERD_1 in row["path"]:
            continue
        invoice: Invoice = READERS[row["family"]]((corpus / row["path"]).read_bytes())
        found += [(row, re.sub(r"\[\d+\]", "", u.path)) for u in invoice.unmapped]
    return found


def test_what_is_unmapped_is_listed_with_its_reason(remainder) -> None:
    listed = {entry["path"] for entry in KNOWN}
    assert [(row["path"], place) for row, place in remainder if place not in listed] == []
    assert all(entry["reason"] for entry in KNOWN)


def test_what_is_listed_is_met(remainder) -> None:
    assert {entry["path"] for entry in KNOWN} - {place for _, place in remainder} == set()


def test_core_and_french_documents_leave_nothing_but_impossible_days(remainder) -> None:
    left = {
        (row["path"], place)
        for row, place in remainder
        if (row["profile"] or "").removeprefix("facturx-") in (*CORE, *FRENCH)
        and not place.endswith("udt:DateTimeString")
    }
    assert left == set()


def test_the_examples_of_afnor_leave_nothing(corpus: Path, corpus_index: list[dict]) -> None:
    """Those of XP Z12-012 and XP Z12-014, whatever the verdict on them."""
    left = []
    for row in corpus_index:
        of_afnor = Path(row["path"]).name.startswith(("af12__", "af14__", "af14x__"))
        if of_afnor and row["family"] in READERS:
            invoice = READERS[row["family"]]((corpus / row["path"]).read_bytes())
            left += [(row["path"], unmapped.path) for unmapped in invoice.unmapped]
    assert left == []
