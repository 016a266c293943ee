"""Real documents, read: every business term against an independent path, and back again.

`terms.json` ties each of the 164 terms of EN 16931 to its element path in UBL and in CII and to
its place in the model. The paths are evaluated by lxml's XPath, which knows nothing of our
tables.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from chorus_sdk.errors import DocumentError
from chorus_sdk.formats.cii import reader as cii_reader
from chorus_sdk.formats.cii.rows import QDT, RAM, RSM, UDT
from chorus_sdk.formats.levels import first_profile
from chorus_sdk.formats.ubl import reader as ubl_reader
from chorus_sdk.formats.ubl.rows import CAC, CBC
from chorus_sdk.invoice import Invoice

TERMS = json.loads((Path(__file__).parent / "terms.json").read_text(encoding="utf-8"))
NAMESPACES = {"cac": CAC, "cbc": CBC, "rsm": RSM, "ram": RAM, "udt": UDT, "qdt": QDT}
FORMATS = ("ubl-invoice", "ubl-creditnote", "cii")
LINES = {
    "ubl-invoice": "cac:InvoiceLine",
    "ubl-creditnote": "cac:CreditNoteLine",
    "cii": "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem",
}
TECHNICAL = {"UBLVersionID", "ProfileExecutionID", "UUID", "LineCountNumeric"}
"""Elements of UBL that are recognised as no business content."""
POINT_CODES = {"5": "3", "29": "35", "72": "432"}
EXTENDED = ("extended", "zugferd1")
NO_CALENDAR_DAY = {
    "or-gap__CII_business_example_Z-date-20260231.xml",
    "or-frgap__cii-date-20260431.xml",
}
"""Valid by the official rules, which do not look at the calendar: the model cannot hold them."""


@pytest.fixture(scope="module")
def documents(corpus: Path, corpus_index: list[dict]) -> list[tuple[dict, bytes]]:
    rows = [row for row in corpus_index if row["family"] in FORMATS]
    return [(row, (corpus / row["path"]).read_bytes()) for row in rows]


def valid(documents: list[tuple[dict, bytes]]) -> Iterator[tuple[dict, bytes]]:
    return ((row, data) for row, data in documents if row["expected"] == "valid")


def is_core(row: dict) -> bool:
    return not any(word in (row["profile"] or "") for word in EXTENDED)


def read(row: dict, data: bytes) -> Invoice:
    return (cii_reader if row["family"] == "cii" else ubl_reader).read(data)


def test_every_valid_document_is_read(documents) -> None:
    failures = []
    for row, data in valid(documents):
        try:
            invoice = read(row, data)
        except DocumentError as error:
            failures.append((row["path"], error.code))
        else:
            if not (invoice.number and invoice.origin.sha256 == row["sha256"]):
                failures.append((row["path"], "number or digest"))
    assert failures == []


def test_every_other_document_is_read_or_refused_with_a_document_error(documents) -> None:
    refused = set()
    for row, data in documents:
        try:
            read(row, data)
        except DocumentError as error:
            refused.add((row["expected"], error.code))
    assert refused <= {("unknown", "document.unknown_format")}


def test_lines_that_skip_validation_are_what_validation_makes_of_them(documents) -> None:
    failures = []
    for row, data in valid(documents):
        kinds = (cii_reader.INVOICE, ubl_reader.INVOICE, ubl_reader.CREDIT_NOTE)
        root = etree.fromstring(data)
        reader = next(kind.reader for kind in kinds if kind.tag == root.tag)
        content, _ = reader.read(root)
        validated, quick = Invoice.model_validate(content), read(row, data)
        if validated != quick or validated.model_fields_set - quick.model_fields_set:
            failures.append(row["path"])
        failures += [
            row["path"]
            for one, other in zip(validated.lines, quick.lines, strict=True)
            if repr(one) != repr(other) or one.model_dump() != other.model_dump()
        ]
    assert failures == []


def texts_at(node: etree._Element, path: str) -> list[str]:
    found = node.xpath(path, namespaces=NAMESPACES)
    texts = (
        str(item) if not isinstance(item, etree._Element) else "".join(item.xpath("text()"))
        for item in found
    )
    return [text.strip() for text in texts if text.strip()]


def values_at(part: object, path: str) -> list[object]:
    """Walk a model path; `[]` stands for every item."""
    parts = [part]
    for step in path.split("."):
        name = step.removesuffix("[]")
        parts = [getattr(p, name) for p in parts if getattr(p, name) is not None]
        if step.endswith("[]"):
            parts = [item for items in parts for item in items]
    return parts


def as_read(term: str, family: str, text: str) -> str:
    """Bring a source text to the form in which the model's value is compared."""
    if term == "BT-8" and family == "cii":
        return POINT_CODES.get(text, text)
    if term in {"BT-21", "BT-22", "BT-127"} and family != "cii":  # and EXT-FR-FE-183 for BT-127
        match = re.fullmatch(r"#(...)#(.*)", text, re.DOTALL)
        return (
            (match[1] if match else "")
            if term == "BT-21"
            else (match[2].strip() if match else text)
        )
    return text


def same(text: str, value: object) -> bool:
    match value:
        case Decimal():
            return Decimal(text) == value
        case date():
            return text.replace("-", "")[:8] == value.strftime("%Y%m%d")
        case bytes():
            return base64.b64decode(text) == value
        case _:
            return text == value


def path_of(entry: dict, family: str) -> str:
    if family == "ubl-creditnote":
        path = entry.get("credit_note", entry["ubl"])
        return path.replace("InvoiceLine", "CreditNoteLine").replace("Invoiced", "Credited")
    return entry["cii" if family == "cii" else "ubl"]


def mismatches(row: dict, root: etree._Element, invoice: Invoice) -> Iterator[str]:
    family = row["family"]
    lines = root.xpath(LINES[family], namespaces=NAMESPACES)
    if len(lines) != len(invoice.lines):
        yield "BG-25"
        return
    for entry in TERMS:
        path, model = path_of(entry, family), entry["model"]
        if model.startswith("lines[]."):
            start = LINES[family] + "/"
            pairs = zip(lines, invoice.lines, strict=True)
            steps = [(node, line, path.replace(start, ""), model[8:]) for node, line in pairs]
        else:
            steps = [(root, invoice, path, model)]
        for node, part, xpath, model_path in steps:
            texts = [as_read(entry["term"], family, t) for t in texts_at(node, xpath)]
            if not holds(entry["term"], [t for t in texts if t], values_at(part, model_path)):
                yield f"{entry['term']} {texts[:3]} {values_at(part, model_path)[:3]}"


def holds(term: str, texts: list[str], values: list[object]) -> bool:
    """Compare source and model; a party's identifiers have no order, repeats say nothing new."""
    if term in {"BT-29", "BT-46", "BT-60"}:
        return sorted(texts) == sorted(map(str, values))
    if len(texts) > len(values) == 1:
        texts = texts[:1] if len(set(texts)) == 1 else texts
    return len(texts) == len(values) and all(map(same, texts, values))


def test_each_of_the_164_terms_is_what_its_path_selects_in_core_documents(documents) -> None:
    failures = []
    for row, data in valid(documents):
        if is_core(row) and Path(row["path"]).name not in NO_CALENDAR_DAY:
            found = mismatches(row, etree.fromstring(data), read(row, data))
            failures += [(row["path"], what) for what in found]
    assert len(TERMS) == 164
    assert failures == []


def test_each_term_is_met_in_both_syntaxes(documents) -> None:
    met: dict[str, set[str]] = {"ubl": set(), "cii": set()}
    for row, data in valid(documents):
        invoice = read(row, data)
        seen = met["cii" if row["family"] == "cii" else "ubl"]
        seen |= {e["term"] for e in TERMS if any(v != "" for v in values_at(invoice, e["model"]))}
    every = {entry["term"] for entry in TERMS}
    assert {name: every - seen for name, seen in met.items()} == {"ubl": set(), "cii": set()}


def test_each_of_the_164_terms_has_the_profile_of_the_standard() -> None:
    found = {e["term"]: str(first_profile(e["model"].replace("[]", ""))) for e in TERMS}
    assert found == {e["term"]: e["profile"] for e in TERMS}


def test_every_text_of_a_document_is_in_the_model_or_unmapped(documents) -> None:
    """Nothing vanishes: changing any leaf's text in the source changes what is read."""
    failures = []
    for row, data in sample(valid(documents), every=23):
        root = etree.fromstring(data)
        known = read(row, data)
        leaves = [e for e in root.iter(etree.Element) if (e.text or "").strip() and not len(e)]
        for leaf in (e for e in leaves if etree.QName(e).localname not in TECHNICAL):
            kept, leaf.text = leaf.text, "\u2603"
            changed = read(row, etree.tostring(root))
            if changed == known and changed.unmapped == known.unmapped:
                failures.append((row["path"], root.getroottree().getpath(leaf)))
            leaf.text = kept
    assert failures == []


def sample(rows: Iterator[tuple[dict, bytes]], *, every: int) -> list[tuple[dict, bytes]]:
    small = [(row, data) for row, data in rows if len(data) < 20_000]
    return small[::every]
