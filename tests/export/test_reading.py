"""A file read in parts says what the same file says when it is read as a whole."""

from __future__ import annotations

from collections import defaultdict

import pytest

from chorus_sdk.errors import InvalidInvoiceError, MalformedDocumentError, UnknownFormatError
from chorus_sdk.export.files import SourceFile, source_files
from chorus_sdk.export.pieces import Block, Failure, Selection
from chorus_sdk.export.reading import read_part, read_pieces
from chorus_sdk.export.splitting import Part, parts_of


def rows(pieces) -> dict[str, list[tuple]]:
    found = defaultdict(list)
    for piece in pieces:
        if isinstance(piece, Block):
            found[piece.table.name] += piece.rows
        else:
            found["failures"].append((piece.file, piece.error.code))
    return found


def both(file: SourceFile) -> tuple[dict, dict]:
    choice = Selection(keep_going=True)
    parts = list(parts_of(file, part_bytes=1))
    apart = [piece for part in parts for piece in read_part(part, choice)]
    return rows(read_part(Part(file), choice)), rows(apart)


def alike(whole: dict, apart: dict) -> None:
    """Rows must be in the same order; findings around the invoices may stand elsewhere."""
    whole["findings"].sort(key=repr)
    apart["findings"].sort(key=repr)
    assert apart == whole


@pytest.mark.parametrize("count", [4, 9])
def test_parts_and_whole_say_the_same(tmp_path, make_flow, make_invoice, count):
    units = [
        make_invoice("F1"),
        make_invoice("F2", day="never"),
        make_invoice("F3", day="never"),
        f"<!-- {make_invoice('F0')} -->",
        make_invoice("F4", extra="<Inconnu>mot</Inconnu>"),
    ]
    text = make_flow(*units, count=count).replace("</Enveloppe>", "<X>y</X></Enveloppe><Z>z</Z>")
    path = tmp_path / "f.xml"
    path.write_text(text.replace("</CPPFacturePivot>", "<Q>q</Q></CPPFacturePivot>"), "utf-8")
    whole, apart = both(SourceFile(path, "f.xml"))
    alike(whole, apart)
    assert [row[1] for row in apart["invoices"]] == [1, 4]
    codes = [row[1] for row in apart["findings"]]
    assert codes.count("PIVOT-COUNT") == (count != 4)


def test_parts_and_whole_say_the_same_of_the_corpus(corpus):
    seen = 0
    for file in source_files(corpus / "pivot"):
        whole, apart = both(file)
        alike(whole, apart)
        seen += len(apart["invoices"])
    assert seen >= 10


@pytest.mark.parametrize("content", [False, True])
def test_findings_are_the_same_whatever_is_wanted_beside_them(
    tmp_path, make_flow, make_invoice, content
):
    text = make_flow(
        make_invoice("F1", net="0.00000000001"),
        make_invoice("F2").replace("<IdCPRO>77<", f"<IdCPRO>{2**63}<"),
        make_invoice("F3").replace("<Taux>20<", f"<Taux>{'9' * 29}<"),
    )
    path = tmp_path / "f.xml"
    path.write_text(text, encoding="utf-8")
    files = source_files(path)
    whole = rows(read_pieces(files, Selection(content=content)))["findings"]
    assert [row[1] for row in whole].count("EXPORT-DOES-NOT-FIT") == 3
    for tables in (("findings",), ("findings", "vat"), ("lines", "findings")):
        some = rows(read_pieces(files, Selection(tables=tables, content=content)))
        assert some["findings"] == whole
        assert set(some) <= set(tables)


def test_a_table_that_is_named_twice_is_there_once(tmp_path, make_flow, make_invoice):
    path = tmp_path / "f.xml"
    path.write_text(make_flow(make_invoice("F1")), encoding="utf-8")
    found = rows(read_pieces(source_files(path), Selection(tables=("vat", "vat"))))
    assert [row[2] for row in found["vat"]] == [1, 2]


def test_a_folder_is_read_in_the_order_of_its_paths(folder):
    found = rows(read_pieces(source_files(folder), Selection()))
    assert [(row[0], row[1], row[2]) for row in found["invoices"]] == [
        ("a.xml", 1, "A1"),
        ("a.xml", 2, "A2"),
        ("below/b.xml", 1, "B1"),
    ]
    assert [row[:2] for row in found["findings"] if row[0] == "notes.txt"] == [
        ("notes.txt", "EXPORT-NOT-A-PIVOT")
    ]


def test_a_file_that_was_named_must_be_a_pivot(folder):
    with pytest.raises(UnknownFormatError):
        rows(read_pieces(source_files(folder / "notes.txt"), Selection()))


def test_a_cut_file_gives_what_came_before_and_then_its_error(tmp_path, make_flow, make_invoice):
    data = make_flow(make_invoice("F1"), make_invoice("F2")).encode()
    path = tmp_path / "f.xml"
    path.write_bytes(data[:-700])
    found = []
    with pytest.raises(MalformedDocumentError):
        found.extend(read_pieces(source_files(path), Selection()))
    assert [row[2] for row in rows(found)["invoices"]] == ["F1"]
    kept = rows(read_pieces(source_files(path), Selection(keep_going=True)))
    assert kept["failures"] == [("f.xml", "document.malformed")]
    assert kept["findings"][-1][1] == "document.malformed"


def test_an_error_in_a_part_tells_its_place_in_the_file(tmp_path, make_flow, make_invoice):
    path = tmp_path / "f.xml"
    data = make_flow(make_invoice("F1"), make_invoice("F2"), make_invoice("F3")).encode()
    path.write_bytes(data[:-700])
    last = list(parts_of(SourceFile(path, "f.xml"), part_bytes=1))[-1]
    (failure,) = [
        piece for piece in read_part(last, Selection(keep_going=True)) if isinstance(piece, Failure)
    ]
    assert failure.error.offset == len(data) - 700
    assert failure.error.line is None


def test_strict_reading_stops_at_a_broken_invoice(tmp_path, make_flow, make_invoice):
    path = tmp_path / "f.xml"
    path.write_text(make_flow(make_invoice("F1", day="never")), "utf-8")
    with pytest.raises(InvalidInvoiceError):
        rows(read_pieces(source_files(path), Selection(strict=True, keep_going=True)))


def test_blocks_are_bounded_within_one_invoice(tmp_path, make_flow, make_invoice):
    line = (
        '<Ligne NumOrdre="1"><PrixUnitaire>1</PrixUnitaire><Quantite>1</Quantite>'
        "<MontantHT>1</MontantHT></Ligne>"
    )
    text = make_flow(make_invoice()).replace("</Lignes>", line * 24_998 + "</Lignes>")
    path = tmp_path / "f.xml"
    path.write_text(text, "utf-8")
    blocks = list(read_pieces(source_files(path), Selection(tables=("lines",))))
    assert [len(block.rows) for block in blocks] == [10_000, 10_000, 5_000]
    assert [row[2] for block in blocks for row in block.rows] == list(range(1, 25_001))
