"""Attachments of many flows on disk, in order, whatever is wrong with some."""

from __future__ import annotations

import base64
import errno
import hashlib
import io
import os
import zipfile
from functools import partial

import pytest

from chorus_sdk.errors import MalformedDocumentError
from chorus_sdk.export import extraction
from chorus_sdk.export.extraction import extract_attachments
from chorus_sdk.export.splitting import parts_of
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


@pytest.mark.parametrize("digests", [False, True])
def test_sizes_are_told_always_and_digests_when_asked_for(folder, tmp_path, digests):
    told = list(extract_attachments(folder, tmp_path / "out", digests=digests))
    content = b"%PDF-1.7 content"
    digest = hashlib.sha256(content).hexdigest() if digests else None
    assert [(one.size, one.sha256) for one in told] == [(len(content), digest), (None, None)] * 3
    assert isinstance(told[1].error, MalformedDocumentError)


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


@pytest.fixture
def cut_fine(monkeypatch):
    """Parts of one invoice each, so that a small file has as many as a large one."""
    monkeypatch.setattr(extraction, "parts_of", partial(parts_of, part_bytes=1))


@pytest.mark.usefixtures("cut_fine")
@pytest.mark.parametrize("broken", [1, 2, 3, 4])
def test_what_stands_behind_a_broken_invoice_of_a_large_file_is_saved(
    tmp_path, make_flow, make_invoice, broken
):
    units = [make_invoice(f"F{number}") for number in range(1, 5)]
    units[broken - 1] = units[broken - 1].replace("</Debiteur>", "</Debitrice>")
    path = tmp_path / "f.xml"
    path.write_text(make_flow(*units))
    told = list(extract_attachments(path, tmp_path / "out"))
    assert [one.invoice_index for one in told if one.path] == [
        number for number in range(1, 5) if number != broken
    ]
    assert [one.name for one in told if one.invoice_index is None] == [None]
    (error,) = (one.error for one in told if one.invoice_index is None)
    assert isinstance(error, MalformedDocumentError)
    at = path.read_bytes().index(b"</Debitrice>")
    assert at <= error.offset <= path.stat().st_size
    assert {file.name for file in (tmp_path / "out").iterdir()} == {
        f"FACF{number}.pdf" for number in range(1, 5) if number != broken
    }


@pytest.mark.usefixtures("cut_fine")
def test_an_invoice_that_cannot_be_given_is_counted_before_a_broken_one(
    tmp_path, make_flow, make_invoice
):
    broken = make_invoice("F3").replace("</Debiteur>", "</Debitrice>")
    path = tmp_path / "f.xml"
    units = (make_invoice("F1"), make_invoice("F2", day="soon"), broken, make_invoice("F4"))
    path.write_text(make_flow(*units))
    told = list(extract_attachments(path, tmp_path / "out"))
    assert [(one.invoice_index, one.name) for one in told if one.path or not one.name] == [
        (1, "FACF1.pdf"),
        (None, None),
        (4, "FACF4.pdf"),
    ]


def test_no_more_is_written_than_was_asked_for(tmp_path, make_flow, make_invoice):
    path = tmp_path / "f.xml"
    path.write_text(make_flow(make_invoice("F1"), make_invoice("F2")))
    told = extract_attachments(path, tmp_path / "out")
    assert next(told).name == "FACF1.pdf"
    told.close()
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["FACF1.pdf"]


def test_two_attachments_of_one_name_are_two_files(tmp_path, make_flow, make_invoice):
    path = tmp_path / "f.xml"
    path.write_text(make_flow(make_invoice("F1"), make_invoice("F1", content=packed(b"other"))))
    told = [one for one in extract_attachments(path, tmp_path / "out") if one.path]
    assert [(one.path.name, one.path.read_bytes()) for one in told] == [
        ("FACF1.pdf", b"%PDF-1.7 content"),
        ("FACF1-2.pdf", b"other"),
    ]


def test_a_full_disk_is_told_and_leaves_no_part_of_a_file(
    tmp_path, make_flow, make_invoice, monkeypatch
):
    path = tmp_path / "f.xml"
    large = make_invoice("F2", content=packed(b"%PDF-1.7" * 50_000))
    path.write_text(make_flow(make_invoice("F1"), large))
    write, taken = os.write, 0

    def write_some(handle: int, data: bytes) -> int:
        nonlocal taken
        taken += len(data)
        if taken > 100_000:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(handle, data)

    monkeypatch.setattr(os, "write", write_some)
    told = extract_attachments(path, tmp_path / "out")
    assert [next(told).name, next(told).name] == ["FACF1.pdf", "PJ01X.csv"]
    with pytest.raises(OSError) as caught:
        next(told)
    assert caught.value.errno == errno.ENOSPC
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["FACF1.pdf"]
    assert taken > 100_000


def packed(content: bytes) -> str:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo("f.pdf"), content)
    return base64.b64encode(target.getvalue()).decode("ascii")
