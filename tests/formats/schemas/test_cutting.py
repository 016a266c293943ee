"""The schema of UBL without what no invoice uses says what the whole one says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from chorus_sdk import FormatId, write
from chorus_sdk._xml import Schema, parse
from chorus_sdk.formats.binding.table import Row
from chorus_sdk.formats.schemas import schema_path
from chorus_sdk.formats.schemas.cutting import USED, CutSchema, Cutter, is_extended, is_usual
from chorus_sdk.formats.schemas.files import FILES, UBL_FILES
from chorus_sdk.formats.ubl.binding import CREDIT_NOTE_SYNTAX, INVOICE_SYNTAX
from chorus_sdk.sandbox.samples import sample_invoice

XSD = "{http://www.w3.org/2001/XMLSchema}"
AGGREGATES = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
AT_MOST = 60
"""Documents of the corpus that are held against both."""


def tags(row: Row) -> Iterator[str]:
    yield row.tag
    for below in row.rows:
        yield from tags(below)


def aggregates_file() -> Path:
    common = schema_path(FormatId.UBL_INVOICE).parents[1] / "common"
    return common / "UBL-CommonAggregateComponents-2.1.xsd"


@pytest.fixture(scope="module", params=[FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE])
def schemas(request) -> tuple[FormatId, CutSchema, Schema]:
    path = schema_path(request.param)
    return request.param, CutSchema(path), Schema(path)


def test_what_invoices_use_is_what_the_tables_of_ubl_have():
    found = {tag for table in (INVOICE_SYNTAX, CREDIT_NOTE_SYNTAX) for tag in tags(table.root)}
    assert {tag.removeprefix("cac:") for tag in found if tag.startswith("cac:")} == USED


def test_the_files_that_are_cut_are_those_of_ubl():
    ubl = {FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE}
    names = {Path(one.place).name for (format_id, _), one in FILES.items() if format_id in ubl}
    assert names == UBL_FILES


def declared(root: etree._Element) -> dict[str, str]:
    return {one.get("name"): one.get("type") for one in root.iterchildren(f"{XSD}element")}


def test_every_aggregate_is_global_and_states_its_type_and_no_type_extends_another():
    root = etree.parse(aggregates_file()).getroot()
    named = [element for element in root.iter(f"{XSD}element") if element.get("name")]
    types = {one.get("name") for one in root.iterchildren(f"{XSD}complexType")}
    assert all(element.getparent() is root for element in named)
    assert set(declared(root).values()) == types
    assert [one for one in root.iter() if one.get("base")] == []


def test_cut_aggregates_hold_what_the_used_types_hold_but_what_is_optional_and_unused():
    whole = etree.parse(aggregates_file()).getroot()
    small = etree.fromstring(Cutter(extended=False).cut(aggregates_file().read_bytes()))
    known = declared(whole)
    used = {kind for name, kind in known.items() if name in USED}
    needed = {
        each.get("ref").removeprefix("cac:")
        for one in small.iterchildren(f"{XSD}complexType")
        for each in one.iter(f"{XSD}element")
        if each.get("ref").startswith("cac:")
    }
    assert declared(small) == {name: known[name] for name in USED | needed}
    for kind, refs in references(small).items():
        whole_refs = references(whole)[kind]
        wanted = [
            (ref, least)
            for ref, least in whole_refs
            if not ref.startswith("cac:") or least != "0" or ref.removeprefix("cac:") in USED
        ]
        assert refs == (wanted if kind in used else []), kind
    assert used <= references(small).keys()


def test_cut_basics_hold_every_element_that_is_referred_to_and_its_type():
    cutter = Cutter(extended=False)
    main = etree.fromstring(cutter.cut(schema_path(FormatId.UBL_INVOICE).read_bytes()))
    aggregates = etree.fromstring(cutter.cut(aggregates_file().read_bytes()))
    basics_file = aggregates_file().with_name("UBL-CommonBasicComponents-2.1.xsd")
    whole, small = (
        etree.parse(basics_file).getroot(),
        etree.fromstring(cutter.cut(basics_file.read_bytes())),
    )
    referred = {
        each.get("ref").removeprefix("cbc:")
        for root in (main, aggregates)
        for each in root.iter(f"{XSD}element")
        if (each.get("ref") or "").startswith("cbc:")
    }
    assert declared(small) == {name: declared(whole)[name] for name in referred}
    assert types(small) == {kind: types(whole)[kind] for kind in declared(small).values()}
    assert len(referred) < len(declared(whole)) / 2


def test_basics_that_come_before_the_aggregates_are_left_whole():
    basics_file = aggregates_file().with_name("UBL-CommonBasicComponents-2.1.xsd")
    small = etree.fromstring(Cutter(extended=False).cut(basics_file.read_bytes()))
    assert declared(small) == declared(etree.parse(basics_file).getroot())


def types(root: etree._Element) -> dict[str, bytes]:
    found = root.iterchildren(f"{XSD}complexType")
    return {one.get("name"): etree.tostring(one, method="c14n", with_tail=False) for one in found}


def references(root: etree._Element) -> dict[str, list[tuple[str, str]]]:
    return {
        one.get("name"): [
            (each.get("ref"), each.get("minOccurs")) for each in one.iter(f"{XSD}element")
        ]
        for one in root.iterchildren(f"{XSD}complexType")
    }


def test_a_file_of_another_schema_loses_its_documentation_alone():
    path = schema_path(FormatId.FACTURX)
    before, after = (
        etree.parse(path).getroot(),
        etree.fromstring(Cutter(extended=False).cut(path.read_bytes())),
    )
    kept = [one.tag for one in before.iter("*") if not is_documentation(one)]
    assert [one.tag for one in after.iter("*")] == kept


def is_documentation(element: etree._Element) -> bool:
    around = (element, *element.iterancestors())
    return any(one.tag == f"{XSD}annotation" for one in around)


def test_a_document_with_another_aggregate_needs_the_whole_schema(schemas):
    format_id, small, whole = schemas
    signature = (
        f'<cac:Signature xmlns:cac="{AGGREGATES}"><cbc:ID xmlns:cbc='
        '"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">S</cbc:ID>'
        "</cac:Signature><cac:AccountingSupplierParty>"
    ).encode()
    invoice = sample_invoice()
    if format_id is FormatId.UBL_CREDIT_NOTE:
        invoice = invoice.model_copy(update={"type_code": "381"})
    usual = write(invoice, format_id)
    unusual = usual.replace(b"<cac:AccountingSupplierParty>", signature, 1)
    assert is_usual(parse(usual))
    assert not is_usual(parse(unusual))
    assert small.errors(parse(unusual)) == whole.errors(parse(unusual)) == ()


def test_a_usual_document_never_asks_the_whole_schema(schemas, monkeypatch):
    format_id, small, _ = schemas
    type_code = "381" if format_id is FormatId.UBL_CREDIT_NOTE else "380"
    document = write(sample_invoice().model_copy(update={"type_code": type_code}), format_id)
    monkeypatch.setattr(small, "_whole", NothingToSay())
    assert small.errors(parse(document)) == ()


@pytest.mark.parametrize("is_broken", [False, True])
def test_a_document_with_extensions_is_held_against_their_schema(schemas, monkeypatch, is_broken):
    format_id, small, whole = schemas
    type_code = "381" if format_id is FormatId.UBL_CREDIT_NOTE else "380"
    document = write(sample_invoice().model_copy(update={"type_code": type_code}), format_id)
    content = b"" if is_broken else b'<x:any xmlns:x="urn:example"/>'
    extensions = (
        b'<ext:UBLExtensions xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:'
        b'CommonExtensionComponents-2"><ext:UBLExtension><ext:ExtensionContent>%b'
        b"</ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions><cbc:CustomizationID"
    )
    root = parse(document.replace(b"<cbc:CustomizationID", extensions % content, 1))
    assert is_usual(root)
    assert is_extended(root)
    assert small.errors(root) == whole.errors(root)
    assert bool(whole.errors(root)) is is_broken
    if not is_broken:
        monkeypatch.setattr(small, "_whole", NothingToSay())
        assert small.errors(root) == ()


class NothingToSay:
    """A schema that nobody may ask."""

    def errors(self, root: object) -> tuple[object, ...]:
        raise AssertionError(root)


def test_both_say_the_same_of_real_documents_and_of_broken_ones(schemas, corpus, corpus_index):
    format_id, small, whole = schemas
    name = "CreditNote" if format_id is FormatId.UBL_CREDIT_NOTE else "Invoice"
    seen = broken = 0
    for row in corpus_index:
        if row["path"].startswith("ubl/") and row["family"] != "cii" and seen < AT_MOST:
            root = etree.fromstring((corpus / row["path"]).read_bytes())
            if etree.QName(root).localname != name:
                continue
            seen += 1
            assert small.errors(root) == whole.errors(root), row["path"]
            root.append(root[seen % len(root)])
            said = whole.errors(root)
            assert small.errors(root) == said, row["path"]
            broken += bool(said)
    assert seen > 10
    assert broken > seen / 2
