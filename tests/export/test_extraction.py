"""Attachments of many flows on disk, in order, whatever is wrong with some."""

from __future__ import annotations

import pytest

from chorus_sdk.errors import MalformedDocumentError
from chorus_sdk.export.extraction import extract_attachments
from chorus_sdk.formats.pivot.attachments import AttachmentRole


def test_each_attachment_is_saved_or_its_error_told(folder, tmp_path):
    told = list(extract_attachments(folder, tmp_path / "out"))
    assert [
        (one.source_file, one.invoice_index, one.name, one.path is not None) for one in told
    ] == [
        ("a.xml", 1, "FACA1.pdf", True),
        ("a.xml", 1, "PJ01X.csv", False),
        ("a.xml", 2, "FACA2.pdf", True),
        ("a.xml", 2, "PJ01X.csv", False),
        ("below/b.xml", 1, "FACB1.pdf", True),
        ("below/b.xml", 1, "PJ01X.csv", False),
    ]
    assert told[0].role is AttachmentRole.ORIGINAL
    assert told[0].path.read_bytes() == b"%PDF-1.7 content"
    assert isinstance(told[1].error, MalformedDocumentError)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "FACA1.pdf",
        "FACA2.pdf",
        "FACB1.pdf",
    }


def test_a_cut_flow_gives_its_attachments_and_then_its_error(folder, tmp_path):
    path = folder / "a.xml"
    path.write_bytes(path.read_bytes()[:-700])
    told = list(extract_attachments(path, tmp_path / "out"))
    assert [one.name for one in told] == ["FACA1.pdf", "PJ01X.csv", None]
    assert (told[-1].invoice_index, told[-1].error.code) == (None, "document.malformed")


@pytest.mark.slow
@pytest.mark.enable_socket  # processes are asked for through a local socket
def test_two_processes_save_what_one_saves(large, tmp_path):
    found = {}
    for workers in (1, 2):
        told = extract_attachments(large, tmp_path / str(workers), workers=workers)
        found[workers] = [
            (one.invoice_index, one.name, one.path and one.path.stat().st_size) for one in told
        ]
    assert found[1] == found[2]
    assert [size for *_, size in found[1] if size] == [20_000_000] * 3 + [16]


def test_a_hostile_name_stays_inside_the_folder(tmp_path, make_flow, make_invoice):
    path = tmp_path / "f.xml"
    path.write_text(make_flow(make_invoice("F1")).replace("FACF1.pdf", "../../FACF1.pdf"))
    first, *_ = extract_attachments(path, tmp_path / "in" / "out")
    assert first.path.parent == tmp_path / "in" / "out"


def test_fewer_than_one_process_is_refused(folder, tmp_path):
    with pytest.raises(ValueError):
        extract_attachments(folder, tmp_path, workers=0)
