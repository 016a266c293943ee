"""A folder of anything: every file gives one item, and nothing outside it is touched."""

from __future__ import annotations

import io
import os
import zipfile

import pytest
from lots import ONE, TWO

from chorus_sdk.errors import (
    DocumentError,
    LimitExceededError,
    MalformedDocumentError,
    UnknownFormatError,
    UnsafeDocumentError,
)
from chorus_sdk.formats.folders import read_folder
from chorus_sdk.limits import Limits


def zip_of(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def told(folder, **limits):
    items = read_folder(folder, limits=Limits(**limits))
    return [(i.archives, i.name, i.invoice.number if i.invoice else type(i.error)) for i in items]


def test_every_file_below_is_told_sorted_by_its_path(tmp_path):
    (tmp_path / "b" / "c").mkdir(parents=True)
    (tmp_path / "b" / "c" / "2.xml").write_bytes(TWO)
    (tmp_path / "a.xml").write_bytes(ONE)
    (tmp_path / ".hidden").write_bytes(b"x")
    (tmp_path / "z.txt").write_bytes(b"")
    assert told(tmp_path) == [
        ((), ".hidden", UnknownFormatError),
        ((), "a.xml", "F-1"),
        ((), "b/c/2.xml", "F-2"),
        ((), "z.txt", UnknownFormatError),
    ]


def test_archives_are_opened_where_they_stand(tmp_path):
    (tmp_path / "lot.zip").write_bytes(zip_of({"1.xml": ONE, "in.zip": zip_of({"2.xml": TWO})}))
    (tmp_path / "cut.zip").write_bytes(zip_of({"1.xml": ONE})[:-30])
    (tmp_path / "one.xml").write_bytes(ONE)
    assert told(tmp_path) == [
        ((), "cut.zip", MalformedDocumentError),
        (("lot.zip",), "1.xml", "F-1"),
        (("lot.zip", "in.zip"), "2.xml", "F-2"),
        ((), "one.xml", "F-1"),
    ]


def test_a_link_is_never_followed(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "1.xml").write_bytes(ONE)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "file").symlink_to(outside / "1.xml")
    (folder / "folder").symlink_to(outside, target_is_directory=True)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "nowhere").symlink_to("nowhere")
    assert told(folder) == [
        ((), name, UnsafeDocumentError) for name in ("file", "folder", "loop", "nowhere")
    ]


@pytest.mark.timeout(10)
def test_a_pipe_is_never_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "z.xml").write_bytes(ONE)
    assert told(tmp_path) == [((), "pipe", UnsafeDocumentError), ((), "z.xml", "F-1")]


def test_a_file_that_is_gone_by_now_is_told(tmp_path):
    for name in ("a.xml", "b.xml", "c.xml"):
        (tmp_path / name).write_bytes(ONE)
    items = read_folder(tmp_path)
    next(items)
    (tmp_path / "b.xml").unlink()
    gone, last = items
    assert (gone.name, type(gone.error)) == ("b.xml", DocumentError)
    assert isinstance(gone.error.__cause__, FileNotFoundError)
    assert last.invoice.number == "F-1"


def test_a_large_file_is_told_alone(tmp_path):
    (tmp_path / "a.xml").write_bytes(ONE)
    (tmp_path / "b.xml").write_bytes(TWO + b" " * 10_000)
    assert told(tmp_path, document_bytes=len(TWO) + 1_000) == [
        ((), "a.xml", "F-1"),
        ((), "b.xml", LimitExceededError),
    ]


def test_too_many_files_stop_it_after_those_before(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.xml").write_bytes(ONE)
    items = read_folder(tmp_path, limits=Limits(archive_entries=2))
    assert [next(items).name, next(items).name] == ["0.xml", "1.xml"]
    with pytest.raises(LimitExceededError):
        next(items)


def test_a_folder_that_is_none_is_an_error_of_the_system(tmp_path):
    with pytest.raises(OSError):
        list(read_folder(tmp_path / "none"))
    (tmp_path / "file").touch()
    with pytest.raises(OSError):
        list(read_folder(tmp_path / "file"))
