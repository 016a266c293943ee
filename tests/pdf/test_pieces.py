"""The bytes of a document from memory or from an open file, read piece by piece."""

import os

import pikepdf
import pytest

from chorus_sdk._pdf.direct import pieces
from chorus_sdk._pdf.direct.facts import Facts
from chorus_sdk._pdf.direct.pieces import Held, Opened
from chorus_sdk._pdf.direct.syntax import Undecided

CONTENT = bytes(range(256)) * 4


@pytest.mark.parametrize("reader", [pieces._pread, pieces._seek_and_read])
def test_memory_and_file_give_the_same(tmp_path, monkeypatch, reader):
    monkeypatch.setattr(pieces, "_pread", reader)
    path = tmp_path / "document"
    path.write_bytes(CONTENT)
    with path.open("rb", buffering=0) as stream:
        opened, held = Opened(stream.fileno(), len(CONTENT)), Held(CONTENT)
        assert opened.size == held.size == 1_024
        for place, count in ((0, 7), (250, 20), (1_020, 100), (1_024, 5), (5_000, 5)):
            assert opened.read(place, count) == held.read(place, count)
            assert held.read(place, count) == CONTENT[place : place + count]


@pytest.mark.parametrize("kept", [0, 1_000, 45_000])
def test_a_file_that_is_cut_short_while_it_is_read_is_undecided(tmp_path, kept):
    path = tmp_path / "document.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["a.bin"] = pikepdf.AttachedFileSpec(pdf, CONTENT * 60, filename="a.bin")
        pdf.save(path, compress_streams=False)
    size = path.stat().st_size
    with path.open("rb", buffering=0) as stream:
        opened = Opened(stream.fileno(), size)
        file = Facts(opened, 9).files[0]
        assert file.content() == CONTENT * 60
        os.truncate(path, kept)
        assert len(file.content()) < len(CONTENT) * 60
        with pytest.raises(Undecided):
            Facts(opened, 9)
