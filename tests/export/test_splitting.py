"""Parts cover the file, and each is a pivot of its own."""

from __future__ import annotations

import itertools

import pytest

from chorus_sdk.export.files import SourceFile
from chorus_sdk.export.part_stream import open_part
from chorus_sdk.export.splitting import parts_of
from chorus_sdk.formats.pivot.stream import open_pivot


@pytest.fixture
def split(tmp_path):
    """A function that gives the parts of a text, an invoice each where that can be."""

    def parts(text: str | bytes, part_bytes: int = 1):
        path = tmp_path / "f.xml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return list(parts_of(SourceFile(path, "f.xml"), part_bytes=part_bytes))

    return parts


def numbers(part) -> list[str]:
    with open_part(part) as stream, open_pivot(stream) as flow:
        return [invoice.invoice_number for invoice in flow]


def test_each_part_is_read_by_itself(split, make_flow, make_invoice):
    parts = split(make_flow(*(make_invoice(f"F{n}") for n in range(1, 5))))
    assert [numbers(part) for part in parts] == [["F1"], ["F2"], ["F3"], ["F4"]]
    assert [part.first_index for part in parts] == [1, 2, 3, 4]
    assert [part.is_first for part in parts] == [True, False, False, False]
    assert [part.is_last for part in parts] == [False, False, False, True]
    assert [(a.end, b.start) for a, b in itertools.pairwise(parts)] == [
        (part.start, part.start) for part in parts[1:]
    ]
    assert sum(part.size for part in parts) == parts[0].file.path.stat().st_size


def test_a_part_holds_as_many_invoices_as_its_size_asks_for(split, make_flow, make_invoice):
    one = len(make_invoice("F1").encode())
    parts = split(make_flow(*(make_invoice(f"F{n}") for n in range(1, 8))), 2 * one)
    assert [len(numbers(part)) for part in parts] == [2, 2, 2, 1]


def test_a_small_file_is_one_part(split, make_flow, make_invoice):
    (part,) = split(make_flow(make_invoice("F1"), make_invoice("F2")), 1_000_000)
    assert part.is_whole


def test_an_invoice_in_a_comment_is_no_place_to_cut(split, make_flow, make_invoice):
    text = make_flow(make_invoice("F1"), f"<!-- {make_invoice('F0')} -->", make_invoice("F2"))
    assert [numbers(part) for part in split(text)] == [["F1"], ["F2"]]


def test_invoices_in_another_element_are_never_torn_from_it(split, make_flow, make_invoice):
    wrapped = f"<Autre>{make_invoice('X1')}{make_invoice('X2')}</Autre>"
    parts = split(make_flow(make_invoice("F1"), wrapped, make_invoice("F2"), make_invoice("F3")))
    assert [numbers(part) for part in parts] == [["F1", "F2", "F3"]]


def test_a_file_is_cut_as_far_as_it_is_as_usual(split, make_flow, make_invoice):
    parts = split(
        make_flow(*map(make_invoice, ("F1", "F2")), "<X/>", *map(make_invoice, ("F3", "F4")))
    )
    assert [numbers(part) for part in parts] == [["F1"], ["F2", "F3", "F4"]]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_a_file_whose_bytes_are_not_letters_is_one_part(split, make_flow, make_invoice, encoding):
    text = make_flow(make_invoice("F1"), make_invoice("F2")).replace("UTF-8", "UTF-16")
    (part,) = split(text.encode(encoding))
    assert part.is_whole


def test_a_byte_order_mark_of_utf_8_does_no_harm(split, make_flow, make_invoice):
    parts = split(make_flow(make_invoice("F1"), make_invoice("F2")).encode("utf-8-sig"))
    assert [numbers(part) for part in parts] == [["F1"], ["F2"]]


@pytest.mark.parametrize(
    "change",
    [
        ("<CPPFacturePivot>", "<!DOCTYPE x><CPPFacturePivot>"),
        ("<CPPFactures", "<Autre/><!-- " + "x" * 70_000 + " --><CPPFactures"),
        ("<CPPFactures Compteur", "<Autre><CPPFactures/></Autre><Autre x='<'><a Compteur"),
    ],
)
def test_an_unusual_head_leaves_the_file_in_one_part(split, make_flow, make_invoice, change):
    text = make_flow(make_invoice("F1"), make_invoice("F2")).replace(*change)
    (part,) = split(text)
    assert part.is_whole
