"""The schema of CII without what no invoice uses says what the whole one says."""

from __future__ import annotations

import pytest
from lxml import etree

from chorus_sdk import FormatId, write
from chorus_sdk._xml import Schema, parse
from chorus_sdk.formats.schemas import schema_path
from chorus_sdk.formats.schemas.cutting_cii import CiiCutter, CutCiiSchema, is_usual, used
from chorus_sdk.formats.schemas.files import CII_FILE
from chorus_sdk.sandbox.samples import sample_invoice

XSD = "{http://www.w3.org/2001/XMLSchema}"
AT_MOST = 60
"""Documents of the corpus that are held against both."""
PATH = schema_path(FormatId.CII_INVOICE)


class NothingToSay:
    """A schema that nobody may ask."""

    def errors(self, root: object) -> tuple[object, ...]:
        raise AssertionError(root)


@pytest.fixture(scope="module")
def both() -> tuple[CutCiiSchema, Schema]:
    return CutCiiSchema(PATH), Schema(PATH)


def types(root: etree._Element) -> dict[str, list[tuple[str, str, str | None]]]:
    return {
        one.get("name"): [
            (each.get("name"), each.get("type"), each.get("minOccurs"))
            for each in one.iter(f"{XSD}element")
        ]
        for one in root.iterchildren(f"{XSD}complexType")
    }


def test_the_file_that_is_cut_is_that_of_cii():
    assert PATH.name == CII_FILE


def test_types_keep_their_elements_but_those_that_are_optional_and_unused():
    (aggregates,) = PATH.parent.glob("*ReusableAggregate*.xsd")
    cutter = CiiCutter()
    main = types(etree.fromstring(cutter.cut(PATH.read_bytes())))
    small = types(etree.fromstring(cutter.cut(aggregates.read_bytes())))
    whole = types(etree.parse(aggregates).getroot())
    assert main == types(etree.parse(PATH).getroot())
    for name, elements in small.items():
        assert elements == [one for one in whole[name] if one[0] in used() or one[2] != "0"]
    asked = {kind for each in (main, small) for held in each.values() for _, kind, _ in held}
    assert {kind.removeprefix("ram:") for kind in asked if kind.startswith("ram:")} == small.keys()
    assert len(small) < len(whole) * 2 / 3


def test_aggregates_that_come_before_the_document_are_left_whole():
    (aggregates,) = PATH.parent.glob("*ReusableAggregate*.xsd")
    cut = CiiCutter().cut(aggregates.read_bytes())
    assert types(etree.fromstring(cut)) == types(etree.parse(aggregates).getroot())


def test_a_usual_document_never_asks_the_whole_schema(monkeypatch):
    schema = CutCiiSchema(PATH)
    monkeypatch.setattr(schema, "_whole", NothingToSay())
    root = parse(write(sample_invoice(), FormatId.CII_INVOICE))
    assert is_usual(root)
    assert schema.errors(root) == ()


def test_a_document_with_another_element_needs_the_whole_schema(both):
    small, whole = both
    content = write(sample_invoice(), FormatId.CII_INVOICE)
    purpose = b"<ram:Purpose>sale</ram:Purpose>"
    for place, said in ((b"<ram:IncludedNote>", 0), (b"</rsm:ExchangedDocument>", 1)):
        unusual = parse(content.replace(place, purpose + place, 1))
        assert not is_usual(unusual)
        assert small.errors(unusual) == whole.errors(unusual)
        assert len(whole.errors(unusual)) == said


def test_both_say_the_same_of_real_documents_and_of_broken_ones(both, corpus, corpus_index):
    small, whole = both
    seen = broken = usual = 0
    for row in corpus_index:
        if row["path"].startswith("cii/") and seen < AT_MOST:
            root = etree.fromstring((corpus / row["path"]).read_bytes())
            if etree.QName(root).localname != "CrossIndustryInvoice":
                continue
            seen += 1
            usual += is_usual(root)
            assert small.errors(root) == whole.errors(root), row["path"]
            transaction = root[-1]
            transaction.append(transaction[seen % len(transaction)])
            said = whole.errors(root)
            assert small.errors(root) == said, row["path"]
            broken += bool(said)
    assert usual > seen / 2 > 5
    assert broken > seen / 2
